"""What a sender's border costs and lets through this week: licences, quotas and leaks."""

from __future__ import annotations

from typing import Annotated

import equinox as eqx
import jax.numpy as jnp
from jaxtyping import Array, Float

from backfire.model.chain import Chain, GoodPlace, State
from backfire.model.controls import Policy
from backfire.units import LOG_RATIO, RATIO, SHARE

from . import _smooth
from ._week import Week

LEAST_LICENCES = 1e-3
"""Tonnes: keeps ratios finite when a pool is empty."""


class BorderTerms(eqx.Module):
    """What one sender licenses this week and what it adds to the price, by good and place."""

    licensed: Annotated[Float[Array, "good place draw"], SHARE]
    """Share of orders with a licence, before leaks and before a quota runs dry."""
    cost: Annotated[Float[Array, "good place draw"], RATIO]
    """Cost to the buyer over the price at origin."""
    kept: Annotated[Float[Array, "good place draw"], RATIO]
    """Part of the licence price that the exporter keeps, over the price at origin."""
    gap: Annotated[Float[Array, "good place draw"], LOG_RATIO]
    """Log distance between the price outside and inside that the control opens."""


Borders = tuple[BorderTerms, ...]
"""The terms of every sender, in the order of ``Terms.senders``."""


class Limits(eqx.Module):
    """What of the orders to one sender may leave, by good and place."""

    legal: Annotated[Float[Array, "good place draw"], SHARE]
    """Share with a licence that is still to be had."""
    passes: Annotated[Float[Array, "good place draw"], SHARE]
    """Share that goes out, licensed or leaked."""


def border_terms(week: Week, sender: int, origin_price: GoodPlace) -> BorderTerms:
    """Licensed share and cost of buying from one sender, by its position among ``terms.senders``.

    ``origin_price`` is a log ratio to the baseline.
    """
    chain, state, policy, terms = week.chain, week.state, week.policy, week.terms
    origin = terms.senders[sender]
    abroad = abroad_of(chain, origin)
    licensed = _smooth.between(
        policy.licensed_low[:, sender, :, None],
        policy.licensed[:, sender, :, None],
        policy.licensed_high[:, sender, :, None],
        week.rules.approval_rank,
    )
    price = jnp.exp(origin_price[:, origin, None, :]) * chain.price[:, None, None]
    premium = _licence_cost(week, sender) / price
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
    return BorderTerms(
        licensed=licensed,
        cost=1 + (duty + premium * (1 - leaked / 2) + glut) * abroad,
        kept=premium * (sum(rent) / len(rent) if rent else 0.0) + glut * abroad,
        gap=(jnp.log(1 + premium) + quote * (1 - licensed)) * abroad,
    )


def limit(
    week: Week, sender: int, border: BorderTerms, open_share: Float[Array, "pool draw"]
) -> Limits:
    """Share that passes under licence, quota and leak of one sender: found here and nowhere else.

    ``open_share`` is the share of legal orders that the licences left in each pool can still serve.
    """
    stop = jnp.ones_like(border.licensed)
    for pool, owner in enumerate(week.terms.pool_senders):
        if owner == sender:
            member = _members(week, pool)
            stop = stop * (1 - member * (1 - open_share[pool])[None, None, :])
    abroad = abroad_of(week.chain, week.terms.senders[sender])
    legal = 1 - (1 - border.licensed * stop) * abroad
    return Limits(legal=legal, passes=1 - (1 - week.state.leak[:, sender]) * (1 - legal))


def abroad_of(chain: Chain, origin: int) -> Float[Array, "1 place 1"]:
    """1 for every place but the origin itself."""
    return (jnp.arange(chain.share.shape[1]) != origin).astype(chain.use.dtype)[None, :, None]


def _licence_cost(week: Week, sender: int) -> GoodPlace:
    cost = jnp.zeros_like(week.state.premium)
    for pool, owner in enumerate(week.terms.pool_senders):
        if owner == sender:
            price = week.terms.pool_coverage[pool] * week.state.licence_price[pool]
            cost = cost + _members(week, pool) * price[None, None, :]
    return cost


def _members(week: Week, pool: int) -> Float[Array, "good place 1"]:
    terms = week.terms
    routes = terms.pool_goods[pool, :, None] * terms.pool_places[pool, None, :]
    return (routes * week.policy.pool_open[pool])[:, :, None]


def quota_open(
    legal: Float[Array, "pool draw"], left: Float[Array, "pool draw"]
) -> Float[Array, "pool draw"]:
    """Share of legal orders that the licences left can still serve."""
    return -jnp.expm1(-left / (_smooth.SHIPPING_WINDOW * (legal + LEAST_LICENCES)))


def open_week(state: State, policy: Policy) -> State:
    """Hand out the week's licences; what was left lapses at the end of the quota year."""
    left = state.quota_left * (1 - policy.lapse[:, None]) + policy.tranche[:, None]
    return eqx.tree_at(lambda moving: moving.quota_left, state, left)


def licence_price_change(week: Week, legal: Float[Array, "pool draw"]) -> Float[Array, "pool draw"]:
    """Change of the licence price, USD/t a year: up while orders outrun licences, else down."""
    policy, state = week.policy, week.state
    needed = legal * policy.time_left[:, None]
    at_hand = state.quota_left + policy.expected[:, None]
    tightness = jnp.tanh(jnp.log((needed + LEAST_LICENCES) / (at_hand + LEAST_LICENCES)))
    speed = week.rules.licence_speed[0]
    level = state.licence_price + week.terms.pool_scale[:, None]
    bound = policy.pool_open[:, None]
    return speed * (bound * level * tightness - (1 - bound) * state.licence_price)


def legal_orders(week: Week, licensed_orders: tuple[GoodPlace, ...]) -> Float[Array, "pool draw"]:
    """Licence tonnes a year that the legal orders of each pool would take."""
    terms = week.terms
    rows = [
        week.policy.pool_open[pool]
        * terms.pool_coverage[pool]
        * jnp.einsum(
            "c,r,crn->n", terms.pool_goods[pool], terms.pool_places[pool], licensed_orders[owner]
        )
        for pool, owner in enumerate(terms.pool_senders)
    ]
    if not rows:
        return jnp.zeros((0, licensed_orders[0].shape[-1]), licensed_orders[0].dtype)
    return jnp.stack(rows)
