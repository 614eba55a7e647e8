"""What a run holds: paths by week, shortages, exposure and the baseline."""

from __future__ import annotations

from functools import partial

from backfire.dims import (
    DESTINATION,
    DRAW,
    GOOD,
    ORIGIN,
    PLACE,
    PROCESS,
    QUANTILE,
    SIDE,
    USE,
    WEEK,
)
from backfire.units import DAY, RATIO, SHARE, TONNE_PER_YEAR, USD, USD_PER_TONNE, Unit
from backfire.units import WEEK as WEEKS

from .._kind import Label, Quantity, axis

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
