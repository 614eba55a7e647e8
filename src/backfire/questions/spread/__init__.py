"""Why published figures disagree: a sweep of assumptions, and where each figure lies in it."""

from ._spread import spread
from ._sweep import loss_surface

__all__ = [
    "loss_surface",
    "spread",
]
