"""What processes and end uses would take in, and what they get."""

from __future__ import annotations

from typing import Annotated

import equinox as eqx
import jax.numpy as jnp
from jaxtyping import Array, Float

from backfire.model.chain import Chain, GoodPlace, ProcessPlace, State
from backfire.units import SHARE, TONNE_PER_YEAR

from . import _smooth
from ._rules import Rules
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
