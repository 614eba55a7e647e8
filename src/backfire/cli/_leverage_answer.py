"""Prints an answer about leverage: in words, in small tables, and where it comes from."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from rich.table import Table
from rich.text import Text

from backfire.results import INVENTORY, RECIPE, SUBSTITUTION

from ._screen import Screen
from ._tables import middle_and_span, table

if TYPE_CHECKING:
    from backfire.results import Band, Instrument, LeverageAnswer

_SPAN = "5 to 95 %"
_BILLION, _MILLION = 1e9, 1e6
_EVERY = 100
_YEAR = 12
_CLOSURES = {
    RECIPE: "recipes fixed",
    SUBSTITUTION: "substitution",
    INVENTORY: "stocks run down",
}


def show(answer: LeverageAnswer, written: Sequence[Path]) -> None:
    """Print an answer and where its files lie on standard output."""
    screen = Screen()
    for sentence in answer.sentences:
        screen.print(Text(sentence))
    for title, listed in _tables(answer):
        screen.print()
        screen.print(Text(title))
        screen.print(listed)
    screen.print()
    sampled = f"{answer.draws} futures, {answer.sampled} sampled"
    closing = (
        f"Figures of edition {answer.edition}, parameters {answer.parameters}, seed {answer.seed}, "
        f"{sampled}, {answer.seconds:.1f} s."
    )
    for line in (closing, *(f"Written: {path}" for path in written)):
        screen.print(Text(line), soft_wrap=True)


def _tables(answer: LeverageAnswer) -> Iterable[tuple[str, Table]]:
    yield _losses(answer)
    yield _curve(answer)
    yield _cases(answer)
    yield _instruments(answer)
    slopes = ((row.parameter, f"{row.value:+.2f}") for row in answer.elasticity)
    yield (
        "What moves leverage: its change in % for 1 % more of a parameter",
        table(("parameter", "%"), slopes, 1),
    )
    yield _adjustment(answer)
    yield _forecasts(answer)


def _curve(answer: LeverageAnswer) -> tuple[str, Table]:
    found = {(point.start, point.used_before): point for point in answer.leverage_curve}
    large = max((point.p50 or 0.0 for point in answer.leverage_curve), default=0.0)
    size, name = (_BILLION, "billion") if large >= _BILLION / 2 else (_MILLION, "million")
    told = _in(size)
    rows: list[tuple[str, ...]] = []
    for start in sorted({point.start for point in answer.leverage_curve}):
        cells: list[str] = []
        for used in (False, True):
            point = found.get((start, used))
            cells += (
                ("", "") if point is None else (told(point.p50), _ends(point.p5, point.p95, told))
            )
        rows.append((start, *cells))
    heading = ("start", "unused", _SPAN, "used", _SPAN)
    title = f"Leverage by start of the control, USD {name} lost by targets in 12 months"
    return title, table(heading, rows, 1, limit=_EVERY)


def _losses(answer: LeverageAnswer) -> tuple[str, Table]:
    """Targets over every horizon, other places over a year; a star marks an estimate."""
    rows = [
        (
            f"{each.place}{'*' * each.estimated}",
            str(each.months),
            _CLOSURES[each.closure],
            *middle_and_span(each.usd, _millions),
            "unknown" if each.gdp_share.p50 is None else f"{100 * each.gdp_share.p50:.2g}",
        )
        for each in answer.losses.by_closure
        if each.place in answer.target or each.months == _YEAR
    ]
    heading = ("place", "months", "if", "USD million", _SPAN, "% of GDP")
    title = "What a control of today costs (* estimated from end uses alone)"
    return title, table(heading, rows, 3, limit=_EVERY)


def _millions(value: float | None) -> str:
    return "unknown" if value is None else f"{value / _MILLION:,.4g}"


def _cases(answer: LeverageAnswer) -> tuple[str, Table]:
    faster = {True: "yes", False: "no", None: "not known"}
    rows = (
        (
            case.name,
            _years(case.unused.half_life_years),
            _years(case.used.half_life_years),
            faster[case.falls_faster_after_use],
        )
        for case in answer.cases
    )
    heading = ("stockpiling or dumping", "unused", "used", "falls faster after use")
    return "Years until median leverage has halved, in four cases", table(heading, rows, 1)


def _instruments(answer: LeverageAnswer) -> tuple[str, Table]:
    rows = (
        (entry.name, entry.paid_by, _in(_BILLION)(entry.cost_usd.p50), *_price(entry))
        for entry in answer.instruments
    )
    heading = ("instrument", "paid by", "USD bn", "USD per USD", _SPAN)
    title = "What instruments cost for each USD of leverage removed"
    return title, table(heading, rows, 2, limit=_EVERY, fold=True)


def _price(entry: Instrument) -> tuple[str, str]:
    if entry.per_unit is None:
        return "nothing", ""
    return middle_and_span(entry.per_unit_band, lambda value: _number(value, "no bound"))


def _adjustment(answer: LeverageAnswer) -> tuple[str, Table]:
    found = answer.ramp_and_substitution
    ramp, fewer = ("ramp", found.ramp), ("substitution", found.substitution)
    rows = (
        (name, *middle_and_span(band, _share), _share(found.observed[name]))
        for name, band in (ramp, fewer)
    )
    years = f"{found.years[0]} to {found.years[-1]}" if found.years else "the run"
    heading = ("a year", "median", _SPAN, "after 2010")
    title = f"Ramp outside and substitution after a use today, {years}, beside 2010"
    return title, table(heading, rows, 1)


def _forecasts(answer: LeverageAnswer) -> tuple[str, Table]:
    said = {True: "yes", False: "no", None: "not known"}
    rows = (
        (
            entry.stage,
            entry.place,
            str(entry.year),
            _share(entry.published),
            "not known" if entry.band is None else _share_ends(entry.band),
            said[entry.inside],
        )
        for entry in answer.forecasts
    )
    heading = ("stage", "place", "year", "published", _SPAN, "inside")
    title = "Published shares of world output, to which nothing was fitted"
    return title, table(heading, rows, 2, limit=_EVERY)


def _in(size: float) -> Callable[[float | None], str]:
    return lambda value: "unknown" if value is None else f"{value / size:,.1f}"


def _ends(low: float | None, high: float | None, told: Callable[[float | None], str]) -> str:
    return f"{told(low)} to {told(high)}"


def _share_ends(band: Band) -> str:
    return _ends(band.p5, band.p95, _share)


def _share(value: float | None) -> str:
    return "unknown" if value is None else f"{value:.1%}"


def _years(value: float | None) -> str:
    return "never" if value is None else f"{value:.1f}"


def _number(value: float | None, otherwise: str) -> str:
    return otherwise if value is None else f"{value:.2g}"
