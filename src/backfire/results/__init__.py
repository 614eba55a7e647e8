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
    "COVERED",
    "HALF",
    "HINDCAST_VARIABLES",
    "INSIDE",
    "LABELS",
    "LARGE",
    "OUTSIDE",
    "QUANTILES",
    "VARIABLES",
    "Answer",
    "Backtest",
    "Band",
    "Checks",
    "Compared",
    "Entrants",
    "Exposure",
    "FirstShortage",
    "Fit",
    "FittedParameter",
    "Hindcast",
    "Price",
    "Results",
    "Score",
    "Scored",
    "SeriesScore",
    "Shortage",
    "Trace",
    "Variable",
    "band",
    "check",
    "draft_of",
    "remove_drafts",
    "words",
    "write_whole",
]
