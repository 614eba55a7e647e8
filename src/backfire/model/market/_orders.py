"""What buyers want on shelves and places in strategic stocks, and so what they order."""

from __future__ import annotations

from typing import Annotated

import equinox as eqx
import jax.numpy as jnp
from jaxtyping import Array, Float

from backfire.model.chain import Chain, GoodPlace
from backfire.model.controls import Policy
from backfire.units import LOG_RATIO, TONNE, TONNE_PER_YEAR, YEAR_OF_ONE_WEEK

from . import _smooth
from ._border import Borders
from ._rules import Rules
from ._sourcing import LongRunShares
from ._use import Desired, Used, normal_cover
from ._week import Week

RELEASE_TIME = 4 * YEAR_OF_ONE_WEEK
"""Fastest release: a store hands out at most this part of it, in years (a month of logistics)."""
LOW = 0.5
"""Stock of users over their usual one at which buying for the store has faded out."""


class Orders(eqx.Module):
    """Orders of the week and the mood behind them."""

    by_bin: Annotated[Float[Array, "good place bin draw"], TONNE_PER_YEAR]
    """Orders of each bin of buyers."""
    for_reserve: Annotated[Float[Array, "good place draw"], TONNE_PER_YEAR]
    """Orders for the strategic stock of a place."""
    total: Annotated[Float[Array, "good place draw"], TONNE_PER_YEAR]
    """Orders of a place, those for its strategic stock included."""
    fear: Annotated[Float[Array, "good place draw"], LOG_RATIO]
    """Log of the stock that buyers would like over the stock they hold in calm times."""
    position: Annotated[Float[Array, "good place draw"], TONNE]
    """Stock on shelves and under way."""
    wanted: Annotated[Float[Array, "good place draw"], TONNE]
    """Stock on shelves and under way that buyers would like."""


def order(
    week: Week, shares: LongRunShares, desired: Desired, delivered: GoodPlace, borders: Borders
) -> Orders:
    """Order use plus a part of what is missing on the shelf and under way.

    Under a licence regime an application declares its end use, so fear stays in the quote and does
    not become tonnes (docs/explanation/model.md). Buyers want to hold what an interruption at a
    border would keep from them. ``delivered`` is the log spot quote over the baseline.
    """
    chain, rules, state, policy = week.chain, week.rules, week.state, week.policy
    bins = chain.cover.shape[2]
    share = shares.from_sender
    fear = _fear(week, share, delivered)
    declared = (policy.declared[..., None] * share).sum(1)
    use = desired.use[:, :, None, :] / bins
    normal = normal_cover(chain, rules) * use
    under_way = state.leaving + state.arriving
    on_the_way = steady_transit(chain, rules, desired.use, shares.home)
    bridge = rules.expected_outage * _awaited(policy, share, borders) * desired.use
    short_of = (on_the_way + (1 - declared) * bridge - under_way)[:, :, None, :] / bins
    target = normal * jnp.exp((1 - declared) * fear)[:, :, None, :]
    gap = (target - state.buyer_stock + short_of) / (rules.stock_adjustment[:, :, None, :] * use)
    by_bin = use * _smooth.appetite(gap) * chain.buys[:, :, None, None]
    calm = normal.sum(2)
    for_reserve = _reserve_orders(week, desired.use, declared, calm)
    return Orders(
        by_bin=by_bin,
        for_reserve=for_reserve,
        total=by_bin.sum(2) + for_reserve,
        fear=fear,
        position=state.buyer_stock.sum(2) + under_way + (1 - chain.buys)[:, :, None],
        wanted=calm * jnp.exp(fear) + on_the_way + bridge + (1 - chain.buys)[:, :, None],
    )


def steady_transit(
    chain: Chain, rules: Rules, use: GoodPlace, home: Float[Array, "good place #draw"]
) -> GoodPlace:
    """Tonnes under way to a place when imports, all but ``home``, keep their share of its use."""
    imported = (chain.buys[:, :, None] - home) * use
    return imported * chain.transit[None, :, None] * rules.transit_scale


def _awaited(
    policy: Policy, share: Float[Array, "good sender place draw"], borders: Borders
) -> GoodPlace:
    """Share of a place's purchases that it must expect to wait for: refused now, or threatened."""
    licensed = jnp.stack([border.licensed for border in borders], axis=1)
    felt = policy.standing[..., None] * (1 - licensed)
    severity = 1 - (1 - felt) * (1 - policy.threat[..., None])
    return (share * severity).sum(1)


def _fear(
    week: Week, share: Float[Array, "good sender place draw"], delivered: GoodPlace
) -> GoodPlace:
    rules, policy = week.rules, week.policy
    risk = (week.state.risk * share).sum(1)
    own = delivered - week.state.contract
    grouped = policy.alarm.shape[0] > 0
    shared = _shared_alarm(policy, own) if grouped else own
    momentum = (1 - rules.contagion) * own + rules.contagion * shared
    rally = _smooth.excitement(momentum / rules.momentum_scale)
    wanted = rules.hoarding_risk * risk + rules.hoarding_momentum * rally
    return wanted * week.chain.buys[:, :, None]


def _shared_alarm(policy: Policy, own: GoodPlace) -> GoodPlace:
    """Mean over the goods of the same controls; a good under none keeps its own."""
    member = (policy.alarm > 0).astype(own.dtype)
    mean = jnp.einsum("gc,crn->grn", policy.alarm, own)
    count = member.sum(0)[:, None, None]
    among = jnp.einsum("gc,grn->crn", member, mean) / jnp.maximum(count, 1.0)
    return jnp.where(count > 0, among, own)


def _reserve_orders(week: Week, use: GoodPlace, declared: GoodPlace, usual: GoodPlace) -> GoodPlace:
    """Orders for the strategic stock, t/yr.

    ``declared`` is the share of the place's purchases that must declare their end use, ``usual``
    the stock of its users in calm times, t: nothing is bought while they hold little.
    """
    chain, state, policy = week.chain, week.state, week.policy
    missing = jnp.maximum(policy.reserve_target[:, :, None] * use - state.reserve, 0.0)
    refused = declared * (1 - policy.reserve_admitted[:, :, None])
    held = state.buyer_stock.sum(2) / (usual + (1 - chain.buys)[:, :, None])
    calm = jnp.clip((held - LOW) / (1 - LOW), 0.0, 1.0) * chain.buys[:, :, None]
    return policy.reserve_pace[:, :, None] * missing * (1 - refused) * calm


def release(week: Week, desired: Desired, used: Used) -> GoodPlace:
    """Tonnes a year that leave the strategic stock for the shelves of users who run short."""
    below = week.policy.reserve_below[:, :, None]
    lacking = jnp.maximum(below - used.served.mean(2), 0.0)
    fastest = week.state.reserve / RELEASE_TIME
    wanted = lacking * desired.use
    # A smooth minimum: never more than is in store, and all that is wanted while there is plenty.
    return wanted * fastest / (wanted + fastest + 1e-9)
