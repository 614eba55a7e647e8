"""What processes and end uses would take in, and what they get."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import equinox as eqx
import jax.numpy as jnp
from jaxtyping import Array, Float

from backfire.units import SHARE, TONNE_PER_YEAR

from . import _smooth

if TYPE_CHECKING:
    from backfire.model.chain import Chain, State
    from backfire.model.controls import Policy

    from ._rules import Rules
    from ._supply import AbstractSupply


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


def desire(
    chain: Chain, rules: Rules, state: State, policy: Policy, supply: AbstractSupply
) -> Desired:
    """Plan activity from margins of the last three months, and end use from recent prices."""
    margin = _margin(chain, state)
    run = supply.utilisation(chain.utilisation[:, :, None], margin, chain, rules)
    activity = (chain.capacity * policy.output_cap)[:, :, None] * run
    final = chain.final_use.sum(1)[:, :, None] * jnp.exp(-rules.demand_elasticity * state.recent)
    taken = jnp.einsum("ck,krn->crn", chain.input, activity)
    idle = (1 - chain.buys)[:, :, None]
    least = LEAST_USE * chain.use[:, :, None]
    return Desired(activity=activity, final=final, use=jnp.maximum(taken + final, least) + idle)


def serve(chain: Chain, rules: Rules, state: State, desired: Desired) -> Used:
    """Run every process at the pace of its scarcest input, and serve end uses from stock."""
    bins = chain.cover.shape[2]
    cover = bins * state.buyer_stock / desired.use[:, :, None, :]
    served = _smooth.service(cover, normal_cover(chain, rules))
    mean = served.mean(2)
    # A good that a place does not use holds nothing up.
    lacks = _smooth.lack(mean) * chain.buys[:, :, None]
    needs = (chain.input > 0).astype(lacks.dtype)
    activity = desired.activity * _smooth.scarcest(jnp.einsum("ck,crn->krn", needs, lacks))
    final = desired.final * mean
    use = jnp.einsum("ck,krn->crn", chain.input, activity) + final
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


def _margin(chain: Chain, state: State) -> Float[Array, "process place draw"]:
    """Log margin over its baseline: what a unit of activity earns over what it costs."""
    value = chain.output * chain.price[:, None]
    sold = jnp.einsum("ck,cr,crn->krn", value, chain.kept, jnp.exp(state.earned))
    sold_at_rest = jnp.einsum("ck,cr->kr", value, chain.kept)[:, :, None]
    bought = chain.input * chain.price[:, None]
    inputs = jnp.einsum("ck,crn->krn", bought, jnp.exp(state.recent))
    other = chain.processing_cost[:, None, None]
    at_rest = bought.sum(0)[:, None, None] + other
    exists = sold_at_rest > 0
    revenue = jnp.where(exists, sold, 1.0) / jnp.where(exists, sold_at_rest, 1.0)
    return jnp.log(revenue) - jnp.log((inputs + other) / at_rest)


def stopped(
    served: Float[Array, "good place bin draw"], below: float
) -> Float[Array, "good place draw"]:
    """Share of a place's buyers who get less than ``below`` of their use."""
    return _smooth.halted(served, below).mean(2)


def weakest(
    served: Float[Array, "good place bin draw"], buyers: float
) -> Float[Array, "good place draw"]:
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
