"""Who mines, separates, makes and uses what, over which routes."""

from ._axes import Axes
from ._chain import Chain
from ._state import State
from ._structure import Structure

__all__ = ["Axes", "Chain", "State", "Structure"]
