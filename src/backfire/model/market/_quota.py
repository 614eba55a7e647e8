"""Licences of a tonnage pool: how many are left and what one costs."""

from __future__ import annotations

from typing import TYPE_CHECKING

import equinox as eqx
import jax.numpy as jnp
from jaxtyping import Array, Float

from . import _smooth

if TYPE_CHECKING:
    from backfire.model.chain import State
    from backfire.model.controls import Policy, Terms

    from ._rules import Rules

LEAST_LICENCES = 1e-3
"""Tonnes: keeps ratios finite when a pool is empty."""


def quota_open(
    legal: Float[Array, "pool draw"], left: Float[Array, "pool draw"]
) -> Float[Array, "pool draw"]:
    """Share of legal orders that the licences left can still serve."""
    return -jnp.expm1(-left / (_smooth.SHIPPING_WINDOW * (legal + LEAST_LICENCES)))


def open_week(state: State, policy: Policy) -> State:
    """Hand out the week's licences; what was left lapses at the end of the quota year."""
    left = state.quota_left * (1 - policy.lapse[:, None]) + policy.tranche[:, None]
    return eqx.tree_at(lambda moving: moving.quota_left, state, left)


def licence_price_change(
    rules: Rules,
    state: State,
    policy: Policy,
    terms: Terms,
    legal: Float[Array, "pool draw"],
) -> Float[Array, "pool draw"]:
    """Change of the licence price, USD/t a year: up while orders outrun licences, else down."""
    needed = legal * policy.time_left[:, None]
    at_hand = state.quota_left + policy.expected[:, None]
    tightness = jnp.tanh(jnp.log((needed + LEAST_LICENCES) / (at_hand + LEAST_LICENCES)))
    speed = rules.licence_speed[0]
    level = state.licence_price + terms.pool_scale[:, None]
    bound = policy.pool_open[:, None]
    return speed * (bound * level * tightness - (1 - bound) * state.licence_price)


def legal_orders(
    terms: Terms,
    policy: Policy,
    licensed_orders: tuple[Float[Array, "good place draw"], ...],
) -> Float[Array, "pool draw"]:
    """Licence tonnes a year that the legal orders of each pool would take."""
    rows = [
        policy.pool_open[pool]
        * terms.pool_coverage[pool]
        * jnp.einsum(
            "c,r,crn->n", terms.pool_goods[pool], terms.pool_places[pool], licensed_orders[owner]
        )
        for pool, owner in enumerate(terms.pool_senders)
    ]
    if not rows:
        return jnp.zeros((0, licensed_orders[0].shape[-1]), licensed_orders[0].dtype)
    return jnp.stack(rows)
