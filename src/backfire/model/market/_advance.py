"""A step of second order from two steps of first order."""

from __future__ import annotations

from typing import TYPE_CHECKING

import jax

from ._flows import Flows

if TYPE_CHECKING:
    from collections.abc import Callable

    from backfire.model.chain import State


def advance(once: Callable[[State], tuple[State, Flows]], state: State) -> tuple[State, Flows]:
    """Trade for a short while, as ``once`` does, with an error of second order in its length.

    Heun's method in the form of Shu and Osher (1988): the mean of the state and of two steps
    after it. Since both are states that ``step`` can reach, mass closes and no stock turns
    negative.

    Parameters
    ----------
    once
        ``step`` with everything given but the state.
    """
    further, both = jax.lax.scan(lambda moving, _: once(moving), state, length=2)
    after = jax.tree.map(lambda now, then: (now + then) / 2, state, further)
    first, second = (jax.tree.map(lambda leaf, i=i: leaf[i], both) for i in (0, 1))
    return after, Flows.over(first, second)
