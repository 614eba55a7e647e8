"""Counterfactuals: other dates of first use, other instruments, other habits in peace."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TYPE_CHECKING

import equinox as eqx
import jax.numpy as jnp
import numpy as np
from numpy.typing import NDArray

from backfire.answers.leverage import CASES
from backfire.model.leverage import present
from backfire.questions.trajectories import (
    STRETCH,
    History,
    PolicyPath,
    leverage_at,
    unused,
    used,
    value,
)
from backfire.units import QUARTERS_PER_YEAR, WEEKS_PER_YEAR

if TYPE_CHECKING:
    from jaxtyping import Array

    from backfire.model.chain import State
    from backfire.questions.trajectories import Ensemble

    from ._histories import BranchPoint

Arrays = dict[str, NDArray[np.float64]]

DATES_OF_STRUCTURE = (0, 1, 2, 3, 5, 7, 10)
"""Starts at which leverage is worked out without what is in store."""
DATES_OF_INSTRUMENTS = (2, 5)
"""Starts, in years from today, at which an instrument's effect is read."""
DATES_OF_CASES = (0, 2, 4, 7, 10)
"""Starts at which the four cases are compared."""


def structural(at: BranchPoint) -> Arrays:
    """Leverage with in store what is held in calm times, by start and history."""
    reference_use = at.ensemble.context.reference_use
    starts, histories = len(reference_use.starts), (at.never, at.once)
    found = np.full((starts, len(histories), at.ensemble.draws), np.nan)
    for column, history in enumerate(histories):
        for number in (date for date in DATES_OF_STRUCTURE if date < starts):
            if column and (number == 0 or reference_use.stands(number)):
                continue
            bare = _with_usual_stocks(at.ensemble, history.state(reference_use.quarter_of(number)))
            found[number, column] = leverage_at(at.ensemble, history, number, bare).target
    return {"structural_loss": found}


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


def window(at: BranchPoint) -> Arrays:
    """Value of a first use at each start over the horizon of the window."""
    ensemble = at.ensemble
    reference_use = ensemble.context.reference_use
    years = reference_use.scenario.leverage.window_years
    found = np.full((len(reference_use.starts), ensemble.draws), np.nan)
    stretches = -(-(QUARTERS_PER_YEAR * years + STRETCH) // STRETCH)
    for number in range(len(reference_use.starts) - years):
        after = used(ensemble, at.never, number, stretches)
        gone = at.levels[number + years] - leverage_at(ensemble, after, number + years).target
        by_year = jnp.concatenate([jnp.zeros((years - 1, *gone.shape), gone.dtype), gone[None]])
        sides = at.concession, at.worth
        found[number] = value(reference_use, at.never, after, by_year, *sides, number).total[-1]
    return {"window_value": found}


def instruments(at: BranchPoint) -> Arrays:
    """Cost of each instrument, and the leverage that it removes alone by start.

    The cost is the present value today of what payers spend to the last date that is read, USD.
    """
    ensemble = at.ensemble
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
    return {"instrument_cost": cost, "leverage_removed": removed}


def _cost(ensemble: Ensemble, alone: History, bare: History, last: int) -> Array:
    """What payers spend, discounted to today, from the start of the run to one of the starts."""
    weeks = int(ensemble.context.reference_use.week_of(last))
    weights = _discounts(ensemble, (np.arange(weeks) + 0.5) / WEEKS_PER_YEAR)
    weights = weights.astype(alone.trajectory.ledger.spent.dtype)
    outlay = jnp.asarray(ensemble.context.outlay(alone.policy_path)[:weeks], weights.dtype)
    spent = alone.trajectory.ledger.spent[:weeks] - bare.trajectory.ledger.spent[:weeks]
    dumped = (alone.trajectory.ledger.dumped - bare.trajectory.ledger.dumped)[:weeks].sum(1)
    return present(spent + dumped + outlay[:, None], weights)


def _discounts(ensemble: Ensemble, years: NDArray[np.float64]) -> Array:
    """What a dollar is worth today that is paid some years after the start of the run."""
    reference_use = ensemble.context.reference_use
    later = years - reference_use.week / WEEKS_PER_YEAR
    return jnp.asarray((1 + reference_use.scenario.leverage.discount_rate) ** -later)


def cases(at: BranchPoint) -> Arrays:
    """Leverage in the four cases of stockpiling and dumping, by case, start and history."""
    ensemble = at.ensemble
    reference_use = ensemble.context.reference_use
    asked = reference_use.scenario.leverage
    found = np.full((len(CASES), len(reference_use.starts), 2, ensemble.draws), np.nan)
    plain = PolicyPath(reference_use.scenario.instruments).without("stockpile", "dumping")
    stockpiling, dumping = ((each,) if each else () for each in (asked.stockpiling, asked.dumping))
    added = {
        "neither": (),
        "stockpiling": stockpiling,
        "dumping": dumping,
        "both": (*stockpiling, *dumping),
    }
    for row, case in enumerate(CASES):
        never = unused(ensemble, plain.adding(*added[case]))
        once = used(ensemble, never)
        for date in (date for date in DATES_OF_CASES if date < len(reference_use.starts)):
            found[row, date, 0] = leverage_at(ensemble, never, date).target
            if not (date == 0 or reference_use.stands(date)):
                found[row, date, 1] = leverage_at(ensemble, once, date).target
    return {"case_loss": found}


def decoupling(at: BranchPoint) -> Arrays:
    """What parallel chains cost outside the sender, against a world without conflict, by part.

    The same draws are gone through without any control or instrument. What users outside pay
    more, what treasuries spend on floors, stocks and dumping, and the capital of plants that come
    on top, less what producers outside earn more, is the cost, in present value to the end of the
    run; the sender's own is its loss.
    """
    ensemble = at.ensemble
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
    conflict, calmly = at.never.trajectory.ledger, peace.trajectory.ledger
    weights = _discounts(ensemble, (np.arange(len(conflict.dearer)) + 0.5) / WEEKS_PER_YEAR)
    abroad = np.arange(len(reference_use.labels.places)) != reference_use.sender

    def outside(name: str) -> Array:
        return present(getattr(conflict, name) - getattr(calmly, name), weights)[abroad].sum(0)

    spent = present(conflict.spent - calmly.spent, weights)
    dumped = present((conflict.dumped - calmly.dumped).sum(1), weights)
    capital = _plants(ensemble, at.never, abroad) - _plants(ensemble, peace, abroad)
    bill, profit = outside("dearer"), outside("profit")
    parts = (bill, spent + dumped, capital, profit, bill + spent + dumped + capital - profit)
    return {"decoupling": np.stack([np.asarray(part, dtype=float) for part in parts])}


def _plants(ensemble: Ensemble, history: History, places: NDArray[np.bool_]) -> Array:
    """Present value of the plants that come on line in some places, at their capital cost, USD."""
    capacity = history.trajectory.states.structure.capacity
    came = jnp.maximum(jnp.diff(capacity, axis=0), 0.0)[:, :, places]
    worth = jnp.einsum("qkrn,kr->qn", came, ensemble.context.chain.plant_cost[:, places])
    return _discounts(ensemble, (np.arange(len(came)) + 1) / QUARTERS_PER_YEAR) @ worth


COUNTERFACTUALS: Mapping[str, Callable[[BranchPoint], Arrays]] = {
    "structural": structural,
    "window": window,
    "instruments": instruments,
    "cases": cases,
    "decoupling": decoupling,
}
"""Parts of the question by name; each gives quantities of the answer, the draw last."""
