"""Prices that producers are guaranteed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import jax.numpy as jnp
from jaxtyping import Array, Float

if TYPE_CHECKING:
    from backfire.model.chain import Chain, State
    from backfire.model.controls import Policy


def top_up(
    chain: Chain,
    state: State,
    policy: Policy,
    earned: Float[Array, "good place draw"],
) -> Float[Array, "good place draw"]:
    """What a guarantee adds to a tonne of output, as a ratio to the baseline price.

    Parameters
    ----------
    earned
        What the market pays a tonne, over the baseline price.
    """
    usual = state.structure.able * chain.utilisation[:, :, None]
    output = jnp.einsum("ck,krn->crn", chain.output, usual)
    by_tonnes = policy.floor_tonnes[:, :, None] / (output + (output <= 0))
    covered = jnp.maximum(policy.floor_cover[:, :, None], jnp.minimum(by_tonnes, 1.0))
    level = policy.floor / jnp.where(chain.price > 0, chain.price, 1.0)[:, None]
    return covered * jnp.maximum(level[:, :, None] - earned, 0.0)
