"""The state in which nothing moves."""

from __future__ import annotations

from typing import TYPE_CHECKING

import jax.numpy as jnp

from backfire.model.chain import State

from ._orders import transit_at_rest
from ._use import normal_cover

if TYPE_CHECKING:
    from backfire.model.chain import Chain
    from backfire.model.controls import Terms

    from ._rules import Rules


def at_rest(chain: Chain, rules: Rules, terms: Terms) -> State:
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
    under_way = transit_at_rest(chain, rules, use) / 2
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
    )
