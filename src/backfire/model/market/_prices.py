"""How prices follow stocks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import equinox as eqx
import jax.numpy as jnp
from jaxtyping import Array, Float

from backfire.units import LOG_RATIO

from . import _smooth
from ._use import turnover, turnover_at_rest

if TYPE_CHECKING:
    from backfire.model.chain import Chain, State

    from ._orders import Orders
    from ._rules import Rules

RECENT = 0.25
"""Years over which recent prices and earnings are averaged: three months (model.md, 2.7)."""
LEAST_INDEX = 0.2
"""Cheaper inputs take off at most four fifths of a price."""


class Quotes(eqx.Module):
    """Prices of the week at origin and at destination, as log ratios to the baseline."""

    origin: Annotated[Float[Array, "good place draw"], LOG_RATIO]
    """At the gate of the producer."""
    missing: Annotated[Float[Array, "good place draw"], LOG_RATIO]
    """Log of the stock that a producer should hold over what he holds."""


def quote(chain: Chain, rules: Rules, state: State) -> Quotes:
    """Price at origin: in proportion to missing stock, with a slow part that integrates it.

    Contracts for metals and magnets are indexed to what goes into them, so that dearer inputs are
    on the price before stocks have felt them.
    """
    idle = (1 - chain.makes)[:, :, None]
    wanted = rules.producer_cover * state.orders + idle
    missing = _smooth.scarcity(wanted, state.producer_stock + idle)
    price = state.slow_price + rules.price_stiffness * missing + _indexed(chain, rules, state)
    return Quotes(origin=price * chain.makes[:, :, None], missing=missing)


def _indexed(chain: Chain, rules: Rules, state: State) -> Float[Array, "good place draw"]:
    """Log of what dearer inputs add to a price, over all processes that make the good."""
    _, bought = turnover(chain, state.intensity, jnp.exp(state.earned), jnp.exp(state.recent))
    sold_at_rest, bought_at_rest = turnover_at_rest(chain)
    exists = sold_at_rest > 0
    dearer = jnp.where(exists, bought - bought_at_rest, 0.0) / jnp.where(exists, sold_at_rest, 1.0)
    made = chain.output[:, :, None] * chain.activity[None]
    whole = made.sum(1, keepdims=True)
    part = made / (whole + (whole <= 0))
    added = jnp.einsum("cko,kon->con", part, dearer)
    return jnp.log(jnp.maximum(1 + rules.pass_through * added, LEAST_INDEX))


def premium_change(
    chain: Chain, rules: Rules, state: State, orders: Orders
) -> Float[Array, "good place draw"]:
    """Change a year of what the spot quote adds for the fear of running out.

    Fear looks at the stock on the shelf and under way: a quote jumps when ships stop leaving, not
    when the last one arrives.
    """
    thin = chain.thin[:, None, None]
    stiffness = thin * rules.spot_stiffness_thin + (1 - thin) * rules.spot_stiffness_deep
    level = stiffness * _smooth.scarcity(orders.wanted, orders.position)
    return (level * chain.buys[:, :, None] - state.premium) / rules.spot_lag
