"""What is read out of a run: who runs short when, who loses what, and prices."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from backfire.dims import DRAW, GOOD, PLACE, SIDE, WEEK

from .._interval import Interval, interval
from ._quantities import INSIDE, OUTSIDE

if TYPE_CHECKING:
    from datetime import date

    from .._answer import Answer

MAGNET = "magnet"
"""Stage of the goods whose exports customs publish by month."""
_NOTICEABLE = 1e-3
"""Shares of use below this in 95 % of draws are rounding, not shortage."""


@dataclass(frozen=True)
class Shortage:
    """When a good first runs short in a place, and how much of its use is lost."""

    good: str
    place: str
    days: Interval
    """Days after the reference start; infinite for never within the run."""
    reached: float
    """Share of draws in which it does."""
    lost: Interval
    """Share of use lost over the reference horizon."""


@dataclass(frozen=True)
class Price:
    """The price of a good on one side over the reference horizon, over the baseline price."""

    good: str
    side: str
    ratio: Interval
    """In the median week."""
    peak: Interval
    """In the highest week."""


def first_shortages(answer: Answer) -> tuple[Shortage, ...]:
    """Goods and places that run short in any draw: targets first, then by date."""
    targets = answer.facts.targets
    found = [
        Shortage(good, place, answer.interval("first_shortage", **at), reached, _lost(answer, at))
        for good, place, at in _goods_and_places(answer)
        if (reached := _reached(answer, at)) > 0
    ]
    return tuple(
        sorted(
            found,
            key=lambda e: (e.place not in targets, e.days.central, e.days.low, -e.reached),
        )
    )


def shortages(answer: Answer) -> tuple[tuple[str, str, Interval], ...]:
    """Goods, places and the share of use that they lose, the largest first."""
    found = [
        (good, place, lost)
        for good, place, at in _goods_and_places(answer)
        if (lost := _lost(answer, at)).high > _NOTICEABLE
    ]
    return tuple(sorted(found, key=lambda entry: (-entry[2].central, entry[0])))


def prices(answer: Answer) -> tuple[Price, ...]:
    """Prices over the reference horizon on both sides, the largest rise outside first."""
    within = answer.ran["price"].isel({WEEK: np.flatnonzero(horizon(answer))})
    if not within.sizes[WEEK]:
        return ()
    middle, peak = within.median(WEEK, skipna=False), within.max(WEEK, skipna=False)
    rise = middle.sel({SIDE: OUTSIDE}).median(DRAW, skipna=False).fillna(-np.inf).values
    return tuple(
        Price(
            str(good),
            side,
            interval(middle.sel({GOOD: good, SIDE: side}).values),
            interval(peak.sel({GOOD: good, SIDE: side}).values),
        )
        for good in within[GOOD].values[np.argsort(-rise, kind="stable")]
        for side in (OUTSIDE, INSIDE)
    )


def horizon(answer: Answer) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """Mark the weeks of the reference horizon, which the end of the run may cut short."""
    start = np.datetime64(answer.facts.reference_start)
    week = answer.dataset[WEEK].values
    ends = start + np.timedelta64(7 * answer.facts.reference_weeks, "D")
    return (week >= start) & (week < ends)


def _goods_and_places(answer: Answer) -> Iterator[tuple[str, str, dict[str, str]]]:
    for good in map(str, answer.dataset[GOOD].values):
        for place in map(str, answer.dataset[PLACE].values):
            yield good, place, {GOOD: good, PLACE: place}


def _reached(answer: Answer, at: Mapping[str, str]) -> float:
    return float(np.isfinite(answer.ran["first_shortage"].sel(at).values).mean())


def _lost(answer: Answer, at: Mapping[str, str]) -> Interval:
    return answer.interval("unmet_share", **at)


def after(answer: Answer, days: float) -> date:
    """The day some days after the reference start."""
    start = np.datetime64(answer.facts.reference_start)
    return (start + np.timedelta64(round(days), "D")).astype("datetime64[D]").item()


def exported(answer: Answer) -> tuple[str, ...]:
    """What pictures of exports add up: magnets, or the reference goods in a chain without them."""
    goods, stages = answer.dataset[GOOD].values, answer.dataset["good_stage"].values
    magnets = tuple(str(good) for good in goods[stages == MAGNET])
    return magnets or answer.facts.reference_goods
