"""What plants outside the sender could make along both histories, and how fast it moves."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import jax
import jax.numpy as jnp
import numpy as np

from backfire.questions.trajectories import QUARTERS_PER_YEAR, unused, used

from ._axes import CAPACITIES, YEARS_PER_LEVEL
from ._stocks import Shelves, mean_of_targets

if TYPE_CHECKING:
    from collections.abc import Sequence

    from jaxtyping import Array
    from numpy.typing import NDArray

    from backfire.model.chain import State
    from backfire.questions.trajectories import Ensemble

    from ._context import PayoffContext

    Numbers = NDArray[np.float64]

QUARTERS_PER_LEVEL = YEARS_PER_LEVEL * QUARTERS_PER_YEAR


@dataclass(frozen=True)
class Along:
    """Both histories of some draws at the dates of the levels of capacity."""

    states: tuple[State, ...]
    """States along the history without use, by level."""
    share: Numbers
    """Share of need that plants outside could make, (history, level, draw)."""
    built: Numbers
    """The same over the need of the first date, uncapped: what has been built. NaN where a draw
    did not stay finite."""
    stock: Numbers
    """Level of the targets' stocks along the history without use, (level, draw)."""
    covered: Numbers
    """Part of a year's use that usual stocks cover, by draw."""

    @classmethod
    def joined(cls, parts: Sequence[Along], draws: int) -> Along:
        """Futures side by side, without those that fill the last batch up."""

        def states(*leaves: Array) -> Array:
            return jnp.concatenate(leaves, axis=-1)[..., :draws]

        def numbers(name: str) -> Numbers:
            return np.concatenate([getattr(part, name) for part in parts], axis=-1)[..., :draws]

        return cls(
            jax.tree.map(states, *(part.states for part in parts)),
            *(numbers(name) for name in ("share", "built", "stock", "covered")),
        )


def along(payoff_context: PayoffContext, ensemble: Ensemble) -> Along:
    """Both histories, from the start of the run to the last level."""
    never = unused(ensemble, payoff_context.policy_path)
    once = used(ensemble, never)
    quarters = [payoff_context.quarter_of(level) for level in CAPACITIES]
    states = tuple(never.state(quarter) for quarter in quarters)
    later = tuple(once.state(quarter) for quarter in quarters)
    first = _need(ensemble, states[0])
    both = [[_outside(ensemble, state, first) for state in of] for of in (states, later)]
    share, built = (np.array([[pair[i] for pair in row] for row in both]) for i in (0, 1))
    shelves = Shelves.of(ensemble)
    return Along(
        states=states,
        share=share,
        built=built
        + np.where(np.asarray(never.trajectory.sound & once.trajectory.sound), 0.0, np.nan),
        stock=np.array([shelves.level(state) for state in states], dtype=float),
        covered=np.asarray(shelves.covered(), dtype=float),
    )


def pace(built: Numbers) -> Numbers:
    """Levels a quarter from each date of a level to the next, (history, step, draw).

    A level of the history with use is where the other one has built as much; beyond its last
    level it goes on as fast as in its last step. Without use it is a level a step, by definition.

    Parameters
    ----------
    built
        Capacity outside, (history, level, draw).

    Examples
    --------
    >>> built = np.array([[1.0, 2.0, 3.0], [1.0, 3.0, 4.0]])[..., None]
    >>> (pace(built)[..., 0] * QUARTERS_PER_LEVEL).tolist()
    [[1.0, 1.0], [2.0, 1.0]]
    """
    reached = np.empty_like(built)
    for draw in range(built.shape[-1]):
        never = np.maximum.accumulate(built[0, :, draw])
        step = max(never[-1] - never[-2], LEAST_STEP)
        known = np.append(never, never[-1] + step * len(never))
        levels = np.append(np.arange(len(never)), len(never) - 1 + len(never))
        reached[0, :, draw] = np.arange(len(never))
        reached[1, :, draw] = np.interp(built[1, :, draw], known, levels)
    return np.diff(reached, axis=1) / QUARTERS_PER_LEVEL


LEAST_STEP = 1e-3
"""Share of need: a slower step is taken for this, so that a level exists for every capacity."""


def _need(ensemble: Ensemble, state: State) -> Array:
    """What all places outside the sender need of each good at calm prices, t/yr."""
    reference_use, chain = ensemble.context.reference_use, ensemble.context.chain
    grown = state.structure.demand * jnp.exp(state.intensity)
    abroad = jnp.arange(grown.shape[1]) != reference_use.sender
    return jnp.einsum("cr,crn,r->cn", chain.use, grown, abroad)


def _outside(ensemble: Ensemble, state: State, first: Array) -> tuple[Array, Array]:
    """Output that plants outside are able to, over the need of the day and of the first day.

    Outside, a target has as much of it as its need is of all; means are over the goods of the
    control by value of the targets' end use.
    """
    reference_use, chain = ensemble.context.reference_use, ensemble.context.chain
    able = state.structure.able
    abroad = jnp.arange(able.shape[1]) != reference_use.sender
    made = jnp.einsum("ck,krn,r->cn", chain.output, able, abroad)

    def share(need: Array) -> Array:
        return (made / jnp.where(need > 0, need, 1.0))[:, None].repeat(able.shape[1], 1)

    of_day = mean_of_targets(ensemble, jnp.minimum(share(_need(ensemble, state)), 1.0))
    return of_day, mean_of_targets(ensemble, share(first))
