"""One quarter of building and closing."""

from __future__ import annotations

from typing import TYPE_CHECKING

import equinox as eqx
import jax.numpy as jnp
from jaxtyping import Array, Float

from backfire.model.chain import Structure
from backfire.model.market import margins, top_up

from ._entry import starts
from ._exit import cash_change, closing, reopening

if TYPE_CHECKING:
    from backfire.model.chain import Chain, State
    from backfire.model.controls import Policy, Terms

    from ._outlook import Outlook
    from ._pace import Pace

LOAN = 10.0
"""Years over which a plant is paid for: the term of the floor of 2025 (mp_dod2025)."""
SHORTEST_LEAD = 0.25
"""Years: nothing is built within a quarter."""


def advance(
    chain: Chain,
    pace: Pace,
    state: State,
    policy: Policy,
    terms: Terms,
    coming: Outlook,
    years: float,
) -> State:
    """Decide, build, open, ramp up, close and restart plants for a quarter.

    Investors and owners look at what contracts earn, smoothed over a year, so that a spike of the
    spot quote neither builds nor bankrupts anyone.

    Parameters
    ----------
    pace
        Behaviour, widened to stand beside (process, place, draw).
    policy, terms
        What payers guarantee and fund, and who controls.
    coming
        What opens and who grows in this quarter, whatever prices do.
    years
        Length of the quarter; projects arrive whole in it, and the rest does not depend on it.
    """
    earned = jnp.exp(state.agreed)
    earned = earned + top_up(chain, state, policy, earned)
    paid = jnp.exp(state.billed)
    margin = margins(chain, state, earned, paid)
    old = state.structure
    begun = starts(chain, pace, state, policy, terms, margin)
    building, opened = _pipeline(chain, pace, old.building, begun, years)
    opened = opened + coming.arrivals
    grown = _planned(pace, old, coming, years)
    failing = jnp.exp(-years * closing(pace, old))
    closed = old.indebted * (1 - failing)
    back = old.idle * -jnp.expm1(-years * reopening(pace, margin))
    young_left = old.young * jnp.exp(-years / pace.ramp_time)
    capacity = old.capacity + opened + grown + back - closed
    young = young_left * failing + opened + back
    indebted = old.indebted * jnp.exp(-years / LOAN) * failing + opened
    structure = Structure(
        capacity=capacity,
        able=capacity - (1 - pace.ramp_yield) * young,
        young=young,
        indebted=indebted,
        building=building,
        idle=old.idle + closed - back,
        cash=old.cash + years * cash_change(chain, pace, state, earned, paid),
        demand=jnp.exp(pace.growth_scale * jnp.log(coming.demand)[:, :, None]),
    )
    return eqx.tree_at(lambda moving: moving.structure, state, structure)


def _planned(
    pace: Pace, old: Structure, coming: Outlook, years: float
) -> Float[Array, "process place draw"]:
    """Capacity that governments plan or that follows users; named projects are a part of it."""
    needed = coming.trend[:, :, None] + pace.own_growth * coming.plan[:, :, None]
    wanted = old.capacity * jnp.expm1(pace.growth_scale * needed * years)
    return jnp.maximum(wanted - coming.arrivals, 0.0)


def _pipeline(
    chain: Chain,
    pace: Pace,
    building: Float[Array, "process place stage draw"],
    begun: Float[Array, "process place draw"],
    years: float,
) -> tuple[Float[Array, "process place stage draw"], Float[Array, "process place draw"]]:
    """What is under construction afterwards, and what opened."""
    stages = building.shape[2]
    lead = jnp.maximum(chain.lead[:, :, None] * pace.lead_scale, SHORTEST_LEAD)
    # What is begun in a quarter counts from its end, so that a stage takes lead / stages.
    leaves = jnp.minimum(years * stages / lead, 1.0)
    entering = begun * years
    after: list[Float[Array, "process place draw"]] = []
    for stage in range(stages):
        leaving = building[:, :, stage] * leaves
        after.append(building[:, :, stage] - leaving + entering)
        entering = leaving
    return jnp.stack(after, axis=2), entering
