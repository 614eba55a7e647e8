"""What was found: labelled arrays with units and sources, and the answer they add up to."""

from backfire.results import words as words
from backfire.results._answer import (
    Answer,
    Band,
    Checks,
    Exposure,
    FirstShortage,
    Price,
    Shortage,
)
from backfire.results._backtest import LARGE, Backtest, Entrants, Trace
from backfire.results._backtest_scores import COVERED, HALF, Score, Scored, SeriesScore
from backfire.results._check import check
from backfire.results._fit import Compared, Fit, FittedParameter
from backfire.results._hindcast import HINDCAST_VARIABLES, Hindcast
from backfire.results._leverage import Leverage
from backfire.results._leverage_answer import Halving, LeverageAnswer, UseValue, Window
from backfire.results._leverage_check import check_leverage
from backfire.results._leverage_parts import Case, Elasticity, Forecast, Instrument
from backfire.results._leverage_schema import (
    CASES,
    GROSS,
    HISTORIES,
    LEVERAGE_ATTRIBUTES,
    LEVERAGE_LABELS,
    LEVERAGE_VARIABLES,
    OBSERVED_AFTER_2010,
    STRUCTURAL,
    TERMS,
    UNUSED,
    USED,
    VALUE_HORIZONS,
    VERSIONS,
)
from backfire.results._losses import Loss, Losses
from backfire.results._losses_schema import (
    CHANNELS,
    CLOSURES,
    DECOUPLING_TERMS,
    INVENTORY,
    MONTHS,
    RECIPE,
    SENDER_TERMS,
    SUBSTITUTION,
)
from backfire.results._read import read
from backfire.results._results import Results
from backfire.results._schema import (
    ATTRIBUTES,
    INSIDE,
    LABELS,
    OUTSIDE,
    QUANTILES,
    VARIABLES,
    Variable,
)
from backfire.results._summary import band
from backfire.results._whole import draft_of, remove_drafts, write_whole

__all__ = [
    "ATTRIBUTES",
    "CASES",
    "CHANNELS",
    "CLOSURES",
    "COVERED",
    "DECOUPLING_TERMS",
    "GROSS",
    "HALF",
    "HINDCAST_VARIABLES",
    "HISTORIES",
    "INSIDE",
    "INVENTORY",
    "LABELS",
    "LARGE",
    "LEVERAGE_ATTRIBUTES",
    "LEVERAGE_LABELS",
    "LEVERAGE_VARIABLES",
    "MONTHS",
    "OBSERVED_AFTER_2010",
    "OUTSIDE",
    "QUANTILES",
    "RECIPE",
    "SENDER_TERMS",
    "STRUCTURAL",
    "SUBSTITUTION",
    "TERMS",
    "UNUSED",
    "USED",
    "VALUE_HORIZONS",
    "VARIABLES",
    "VERSIONS",
    "Answer",
    "Backtest",
    "Band",
    "Case",
    "Checks",
    "Compared",
    "Elasticity",
    "Entrants",
    "Exposure",
    "FirstShortage",
    "Fit",
    "FittedParameter",
    "Forecast",
    "Halving",
    "Hindcast",
    "Instrument",
    "Leverage",
    "LeverageAnswer",
    "Loss",
    "Losses",
    "Price",
    "Results",
    "Score",
    "Scored",
    "SeriesScore",
    "Shortage",
    "Trace",
    "UseValue",
    "Variable",
    "Window",
    "band",
    "check",
    "check_leverage",
    "draft_of",
    "read",
    "remove_drafts",
    "words",
    "write_whole",
]
