"""Who starts to build."""

from __future__ import annotations

from typing import TYPE_CHECKING

import jax.numpy as jnp
from jaxtyping import Array, Float

if TYPE_CHECKING:
    from backfire.model.chain import Chain, State
    from backfire.model.controls import Policy, Terms

    from ._pace import Pace

MOST_PULL = 4.0
"""Log pull at which more margin or fear starts no more plants: the cap has long decided."""


def starts(
    chain: Chain,
    pace: Pace,
    state: State,
    policy: Policy,
    terms: Terms,
    margin: Float[Array, "process place draw"],
) -> Float[Array, "process place draw"]:
    """Capacity started a year: drawn by margin and by fear of senders, or paid for.

    At rest nobody builds: the pull is counted from one. What the world can start of a process in
    a year has a limit, which all places share.

    Parameters
    ----------
    margin
        Log margin at contract prices over its baseline.
    """
    places = jnp.arange(chain.use.shape[1])
    abroad = (places != terms.senders[0]).astype(margin.dtype)[None, :, None]
    drawn = pace.entry_margin * (margin - pace.entry_hurdle * abroad)
    feared = pace.entry_risk * perceived(chain, state, terms)
    pull = jnp.minimum(jnp.maximum(drawn, 0.0) + feared, MOST_PULL)
    world = chain.capacity.sum(1)[:, None, None]
    raw = pace.entry_rate * chain.affinity[:, :, None] * world * jnp.expm1(pull)
    most = pace.entry_cap * world
    total = raw.sum(1, keepdims=True)
    fits = most * jnp.tanh(total / (most + (most <= 0)))
    built = raw * jnp.where(total > 0, fits / jnp.where(total > 0, total, 1.0), 0.0)
    cost = jnp.where(chain.plant_cost > 0, chain.plant_cost, 1.0)
    paid = jnp.where(chain.plant_cost > 0, policy.funding / cost, 0.0)
    return built + paid[:, :, None]


def perceived(chain: Chain, state: State, terms: Terms) -> Float[Array, "process place draw"]:
    """Risk of the worst other sender that buyers of a process's output perceive, by value of use.

    Who builds in a sender's own place gains from the fear of the others, not from that of it.
    """
    weight = chain.use * chain.price[:, None]
    total = jnp.einsum("ck,cr->k", chain.output, weight)[:, None]
    places = jnp.arange(chain.use.shape[1])
    worst = jnp.zeros((total.shape[0], len(places), state.risk.shape[-1]), weight.dtype)
    for sender, origin in enumerate(terms.senders):
        fear = jnp.einsum("ck,cr,crn->kn", chain.output, weight, state.risk[:, sender])
        fear = fear / (total + (total <= 0))
        elsewhere = (places != origin).astype(weight.dtype)[None, :, None]
        worst = jnp.maximum(worst, fear[:, None, :] * elsewhere)
    return worst
