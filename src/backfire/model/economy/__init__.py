"""What a shortage costs an economy: one verb, and closures side by side that disagree."""

from ._ces import ces_output, elasticity_over, second_order
from ._closure import AbstractClosure, Loss, Network, Shortage, cost
from ._inventory import Inventory
from ._recipe import Recipe
from ._substitution import Substitution

__all__ = [
    "AbstractClosure",
    "Inventory",
    "Loss",
    "Network",
    "Recipe",
    "Shortage",
    "Substitution",
    "ces_output",
    "cost",
    "elasticity_over",
    "second_order",
]
