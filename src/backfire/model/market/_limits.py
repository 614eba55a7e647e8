"""What this week's policy leaves, for every future."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import equinox as eqx
import jax.numpy as jnp
from jaxtyping import Array, Float

from backfire.units import LOG_RATIO, RATIO, SHARE

from . import _smooth

if TYPE_CHECKING:
    from backfire.model.chain import Chain, State
    from backfire.model.controls import Policy, Terms

    from ._rules import Rules


class Toll(eqx.Module):
    """What one sender licenses this week and what it adds to the price, by good and place."""

    licensed: Annotated[Float[Array, "good place draw"], SHARE]
    """Share of orders with a licence, before leaks and before a quota runs dry."""
    cost: Annotated[Float[Array, "good place draw"], RATIO]
    """Cost to the buyer over the price at origin."""
    kept: Annotated[Float[Array, "good place draw"], RATIO]
    """Part of the licence price that the exporter keeps, over the price at origin."""
    gap: Annotated[Float[Array, "good place draw"], LOG_RATIO]
    """Log distance between the price outside and inside that the control opens."""


class Limits(eqx.Module):
    """What of the orders to one sender may leave, by good and place."""

    legal: Annotated[Float[Array, "good place draw"], SHARE]
    """Share with a licence that is still to be had."""
    passes: Annotated[Float[Array, "good place draw"], SHARE]
    """Share that goes out, licensed or leaked."""


def toll(
    chain: Chain,
    rules: Rules,
    state: State,
    policy: Policy,
    terms: Terms,
    sender: int,
    origin_price: Float[Array, "good place draw"],
) -> Toll:
    """Licensed share and cost of buying from one sender.

    Parameters
    ----------
    sender
        Position among ``terms.senders``.
    origin_price
        Log ratios to the baseline.
    """
    origin = terms.senders[sender]
    abroad = abroad_of(chain, origin)
    licensed = _smooth.between(
        policy.licensed_low[:, sender, :, None],
        policy.licensed[:, sender, :, None],
        policy.licensed_high[:, sender, :, None],
        rules.approval_rank,
    )
    price = jnp.exp(origin_price[:, origin, None, :]) * chain.price[:, None, None]
    premium = _licence_cost(terms, policy, state, sender) / price
    duty = policy.duty[:, sender, :, None] - policy.discount[:, sender, :, None]
    leaked = state.leak[:, sender]
    quote = jnp.maximum(state.premium, 0.0)
    rent = [
        terms.rent_to_seller[i] for i, owner in enumerate(terms.pool_senders) if owner == sender
    ]
    # A glut at home lowers what licence holders pay, not what a rationed buyer abroad does: the
    # difference is rent. Without this a ban would begin by making its target's quote cheaper.
    standing = policy.standing[:, sender, :, None]
    glut = standing * (jnp.exp(jnp.maximum(-origin_price[:, origin, None, :], 0.0)) - 1)
    return Toll(
        licensed=licensed,
        cost=1 + (duty + premium * (1 - leaked / 2) + glut) * abroad,
        kept=premium * (sum(rent) / len(rent) if rent else 0.0) + glut * abroad,
        gap=(jnp.log(1 + premium) + quote * (1 - licensed)) * abroad,
    )


def limit(
    chain: Chain,
    state: State,
    policy: Policy,
    terms: Terms,
    sender: int,
    tolled: Toll,
    quota_open: Float[Array, "pool draw"],
) -> Limits:
    """Share that passes under licence, quota and leak of one sender: found here and nowhere else.

    Parameters
    ----------
    quota_open
        Share of legal orders that the licences left in each pool can still serve.
    """
    stop = jnp.ones_like(tolled.licensed)
    for pool, owner in enumerate(terms.pool_senders):
        if owner == sender:
            member = _members(terms, policy, pool)
            stop = stop * (1 - member * (1 - quota_open[pool])[None, None, :])
    abroad = abroad_of(chain, terms.senders[sender])
    legal = 1 - (1 - tolled.licensed * stop) * abroad
    return Limits(legal=legal, passes=1 - (1 - state.leak[:, sender]) * (1 - legal))


def abroad_of(chain: Chain, origin: int) -> Float[Array, "1 place 1"]:
    """1 for every place but the origin itself."""
    return (jnp.arange(chain.share.shape[1]) != origin).astype(chain.use.dtype)[None, :, None]


def _licence_cost(
    terms: Terms, policy: Policy, state: State, sender: int
) -> Float[Array, "good place draw"]:
    cost = jnp.zeros_like(state.premium)
    for pool, owner in enumerate(terms.pool_senders):
        if owner == sender:
            price = terms.pool_coverage[pool] * state.licence_price[pool]
            cost = cost + _members(terms, policy, pool) * price[None, None, :]
    return cost


def _members(terms: Terms, policy: Policy, pool: int) -> Float[Array, "good place 1"]:
    routes = terms.pool_goods[pool, :, None] * terms.pool_places[pool, None, :]
    return (routes * policy.pool_open[pool])[:, :, None]
