"""Many weeks under one scan."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import equinox as eqx
import jax
import jax.numpy as jnp
from jaxtyping import Array, Bool

from backfire.model.market import Flows, advance, at_rest, open_week, step
from backfire.units import YEAR_OF_ONE_WEEK

from ._path import Path

if TYPE_CHECKING:
    from collections.abc import Callable

    from backfire.model.chain import State
    from backfire.model.controls import Policy

    from ._problem import Problem

WEEKS_PER_QUARTER = 13
"""The slow clock: a quarter is 13 weeks."""


def everything(flows: Flows) -> Flows:
    """All flows of a week, as they are."""
    return flows


@eqx.filter_jit
def rollout(
    problem: Problem,
    start: State | None = None,
    record: Callable[[Flows], Any] = everything,
) -> Path:
    """Roll every future forward, week by week inside quarter by quarter.

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
    first = at_rest(problem.chain, rules, terms) if start is None else start
    by_quarter = jax.tree.map(_quarterly, problem.schedule.weeks)

    def week(state: State, policy: Policy) -> tuple[State, Any]:
        after, flows = _week(problem, state, policy)
        return after, record(flows)

    def quarter(state: State, policies: Policy) -> tuple[State, tuple[Any, State]]:
        after, flows = jax.lax.scan(week, state, policies)
        return after, (flows, state)

    last, (flows, states) = jax.lax.scan(quarter, first, by_quarter)
    weekly = jax.tree.map(
        lambda leaf: leaf.reshape(leaf.shape[0] * leaf.shape[1], *leaf.shape[2:]), flows
    )
    return Path(flows=weekly, quarters=states, final=last, sound=_sound(weekly, states, last))


def _week(problem: Problem, state: State, policy: Policy) -> tuple[State, Flows]:
    years = YEAR_OF_ONE_WEEK / problem.steps_per_week
    rules = problem.rules.wide()
    terms = problem.schedule.terms

    def once(moving: State) -> tuple[State, Flows]:
        return step(
            problem.chain, rules, moving, policy, terms, problem.supply, problem.short, years
        )

    def part(moving: State, _: None) -> tuple[State, Flows]:
        return advance(once, moving)

    opened = open_week(state, policy)
    if problem.steps_per_week == 1:
        return advance(once, opened)
    after, flows = jax.lax.scan(part, opened, length=problem.steps_per_week)
    parts = [jax.tree.map(lambda leaf, i=i: leaf[i], flows) for i in range(problem.steps_per_week)]
    return after, Flows.over(*parts)


def _quarterly(leaf: Array) -> Array:
    return leaf.reshape(leaf.shape[0] // WEEKS_PER_QUARTER, WEEKS_PER_QUARTER, *leaf.shape[1:])


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
    )
    positive = [(leaf >= 0).all(tuple(range(leaf.ndim - 1))) for pair in stocks for leaf in pair]
    return jnp.stack([*finite, *positive]).all(0)
