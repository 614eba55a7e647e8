"""Strategic stocks: bought in calm times, released when users run short."""

from __future__ import annotations

from typing import TYPE_CHECKING

import jax.numpy as jnp
from jaxtyping import Array, Float

from backfire.units import YEAR_OF_ONE_WEEK

if TYPE_CHECKING:
    from backfire.model.chain import Chain, State
    from backfire.model.controls import Policy

    from ._use import Desired, Used

RELEASE_TIME = 4 * YEAR_OF_ONE_WEEK
"""Fastest release: a store hands out at most this part of it, in years (a month of logistics)."""
LOW = 0.5
"""Stock of users over their usual one at which buying for the store has faded out."""


def reserve_orders(
    chain: Chain,
    state: State,
    policy: Policy,
    use: Float[Array, "good place draw"],
    declared: Float[Array, "good place draw"],
    usual: Float[Array, "good place draw"],
) -> Float[Array, "good place draw"]:
    """Orders for the strategic stock, t/yr.

    Parameters
    ----------
    declared
        Share of the place's purchases that must declare their end use.
    usual
        Stock that its users hold in calm times, t: nothing is bought while they hold little.
    """
    missing = jnp.maximum(policy.reserve_target[:, :, None] * use - state.reserve, 0.0)
    refused = declared * (1 - policy.reserve_admitted[:, :, None])
    held = state.buyer_stock.sum(2) / (usual + (1 - chain.buys)[:, :, None])
    calm = jnp.clip((held - LOW) / (1 - LOW), 0.0, 1.0) * chain.buys[:, :, None]
    return policy.reserve_pace[:, :, None] * missing * (1 - refused) * calm


def release(
    state: State, policy: Policy, desired: Desired, used: Used
) -> Float[Array, "good place draw"]:
    """Tonnes a year that leave the strategic stock for the shelves of users who run short."""
    below = policy.reserve_below[:, :, None]
    lacking = jnp.maximum(below - used.served.mean(2), 0.0)
    fastest = state.reserve / RELEASE_TIME
    wanted = lacking * desired.use
    # A smooth minimum: never more than is in store, and all that is wanted while there is plenty.
    return wanted * fastest / (wanted + fastest + 1e-9)
