"""What an answer about leverage holds: losses, curves, supply and what takes leverage away."""

from __future__ import annotations

from functools import partial

from backfire.dims import (
    CASE,
    CHANNEL,
    CLOSURE,
    DRAW,
    GOOD,
    HEADLINE,
    HISTORY,
    HORIZON,
    INSTRUMENT,
    MONTHS_AFTER,
    PARAMETER,
    PLACE,
    PROCESS,
    PROJECT,
    QUANTILE,
    SAMPLE,
    START,
    TERM,
    YEAR,
)
from backfire.units import RATIO, SHARE, TONNE_PER_YEAR, USD
from backfire.units import YEAR as YEARS

from .._quantity import Label, Quantity, axis

STAGE, PARTNER, DEPENDENCE_YEAR = "stage", "partner", "dependence_year"
SENDER_PART, DECOUPLING_PART = "sender_part", "decoupling_part"

UNUSED, USED = "unused", "used"
HISTORIES = (UNUSED, USED)
"""Whether the control has been used before: ``used`` means for some quarters from today on."""
TERMS = ("concessions", "profit", "output_lost", "leverage_lost")
"""What value of use adds up: the last two are positive numbers that are subtracted."""
VALUE_HORIZONS = (1, 3, 5, 10)
"""Years after the first use at which its value is read."""
CASES = ("neither", "stockpiling", "dumping", "both")
"""The four cases of what the two sides do in peace."""
RECIPE, SUBSTITUTION, INVENTORY = "recipe", "substitution", "inventory"
CLOSURES = (RECIPE, SUBSTITUTION, INVENTORY)
"""Three ways in which an economy may answer a shortage, always given together."""
MONTHS = (3, 12, 36)
"""Months of a control of today over which losses are given."""
CHANNELS = (
    "users_cut",
    "users_pay_more",
    "producers_expand",
    "producers_earn_more",
    "downstream_cut",
)
"""Ways in which a shortage reaches a product; what producers gain is negative."""
SENDER_TERMS = ("profit", "idle", "treasury", "end_uses")
"""What the sender's loss adds up."""
DECOUPLING_TERMS = ("users_bill", "spending", "capital", "profit", "total")
"""What parallel chains cost outside the sender: producers' extra profit is subtracted in all."""
PIECES = ("structural", "window", "instruments", "cases", "decoupling", "elasticities")
"""Parts of the question that are worked out beside the two histories and may be left out."""
STRUCTURAL, WINDOW, INSTRUMENTS, FOUR_CASES, DECOUPLING, ELASTICITIES = PIECES

_STANDS = "the earlier use still stands"
_NEVER = "never within the run"
_BEYOND = "later than the last start"
_NO_TABLE = "the place has no input-output table, or, for substitution, no value added"

_signed = partial(Quantity, low=None)
"""A quantity of either sign."""
_years = partial(Quantity, unit=YEARS, missing=_NEVER, never=True)
_dense = partial(Quantity, dense=True)
_CURVE, _SAMPLED = (DRAW, START, HISTORY), (SAMPLE, START, HISTORY)

QUANTITIES = (
    _signed("target_loss", _CURVE, USD, "leverage: loss of the targets in 12 months", _STANDS),
    _signed("sender_loss", _CURVE, USD, "loss of the sender from the same control", _STANDS),
    _signed("net_leverage", (DRAW,), USD, "leverage today less the loss of the sender"),
    _signed(
        "gdp_share", (DRAW,), SHARE, "leverage today over the targets' product", "no product known"
    ),
    _signed(
        "loss_ratio",
        (DRAW,),
        RATIO,
        "loss of the sender over that of the targets in a control of today",
        "the targets lose nothing",
        never=True,
    ),
    _signed("exposed", _CURVE, USD, "value added of the targets that stands still", _STANDS),
    _signed(
        "closure_loss",
        (DRAW, CLOSURE, MONTHS_AFTER, PLACE),
        USD,
        "loss of a place from a control of today by closure and length",
        _NO_TABLE,
    ),
    _signed(
        "exposed_by_horizon",
        (DRAW, MONTHS_AFTER, PLACE),
        USD,
        "value added of a place that stands still in a control of today",
    ),
    Quantity(
        "good_elasticity",
        (DRAW, MONTHS_AFTER),
        RATIO,
        "elasticity between the goods and all else, mean over the length of the control",
    ),
    Quantity(
        "at_stake",
        (PLACE,),
        USD,
        "value added in a year of all users of the goods, an upper bound and never a loss",
        "no value added is known, or nobody buys the goods directly",
    ),
    _signed(
        "channel",
        (DRAW, CHANNEL),
        USD,
        "ways of the targets' loss in 12 months under fixed recipes",
        "no target has an input-output table",
    ),
    _signed("producer_gain", (DRAW, PLACE), USD, "what producers earn more in 12 months"),
    _signed("users_bill", (DRAW, PLACE), USD, "what end users pay more in 12 months"),
    _signed(
        "sender_term",
        (DRAW, SENDER_PART),
        USD,
        "parts of what the sender loses in 12 months",
        "end uses of the sender have no value added",
    ),
    _signed(
        "decoupling",
        (SAMPLE, DECOUPLING_PART),
        USD,
        "present value of what parallel chains cost outside the sender, against no conflict",
        part=DECOUPLING,
    ),
    Quantity(
        "place_use_lost",
        (DRAW, PLACE),
        SHARE,
        "largest share of its use of any of the goods that a place loses in a control of today",
        high=1.0,
    ),
    Quantity("gdp", (PLACE,), USD, "gross domestic product", "no figure"),
    _years("half_life", (DRAW, HISTORY), meaning="years until leverage has halved"),
    _signed(
        "structural_loss",
        _SAMPLED,
        USD,
        "leverage if buyers hold what they hold in calm times",
        _STANDS,
        part=STRUCTURAL,
    ),
    _years(
        "structural_half_life",
        (SAMPLE, HISTORY),
        meaning="years until leverage has halved if buyers hold what they hold in calm times",
        part=STRUCTURAL,
    ),
    _signed("value_of_use", (DRAW, HORIZON), USD, "value to the sender of a use today", _BEYOND),
    _signed("value_term", (DRAW, HORIZON, TERM), USD, "parts of value of use", _BEYOND),
    _years("backfire_years", (DRAW,), meaning="years until value of use is below zero for good"),
    _signed(
        "window_value",
        (SAMPLE, START),
        USD,
        "value of a first use at a date, over the horizon of the window",
        "beyond the run",
        part=WINDOW,
    ),
    Quantity(
        "sender_share",
        (DRAW, YEAR, GOOD, HISTORY),
        SHARE,
        "share of the sender in world output of a good",
        "nobody makes the good",
        high=1.0,
    ),
    Quantity(
        "stage_share",
        (DRAW, YEAR, STAGE, HISTORY),
        SHARE,
        "share of the sender in world output of a stage",
        high=1.0,
    ),
    _dense(
        "outside_capacity",
        (QUANTILE, YEAR, PROCESS, HISTORY),
        TONNE_PER_YEAR,
        "capacity outside the sender",
    ),
    _dense(
        "bought_from_sender",
        (QUANTILE, YEAR, PLACE, HISTORY),
        SHARE,
        "share of the sender in what a place buys of the goods, by baseline value",
        "the place buys none",
        high=1.0,
    ),
    Quantity(
        "ramp",
        (DRAW, YEAR, HISTORY),
        SHARE,
        "capacity to separate or refine that starts outside in a year over the world market",
    ),
    _signed(
        "substitution",
        (DRAW, YEAR, HISTORY),
        SHARE,
        "yearly fall of desired use at given activity; zero where nothing is used directly",
    ),
    _dense(
        "project_year", (PROJECT,), YEARS, "median calendar year of first output", _NEVER, low=None
    ),
    _dense("project_reached", (PROJECT,), SHARE, "share of draws with output by 2035", high=1.0),
    _dense("project_capacity", (PROJECT,), TONNE_PER_YEAR, "capacity as announced"),
    Quantity(
        "instrument_cost",
        (SAMPLE, INSTRUMENT),
        USD,
        "present value of what its payers spend until its effect is last read",
        part=INSTRUMENTS,
    ),
    _signed(
        "leverage_removed",
        (SAMPLE, INSTRUMENT, START),
        USD,
        "fall of leverage from the instrument alone",
        "not read at that date",
        part=INSTRUMENTS,
    ),
    _signed(
        "case_loss",
        (SAMPLE, CASE, START, HISTORY),
        USD,
        "leverage in the four cases of stockpiling and dumping",
        "not read at that date",
        part=FOUR_CASES,
    ),
    _signed(
        "elasticity",
        (HEADLINE, PARAMETER),
        RATIO,
        "relative change of a headline number for a relative change of a parameter",
        "the headline number has no slope there",
        part=ELASTICITIES,
    ),
    Quantity(
        "dependence",
        (PARTNER, DEPENDENCE_YEAR),
        SHARE,
        "share of a partner in what the sender earns by exporting these goods",
        "no figure",
        high=1.0,
    ),
)

LABELS = (
    axis(DRAW, "number of the draw"),
    axis(SAMPLE, "number of the draw on which costly parts were run"),
    axis(START, "first day of the control", dated=True),
    axis(HISTORY, "used before, or not", *HISTORIES),
    axis(HORIZON, "years after the first use", *VALUE_HORIZONS),
    axis(TERM, "part of value of use", *TERMS),
    axis(YEAR, "calendar year"),
    axis(GOOD, "good"),
    axis(STAGE, "stage"),
    axis(PLACE, "place"),
    axis(PROCESS, "process"),
    axis(QUANTILE, "quantile over draws"),
    axis(PROJECT, "named project"),
    axis(CLOSURE, "how the economy answers", *CLOSURES),
    axis(MONTHS_AFTER, "months of the control", *MONTHS),
    axis(CHANNEL, "way in which the shortage costs", *CHANNELS),
    axis(SENDER_PART, "part of the sender's loss", *SENDER_TERMS),
    axis(DECOUPLING_PART, "part of the cost", *DECOUPLING_TERMS, part=DECOUPLING),
    axis(INSTRUMENT, "instrument", part=INSTRUMENTS),
    axis(CASE, "what the sides do in peace", *CASES, part=FOUR_CASES),
    axis(HEADLINE, "headline number", part=ELASTICITIES),
    axis(PARAMETER, "uncertain parameter", part=ELASTICITIES),
    axis(PARTNER, "place that buys"),
    axis(DEPENDENCE_YEAR, "year of the figure"),
    Label("project_place", (PROJECT,), "place of the project"),
    Label("project_process", (PROJECT,), "process of the project"),
    Label("instrument_payers", (INSTRUMENT,), "who pays, with shares", part=INSTRUMENTS),
    Label("good_name", (GOOD,), "name of the good"),
    Label("good_stage", (GOOD,), "stage of the good"),
    Label("place_name", (PLACE,), "name of the place"),
    Label("process_name", (PROCESS,), "name of the process"),
)
