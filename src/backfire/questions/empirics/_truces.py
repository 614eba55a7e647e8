"""How long truces live, and what becomes of them at their date."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from backfire.answers.empirics import Share, Survival, TruceLife

from ._intervals import jeffreys, survival
from ._pair import ENDS, MOVE, Pair

if TYPE_CHECKING:
    import datetime

    from backfire.data import Event, Truce

KEPT = ("renewed", "stood")
RISE = "tariff rise"
ALL_DUE, TRUCES_DUE = "all suspensions due in 2025", "truces due since 2018"
SERIES_DUE = "series, each counted once"
YEAR = 2025


def of_tariffs(truces: Iterable[Truce]) -> tuple[Truce, ...]:
    """Truces alone: no deal without an end, no exclusions."""
    return tuple(each for each in truces if each.series == "truce")


def life(truce: Truce, pair: Pair) -> TruceLife:
    """How long a truce lasted, to the first hostile act, the first large move, and its end."""
    assert truce.began is not None
    ends = truce.ended or ENDS
    acts = [act for act in pair.acts() if truce.began < act.date <= ends]
    large = [act for act in acts if act.act == MOVE and _is_large(act, truce)]
    days, event = _first(acts, truce.began)
    large_days, large_event = _first(large, truce.began)
    return TruceLife(
        name=truce.name,
        first_act=days,
        first_act_event=event,
        first_large=large_days,
        first_large_event=large_event,
        lived=(ends - truce.began).days,
        ended_by=truce.ended_by,
    )


def _is_large(act: Event, truce: Truce) -> bool:
    return act.size == "large" or (act.date == truce.ended and truce.ended_by == RISE)


def _first(acts: Sequence[Event], began: datetime.date) -> tuple[int | None, str]:
    if not acts:
        return None, ""
    return (acts[0].date - began).days, acts[0].event


def survivals(lives: Sequence[TruceLife]) -> dict[str, Survival]:
    """Curves to the first hostile act, to the first large move, and to an end by a tariff rise."""
    found: dict[str, Survival] = {}
    for name, lag in (
        ("first hostile act", lambda each: each.first_act),
        ("first large move", lambda each: each.first_large),
    ):
        lags = [lag(each) for each in lives]
        days = [
            each.lived if days is None else days for each, days in zip(lives, lags, strict=True)
        ]
        found[name] = survival(days, [days is not None for days in lags])
    collapsed = [each.ended_by == RISE for each in lives]
    found["end by a tariff rise"] = survival([each.lived for each in lives], collapsed)
    return found


def renewals(truces: Iterable[Truce]) -> dict[str, Share]:
    """Terms that were kept at their date: truces, all suspensions of 2025, and series."""
    due = [each for each in truces if each.due is not None and each.due <= ENDS]
    recent = [each for each in due if each.due and each.due.year == YEAR]
    series = {each.series: True for each in recent}
    for each in recent:
        series[each.series] &= each.at_due in KEPT
    ours = [each.at_due in KEPT for each in due if each.series == "truce"]
    kept = [each.at_due in KEPT for each in recent]
    return {
        TRUCES_DUE: jeffreys(sum(ours), len(ours)),
        ALL_DUE: jeffreys(sum(kept), len(kept)),
        SERIES_DUE: jeffreys(sum(series.values()), len(series)),
    }
