"""What a shortage costs an economy: one verb, and closures side by side that disagree."""

from ._ces import ces_output, second_order
from ._closure import AbstractClosure, cost
from ._horizon import elasticity_over
from ._inventory import Inventory
from ._loss import Loss
from ._network import Network
from ._recipe import Recipe
from ._shortage import Shortage
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
