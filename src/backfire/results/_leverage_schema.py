"""The one table of what an answer about leverage holds: names, axes, units, and what NaN means."""

from __future__ import annotations

from backfire.dims import (
    CASE,
    DRAW,
    GOOD,
    HEADLINE,
    HISTORY,
    HORIZON,
    INSTRUMENT,
    PARAMETER,
    PLACE,
    PROCESS,
    PROJECT,
    QUANTILE,
    SAMPLE,
    START,
    TERM,
    VERSION,
    YEAR,
)
from backfire.results._losses_schema import LOSS_LABELS, LOSS_VARIABLES
from backfire.results._schema import Variable
from backfire.units import PURE, RATIO, SHARE, TONNE_PER_YEAR, USD
from backfire.units import YEAR as YEARS

UNUSED, USED = "unused", "used"
HISTORIES = (UNUSED, USED)
"""Whether the control has been used before: ``used`` means for some quarters from today on."""
STRUCTURAL, GROSS = "structural", "gross"
VERSIONS = (STRUCTURAL, GROSS)
"""Leverage against capacity outside alone, and net of what is stored."""
TERMS = ("concessions", "profit", "output_lost", "leverage_lost")
"""What value of use adds up: the last two are positive numbers that are subtracted."""
VALUE_HORIZONS = (1, 3, 5, 10)
"""Years after the first use at which its value is read."""
CASES = ("neither", "stockpiling", "dumping", "both")
"""The four cases of what the two sides do in peace."""
LEVERAGE = "leverage"
"""The headline number whose elasticities are told first."""
OBSERVED_AFTER_2010 = {"ramp": 0.04, "substitution": 0.10, "source": "sprecher2017"}
"""What came outside and what was substituted in a year after the crisis of 2010, as shares of the
market and of demand [@sprecher2017]."""

_STANDS = "the earlier use still stands"
_NEVER = "never within the run"
_BEYOND = "later than the last start"

LEVERAGE_VARIABLES: tuple[Variable, ...] = (
    Variable(
        "target_loss",
        (DRAW, START, HISTORY),
        USD,
        "leverage: what 12 months of the control cost the targets where their firms substitute",
        _STANDS,
        low=None,
    ),
    Variable(
        "sender_loss",
        (DRAW, START, HISTORY),
        USD,
        "what the same control costs the sender in 12 months",
        _STANDS,
        low=None,
    ),
    Variable(
        "structural_loss",
        (SAMPLE, START, HISTORY),
        USD,
        "leverage with in store what buyers hold in calm times",
        _STANDS,
        low=None,
    ),
    Variable(
        "place_use_lost",
        (DRAW, PLACE),
        SHARE,
        "largest share of its use of any of the goods that a place loses in a control of today",
        high=1.0,
    ),
    Variable("gdp", (PLACE,), USD, "gross domestic product", "no figure"),
    Variable(
        "half_life",
        (DRAW, HISTORY, VERSION),
        YEARS,
        "years until leverage has halved; structural for the sampled futures alone",
        _NEVER,
    ),
    Variable(
        "value_of_use",
        (DRAW, HORIZON),
        USD,
        "value to the sender of having used the control today, against never",
        _BEYOND,
        low=None,
    ),
    Variable("value_term", (DRAW, HORIZON, TERM), USD, "parts of value of use", _BEYOND, low=None),
    Variable(
        "backfire_years",
        (DRAW,),
        YEARS,
        "years from today until value of use is below zero for good",
        _NEVER,
    ),
    Variable(
        "window_value",
        (SAMPLE, START),
        USD,
        "value of a first use at each date, over the window's horizon",
        "beyond the run",
        low=None,
    ),
    Variable(
        "sender_share",
        (DRAW, YEAR, GOOD, HISTORY),
        SHARE,
        "sender's share of world output",
        "nobody makes the good",
        high=1.0,
    ),
    Variable(
        "stage_share",
        (DRAW, YEAR, "stage", HISTORY),
        SHARE,
        "sender's share of world output of a stage, magnet rare earths alone",
        high=1.0,
    ),
    Variable(
        "outside_capacity",
        (QUANTILE, YEAR, PROCESS, HISTORY),
        TONNE_PER_YEAR,
        "capacity outside the sender",
    ),
    Variable(
        "bought_from_sender",
        (QUANTILE, YEAR, PLACE, HISTORY),
        SHARE,
        "sender's share of what a place buys of the goods, by baseline value",
        "the place buys none",
        high=1.0,
    ),
    Variable(
        "ramp",
        (DRAW, YEAR, HISTORY),
        SHARE,
        "capacity that starts outside in a year over the world market, magnet separation",
    ),
    Variable(
        "substitution",
        (DRAW, YEAR, HISTORY),
        SHARE,
        "yearly fall of the targets' desired use at given activity",
        low=None,
    ),
    Variable(
        "project_year",
        (PROJECT,),
        YEARS,
        "median calendar year of first output, such as 2027.5",
        _NEVER,
    ),
    Variable("project_reached", (PROJECT,), SHARE, "share of futures with output by 2035", high=1),
    Variable("project_capacity", (PROJECT,), TONNE_PER_YEAR, "capacity as announced"),
    Variable(
        "instrument_cost",
        (SAMPLE, INSTRUMENT),
        USD,
        "present value of what its payers spend until the last date at which its effect is read",
        "not reckoned",
    ),
    Variable(
        "leverage_removed",
        (SAMPLE, INSTRUMENT, START),
        USD,
        "fall of leverage from the instrument alone",
        "not reckoned at that date",
        low=None,
    ),
    Variable(
        "case_loss",
        (SAMPLE, CASE, START, HISTORY),
        USD,
        "leverage in the four cases of stockpiling and dumping",
        _STANDS,
        low=None,
    ),
    Variable(
        "elasticity",
        (HEADLINE, PARAMETER),
        RATIO,
        "relative change of a headline number for a relative change of a parameter",
        "the headline number has no slope there",
        low=None,
    ),
    Variable(
        "dependence",
        ("partner", "dependence_year"),
        SHARE,
        "share of a partner in what the sender earns by exporting rare earths",
        "no figure",
    ),
    *LOSS_VARIABLES,
)

LEVERAGE_LABELS: tuple[Variable, ...] = (
    *LOSS_LABELS,
    Variable(DRAW, (DRAW,), PURE, "number of the future", low=None),
    Variable(SAMPLE, (SAMPLE,), PURE, "number of the sampled future", low=None),
    Variable(START, (START,), PURE, "first day of the control", low=None),
    Variable(HISTORY, (HISTORY,), PURE, "used before, or not", low=None),
    Variable(VERSION, (VERSION,), PURE, "structural or gross", low=None),
    Variable(HORIZON, (HORIZON,), PURE, "years after the first use", low=None),
    Variable(TERM, (TERM,), PURE, "part of value of use", low=None),
    Variable(YEAR, (YEAR,), PURE, "calendar year", low=None),
    Variable(GOOD, (GOOD,), PURE, "good", low=None),
    Variable("stage", ("stage",), PURE, "stage", low=None),
    Variable(PLACE, (PLACE,), PURE, "place", low=None),
    Variable(PROCESS, (PROCESS,), PURE, "process", low=None),
    Variable(QUANTILE, (QUANTILE,), PURE, "quantile over futures", low=None),
    Variable(PROJECT, (PROJECT,), PURE, "named project", low=None),
    Variable("project_place", (PROJECT,), PURE, "place of the project", low=None),
    Variable("project_process", (PROJECT,), PURE, "process of the project", low=None),
    Variable(INSTRUMENT, (INSTRUMENT,), PURE, "instrument", low=None),
    Variable("instrument_payers", (INSTRUMENT,), PURE, "who pays, with shares", low=None),
    Variable(CASE, (CASE,), PURE, "what the sides do in peace", low=None),
    Variable(HEADLINE, (HEADLINE,), PURE, "headline number", low=None),
    Variable(PARAMETER, (PARAMETER,), PURE, "uncertain parameter", low=None),
    Variable("partner", ("partner",), PURE, "place that buys", low=None),
    Variable("dependence_year", ("dependence_year",), PURE, "year of the figure", low=None),
    Variable("good_name", (GOOD,), PURE, "name of the good", low=None),
    Variable("good_stage", (GOOD,), PURE, "stage of the good", low=None),
    Variable("place_name", (PLACE,), PURE, "name of the place", low=None),
    Variable("process_name", (PROCESS,), PURE, "name of the process", low=None),
)

LEVERAGE_ATTRIBUTES: tuple[tuple[str, str], ...] = (
    ("scenario_name", "short name of the scenario"),
    ("title", "title of the scenario"),
    ("scenario", "scenario as YAML"),
    ("edition", "edition of the figures"),
    ("edition_checksum", "checksum of the figures"),
    ("parameters", "edition of the parameters"),
    ("seed", "seed"),
    ("draws", "number of futures"),
    ("version", "version of the program"),
    ("sender", "place that restricts"),
    ("targets", "places meant to be hurt, comma-separated"),
    ("goods", "goods of the reference use, comma-separated"),
    ("today", "first day of the reference use, ISO date"),
    ("withheld", "share of orders that the reference use refuses"),
    ("used_quarters", "quarters that an earlier use lasts"),
    ("window_years", "horizon of the window in years"),
    ("discount_rate", "yearly rate at which later money counts less"),
    ("concession", "JSON: low, central, high USD a year, years, source, note"),
    ("worth", "JSON: low, central, high USD to the sender per USD of leverage, source, note"),
    ("holes", "JSON list of what has no figure, in words"),
    ("forecasts", "JSON list of {stage, place, year, value, source}: published, not fitted"),
    ("seconds", "JSON: seconds spent by part"),
    ("sources", "JSON object: citation by key"),
)
