"""The state in which nothing moves."""

from __future__ import annotations

import jax.numpy as jnp
from jaxtyping import Array, Float

from backfire.model.chain import Chain, State, Structure
from backfire.model.controls import Terms

from ._demand import normal_cover, steady_transit
from ._rules import Rules
from ._sourcing import home_share

BUILDING_STAGES = 3
"""Equal stages of a pipeline, which make its lead time an Erlang distribution (model.md, 3)."""


def steady_state(chain: Chain, rules: Rules, terms: Terms) -> State:
    """Stocks at their targets, prices at the baseline and no fear.

    Parameters
    ----------
    rules
        Widened behaviour; its draws set the size of the batch.
    """
    ones = jnp.ones_like(rules.cover_scale)
    sales = chain.sales[:, :, None] * ones
    use = chain.use[:, :, None] * ones
    zero = jnp.zeros_like(use)
    under_way = steady_transit(chain, rules, use, home_share(chain)) / 2
    bins = chain.cover.shape[2]
    perceived = jnp.zeros((use.shape[0], len(terms.senders), *use.shape[1:]), use.dtype)
    pools = jnp.zeros((len(terms.pool_senders), use.shape[2]), use.dtype)
    return State(
        producer_stock=rules.producer_cover * sales,
        buyer_stock=normal_cover(chain, rules) * use[:, :, None, :] / bins,
        leaving=under_way,
        arriving=under_way,
        orders=sales,
        slow_price=zero,
        premium=zero,
        contract=zero,
        recent=zero,
        earned=zero,
        risk=perceived,
        leak=perceived,
        quota_left=pools,
        licence_price=pools,
        reserve=zero,
        qualified=jnp.ones_like(zero),
        preference=zero,
        preference_sender=perceived,
        intensity=zero,
        relocated=perceived,
        agreed=zero,
        billed=zero,
        structure=_steady_structure(chain, ones),
    )


def _steady_structure(chain: Chain, ones: Float[Array, "1 1 draw"]) -> Structure:
    """Plants as in the baseline, nothing under construction, owners with their usual cash."""
    capacity = chain.capacity[:, :, None] * ones
    none = jnp.zeros_like(capacity)
    return Structure(
        capacity=capacity,
        able=capacity,
        young=none,
        indebted=none,
        building=jnp.zeros((*none.shape[:2], BUILDING_STAGES, none.shape[2]), none.dtype),
        idle=none,
        cash=none,
        demand=jnp.ones_like(chain.use)[:, :, None] * ones,
    )
