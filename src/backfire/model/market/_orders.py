"""What buyers want on their shelves, and so what they order."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import equinox as eqx
import jax.numpy as jnp
from jaxtyping import Array, Float

from backfire.units import LOG_RATIO, TONNE, TONNE_PER_YEAR

from . import _smooth
from ._reserve import reserve_orders
from ._use import normal_cover

if TYPE_CHECKING:
    from backfire.model.chain import Chain, State
    from backfire.model.controls import Policy

    from ._limits import Toll
    from ._rules import Rules
    from ._settled import Settled
    from ._use import Desired


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
    chain: Chain,
    rules: Rules,
    state: State,
    policy: Policy,
    settled: Settled,
    desired: Desired,
    delivered: Float[Array, "good place draw"],
    tolls: tuple[Toll, ...],
) -> Orders:
    """Order use plus a part of what is missing on the shelf and under way.

    Under a licence regime an application declares its end use, so fear stays in the quote and
    does not become tonnes (docs/explanation/model.md).

    Parameters
    ----------
    delivered
        Log spot quote over the baseline.
    tolls
        What each sender licenses: buyers want to hold what an interruption would keep from them.
    """
    bins = chain.cover.shape[2]
    share = settled.from_sender
    fear = _fear(rules, state, policy, share, chain, delivered)
    declared = (policy.declared[..., None] * share).sum(1)
    use = desired.use[:, :, None, :] / bins
    normal = normal_cover(chain, rules) * use
    under_way = state.leaving + state.arriving
    on_the_way = transit_at_rest(chain, rules, desired.use, settled.home)
    bridge = rules.expected_outage * _awaited(policy, share, tolls) * desired.use
    short_of = (on_the_way + (1 - declared) * bridge - under_way)[:, :, None, :] / bins
    target = normal * jnp.exp((1 - declared) * fear)[:, :, None, :]
    gap = (target - state.buyer_stock + short_of) / (rules.stock_adjustment[:, :, None, :] * use)
    by_bin = use * _smooth.appetite(gap) * chain.buys[:, :, None, None]
    calm = normal.sum(2)
    for_reserve = reserve_orders(chain, state, policy, desired.use, declared, calm)
    return Orders(
        by_bin=by_bin,
        for_reserve=for_reserve,
        total=by_bin.sum(2) + for_reserve,
        fear=fear,
        position=state.buyer_stock.sum(2) + under_way + (1 - chain.buys)[:, :, None],
        wanted=calm * jnp.exp(fear) + on_the_way + bridge + (1 - chain.buys)[:, :, None],
    )


def transit_at_rest(
    chain: Chain,
    rules: Rules,
    use: Float[Array, "good place draw"],
    home: Float[Array, "good place #draw"],
) -> Float[Array, "good place draw"]:
    """Tonnes that are under way to a place when imports keep their share of its use.

    Parameters
    ----------
    home
        Share that the place buys at home.
    """
    imported = (chain.buys[:, :, None] - home) * use
    return imported * chain.transit[None, :, None] * rules.transit_scale


def _awaited(
    policy: Policy, share: Float[Array, "good sender place draw"], tolls: tuple[Toll, ...]
) -> Float[Array, "good place draw"]:
    """Share of a place's purchases that it must expect to wait for: refused now, or threatened."""
    licensed = jnp.stack([bound.licensed for bound in tolls], axis=1)
    felt = policy.standing[..., None] * (1 - licensed)
    severity = 1 - (1 - felt) * (1 - policy.threat[..., None])
    return (share * severity).sum(1)


def _fear(
    rules: Rules,
    state: State,
    policy: Policy,
    share: Float[Array, "good sender place draw"],
    chain: Chain,
    delivered: Float[Array, "good place draw"],
) -> Float[Array, "good place draw"]:
    risk = (state.risk * share).sum(1)
    own = delivered - state.contract
    grouped = policy.alarm.shape[0] > 0
    shared = _shared_alarm(policy, own) if grouped else own
    momentum = (1 - rules.contagion) * own + rules.contagion * shared
    rally = _smooth.excitement(momentum / rules.momentum_scale)
    return (rules.hoarding_risk * risk + rules.hoarding_momentum * rally) * chain.buys[:, :, None]


def _shared_alarm(
    policy: Policy, own: Float[Array, "good place draw"]
) -> Float[Array, "good place draw"]:
    """Mean over the goods of the same controls; a good under none keeps its own."""
    member = (policy.alarm > 0).astype(own.dtype)
    mean = jnp.einsum("gc,crn->grn", policy.alarm, own)
    count = member.sum(0)[:, None, None]
    among = jnp.einsum("gc,grn->crn", member, mean) / jnp.maximum(count, 1.0)
    return jnp.where(count > 0, among, own)
