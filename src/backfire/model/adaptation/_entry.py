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
    at_home = _of_senders(chain, terms)
    drawn = pace.entry_margin * (margin - pace.entry_hurdle * (1 - at_home))
    feared = pace.entry_risk * perceived(chain, state) * (1 - at_home)
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


def perceived(chain: Chain, state: State) -> Float[Array, "process 1 draw"]:
    """Risk of the worst sender that buyers of a process's output perceive, weighted by use."""
    worst = state.risk.max(1)
    weight = chain.use[:, :, None] * chain.price[:, None, None]
    by_good = (weight * worst).sum(1)
    whole = weight.sum(1)
    made = chain.output
    total = jnp.einsum("ck,cn->kn", made, whole)
    risk = jnp.einsum("ck,cn->kn", made, by_good)
    return (risk / (total + (total <= 0)))[:, None, :]


def _of_senders(chain: Chain, terms: Terms) -> Float[Array, "1 place 1"]:
    """1 in the places that control."""
    mask = jnp.zeros(chain.use.shape[1], chain.use.dtype)
    return mask.at[jnp.array(terms.senders)].set(1.0)[None, :, None]
