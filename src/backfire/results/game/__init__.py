"""What a game comes to: when the card is used, what is answered, and when that backfires."""

from ._answer import (
    AtPrecision,
    Backfire,
    Banded,
    Branch,
    Commitment,
    Ending,
    Escalation,
    GameAnswer,
    Move,
    Overconfidence,
    PolicyMap,
    Regret,
    Renewal,
    Variant,
    Window,
)

__all__ = [
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
]
