"""How prices follow stocks."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import equinox as eqx
from jaxtyping import Array, Float

from backfire.units import LOG_RATIO

from . import _smooth

if TYPE_CHECKING:
    from backfire.model.chain import Chain, State

    from ._orders import Orders
    from ._rules import Rules

RECENT = 0.25
"""Years over which recent prices and earnings are averaged: three months (model.md, 2.7)."""


class Quotes(eqx.Module):
    """Prices of the week at origin and at destination, as log ratios to the baseline."""

    origin: Annotated[Float[Array, "good place draw"], LOG_RATIO]
    """At the gate of the producer."""
    missing: Annotated[Float[Array, "good place draw"], LOG_RATIO]
    """Log of the stock that a producer should hold over what he holds."""


def quote(chain: Chain, rules: Rules, state: State) -> Quotes:
    """Price at origin: in proportion to missing stock, with a slow part that integrates it."""
    idle = (1 - chain.makes)[:, :, None]
    wanted = rules.producer_cover * state.orders + idle
    missing = _smooth.scarcity(wanted, state.producer_stock + idle)
    price = state.slow_price + rules.price_stiffness * missing
    return Quotes(origin=price * chain.makes[:, :, None], missing=missing)


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
