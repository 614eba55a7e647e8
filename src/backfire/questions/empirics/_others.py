"""Other counts of the record: coercion, third parties, and how a buyer's caution fades."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Mapping
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy import stats

from backfire.answers.empirics import BAND, DAYS_PER_QUARTER, SENDER, BaseRate, Rate

from ._intervals import jeffreys, poisson
from ._pair import BEGINS, ENDS, MOVE, SIDES

if TYPE_CHECKING:
    from backfire.data import CoercionCase, Event


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
