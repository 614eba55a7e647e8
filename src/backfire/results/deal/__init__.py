"""What two sides would sign: which issues, what it brings them, what would move each of them."""

from backfire.results.deal._deal import Deal
from backfire.results.deal._parts import (
    ISSUE,
    PACKAGE,
    Assumed,
    BySupplyModel,
    Issue,
    Packages,
    Range,
    Reading,
    Renewal,
    Term,
    Threshold,
)
from backfire.results.deal._scores import Score, everything_is_in, score, share_of_others

__all__ = [
    "ISSUE",
    "PACKAGE",
    "Assumed",
    "BySupplyModel",
    "Deal",
    "Issue",
    "Packages",
    "Range",
    "Reading",
    "Renewal",
    "Score",
    "Term",
    "Threshold",
    "everything_is_in",
    "score",
    "share_of_others",
]
