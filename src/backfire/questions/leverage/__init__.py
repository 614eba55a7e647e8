"""What a control would cost whom, from today on, used before or not."""

from backfire.answers.leverage import PIECES
from backfire.units import MONTHS_PER_YEAR

from ._closures import recipe, summary
from ._leverage import leverage

__all__ = [
    "MONTHS_PER_YEAR",
    "PIECES",
    "leverage",
    "recipe",
    "summary",
]
