"""The one table of what a result holds: names, axes, units, meanings, and what NaN stands for."""

from __future__ import annotations

from dataclasses import dataclass

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
from backfire.units import (
    DAY,
    PURE,
    RATIO,
    SHARE,
    TONNE_PER_YEAR,
    USD,
    USD_PER_TONNE,
    Unit,
)
from backfire.units import WEEK as WEEKS

OBSERVATION = "observation"
TONNE_PER_WEEK = Unit("t/wk", "metric tonnes a week")
AS_OBSERVED = Unit("as observed", "a ratio to the baseline for prices, t/month for exports")

INSIDE, OUTSIDE = "inside", "outside"
SIDES = (INSIDE, OUTSIDE)
QUANTILES = (0.05, 0.5, 0.95)

_UNUSED = "the place does not use the good"
_UNTRADED = "the good is not traded on that side"


@dataclass(frozen=True)
class Variable:
    """One row of the table: a variable of a result, its axes, unit and meaning.

    `hole` says what NaN stands for; it is empty where NaN is not allowed. `low` and `high` bound
    the values, inclusive.
    """

    name: str
    dims: tuple[str, ...]
    unit: Unit
    long_name: str
    hole: str = ""
    low: float | None = 0.0
    high: float | None = None


VARIABLES: tuple[Variable, ...] = (
    Variable(
        "price",
        (DRAW, WEEK, GOOD, SIDE),
        RATIO,
        "delivered spot price over the baseline price",
        _UNTRADED,
    ),
    Variable(
        "contract",
        (DRAW, WEEK, GOOD, SIDE),
        RATIO,
        "contract price over the baseline price",
        _UNTRADED,
    ),
    Variable(
        "price_at",
        (QUANTILE, WEEK, GOOD, PLACE),
        RATIO,
        "delivered spot price in a place over the baseline price",
        _UNUSED,
    ),
    Variable(
        "unmet",
        (QUANTILE, WEEK, GOOD, PLACE),
        SHARE,
        "share of desired use that is not met",
        _UNUSED,
        high=1.0,
    ),
    Variable(
        "stopped",
        (QUANTILE, WEEK, GOOD, PLACE),
        SHARE,
        "share of buyers who get less than half of their use",
        _UNUSED,
        high=1.0,
    ),
    Variable(
        "first_shortage",
        (DRAW, GOOD, PLACE),
        DAY,
        "days from the reference start to the first stoppage",
        "never within the run",
    ),
    Variable(
        "unmet_share",
        (DRAW, GOOD, PLACE),
        SHARE,
        "share of use lost over the reference horizon",
        _UNUSED,
        high=1.0,
    ),
    Variable("exports", (DRAW, WEEK, GOOD), TONNE_PER_WEEK, "exports of the sender"),
    Variable(
        "exports_to_targets",
        (DRAW, WEEK, GOOD),
        TONNE_PER_WEEK,
        "exports of the sender to the targets",
    ),
    Variable(
        "exports_to",
        (QUANTILE, WEEK, GOOD, PLACE),
        TONNE_PER_WEEK,
        "exports of the sender by destination",
    ),
    Variable("exposure", (DRAW,), USD, "value added exposed, an upper bound and not a loss"),
    Variable(
        "exposure_by",
        (DRAW, USE),
        USD,
        "value added exposed by end use, an upper bound and not a loss",
    ),
    Variable("flow0", (GOOD, ORIGIN, DESTINATION), TONNE_PER_YEAR, "baseline trade"),
    Variable("use0", (GOOD, USE, PLACE), TONNE_PER_YEAR, "baseline final use"),
    Variable("production0", (PROCESS, PLACE), TONNE_PER_YEAR, "baseline activity of a process"),
    Variable("output0", (GOOD, PLACE), TONNE_PER_YEAR, "baseline output of a good"),
    Variable("price0", (GOOD,), USD_PER_TONNE, "baseline price"),
    Variable("cover0", (GOOD, PLACE), WEEKS, "baseline stock of buyers in weeks of use", _UNUSED),
    Variable("observed_value", (OBSERVATION,), AS_OBSERVED, "observed value"),
    Variable(
        "observed_low", (OBSERVATION,), AS_OBSERVED, "low end of the observation", "no low end"
    ),
    Variable(
        "observed_high", (OBSERVATION,), AS_OBSERVED, "high end of the observation", "no high end"
    ),
)

LABELS: tuple[Variable, ...] = (
    Variable(DRAW, (DRAW,), PURE, "number of the future", low=None),
    Variable(WEEK, (WEEK,), PURE, "first day of the week", low=None),
    Variable(GOOD, (GOOD,), PURE, "good", low=None),
    Variable(PLACE, (PLACE,), PURE, "place", low=None),
    Variable(SIDE, (SIDE,), PURE, "inside or outside the sender", low=None),
    Variable(QUANTILE, (QUANTILE,), PURE, "quantile over futures", low=None),
    Variable(ORIGIN, (ORIGIN,), PURE, "place that sells", low=None),
    Variable(DESTINATION, (DESTINATION,), PURE, "place that buys", low=None),
    Variable(USE, (USE,), PURE, "end use", low=None),
    Variable(PROCESS, (PROCESS,), PURE, "process", low=None),
    Variable("good_name", (GOOD,), PURE, "name of the good", low=None),
    Variable("good_stage", (GOOD,), PURE, "stage of the good", low=None),
    Variable("place_name", (PLACE,), PURE, "name of the place", low=None),
    Variable("use_name", (USE,), PURE, "name of the end use", low=None),
    Variable("observation_series", (OBSERVATION,), PURE, "what was observed", low=None),
    Variable("observation_good", (OBSERVATION,), PURE, "good or group observed", low=None),
    Variable(
        "observation_place", (OBSERVATION,), PURE, "place observed, blank for the world", low=None
    ),
    Variable("observation_side", (OBSERVATION,), PURE, "side observed, or blank", low=None),
    Variable("observation_date", (OBSERVATION,), PURE, "month or day observed", low=None),
    Variable("observation_source", (OBSERVATION,), PURE, "key of the source", low=None),
)

ATTRIBUTES: tuple[tuple[str, str], ...] = (
    ("title", "what was asked, in words"),
    ("scenario", "the scenario as YAML text"),
    ("scenario_name", "slug of the scenario"),
    ("edition", "name of the edition of the figures"),
    ("edition_checksum", "checksum of the edition"),
    ("parameters", "edition of the parameters"),
    ("seed", "seed of the draws"),
    ("draws", "number of futures"),
    ("precision", "floating-point type of the run"),
    ("version", "version of the program"),
    ("sender", "place that restricts"),
    ("targets", "places meant to be hurt, separated by commas"),
    ("reference_goods", "goods of the control that the headline speaks of, separated by commas"),
    ("reference_start", "first day of that control, ISO date"),
    ("reference_weeks", "length of the reference horizon in weeks"),
    ("today", "date of the edition, ISO date"),
    ("sources", "JSON object from source key to citation"),
    ("checks", "JSON object with mass_balance, drift and failed_draws"),
    ("seconds", "wall time of the run in seconds"),
    ("method", "how the answer came about, in words"),
)
"""Attributes of the whole result. `fitted_until` (ISO date) is optional: observations after it
were not used to fit the parameters; blank or absent means that nothing was fitted."""

CHECKS = ("mass_balance", "drift", "failed_draws")
