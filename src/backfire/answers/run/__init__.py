"""The answer of ``run``: who runs short of what, when, at what price, with what exposed."""

from ._kind import KIND, Facts
from ._quantities import (
    INSIDE,
    MAGNET,
    OUTSIDE,
    Price,
    Shortage,
    after,
    exported,
    first_shortages,
    horizon,
    prices,
    shortages,
)

__all__ = [
    "INSIDE",
    "KIND",
    "MAGNET",
    "OUTSIDE",
    "Facts",
    "Price",
    "Shortage",
    "after",
    "exported",
    "first_shortages",
    "horizon",
    "prices",
    "shortages",
]
