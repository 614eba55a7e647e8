"""The quarterly clock of ``backfire.model.adaptation`` once more, in plain NumPy."""

from __future__ import annotations

from dataclasses import replace
from types import SimpleNamespace

import numpy as np
from benchmarks.numpy_world import (
    Plants,
    State,
    Values,
    World,
    guarantee,
    log_margin,
    turnover,
    turnover_before,
)

LOAN = 10.0
SHORTEST_LEAD = 0.25
MOST_PULL = 4.0
WIDEST_SURPLUS = 2.0


def turn(
    world: World,
    pace: SimpleNamespace,
    state: State,
    policy: SimpleNamespace,
    coming: SimpleNamespace,
    years: float,
) -> State:
    """Plants after one turn of the slow clock.

    Parameters
    ----------
    coming
        ``demand``, ``arrivals``, ``plan`` and ``trend`` of the turn.
    """
    chain, old = world.chain, state.structure
    market = np.exp(state.agreed)
    earned = market + guarantee(chain, old.able, policy, market)
    paid = np.exp(state.billed)
    margin = log_margin(chain, state.intensity, earned, paid)

    # Pipeline: what leaves a stage in a turn enters the next one and stays there until the next.
    lead = np.maximum(chain.lead * pace.lead_scale, SHORTEST_LEAD)
    stages = old.building.shape[2]
    moving_on = old.building * np.minimum(stages * years / lead, 1)[:, :, None]
    begun = starts(world, pace, state, policy, margin) * years
    entering = np.concatenate([begun[:, :, None], moving_on[:, :, :-1]], axis=2)
    opened = moving_on[:, :, -1] + coming.arrivals

    # Closing of what is not paid for, mothballs, and growth by plan or with users
    beyond = np.maximum(-old.cash / pace.cash_cover - 1, 0)
    surviving = np.exp(-years * pace.exit_rate * np.tanh(beyond))
    closed = old.indebted * (1 - surviving)
    back = old.idle * (1 - np.exp(-years * pace.restart_rate * np.tanh(np.maximum(margin, 0))))
    needed = pace.growth_scale * (coming.trend + pace.own_growth * coming.plan)
    planned = old.capacity * (np.exp(needed * years) - 1)
    planned = np.maximum(planned - coming.arrivals, 0)

    capacity = old.capacity - closed + opened + back + planned
    young = old.young * np.exp(-years / pace.ramp_time) * surviving + opened + back
    return replace(
        state,
        structure=Plants(
            capacity=capacity,
            able=capacity - young + pace.ramp_yield * young,
            young=young,
            indebted=old.indebted * np.exp(-years / LOAN) * surviving + opened,
            building=old.building - moving_on + entering,
            idle=old.idle + closed - back,
            cash=old.cash + years * saving(world, pace, state, earned, paid),
            demand=coming.demand**pace.growth_scale,
        ),
    )


def starts(
    world: World,
    pace: SimpleNamespace,
    state: State,
    policy: SimpleNamespace,
    margin: Values,
) -> Values:
    """Capacity started a year: for a margin beyond the hurdle, out of fear, and paid for."""
    chain = world.chain
    away = np.ones((1, chain.use.shape[1]))
    away[:, world.terms.senders[0]] = 0.0
    value = chain.use * chain.price[:, None]
    bought = chain.output.T @ value.sum(1)
    fear = np.zeros_like(margin)
    for sender, origin in enumerate(world.terms.senders):
        feared = chain.output.T @ (value * state.risk[:, sender]).sum(1)
        mean = np.divide(feared, bought, out=np.zeros_like(feared), where=bought > 0)
        others = np.arange(chain.use.shape[1]) != origin
        fear = np.maximum(fear, mean[:, None] * others)
    gain = np.maximum(margin - pace.entry_hurdle * away, 0)
    pull = np.minimum(pace.entry_margin * gain + pace.entry_risk * fear, MOST_PULL)
    world_capacity = chain.capacity.sum(1, keepdims=True)
    raw = pace.entry_rate * chain.affinity * world_capacity * (np.exp(pull) - 1)
    most = pace.entry_cap * world_capacity
    whole = raw.sum(1, keepdims=True)
    squeeze = np.divide(
        most * np.tanh(np.divide(whole, most, out=np.zeros_like(most), where=most > 0)),
        whole,
        out=np.zeros_like(whole),
        where=whole > 0,
    )
    cost = chain.plant_cost
    return raw * squeeze + np.divide(policy.funding, cost, out=np.zeros_like(cost), where=cost > 0)


def saving(
    world: World, pace: SimpleNamespace, state: State, earned: Values, paid: Values
) -> Values:
    """Change a year of the cash of owners, in years of processing cost."""
    chain, old = world.chain, state.structure
    sold, bought = turnover(chain, state.intensity, earned, paid)
    sold_before, bought_before = turnover_before(chain)
    surplus = (sold - bought - sold_before + bought_before) / chain.processing_cost[:, None]
    earns = WIDEST_SURPLUS * np.tanh(surplus / WIDEST_SURPLUS)
    owed = pace.debt_burden * old.indebted + (1 - pace.ramp_yield) * old.young
    burden = np.divide(owed, old.capacity, out=np.zeros_like(owed), where=old.capacity > 0)
    return earns - burden - old.cash / pace.refinancing
