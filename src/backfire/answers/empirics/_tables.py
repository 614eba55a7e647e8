"""The estimates as tables of text, the same on a page and in a terminal."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from backfire.answers import words

from ._record import AT_ONCE, QUARTER, WINDOWS

if TYPE_CHECKING:
    from ._estimates import Rate, Share
    from ._record import Record

_SIDES = {"CHN": "China", "USA": "United States", "NLD": "Netherlands"}
_RESPONSES = ("none", "threatened", "lower", "matched", "higher")
NEVER = "not reached"


def tables(record: Record) -> dict[str, str]:
    """Every estimate of a record as Markdown tables, by name.

    Shares are written as counts with the 90 % band in percent, rates per quarter.
    """
    return {
        "answers": _answers(record),
        "readings": _readings(record),
        "comparisons": _comparisons(record),
        "responses": _responses(record),
        "first-moves": _first_moves(record),
        "truces": _truces(record),
        "survival": _survival(record),
        "renewals": _renewals(record),
        "coercion": _coercion(record),
        "priors": _priors(record),
        "counts": _counts(record),
    }


def _table(heading: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    lines = [heading, ["---"] * len(heading), *rows]
    return "\n".join(f"| {' | '.join(line)} |" for line in lines)


def _share(share: Share) -> str:
    if not share.of:
        return "none watched"
    low, high = words.percent(share.low), words.percent(share.high)
    return f"{share.happened} of {share.of} ({low} to {high} %)"


def _number(value: float) -> str:
    if math.isnan(value) or math.isinf(value):
        return "none"
    return f"{value:.2g}"


def _rate(rate: Rate) -> str:
    return f"{rate.happened}: {_number(rate.central)} ({_number(rate.low)} to {_number(rate.high)})"


def _days(days: float | None) -> str:
    return NEVER if days is None else f"{days:,.0f}"


def _median(median: tuple[float | None, float | None, float | None]) -> str:
    low, middle, high = median
    if middle is None or low is high is None:
        return _days(middle)
    return f"{_days(middle)} ({_days(low)} to {_days(high)})"


def _answers(record: Record) -> str:
    heading = ("who answers", "moves of the other side", "moves")
    heading += tuple(f"answered in {days} days" for days in WINDOWS)
    rows = [
        (
            _SIDES[each.answerer],
            each.group,
            str(each.moves),
            *(_share(each.within[days]) for days in WINDOWS),
            _median(each.lags.median),
            _number(each.later.central) if each.later.quarters > 1 else "none",
        )
        for each in record.answers
    ]
    return _table((*heading, "median days", "later, per quarter"), rows)


def _readings(record: Record) -> str:
    heading = (
        "who answers",
        "moves of the other side",
        f"a measure, {AT_ONCE} days",
        "by the record alone",
        "if threats count",
        f"if the next move counts, {QUARTER} days",
    )
    rows = [
        (
            _SIDES[each.answerer],
            each.group,
            _share(each.within[AT_ONCE]),
            _share(each.recorded),
            _share(each.with_threats),
            _share(each.by_timing),
        )
        for each in record.answers
        if each.group in {"all", "small", "large"}
    ]
    return _table(heading, rows)


def _comparisons(record: Record) -> str:
    heading = ("who answers", "with", "first", "second", "odds, second over first", "p")
    rows = [
        (
            _SIDES[each.answerer],
            each.answer,
            *(
                f"{name}: {share.happened} of {share.of}"
                for name, share in zip(each.groups, each.shares, strict=True)
            ),
            f"{_number(each.odds_low)} to "
            + ("no end" if each.odds_high is None else _number(each.odds_high)),
            _number(each.p_value),
        )
        for each in record.comparisons
    ]
    return _table(heading, rows)


def _responses(record: Record) -> str:
    heading = ("who answers", "size of the move", *_RESPONSES, "in like measure or more")
    rows = [
        (
            _SIDES[each.answerer],
            each.size,
            *(str(each.shares[name].happened) for name in _RESPONSES),
            _share(each.proportional),
            str(each.untold),
        )
        for each in record.responses
    ]
    return _table((*heading, "not compared"), rows)


def _first_moves(record: Record) -> str:
    heading = ("side", "while there is", "quarters", "first moves", "if timing is trusted")
    rows = [
        (
            _SIDES[each.side],
            "an exchange" if each.state == "exchange" else each.state.replace("truce", "a truce"),
            f"{each.stated.quarters:.1f}",
            _rate(each.stated),
            _rate(each.by_timing),
        )
        for each in record.initiations
    ]
    return _table(heading, rows)


def _truces(record: Record) -> str:
    heading = ("truce", "first hostile act", "first large move", "lived", "ended by")
    rows = [
        (
            each.name,
            f"{_days(each.first_act)} {each.first_act_event}".strip(),
            f"{_days(each.first_large)} {each.first_large_event}".strip(),
            f"{each.lived:,}",
            each.ended_by or "runs",
        )
        for each in record.truces
    ]
    return _table(heading, rows)


def _survival(record: Record) -> str:
    heading = ("until", "truces", "happened to", "median days")
    rows = [
        (name, str(curve.of), str(curve.ended), _median(curve.median))
        for name, curve in record.survival.items()
    ]
    return _table(heading, rows)


def _renewals(record: Record) -> str:
    rows = [(name, _share(share)) for name, share in record.renewals.items()]
    return _table(("what", "kept at its date"), rows)


def _coercion(record: Record) -> str:
    heading = ("lever", "outcome judged", "outcome for the sender", "cases")
    rows = [
        (each.lever, each.judged, each.outcome, _share(each.share)) for each in record.base_rates
    ]
    return _table(heading, rows)


def _priors(record: Record) -> str:
    heading = ("prior", "low", "middle", "high", "unit", "n", "from")
    rows = [
        (
            f"`{each.name}`",
            *(f"{value:.3f}" for value in (each.low, each.central, each.high)),
            each.unit,
            str(each.n),
            each.how,
        )
        for each in record.priors().values()
    ]
    return _table(heading, rows)


def _counts(record: Record) -> str:
    rows = [
        (f"`{name}`", f"{each.happened} of {each.of}") for name, each in record.counts().items()
    ]
    return _table(("choice", "taken"), rows)
