"""What a run holds, and what is read out of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any

import numpy as np

from backfire.dims import DESTINATION, DRAW, GOOD, ORIGIN, PLACE, PROCESS, QUANTILE, SIDE, USE, WEEK
from backfire.units import DAY, RATIO, SHARE, TONNE_PER_YEAR, USD, USD_PER_TONNE, Unit
from backfire.units import WEEK as WEEKS

from .._interval import Interval, interval
from .._kind import Label, Quantity, axis

if TYPE_CHECKING:
    from datetime import date

    from .._answer import Answer


OBSERVATION = "observation"
INSIDE, OUTSIDE = "inside", "outside"
TONNE_PER_WEEK = Unit("t/wk", "metric tonnes a week")
AS_OBSERVED = Unit("as observed", "a ratio to the baseline for prices, t/month for exports")
_UNUSED = "the place does not use the good"
_UNTRADED = "the good is not traded on that side"
_NEVER = "never within the run"

_path = partial(Quantity, dense=True)
"""A quantity that is too long for JSON."""
_BY_PLACE = (DRAW, GOOD, PLACE)
_BY_WEEK, _BANDS = (DRAW, WEEK, GOOD, SIDE), (QUANTILE, WEEK, GOOD, PLACE)

QUANTITIES = (
    _path("price", _BY_WEEK, RATIO, "delivered spot price over the baseline price", _UNTRADED),
    _path("contract", _BY_WEEK, RATIO, "contract price over the baseline price", _UNTRADED),
    _path("price_at", _BANDS, RATIO, "spot price in a place over the baseline price", _UNUSED),
    _path("unmet", _BANDS, SHARE, "share of desired use not met", _UNUSED, high=1.0),
    _path("stopped", _BANDS, SHARE, "share of buyers who have stopped", _UNUSED, high=1.0),
    _path("first_shortage", _BY_PLACE, DAY, "days to the first stoppage", _NEVER, never=True),
    _path("unmet_share", _BY_PLACE, SHARE, "share of use lost in the horizon", _UNUSED, high=1.0),
    _path("exports", (DRAW, WEEK, GOOD), TONNE_PER_WEEK, "exports of the sender"),
    _path("exports_to_targets", (DRAW, WEEK, GOOD), TONNE_PER_WEEK, "exports to the targets"),
    _path("exports_to", _BANDS, TONNE_PER_WEEK, "exports of the sender by destination"),
    Quantity("exposure", (DRAW,), USD, "value added exposed, an upper bound and not a loss"),
    Quantity("exposure_by", (DRAW, USE), USD, "value added exposed by end use, an upper bound"),
    _path("flow0", (GOOD, ORIGIN, DESTINATION), TONNE_PER_YEAR, "baseline trade"),
    _path("use0", (GOOD, USE, PLACE), TONNE_PER_YEAR, "baseline final use"),
    _path("production0", (PROCESS, PLACE), TONNE_PER_YEAR, "baseline activity of a process"),
    _path("output0", (GOOD, PLACE), TONNE_PER_YEAR, "baseline output of a good"),
    Quantity("price0", (GOOD,), USD_PER_TONNE, "baseline price"),
    _path("cover0", (GOOD, PLACE), WEEKS, "baseline stock of buyers in weeks of use", _UNUSED),
    _path("observed_value", (OBSERVATION,), AS_OBSERVED, "observed value"),
    _path(
        "observed_low",
        (OBSERVATION,),
        AS_OBSERVED,
        "low end of the observation",
        "none",
        empty=True,
    ),
    _path(
        "observed_high",
        (OBSERVATION,),
        AS_OBSERVED,
        "high end of the observation",
        "none",
        empty=True,
    ),
)

LABELS = (
    axis(DRAW, "number of the draw"),
    axis(WEEK, "first day of the week", dated=True),
    axis(GOOD, "good"),
    axis(PLACE, "place"),
    axis(SIDE, "inside or outside the sender", INSIDE, OUTSIDE),
    axis(QUANTILE, "quantile over draws"),
    axis(ORIGIN, "place that sells"),
    axis(DESTINATION, "place that buys"),
    axis(USE, "end use"),
    axis(PROCESS, "process"),
    Label("good_name", (GOOD,), "name of the good"),
    Label("good_stage", (GOOD,), "stage of the good"),
    Label("place_name", (PLACE,), "name of the place"),
    Label("use_name", (USE,), "name of the end use"),
    Label("observation_series", (OBSERVATION,), "what was observed"),
    Label("observation_good", (OBSERVATION,), "good or group observed"),
    Label("observation_place", (OBSERVATION,), "place observed, blank for the world"),
    Label("observation_side", (OBSERVATION,), "side observed, or blank"),
    Label("observation_date", (OBSERVATION,), "month or day observed"),
    Label("observation_source", (OBSERVATION,), "key of the source"),
)


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
