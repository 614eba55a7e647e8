"""Who mines, separates, makes and uses what, over which routes."""

from ._chain import Axes, Chain, GoodPlace, ProcessPlace, State, Structure

__all__ = ["Axes", "Chain", "GoodPlace", "ProcessPlace", "State", "Structure"]
