"""What a game comes to: when the card is used, what is answered, and when that backfires."""

from ._answer import GameAnswer
from ._parts import (
    AtPrecision,
    Backfire,
    Banded,
    Branch,
    Commitment,
    Ending,
    Escalation,
    Move,
    Overconfidence,
    PolicyMap,
    Regret,
    Renewal,
    Variant,
    Window,
)
from ._policy import ban, likeliest, region, rule, use
from ._sentences import RANGES, SUPPLY_MODEL, against, headline, origin, span, stands
from ._told import chance, change, day, is_money, known, points, usd, usd_ends
from ._verbs import SIDES, does, short

__all__ = [
    "RANGES",
    "SIDES",
    "SUPPLY_MODEL",
    "AtPrecision",
    "Backfire",
    "Banded",
    "Branch",
    "Commitment",
    "Ending",
    "Escalation",
    "GameAnswer",
    "Move",
    "Overconfidence",
    "PolicyMap",
    "Regret",
    "Renewal",
    "Variant",
    "Window",
    "against",
    "ban",
    "chance",
    "change",
    "day",
    "does",
    "headline",
    "is_money",
    "known",
    "likeliest",
    "origin",
    "points",
    "region",
    "rule",
    "short",
    "span",
    "stands",
    "usd",
    "usd_ends",
    "use",
]
