"""Kind of an answer on claims: its quantities, tables and sections, and how figures are written."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from backfire.dims import DRAW
from backfire.units import PURE, SHARE

from .. import _format as words
from .._kind import Kind, Quantity, Section, axis
from .._table import MISSING, Cell, Column, Table
from ._facts import Facts, Unit, Verdict
from ._findings import (
    CLAIM,
    COLUMN,
    END,
    ENDS,
    FIGURE,
    POINT,
    ROW,
    SERIES,
    Figure,
    Finding,
    findings,
)

if TYPE_CHECKING:
    from .._answer import Answer
    from .._interval import Interval

_PADDED = "not tried, or the claim has no such place"

QUANTITIES = (
    Quantity(
        "share",
        (CLAIM, ROW, COLUMN),
        SHARE,
        "share of the draws in which a claim holds at a point of its sweep",
        missing=_PADDED,
        high=1,
        dense=True,
    ),
    Quantity(
        "here",
        (CLAIM, DRAW),
        SHARE,
        "whether a claim holds at the scenario's own numbers: one, or zero",
        missing="not tried in that draw",
        high=1,
    ),
    Quantity(
        "value",
        (CLAIM, FIGURE, END),
        PURE,
        "a figure of a claim in its own unit: in the central draw, lowest and highest over draws",
        missing=_PADDED,
        low=None,
        dense=True,
    ),
    Quantity(
        "line",
        (CLAIM, SERIES, POINT, END),
        PURE,
        "figures along one parameter, in their own unit, as before",
        missing=_PADDED,
        low=None,
        dense=True,
    ),
)
LABELS = (
    axis(CLAIM, "short name of a claim that was tested"),
    axis(ROW, "number of a point of the second parameter of its sweep"),
    axis(COLUMN, "number of a point of the first parameter"),
    axis(DRAW, "number of a draw, the central one first"),
    axis(FIGURE, "number of a figure, the main one first"),
    axis(SERIES, "number of a line"),
    axis(POINT, "number of a point along the parameter of the lines"),
    axis(END, "lowest, central and highest draw", *ENDS),
)


def written(value: Interval, unit: Unit) -> str:
    """A figure and the ends of its span, as text.

    Examples
    --------
    >>> from backfire.answers import Interval
    >>> written(Interval(0.1, 0.2, 0.5), Unit.SHARE), written(Interval(0, 0.5, 0.5), Unit.POINTS)
    ('20 % (10 to 50)', '+50 points (+0.0 to +50)')
    >>> written(Interval(-1e9, 2e9, 3e9), Unit.USD), written(Interval(4, 4, 4), Unit.QUARTERS)
    ('USD 2.0 billion (-1.0 to 3.0 billion)', '4 quarters')
    """
    if not value.known:
        return MISSING
    if unit is Unit.USD:
        ends = f" ({words.money_range(value.low, value.high)})" if value.bounded else ""
        return f"{words.money(value.central)}{ends}"
    write, after = _WRITTEN[unit]
    low, middle, high = map(write, (value.low, value.central, value.high))
    return f"{middle}{after}" if low == high else f"{middle}{after} ({low} to {high})"


def _signed(share: float) -> str:
    return f"{100 * share:+.1f}" if abs(share) < 0.00995 else f"{100 * share:+.0f}"


_WRITTEN = {
    Unit.SHARE: (words.percent, " %"),
    Unit.POINTS: (_signed, " points"),
    Unit.TIMES: (words.ratio, " times"),
    Unit.QUARTERS: (words.number, " quarters"),
    Unit.RUNGS: (lambda number: f"{number:.2f}", " rungs"),
}


def statement(figure: Figure) -> str:
    """A figure with what it is."""
    return f"{figure.words}: {written(figure.value, figure.unit)}"


def _verdicts(answer: Answer) -> Iterator[tuple[Cell, ...]]:
    for one in answer.reading(findings):
        where = words.capital(one.region) or _everywhere(one)
        here = f"{sum(one.tried)} of {len(one.tried)}" if one.tried else "no draw"
        yield one.about.id, one.verdict.value, where, here, statement(one.figures[0])


def _everywhere(one: Finding) -> str:
    """How far the sweep went that found no difference."""
    swept = words.listed([axis.name for axis in (one.across, one.down) if axis is not None])
    return f"At {'every' if one.verdict is Verdict.HOLDS else 'no'} point of: {swept}"


def _figures(answer: Answer) -> Iterator[tuple[Cell, ...]]:
    for one in answer.reading(findings):
        for each in one.figures:
            said = words.capital(each.words), written(each.value, each.unit)
            yield one.about.id, *said, str(each.unit), each.value


def _sweep(answer: Answer) -> Iterator[tuple[Cell, ...]]:
    for one in answer.reading(findings):
        rows = ("",) if one.down is None else one.down.points
        for row, shares in zip(rows, one.shares.tolist(), strict=True):
            for column, share in zip(one.across.points, shares, strict=True):
                yield one.about.id, column, row, share


def _records(answer: Answer) -> Iterator[tuple[Cell, ...]]:
    return ((one.about.id, one.record) for one in answer.reading(findings) if one.record)


def _rules(answer: Answer) -> Iterator[tuple[Cell, ...]]:
    for about in (one.about for one in answer.reading(findings)):
        stands = words.capital(about.claim), about.place, ", ".join(about.mechanisms)
        yield about.id, *stands, about.rule, about.given


_CLAIM = Column("claim", "Claim")
TABLES = (
    Table(
        "verdicts",
        "Verdicts",
        (
            _CLAIM,
            Column("verdict", "Verdict"),
            Column("where", "Where it holds"),
            Column("here", "Here"),
            Column("figure", "Main figure"),
        ),
        _verdicts,
        "Here: draws in which it holds at the scenario's own numbers.",
        limit=40,
    ),
    Table(
        "figures",
        "Figures of the central draw, with the lowest and the highest over all draws",
        (
            _CLAIM,
            Column("figure", "Figure"),
            Column("written", "Central (lowest to highest draw)"),
            Column("unit", "Unit", screen=False, page=False),
            Column("value", "Value", screen=False, page=False),
        ),
        _figures,
        limit=100,
    ),
    Table("record", "What dated events say", (_CLAIM, Column("record", "Record")), _records),
    Table(
        "rules",
        "Rules",
        (
            Column("id", "Short name", page=False),
            _CLAIM,
            Column("place", "In the article"),
            Column("mechanisms", "Mechanisms"),
            Column("rule", "It holds if"),
            Column("given", "What is assumed"),
        ),
        _rules,
        screen=False,
    ),
    Table(
        "sweep",
        "Sweeps",
        (
            _CLAIM,
            Column("first", "First parameter"),
            Column("second", "Second parameter"),
            Column("share", "Draws in which it holds", words.share),
        ),
        _sweep,
        screen=False,
    ),
)


def _sections(answer: Answer) -> Iterator[Section]:
    yield Section("verdicts", "All claims", ("verdicts",), open=True)
    for one in answer.facts.claims:
        name = one.about.id
        yield Section(name, words.capital(name.replace("-", " ")), note="finding", given=(name,))
    yield Section("rules", "Figures and rules", ("figures", "record", "rules", "sweep"))


def context(answer: Answer) -> dict[str, Any]:
    """The findings by short name, how many there are of each verdict, and how figures are told."""
    found = {one.about.id: one for one in answer.reading(findings)}
    verdicts = [one.verdict for one in found.values()]
    return {
        "found": found,
        "count": {verdict.name: verdicts.count(verdict) for verdict in Verdict},
        "statement": statement,
    }


def problems(data: Any, facts: Facts) -> Iterator[str]:
    """Say where the claims of the facts are not those of the arrays."""
    ids = [one.about.id for one in facts.claims]
    known = [str(name) for name in data[CLAIM].values]
    if ids != known:
        yield f"facts.claims: must be {', '.join(known) or 'none'}, got {', '.join(ids) or 'none'}"
        return
    for one in facts.claims:
        rows = 1 if one.down is None else len(one.down.points)
        sizes = (ROW, rows), (COLUMN, len(one.across.points)), (FIGURE, len(one.figures))
        for name, size in sizes:
            if size > data.sizes[name]:
                yield f"facts.{one.about.id}: {name} must be at most {data.sizes[name]}, got {size}"


KIND = Kind(
    "claims",
    QUANTITIES,
    LABELS,
    Facts,
    TABLES,
    context=context,
    problems=problems,
    further=_sections,
)
