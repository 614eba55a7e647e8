"""What a control would cost whom, from today on, used before or not."""

from ._closures import MONTHS_PER_YEAR, recipe, summary
from ._leverage import PIECES, leverage

__all__ = [
    "MONTHS_PER_YEAR",
    "PIECES",
    "leverage",
    "recipe",
    "summary",
]
