"""What buyers want (use, shelves and strategic stocks), what they order and what they get."""

from __future__ import annotations

from typing import Annotated

import equinox as eqx
import jax.numpy as jnp
from jaxtyping import Array, Float

from backfire.model.chain import Chain, GoodPlace, ProcessPlace, State
from backfire.model.controls import Policy
from backfire.units import LOG_RATIO, SHARE, TONNE, TONNE_PER_YEAR, YEAR_OF_ONE_WEEK

from . import _smooth
from ._border import Borders
from ._rules import Rules
from ._sourcing import LongRunShares
from ._supply import margins, top_up
from ._week import Week

LEAST_USE = 1e-6
"""Desired use over its baseline below which ratios to it are not taken."""


class Desired(eqx.Module):
    """Plans of the week, before stocks decide what is possible."""

    activity: Annotated[Float[Array, "process place draw"], TONNE_PER_YEAR]
    """Activity at which each process would run with all inputs at hand."""
    final: Annotated[Float[Array, "good place draw"], TONNE_PER_YEAR]
    """End use at recent prices."""
    use: Annotated[Float[Array, "good place draw"], TONNE_PER_YEAR]
    """Both together, by good; 1 t/yr where a place uses none, to keep ratios finite."""


class Used(eqx.Module):
    """What was made and used in the week."""

    activity: Annotated[Float[Array, "process place draw"], TONNE_PER_YEAR]
    """Activity after the scarcest input."""
    made: Annotated[Float[Array, "good place draw"], TONNE_PER_YEAR]
    """Output, before discards."""
    use: Annotated[Float[Array, "good place draw"], TONNE_PER_YEAR]
    """Use in processes and end uses."""
    final: Annotated[Float[Array, "good place draw"], TONNE_PER_YEAR]
    """End use alone."""
    by_bin: Annotated[Float[Array, "good place bin draw"], TONNE_PER_YEAR]
    """Use of each bin of buyers."""
    served: Annotated[Float[Array, "good place bin draw"], SHARE]
    """Share of desired use that each bin's stock can serve."""


def desire(week: Week) -> Desired:
    """Plan activity from margins of the last three months, and end use from recent prices."""
    chain, state = week.chain, week.state
    earned = jnp.exp(state.earned)
    earned = earned + top_up(chain, state, week.policy, earned)
    margin = margins(chain, state, earned, jnp.exp(state.recent))
    run = week.supply.utilisation(chain.utilisation[:, :, None], margin, chain, week.rules)
    activity = state.structure.able * week.policy.output_cap[:, :, None] * run
    final = _final(week)
    taken = _taken_in(chain, state, activity)
    idle = (1 - chain.buys)[:, :, None]
    least = LEAST_USE * chain.use[:, :, None]
    return Desired(activity=activity, final=final, use=jnp.maximum(taken + final, least) + idle)


def _final(week: Week) -> GoodPlace:
    """End use at recent prices, after lasting thrift, where its users have settled."""
    chain, state = week.chain, week.state
    calm = chain.final_use.sum(1)[:, :, None] * state.structure.demand
    each = jnp.exp(state.intensity - week.rules.demand_elasticity * state.recent)
    final = calm * (1 - state.relocated.sum(1)) * each
    for sender, origin in enumerate(week.terms.senders):
        moved = (calm * state.relocated[:, sender]).sum(1) * chain.buys[:, origin, None]
        final = final.at[:, origin].add(moved * each[:, origin])
    return final


def _taken_in(chain: Chain, state: State, activity: ProcessPlace) -> GoodPlace:
    """Inputs of processes, additives at the intensity that users have come to."""
    fixed = jnp.einsum("ck,krn->crn", chain.input * (1 - chain.additive), activity)
    thrifted = jnp.einsum("ck,krn->crn", chain.input * chain.additive, activity)
    return fixed + thrifted * jnp.exp(state.intensity)


def serve(week: Week, desired: Desired) -> Used:
    """Run every process at the pace of its scarcest input, and serve end uses from stock."""
    chain, state = week.chain, week.state
    bins = chain.cover.shape[2]
    cover = bins * state.buyer_stock / desired.use[:, :, None, :]
    served = _smooth.service(cover, normal_cover(chain, week.rules))
    mean = served.mean(2)
    # A good that a place does not use holds nothing up.
    lacks = _smooth.lack(mean) * chain.buys[:, :, None]
    needs = (chain.input > 0).astype(lacks.dtype)
    activity = desired.activity * _smooth.scarcest(jnp.einsum("ck,crn->krn", needs, lacks))
    final = desired.final * mean
    use = _taken_in(chain, state, activity) + final
    each = use / (bins * jnp.maximum(mean, _smooth.LEAST_SERVICE))
    by_bin = each[:, :, None, :] * served
    return Used(
        activity=activity,
        made=jnp.einsum("ck,krn->crn", chain.output, activity),
        use=use,
        final=final,
        by_bin=by_bin,
        served=served,
    )


def normal_cover(chain: Chain, rules: Rules) -> Float[Array, "good place bin draw"]:
    """Stock that each bin of buyers holds at rest, in years of its use."""
    return chain.cover[:, :, :, None] * rules.cover_scale[:, :, None, :]


def stopped(served: Float[Array, "good place bin draw"], below: float) -> GoodPlace:
    """Share of a place's buyers who get less than ``below`` of their use."""
    return _smooth.halted(served, below).mean(2)


def weakest(served: Float[Array, "good place bin draw"], buyers: float) -> GoodPlace:
    """Service of the buyer who is worse off than all but a share ``buyers`` of the others.

    Bins stand for the middles of equal slices of buyers, and between them service is linear;
    it crosses the line between running and stopped as smoothly as stocks move.
    """
    bins = served.shape[2]
    position = buyers * bins - 0.5
    if position <= 0:
        return served.min(2)
    ordered = jnp.sort(served, axis=2)
    low = min(int(position), bins - 1)
    high = min(low + 1, bins - 1)
    part = position - low
    return ordered[:, :, low] * (1 - part) + ordered[:, :, high] * part


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
