"""How much a control would cost, for how long it would, and when its use has backfired."""

from ._leverage import (
    Ledger,
    Leverage,
    Value,
    backfires,
    half_life,
    ledger,
    leverage,
    present,
    value_of_use,
)

__all__ = [
    "Ledger",
    "Leverage",
    "Value",
    "backfires",
    "half_life",
    "ledger",
    "leverage",
    "present",
    "value_of_use",
]
