"""Why published figures disagree: a sweep of assumptions, and where each figure lies in it."""

from ._placing import amount
from ._spread import spread
from ._surfaces import Axes, cut_of, surfaces
from ._sweep import loss_surface

__all__ = ["Axes", "amount", "cut_of", "loss_surface", "spread", "surfaces"]
