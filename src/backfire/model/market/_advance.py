"""A step of second order from two steps of first order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import jax

from ._flows import Flows
from ._step import step

if TYPE_CHECKING:
    from backfire.model.chain import Chain, State
    from backfire.model.controls import Policy, Terms

    from ._rules import Rules
    from ._shortage import Shortage
    from ._supply import AbstractSupply


def advance(
    chain: Chain,
    rules: Rules,
    state: State,
    policy: Policy,
    terms: Terms,
    supply: AbstractSupply,
    short: Shortage,
    years: float,
) -> tuple[State, Flows]:
    """Trade for a short while, as ``step`` does, with an error of second order in its length.

    Heun's method in the form of Shu and Osher (1988): the mean of the state and of two steps
    after it. Since both are states that ``step`` can reach, mass closes and no stock turns
    negative. Parameters and result are those of ``step``.
    """

    def once(moving: State) -> tuple[State, Flows]:
        return step(chain, rules, moving, policy, terms, supply, short, years)

    ahead, first = once(state)
    further, second = once(ahead)
    after = jax.tree.map(lambda now, then: (now + then) / 2, state, further)
    return after, Flows.over(first, second)
