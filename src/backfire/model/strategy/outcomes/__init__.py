"""Outcomes of a contest, read off its paths: first use, escalation, endings, what use is worth."""

from ._outcomes import (
    ENDINGS,
    FATES,
    FEWEST,
    LADDER,
    LASTING,
    Steps,
    advantage,
    backfired,
    confronted,
    endings,
    hazard,
    ladder,
    renewal,
    used,
    within,
)

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
