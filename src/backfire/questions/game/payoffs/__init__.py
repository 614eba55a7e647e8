"""What each side gains and loses in a quarter of each control, for the strategic game."""

from ._payoffs import Payoffs, payoffs

__all__ = [
    "Payoffs",
    "payoffs",
]
