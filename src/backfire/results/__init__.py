"""What a run found: labelled arrays with units and sources, and the answer they add up to."""

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
from backfire.results._check import check
from backfire.results._fit import Compared, Fit, FittedParameter
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
    "INSIDE",
    "LABELS",
    "OUTSIDE",
    "QUANTILES",
    "VARIABLES",
    "Answer",
    "Band",
    "Checks",
    "Compared",
    "Exposure",
    "FirstShortage",
    "Fit",
    "FittedParameter",
    "Price",
    "Results",
    "Shortage",
    "Variable",
    "band",
    "check",
    "draft_of",
    "remove_drafts",
    "words",
    "write_whole",
]
