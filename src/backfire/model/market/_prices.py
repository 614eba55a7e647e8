"""How prices follow stocks."""

from __future__ import annotations

from typing import Annotated

import equinox as eqx
import jax.numpy as jnp
from jaxtyping import Array, Float

from backfire.model.chain import GoodPlace
from backfire.units import LOG_RATIO

from . import _smooth
from ._orders import Orders
from ._supply import baseline_turnover, turnover
from ._week import Week

RECENT = 0.25
"""Years over which recent prices and earnings are averaged: three months (model.md, 2.7)."""
LEAST_INDEX = 0.2
"""Cheaper inputs take off at most four fifths of a price."""


class Quotes(eqx.Module):
    """Prices of the week at origin, as log ratios to the baseline, and the stock behind them."""

    origin: Annotated[Float[Array, "good place draw"], LOG_RATIO]
    """At the gate of the producer."""
    missing: Annotated[Float[Array, "good place draw"], LOG_RATIO]
    """Log of the stock that a producer should hold over the stock held."""


def quote(week: Week) -> Quotes:
    """Price at origin: in proportion to missing stock, with a slow part that integrates it.

    Contracts for metals and magnets are indexed to what goes into them, so that dearer inputs are
    on the price before stocks have felt them.
    """
    chain, rules, state = week.chain, week.rules, week.state
    idle = (1 - chain.makes)[:, :, None]
    wanted = rules.producer_cover * state.orders + idle
    missing = _smooth.scarcity(wanted, state.producer_stock + idle)
    price = state.slow_price + rules.price_stiffness * missing + _indexed(week)
    return Quotes(origin=price * chain.makes[:, :, None], missing=missing)


def _indexed(week: Week) -> GoodPlace:
    """Log of what dearer inputs add to a price, over all processes that make the good."""
    chain, state = week.chain, week.state
    _, bought = turnover(chain, state.intensity, jnp.exp(state.earned), jnp.exp(state.recent))
    sold_at_rest, bought_at_rest = baseline_turnover(chain)
    exists = sold_at_rest > 0
    dearer = jnp.where(exists, bought - bought_at_rest, 0.0) / jnp.where(exists, sold_at_rest, 1.0)
    made = chain.output[:, :, None] * chain.activity[None]
    whole = made.sum(1, keepdims=True)
    part = made / (whole + (whole <= 0))
    added = jnp.einsum("cko,kon->con", part, dearer)
    return jnp.log(jnp.maximum(1 + week.rules.pass_through * added, LEAST_INDEX))


def premium_change(week: Week, orders: Orders) -> GoodPlace:
    """Change a year of what the spot quote adds for the fear of running out.

    Fear looks at the stock on the shelf and under way: a quote jumps when ships stop leaving, not
    when the last one arrives.
    """
    chain, rules = week.chain, week.rules
    thin = chain.thin[:, None, None]
    stiffness = thin * rules.spot_stiffness_thin + (1 - thin) * rules.spot_stiffness_deep
    level = stiffness * _smooth.scarcity(orders.wanted, orders.position)
    return (level * chain.buys[:, :, None] - week.state.premium) / rules.spot_lag
