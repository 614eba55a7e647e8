"""Pictures of leverage over years: its fall, what use is worth, and what removes it."""

from backfire.figures.leverage._buyers import who_stops_buying
from backfire.figures.leverage._capacity import outside_capacity
from backfire.figures.leverage._closures import CLOSURE_NAMES, losses_by_closure
from backfire.figures.leverage._curves import four_cases, leverage_curves
from backfire.figures.leverage._reasons import elasticities, instrument_costs
from backfire.figures.leverage._value_of_use import value_of_use

__all__ = [
    "CLOSURE_NAMES",
    "elasticities",
    "four_cases",
    "instrument_costs",
    "leverage_curves",
    "losses_by_closure",
    "outside_capacity",
    "value_of_use",
    "who_stops_buying",
]
