"""Who mines, separates, makes and uses what, over which routes."""

from ._chain import Axes, Chain
from ._state import State, Structure

__all__ = ["Axes", "Chain", "State", "Structure"]
