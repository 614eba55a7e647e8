"""Other counts of the record: truces, coercion, third parties, and how a buyer's caution fades."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy import stats

from backfire.answers.empirics import (
    BAND,
    DAYS_PER_QUARTER,
    SENDER,
    BaseRate,
    Rate,
    Share,
    Survival,
    TruceLife,
)

from ._intervals import jeffreys, poisson, survival
from ._pair import BEGINS, ENDS, MOVE, SIDES, Pair

if TYPE_CHECKING:
    from backfire.data import CoercionCase, Event, Truce


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


EXPORT, IMPORT = "export chokepoint", "import market"
WON = ("win", "mixed win")
PARTLY = (*WON, "mixed")
NOTHING = ("loss",)
OUTCOMES = {
    "win or mixed win": WON,
    "mixed or better": PARTLY,
    "loss": NOTHING,
}


def base_rates(cases: Iterable[CoercionCase]) -> tuple[BaseRate, ...]:
    """Shares of cases by lever and outcome; the two levers are never pooled."""
    known = tuple(cases)
    found: list[BaseRate] = []
    for lever in (EXPORT, IMPORT):
        ours = [case for case in known if case.lever == lever]
        for judged in ("tactical", "strategic"):
            outcomes = [str(getattr(case, judged)) for case in ours if getattr(case, judged)]
            for name, words in OUTCOMES.items():
                share = jeffreys(sum(each in words for each in outcomes), len(outcomes))
                found.append(BaseRate(lever, judged, name, share))
    return tuple(found)


QUARTERS_PER_YEAR = 4
Band = tuple[float, float, float]


def forgetting(shares: Mapping[int, float], before: int, ended: int) -> Band:
    """Rate at which the distance to the old share closes, low end, middle and high end.

    Fits ``log(share before - share) = a - rate * year`` by least squares to the years after the
    control ended; the band is that of Student's t, cut at zero.

    Parameters
    ----------
    shares
        Share of imports that come from the sender, by year.
    before, ended
        Year before the control, and the year in which it ended.

    Returns
    -------
    :
        Rates a quarter.

    Examples
    --------
    >>> closing = {2010: 0.8} | {2015 + years: 0.8 - 0.3 * 0.9**years for years in range(10)}
    >>> [round(rate, 4) for rate in forgetting(closing, before=2010, ended=2014)]
    [0.0263, 0.0263, 0.0263]
    """
    years = np.array([year for year in sorted(shares) if year > ended], dtype=float)
    distance = np.array([shares[before] - shares[int(year)] for year in years])
    known = distance > 0
    found: Any = stats.linregress(years[known], np.log(distance[known]))
    slack = stats.t.ppf((1 + BAND) / 2, known.sum() - 2) * found.stderr
    rates = (-found.slope - slack, -found.slope, -found.slope + slack)
    low, central, high = (max(float(rate) / QUARTERS_PER_YEAR, 0.0) for rate in rates)
    return low, central, high


CONTROLS_BEGIN = datetime.date(2010, 1, 1)
"""First day on which controls and third parties are looked for: the year of the first control."""
NO_GOVERNMENT = ("firms", "market", "WTO")
JOINING = ("move", "threat", "resilience")


def incidents(events: Iterable[Event]) -> tuple[Event, ...]:
    """Incidents with China since 2018 that no government ordered as a measure of trade."""
    return tuple(
        each
        for each in events
        if each.act == "incident"
        and BEGINS <= each.date <= ENDS
        and SENDER in (*each.actor, *each.target)
    )


def accidents(events: Iterable[Event]) -> Rate:
    """Incidents in a quarter."""
    quarters = ((ENDS - BEGINS).days + 1) / DAYS_PER_QUARTER
    return poisson(len(incidents(events)), quarters)


def joining(events: Iterable[Event]) -> Iterator[Event]:
    """Acts of third governments against China: moves, complaints, and supply of their own."""
    for event in events:
        thirds = {*event.actor} - {*SIDES, *NO_GOVERNMENT}
        late_enough = CONTROLS_BEGIN <= event.date <= ENDS
        if thirds and SENDER in event.target and event.act in JOINING and late_enough:
            yield event


def third_parties(events: Iterable[Event]) -> tuple[Rate, Rate]:
    """Third parties that join in a quarter: while a Chinese export control stands, and while not.

    Controls overlap; what counts is whether at least one stands.
    """
    known = tuple(events)
    controls = [
        (each.date, each.until or ENDS)
        for each in known
        if each.actor == (SENDER,) and each.act == MOVE and each.instrument == "export control"
    ]
    days = [
        CONTROLS_BEGIN + datetime.timedelta(days=count)
        for count in range((ENDS - CONTROLS_BEGIN).days + 1)
    ]
    standing = {day for day in days if any(first <= day <= last for first, last in controls)}
    joined = [each.date in standing for each in joining(known)]
    held = len(standing) / DAYS_PER_QUARTER
    return (
        poisson(sum(joined), held),
        poisson(len(joined) - sum(joined), len(days) / DAYS_PER_QUARTER - held),
    )
