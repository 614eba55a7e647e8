"""One week: sourcing, orders, shipments, use and price."""

from ._advance import advance
from ._flows import Flows
from ._quota import open_week
from ._rest import at_rest
from ._rules import Rules
from ._shortage import Shortage
from ._step import step
from ._supply import AbstractSupply, ConstantElasticity, MeritOrder

__all__ = [
    "AbstractSupply",
    "ConstantElasticity",
    "Flows",
    "MeritOrder",
    "Rules",
    "Shortage",
    "advance",
    "at_rest",
    "open_week",
    "step",
]
