"""What an answer about leverage holds: losses, curves, supply and what takes leverage away."""

from __future__ import annotations

from functools import partial

from backfire import dims
from backfire.units import RATIO, SHARE, TONNE_PER_YEAR, USD
from backfire.units import YEAR as YEARS

from .._kind import Label, Quantity, axis
from . import _terms  # pyright: ignore[reportPrivateUsage] of the same folder

_STANDS = "the earlier use still stands"
_NEVER = "never within the run"
_BEYOND = "later than the last start"
_NO_TABLE = "the place has no input-output table, or, for substitution, no value added"

_signed = partial(Quantity, low=None)
"""A quantity of either sign."""
_years = partial(Quantity, unit=YEARS, missing=_NEVER, never=True)
_dense = partial(Quantity, dense=True)
_CURVE, _SAMPLED = (dims.DRAW, dims.START, dims.HISTORY), (dims.SAMPLE, dims.START, dims.HISTORY)

QUANTITIES = (
    _signed("target_loss", _CURVE, USD, "leverage: loss of the targets in 12 months", _STANDS),
    _signed("sender_loss", _CURVE, USD, "loss of the sender from the same control", _STANDS),
    _signed("net_leverage", (dims.DRAW,), USD, "leverage today less the loss of the sender"),
    _signed(
        "gdp_share",
        (dims.DRAW,),
        SHARE,
        "leverage today over the targets' product",
        "no product known",
        empty=True,
    ),
    _signed(
        "loss_ratio",
        (dims.DRAW,),
        RATIO,
        "loss of the sender over that of the targets in a control of today",
        "the targets lose nothing",
        never=True,
    ),
    _signed("exposed", _CURVE, USD, "value added of the targets that stands still", _STANDS),
    _signed(
        "closure_loss",
        (dims.DRAW, dims.CLOSURE, dims.MONTHS_AFTER, dims.PLACE),
        USD,
        "loss of a place from a control of today by closure and length",
        _NO_TABLE,
        empty=True,
    ),
    _signed(
        "exposed_by_horizon",
        (dims.DRAW, dims.MONTHS_AFTER, dims.PLACE),
        USD,
        "value added of a place that stands still in a control of today",
    ),
    Quantity(
        "good_elasticity",
        (dims.DRAW, dims.MONTHS_AFTER),
        RATIO,
        "elasticity between the goods and all else, mean over the length of the control",
    ),
    Quantity(
        "at_stake",
        (dims.PLACE,),
        USD,
        "value added in a year of all users of the goods, an upper bound and never a loss",
        "no value added is known, or nobody buys the goods directly",
        empty=True,
    ),
    _signed(
        "channel",
        (dims.DRAW, dims.CHANNEL),
        USD,
        "ways of the targets' loss in 12 months under fixed recipes",
        "no target has an input-output table",
        empty=True,
    ),
    _signed("producer_gain", (dims.DRAW, dims.PLACE), USD, "what producers earn more in 12 months"),
    _signed("users_bill", (dims.DRAW, dims.PLACE), USD, "what end users pay more in 12 months"),
    _signed(
        "sender_term",
        (dims.DRAW, _terms.SENDER_PART),
        USD,
        "parts of what the sender loses in 12 months",
        "end uses of the sender have no value added",
    ),
    _signed(
        "decoupling",
        (dims.SAMPLE, _terms.DECOUPLING_PART),
        USD,
        "present value of what parallel chains cost outside the sender, against no conflict",
        part=_terms.DECOUPLING,
    ),
    Quantity(
        "place_use_lost",
        (dims.DRAW, dims.PLACE),
        SHARE,
        "largest share of its use of any of the goods that a place loses in a control of today",
        high=1.0,
    ),
    _signed(
        "tonnes_at_risk",
        (dims.DRAW, dims.GOOD),
        TONNE_PER_YEAR,
        "end use that the targets go without in a control of today, at baseline use",
    ),
    Quantity("gdp", (dims.PLACE,), USD, "gross domestic product", "no figure", empty=True),
    _years("half_life", (dims.DRAW, dims.HISTORY), meaning="years until leverage has halved"),
    _signed(
        "structural_loss",
        _SAMPLED,
        USD,
        "leverage if buyers hold what they hold in calm times",
        _STANDS,
        part=_terms.STRUCTURAL,
    ),
    _years(
        "structural_half_life",
        (dims.SAMPLE, dims.HISTORY),
        meaning="years until leverage has halved if buyers hold what they hold in calm times",
        part=_terms.STRUCTURAL,
    ),
    _signed(
        "value_of_use",
        (dims.DRAW, dims.HORIZON),
        USD,
        "value to the sender of a use today",
        _BEYOND,
        empty=True,
    ),
    _signed(
        "value_term",
        (dims.DRAW, dims.HORIZON, dims.TERM),
        USD,
        "parts of value of use",
        _BEYOND,
        empty=True,
    ),
    _years(
        "backfire_years", (dims.DRAW,), meaning="years until value of use is below zero for good"
    ),
    _signed(
        "window_value",
        (dims.SAMPLE, dims.START),
        USD,
        "value of a first use at a date, over the horizon of the window",
        "beyond the run",
        part=_terms.WINDOW,
        empty=True,
    ),
    Quantity(
        "sender_share",
        (dims.DRAW, dims.YEAR, dims.GOOD, dims.HISTORY),
        SHARE,
        "share of the sender in world output of a good",
        "nobody makes the good",
        high=1.0,
    ),
    Quantity(
        "stage_share",
        (dims.DRAW, dims.YEAR, _terms.STAGE, dims.HISTORY),
        SHARE,
        "share of the sender in world output of a stage",
        high=1.0,
    ),
    _dense(
        "outside_capacity",
        (dims.QUANTILE, dims.YEAR, dims.PROCESS, dims.HISTORY),
        TONNE_PER_YEAR,
        "capacity outside the sender",
    ),
    _dense(
        "bought_from_sender",
        (dims.QUANTILE, dims.YEAR, dims.PLACE, dims.HISTORY),
        SHARE,
        "share of the sender in what a place buys of the goods, by baseline value",
        "the place buys none",
        high=1.0,
        empty=True,
    ),
    Quantity(
        "ramp",
        (dims.DRAW, dims.YEAR, dims.HISTORY),
        SHARE,
        "capacity to separate or refine that starts outside in a year over the world market",
    ),
    _signed(
        "substitution",
        (dims.DRAW, dims.YEAR, dims.HISTORY),
        SHARE,
        "yearly fall of desired use at given activity; zero where nothing is used directly",
    ),
    _dense(
        "project_year",
        (dims.PROJECT,),
        YEARS,
        "median calendar year of first output",
        _NEVER,
        low=None,
        never=True,
    ),
    _dense(
        "project_reached", (dims.PROJECT,), SHARE, "share of draws with output by 2035", high=1.0
    ),
    _dense("project_capacity", (dims.PROJECT,), TONNE_PER_YEAR, "capacity as announced"),
    Quantity(
        "instrument_cost",
        (dims.SAMPLE, dims.INSTRUMENT),
        USD,
        "present value of what its payers spend until its effect is last read",
        part=_terms.INSTRUMENTS,
    ),
    _signed(
        "leverage_removed",
        (dims.SAMPLE, dims.INSTRUMENT, dims.START),
        USD,
        "fall of leverage from the instrument alone",
        "not read at that date",
        part=_terms.INSTRUMENTS,
    ),
    _signed(
        "case_loss",
        (dims.SAMPLE, dims.CASE, dims.START, dims.HISTORY),
        USD,
        "leverage in the four cases of stockpiling and dumping",
        "not read at that date",
        part=_terms.FOUR_CASES,
    ),
    _signed(
        "elasticity",
        (dims.HEADLINE, dims.PARAMETER),
        RATIO,
        "relative change of a headline number for a relative change of a parameter",
        "the headline number has no slope there",
        part=_terms.ELASTICITIES,
        empty=True,
    ),
    Quantity(
        "dependence",
        (_terms.PARTNER, _terms.DEPENDENCE_YEAR),
        SHARE,
        "share of a partner in what the sender earns by exporting these goods",
        "no figure",
        high=1.0,
        empty=True,
    ),
)

LABELS = (
    axis(dims.DRAW, "number of the draw"),
    axis(dims.SAMPLE, "number of the draw on which costly parts were run"),
    axis(dims.START, "first day of the control", dated=True),
    axis(dims.HISTORY, "used before, or not", *_terms.HISTORIES),
    axis(dims.HORIZON, "years after the first use", *_terms.VALUE_HORIZONS),
    axis(dims.TERM, "part of value of use", *_terms.TERMS),
    axis(dims.YEAR, "calendar year"),
    axis(dims.GOOD, "good"),
    axis(_terms.STAGE, "stage"),
    axis(dims.PLACE, "place"),
    axis(dims.PROCESS, "process"),
    axis(dims.QUANTILE, "quantile over draws"),
    axis(dims.PROJECT, "named project"),
    axis(dims.CLOSURE, "how the economy answers", *_terms.CLOSURES),
    axis(dims.MONTHS_AFTER, "months of the control", *_terms.MONTHS),
    axis(dims.CHANNEL, "way in which the shortage costs", *_terms.CHANNELS),
    axis(_terms.SENDER_PART, "part of the sender's loss", *_terms.SENDER_TERMS),
    axis(
        _terms.DECOUPLING_PART, "part of the cost", *_terms.DECOUPLING_TERMS, part=_terms.DECOUPLING
    ),
    axis(dims.INSTRUMENT, "instrument", part=_terms.INSTRUMENTS),
    axis(dims.CASE, "what the sides do in peace", *_terms.CASES, part=_terms.FOUR_CASES),
    axis(dims.HEADLINE, "headline number", part=_terms.ELASTICITIES),
    axis(dims.PARAMETER, "uncertain parameter", part=_terms.ELASTICITIES),
    axis(_terms.PARTNER, "place that buys"),
    axis(_terms.DEPENDENCE_YEAR, "year of the figure"),
    Label("project_place", (dims.PROJECT,), "place of the project"),
    Label("project_process", (dims.PROJECT,), "process of the project"),
    Label(
        "instrument_payers", (dims.INSTRUMENT,), "who pays, with shares", part=_terms.INSTRUMENTS
    ),
    Label("good_name", (dims.GOOD,), "name of the good"),
    Label("good_stage", (dims.GOOD,), "stage of the good"),
    Label("place_name", (dims.PLACE,), "name of the place"),
    Label("process_name", (dims.PROCESS,), "name of the process"),
)
