"""Many weeks under one scan: what a run needs, how it is rolled out, and what it gives back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated, Any

import equinox as eqx
import jax
import jax.numpy as jnp
from jaxtyping import Array, Bool

from backfire.model.adaptation import Outlook, Pace
from backfire.model.adaptation import advance as adapt
from backfire.model.chain import Chain, State
from backfire.model.controls import Policy, Schedule
from backfire.model.market import (
    AbstractSupply,
    Flows,
    MeritOrder,
    Rules,
    Shortage,
    Week,
    advance,
    open_week,
    steady_state,
    step,
)
from backfire.units import PURE, WEEKS_PER_QUARTER, YEAR_OF_ONE_WEEK


class Problem(eqx.Module):
    """A chain, what is allowed on it, and how markets behave."""

    chain: Chain
    """The network at its balanced baseline."""
    schedule: Schedule
    """Policy of every week."""
    rules: Rules
    """Behaviour, one value per draw."""
    pace: Pace | None = None
    """How fast plants come and go, one value per draw; None keeps every plant as it is."""
    outlook: Outlook | None = None
    """What is known to come, by quarter; None if nothing grows and no project is named."""
    supply: AbstractSupply = MeritOrder()
    """How activity answers its margin."""
    short: Shortage = Shortage()
    """When a place counts as short."""
    steps_per_week: int = eqx.field(static=True, default=1)
    """Numerical steps in a week; the answer does not depend on it."""
    turn_weeks: int = eqx.field(static=True, default=WEEKS_PER_QUARTER)
    """Weeks between two turns of the slow clock, which ``outlook`` follows; likewise."""


class Path(eqx.Module):
    """The trajectory of each draw: every week's flows and every quarter's state."""

    flows: Any
    """What was recorded of the flows (``Flows`` if nothing else was asked for), with a leading week
    axis."""
    quarters: State
    """States with a leading quarter axis: the start of each quarter, to branch from."""
    final: State
    """State at the end."""
    sound: Annotated[Bool[Array, " draw"], PURE]
    """Whether a draw stayed finite and free of negative stocks."""


def everything(flows: Flows) -> Flows:
    """All flows of a week, as they are."""
    return flows


@eqx.filter_jit
def rollout(
    problem: Problem,
    start: State | None = None,
    record: Callable[[Flows], Any] = everything,
) -> Path:
    """Roll every draw forward, week by week inside quarter by quarter.

    The market moves on the weekly clock. The quarterly clock stores the state from which a branch
    can start; what changes slowly is advanced there.

    Parameters
    ----------
    problem
        Its schedule must hold a whole number of quarters.
    start
        State to start from; the state at rest when there is none.
    record
        What to keep of a week's flows, with the draw as innermost axis: what is not asked for is
        neither stored nor, where nothing else needs it, worked out.
    """
    rules = problem.rules.wide()
    terms = problem.schedule.terms
    first = steady_state(problem.chain, rules, terms) if start is None else start
    turn = problem.turn_weeks
    by_quarter = jax.tree.map(lambda leaf: _turns(leaf, turn), problem.schedule.weeks)

    def week(state: State, policy: Policy) -> tuple[State, Any]:
        after, flows = _week(problem, state, policy)
        return after, record(flows)

    def quarter(state: State, coming: tuple[Policy, Outlook]) -> tuple[State, tuple[Any, State]]:
        policies, outlook = coming
        opened = _adapted(problem, state, policies, outlook)
        after, flows = jax.lax.scan(week, opened, policies)
        return after, (flows, state)

    quarters = by_quarter.standing.shape[0]
    outlook = problem.outlook or Outlook.still(problem.chain, quarters)
    last, (flows, states) = jax.lax.scan(quarter, first, (by_quarter, outlook))
    weekly = jax.tree.map(
        lambda leaf: leaf.reshape(leaf.shape[0] * leaf.shape[1], *leaf.shape[2:]), flows
    )
    return Path(flows=weekly, quarters=states, final=last, sound=_sound(weekly, states, last))


def _adapted(problem: Problem, state: State, policies: Policy, coming: Outlook) -> State:
    """The state after a quarter's building and closing, under the first of its weeks' policies."""
    if problem.pace is None:
        return state
    pace = problem.pace.wide()
    first = jax.tree.map(lambda leaf: leaf[0], policies)
    # Money is spent in any week of a quarter; what is guaranteed is read at its start.
    policy = eqx.tree_at(lambda weeks: weeks.funding, first, policies.funding.mean(0))
    years = problem.turn_weeks * YEAR_OF_ONE_WEEK
    return adapt(problem.chain, pace, state, policy, problem.schedule.terms, coming, years)


def _week(problem: Problem, state: State, policy: Policy) -> tuple[State, Flows]:
    years = YEAR_OF_ONE_WEEK / problem.steps_per_week
    rules = problem.rules.wide()
    terms = problem.schedule.terms

    def once(moving: State) -> tuple[State, Flows]:
        chain, supply, short = problem.chain, problem.supply, problem.short
        return step(Week(chain, rules, moving, policy, terms, supply, short, years))

    def part(moving: State, _: None) -> tuple[State, Flows]:
        return advance(once, moving)

    opened = open_week(state, policy)
    if problem.steps_per_week == 1:
        return advance(once, opened)
    after, flows = jax.lax.scan(part, opened, length=problem.steps_per_week)
    parts = [jax.tree.map(lambda leaf, i=i: leaf[i], flows) for i in range(problem.steps_per_week)]
    return after, Flows.over(*parts)


def _turns(leaf: Array, weeks: int) -> Array:
    return leaf.reshape(leaf.shape[0] // weeks, weeks, *leaf.shape[1:])


def _sound(flows: Any, quarters: State, last: State) -> Bool[Array, " draw"]:
    """Finite everywhere and no negative stock at any stored date."""
    finite = [
        jnp.isfinite(leaf).all(tuple(range(leaf.ndim - 1)))
        for leaf in jax.tree.leaves((flows, last))
        if leaf.size
    ]
    stocks = (
        (quarters.producer_stock, last.producer_stock),
        (quarters.buyer_stock, last.buyer_stock),
        (quarters.leaving, last.leaving),
        (quarters.arriving, last.arriving),
        (quarters.reserve, last.reserve),
    )
    positive = [(leaf >= 0).all(tuple(range(leaf.ndim - 1))) for pair in stocks for leaf in pair]
    return jnp.stack([*finite, *positive]).all(0)
