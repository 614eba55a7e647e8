"""One week: sourcing, orders, shipments, use and price."""

from ._border import open_week
from ._flows import Accounts, Flows
from ._rules import Rules, Shortage
from ._steady_state import steady_state
from ._step import advance, step
from ._supply import (
    AbstractSupply,
    ConstantElasticity,
    MeritOrder,
    baseline_turnover,
    margins,
    top_up,
    turnover,
)
from ._week import Week

__all__ = [
    "AbstractSupply",
    "Accounts",
    "ConstantElasticity",
    "Flows",
    "MeritOrder",
    "Rules",
    "Shortage",
    "Week",
    "advance",
    "baseline_turnover",
    "margins",
    "open_week",
    "steady_state",
    "step",
    "top_up",
    "turnover",
]
