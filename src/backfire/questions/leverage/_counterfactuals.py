"""What would be otherwise: other dates of first use, other instruments, other habits in peace."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import equinox as eqx
import jax.numpy as jnp
import numpy as np

from backfire.model.leverage import present
from backfire.questions.trajectories import (
    QUARTERS_PER_YEAR,
    STRETCH,
    History,
    PolicyPath,
    leverage_at,
    unused,
    used,
    value,
)
from backfire.results import CASES

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jaxtyping import Array
    from numpy.typing import NDArray

    from backfire.model.chain import State
    from backfire.questions.trajectories import Ensemble

DATES_OF_STRUCTURE = (0, 1, 2, 3, 5, 7, 10)
"""Starts at which leverage is worked out without what is in store."""
DATES_OF_INSTRUMENTS = (2, 5)
"""Starts, in years from today, at which an instrument's effect is read."""
DATES_OF_CASES = (0, 2, 4, 7, 10)
"""Starts at which the four cases are compared."""


def structural(ensemble: Ensemble, histories: Sequence[History]) -> NDArray[np.float64]:
    """Leverage with in store what is held in calm times, by start, history and future."""
    reference_use = ensemble.context.reference_use
    found = np.full((len(reference_use.starts), len(histories), ensemble.draws), np.nan)
    for column, history in enumerate(histories):
        for number in (date for date in DATES_OF_STRUCTURE if date < len(reference_use.starts)):
            if column and (number == 0 or reference_use.stands(number)):
                continue
            bare = _with_usual_stocks(ensemble, history.state(reference_use.quarter_of(number)))
            found[number, column] = leverage_at(ensemble, history, number, bare).target
    return found


def _with_usual_stocks(ensemble: Ensemble, state: State) -> State:
    """The state in which buyers hold their usual stock, and places no strategic one.

    Neither a hoard nor a shelf that an earlier use has emptied is left: what differs between the
    histories is capacity, and what buyers have learnt.
    """
    chain = ensemble.context.chain
    rules = ensemble.rules.wide()
    use = chain.use[:, :, None] * state.structure.demand * jnp.exp(state.intensity)
    usual = chain.cover[..., None] * rules.cover_scale[:, :, None, :] * use[:, :, None]
    usual = usual / chain.cover.shape[2]
    return eqx.tree_at(
        lambda moving: (moving.buyer_stock, moving.reserve),
        state,
        (usual, jnp.zeros_like(state.reserve)),
    )


def window(
    ensemble: Ensemble, before: History, lost: Array, concession: Array, worth: Array
) -> NDArray[np.float64]:
    """Value of a first use at each start over the window's horizon, by start and future.

    Parameters
    ----------
    lost
        Leverage of the unused card at each start, by start and future.
    """
    reference_use = ensemble.context.reference_use
    years = reference_use.scenario.leverage.window_years
    found = np.full((len(reference_use.starts), ensemble.draws), np.nan)
    quarters = QUARTERS_PER_YEAR * years + STRETCH
    for number in range(len(reference_use.starts) - years):
        after = used(ensemble, before, number, -(-quarters // STRETCH))
        end = number + years
        gone = lost[end] - leverage_at(ensemble, after, end).target
        by_year = jnp.concatenate([jnp.zeros((years - 1, *gone.shape), gone.dtype), gone[None]])
        worths = value(reference_use, before, after, by_year, concession, worth, number)
        found[number] = worths.total[-1]
    return found


def instruments(ensemble: Ensemble) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """Cost of each instrument, and the leverage that it removes alone, by date and future.

    Returns
    -------
    cost : array, shape (instrument, draw)
        Present value today of what its payers spend to the last of these dates, USD.
    removed : array, shape (instrument, start, draw)
        Leverage without any instrument less leverage with this one alone.
    """
    reference_use = ensemble.context.reference_use
    moves = reference_use.scenario.instruments
    later = [date for date in DATES_OF_INSTRUMENTS if date < len(reference_use.starts)]
    dates = later or [len(reference_use.starts) - 1]
    last = dates[-1]
    cost = np.zeros((len(moves), ensemble.draws))
    removed = np.full((len(moves), len(reference_use.starts), ensemble.draws), np.nan)
    bare = unused(ensemble, PolicyPath(()), last)
    level = {date: leverage_at(ensemble, bare, date).target for date in dates}
    for row, move in enumerate(moves):
        alone = unused(ensemble, PolicyPath((move,)), last)
        cost[row] = _cost(ensemble, alone, bare, last)
        for date in dates:
            removed[row, date] = level[date] - leverage_at(ensemble, alone, date).target
    return cost, removed


def _cost(ensemble: Ensemble, alone: History, bare: History, last: int) -> Array:
    """What payers spend, discounted to today, from the start of the run to one of the starts."""
    reference_use = ensemble.context.reference_use
    weeks = int(reference_use.week_of(last))
    rate = reference_use.scenario.leverage.discount_rate
    later = (np.arange(weeks) + 0.5 - reference_use.week) / 52
    weights = jnp.asarray((1 + rate) ** -later, alone.trajectory.ledger.spent.dtype)
    outlay = jnp.asarray(ensemble.context.outlay(alone.policy_path)[:weeks], weights.dtype)
    spent = alone.trajectory.ledger.spent[:weeks] - bare.trajectory.ledger.spent[:weeks]
    dumped = (alone.trajectory.ledger.dumped - bare.trajectory.ledger.dumped)[:weeks].sum(1)
    return present(spent + dumped + outlay[:, None], weights)


def cases(ensemble: Ensemble) -> NDArray[np.float64]:
    """Leverage in the four cases of stockpiling and dumping, by case, start, history, future."""
    reference_use = ensemble.context.reference_use
    asked = reference_use.scenario.leverage
    found = np.full((len(CASES), len(reference_use.starts), 2, ensemble.draws), np.nan)
    if asked.stockpiling is None or asked.dumping is None:
        return found
    plain = PolicyPath(reference_use.scenario.instruments).without("stockpile", "dumping")
    added = {
        "neither": (),
        "stockpiling": (asked.stockpiling,),
        "dumping": (asked.dumping,),
        "both": (asked.stockpiling, asked.dumping),
    }
    for row, case in enumerate(CASES):
        never = unused(ensemble, plain.adding(*added[case]))
        once = used(ensemble, never)
        for date in (date for date in DATES_OF_CASES if date < len(reference_use.starts)):
            found[row, date, 0] = leverage_at(ensemble, never, date).target
            if not (date == 0 or reference_use.stands(date)):
                found[row, date, 1] = leverage_at(ensemble, once, date).target
    return found


def decoupling(ensemble: Ensemble, history: History) -> NDArray[np.float64]:
    """What parallel chains cost outside the sender, against a world without conflict.

    The same futures are gone through without any control or instrument. What users outside pay
    more, what treasuries spend on floors, stocks and dumping, and the capital of plants that come
    on top, less what producers outside earn more, is the cost; the sender's own is its loss.

    Returns
    -------
    array, shape (part, draw)
        Present values today, USD, to the end of the run: users' bill, spending, capital, profit.
    """
    reference_use = ensemble.context.reference_use
    scenario = reference_use.scenario
    calm = scenario.but(
        controls=(),
        sender=scenario.sender,
        targets=scenario.targets,
        reference=scenario.reference.model_dump(),
    )
    context = replace(
        ensemble.context, reference_use=replace(reference_use, scenario=calm), known={}
    )
    peace = unused(replace(ensemble, context=context, opened={}), PolicyPath(()))
    weeks = len(history.trajectory.ledger.dearer)
    rate = scenario.leverage.discount_rate
    weights = jnp.asarray((1 + rate) ** -((np.arange(weeks) + 0.5 - reference_use.week) / 52))
    abroad = np.arange(len(reference_use.labels.places)) != reference_use.sender
    conflict, calmly = history.trajectory.ledger, peace.trajectory.ledger

    def outside(name: str) -> Array:
        return present(getattr(conflict, name) - getattr(calmly, name), weights)[abroad].sum(0)

    spent = present(conflict.spent - calmly.spent, weights)
    dumped = present((conflict.dumped - calmly.dumped).sum(1), weights)
    capital = _plants(ensemble, history, abroad) - _plants(ensemble, peace, abroad)
    parts = (outside("dearer"), spent + dumped, capital, outside("profit"))
    return np.stack([np.asarray(part, dtype=float) for part in parts])


def _plants(ensemble: Ensemble, history: History, places: NDArray[np.bool_]) -> Array:
    """Present value of the plants that come on line in some places, at their capital cost, USD."""
    reference_use, chain = ensemble.context.reference_use, ensemble.context.chain
    capacity = history.trajectory.states.structure.capacity
    came = jnp.maximum(jnp.diff(capacity, axis=0), 0.0)[:, :, places]
    worth = jnp.einsum("qkrn,kr->qn", came, chain.plant_cost[:, places])
    later = (np.arange(len(came)) + 1) / QUARTERS_PER_YEAR - reference_use.week / 52
    return jnp.asarray((1 + reference_use.scenario.leverage.discount_rate) ** -later) @ worth
