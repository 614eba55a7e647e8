"""One picture a function: a result goes in, a figure with its finding as title comes out."""

from backfire.figures._claims import claim_sweep, claim_verdicts
from backfire.figures._deal_frontier import deal_frontier
from backfire.figures._deal_issues import deal_issues
from backfire.figures._hindcast_panels import hindcast_panels
from backfire.figures._picture import Picture, pictures
from backfire.figures._response_lags import response_lags
from backfire.figures.game import (
    advantage_of_use,
    endings,
    escalation_ladder,
    game_tree,
    hazard_of_use,
    policy_map,
    regret_sweep,
)
from backfire.figures.leverage import (
    elasticities,
    four_cases,
    instrument_costs,
    leverage_curves,
    losses_by_closure,
    outside_capacity,
    value_of_use,
    who_stops_buying,
)
from backfire.figures.run import (
    export_destinations,
    exports,
    exposure,
    price_goods,
    prices,
    sankey,
    stockout_calendar,
)

__all__ = [
    "Picture",
    "advantage_of_use",
    "claim_sweep",
    "claim_verdicts",
    "deal_frontier",
    "deal_issues",
    "elasticities",
    "endings",
    "escalation_ladder",
    "export_destinations",
    "exports",
    "exposure",
    "four_cases",
    "game_tree",
    "hazard_of_use",
    "hindcast_panels",
    "instrument_costs",
    "leverage_curves",
    "losses_by_closure",
    "outside_capacity",
    "pictures",
    "policy_map",
    "price_goods",
    "prices",
    "regret_sweep",
    "response_lags",
    "sankey",
    "stockout_calendar",
    "value_of_use",
    "who_stops_buying",
]
