"""How markets behave, and when a place counts as short."""

from __future__ import annotations

from typing import Annotated

import equinox as eqx
import jax
import jax.numpy as jnp
from jaxtyping import Array, Float

from backfire.units import LOG_RATIO, PER_YEAR, PURE, RATIO, SHARE, YEAR


class Rules(eqx.Module):
    """Behaviour of producers, buyers and quotes, one value per draw.

    Field names are the rows of ``parameters.csv``, which holds priors and sources; the symbols of
    the equations are in ``docs/explanation/model.md``.
    """

    price_stiffness: Annotated[Float[Array, "*axes draw"], PURE]
    """Rise of the log origin price with the log of missing producer stock."""
    price_drift: Annotated[Float[Array, "*axes draw"], PER_YEAR]
    """Speed at which the slow part of the origin price follows missing stock."""
    producer_cover: Annotated[Float[Array, "*axes draw"], YEAR]
    """Stock that producers hold, in years of their orders."""
    order_memory: Annotated[Float[Array, "*axes draw"], YEAR]
    """Time over which producers smooth their orders."""
    source_elasticity: Annotated[Float[Array, "*axes draw"], PURE]
    """Short-run elasticity of sourcing shares to relative cost."""
    risk_aversion: Annotated[Float[Array, "*axes draw"], PURE]
    """Log weight that a sender loses with a buyer who is sure of an interruption."""
    spot_stiffness_thin: Annotated[Float[Array, "*axes draw"], PURE]
    """Rise of the log spot quote with the log of missing buyer stock, on a thin market."""
    spot_stiffness_deep: Annotated[Float[Array, "*axes draw"], PURE]
    """The same where much is traded."""
    spot_lag: Annotated[Float[Array, "*axes draw"], YEAR]
    """Time in which the quote finds its level."""
    contract_lag: Annotated[Float[Array, "*axes draw"], YEAR]
    """Time in which contract prices follow spot."""
    contract_weight: Annotated[Float[Array, "*axes draw"], SHARE]
    """Share of tonnes that move under contract."""
    demand_elasticity: Annotated[Float[Array, "*axes draw"], PURE]
    """Fall of log final use with the log of the price of the last three months."""
    demand_elasticity_long: Annotated[Float[Array, "*axes draw"], PURE]
    """The same after years of thrift and substitution."""
    demand_lag: Annotated[Float[Array, "*axes draw"], YEAR]
    """Time in which demand elasticity grows from short to long."""
    supply_spread: Annotated[Float[Array, "*axes draw"], LOG_RATIO]
    """Spread of marginal cost between plants: small means that all start at one price."""
    stock_adjustment: Annotated[Float[Array, "*axes draw"], YEAR]
    """Time in which buyers mean to close a gap in their stock."""
    expected_outage: Annotated[Float[Array, "*axes draw"], YEAR]
    """Time that buyers expect to wait for what a control holds back, and want to bridge."""
    hoarding_risk: Annotated[Float[Array, "*axes draw"], PURE]
    """Rise of the log stock that buyers want with perceived risk."""
    hoarding_momentum: Annotated[Float[Array, "*axes draw"], PURE]
    """Rise of the log stock that buyers want in a rally."""
    momentum_scale: Annotated[Float[Array, "*axes draw"], LOG_RATIO]
    """Gap of spot over contract at which a rally is in full swing."""
    contagion: Annotated[Float[Array, "*axes draw"], SHARE]
    """Weight of the other goods of a control in what buyers take for a rally."""
    cover_scale: Annotated[Float[Array, "*axes draw"], RATIO]
    """Factor on every buyer's stock: the doubt about the median of the cover distribution."""
    transit_scale: Annotated[Float[Array, "*axes draw"], RATIO]
    """Factor on the time that imports are under way."""
    approval_rank: Annotated[Float[Array, "*axes draw"], SHARE]
    """Where this draw lies between the low (0) and the high (1) branch of approvals."""
    leak_rank: Annotated[Float[Array, "*axes draw"], SHARE]
    """Where this draw lies between the low (0) and the high (1) branch of leakage."""
    leak_gap: Annotated[Float[Array, "*axes draw"], LOG_RATIO]
    """Price gap at which leakage nears its most."""
    leak_lag: Annotated[Float[Array, "*axes draw"], YEAR]
    """Time in which smuggling routes open."""
    licence_speed: Annotated[Float[Array, "*axes draw"], PER_YEAR]
    """Speed at which the price of a quota licence answers scarcity."""
    risk_gain: Annotated[Float[Array, "*axes draw"], PER_YEAR]
    """Speed at which perceived risk grows under a full interruption."""
    risk_memory: Annotated[Float[Array, "*axes draw"], YEAR]
    """Time in which buyers forget."""
    source_elasticity_long: Annotated[Float[Array, "*axes draw"], PURE]
    """The same after buyers have had years to qualify other sources."""
    source_lag: Annotated[Float[Array, "*axes draw"], YEAR]
    """Time in which the sourcing elasticity grows from short to long."""
    qualification_time: Annotated[Float[Array, "*axes draw"], YEAR]
    """Time in which buyers come to accept new capacity."""
    thrift_memory: Annotated[Float[Array, "*axes draw"], YEAR]
    """Time in which thrift is given up again when prices have fallen."""
    pass_through: Annotated[Float[Array, "*axes draw"], SHARE]
    """Share of a change in the cost of inputs that producers put on their prices at once."""
    discard_below: Annotated[Float[Array, "*axes draw"], RATIO]
    """Price at origin, over the baseline, under which producers begin to discard a good."""
    relocation_rate: Annotated[Float[Array, "*axes draw"], PER_YEAR]
    """Share of use a year that moves to the sender while goods are much dearer outside."""

    def at_horizon(self, years: float) -> Rules:
        """The rules with the demand and sourcing elasticities of a horizon.

        An elasticity is ``long - (long - short) exp(-years / lag)``.
        """
        use = self.demand_elasticity_long - self.demand_elasticity
        source = self.source_elasticity_long - self.source_elasticity
        grown = (
            self.demand_elasticity_long - use * jnp.exp(-years / self.demand_lag),
            self.source_elasticity_long - source * jnp.exp(-years / self.source_lag),
        )
        return eqx.tree_at(
            lambda rules: (rules.demand_elasticity, rules.source_elasticity), self, grown
        )

    def wide(self) -> Rules:
        """The rules with leading axes of length 1, to stand beside (good, place, draw)."""
        return jax.tree.map(lambda value: value[None, None, :], self)


class Shortage(eqx.Module):
    """Enough buyers of a place get too little of their use (product.md)."""

    below: float = eqx.field(static=True, default=0.5)
    """A buyer has stopped on getting less than this share of its use."""
    buyers: float = eqx.field(static=True, default=0.05)
    """A place is short when at least this share of its buyers has stopped."""
