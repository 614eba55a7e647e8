"""Outcomes of a contest, read off its paths: first use, escalation, endings, what use is worth."""

from ._ladder import ENDINGS, FATES, LADDER, LASTING, Steps, confronted, endings, ladder, renewal
from ._use import FEWEST, advantage, backfired, hazard, used, within

__all__ = [
    "ENDINGS",
    "FATES",
    "FEWEST",
    "LADDER",
    "LASTING",
    "Steps",
    "advantage",
    "backfired",
    "confronted",
    "endings",
    "hazard",
    "ladder",
    "renewal",
    "used",
    "within",
]
