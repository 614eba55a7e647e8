"""One week: sourcing, orders, shipments, use and price."""

from ._advance import advance
from ._books import Books
from ._flows import Flows
from ._guarantee import top_up
from ._quota import open_week
from ._rest import at_rest
from ._rules import Rules
from ._shortage import Shortage
from ._step import step
from ._supply import AbstractSupply, ConstantElasticity, MeritOrder
from ._use import margins, turnover, turnover_at_rest

__all__ = [
    "AbstractSupply",
    "Books",
    "ConstantElasticity",
    "Flows",
    "MeritOrder",
    "Rules",
    "Shortage",
    "advance",
    "at_rest",
    "margins",
    "open_week",
    "step",
    "top_up",
    "turnover",
    "turnover_at_rest",
]
