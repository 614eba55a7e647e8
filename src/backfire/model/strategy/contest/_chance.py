"""What is left to chance in a contest: transitions, values before them, and random numbers."""

from __future__ import annotations

from dataclasses import dataclass

import jax.numpy as jnp
import numpy as np
from jax import lax
from jaxtyping import Array, Float
from numpy.typing import NDArray
from scipy.stats import binom

from ._contest import Nature
from ._postures import RUNGS, Postures

Numbers = NDArray[np.float64]


def accidents(known: Postures, chance: float) -> Numbers:
    """A measure of either side that nobody ordered, with even odds; it ends a truce."""
    found = np.eye(known.count) * (1 - chance)
    for at in range(known.count):
        rung, level = known.parts(at)
        for to in ((min(rung + 1, RUNGS - 1), level), (rung, min(level + 1, 2))):
            found[at, known.open(*to)] += chance / 2
    return found


def arrivals(waves: int, levels: int, chance: float) -> Numbers:
    """Each wave under way comes on line with the same probability, and moves capacity a step.

    Axes are waves and level before, then waves and level after.
    """
    found = np.zeros((waves, levels, waves, levels))
    for under_way in range(waves):
        odds = binom.pmf(np.arange(under_way + 1), under_way, chance)
        for level in range(levels):
            for number, odd in enumerate(odds):
                found[under_way, level, under_way - number, min(level + number, levels - 1)] += odd
    return found


def thinned(waves: int, chance: float) -> Numbers:
    """Each wave gives up with the same probability."""
    found = np.zeros((waves, waves))
    for under_way in range(waves):
        odds = binom.pmf(np.arange(under_way + 1), under_way, chance)
        found[under_way, under_way - np.arange(under_way + 1)] = odds
    return found


def step_down(levels: int, chance: float) -> Numbers:
    """A level less with some probability."""
    found = np.eye(levels) * (1 - chance)
    found[np.arange(levels), np.maximum(np.arange(levels) - 1, 0)] += chance
    return found


def between_levels(after: Numbers, levels: int) -> Numbers:
    """Probability of each level, on a new last axis, so that the mean is a level between two.

    >>> between_levels(np.array([0.25, 2.0]), 3).tolist()
    [[0.75, 0.25, 0.0], [0.0, 0.0, 1.0]]
    """
    inside = np.clip(after, 0.0, levels - 1)
    return np.maximum(1 - np.abs(inside[..., None] - np.arange(levels)), 0.0)


def up_and_down(rising: NDArray[np.bool_], levels: int, rise: float, fall: float) -> Numbers:
    """A step up with one probability where a level rises, a step down with another elsewhere."""
    found = np.zeros((len(rising), levels, levels))
    points = np.arange(levels)
    for at, rises in enumerate(rising):
        to = np.clip(points + (1 if rises else -1), 0, levels - 1)
        chance = rise if rises else fall
        found[at, points, points] += 1 - chance
        found[at, points, to] += chance
    return found


def chained(cost: Numbers, after: Numbers, start: int, weights: Numbers) -> Numbers:
    """Expected cost of some quarters in a row in which a level moves as the table says, by draw.

    Parameters
    ----------
    cost, after
        Cost of a quarter that begins at each level, and the level after it, (level, draw).
    start
        Level at the start.
    weights
        What each quarter counts.
    """
    moves = between_levels(after, len(cost))
    chance = np.zeros_like(cost)
    chance[start] = 1.0
    total = np.zeros(cost.shape[-1])
    for weight in weights:
        total += weight * (chance * cost).sum(0)
        chance = np.einsum("ln,lnm->mn", chance, moves)
    return total


BySide = Float[Array, "side *state"]
"""One value for each side at every state."""
PIPELINE, STOCK = 3, 4
"""Axes of values, which have the side in front."""


def expected(nature: Nature, value: BySide) -> BySide:
    """Mean over what nature does between two quarters.

    Waves of plants begin, those under way come on line, stocks move, buyers learn or forget, third
    parties join or leave, and accidents happen, each as the posture of the quarter has it.
    """
    flat = value.reshape(*value.shape[:2], -1)
    value = jnp.einsum("mn,ans->ams", nature.accident, flat).reshape(value.shape)
    value = _along(value, nature.coalition[:, None, None, None, None], 6)
    value = _along(value, nature.fear[:, None, None, None], 5)
    value = _along(value, nature.stock[:, :, None], STOCK)
    value = _arrived(nature, value)
    begins = nature.starts[None, :, None, None, None, :, :, None, None]
    return value + begins * (shifted(value, PIPELINE) - value)


def shifted(value: BySide, axis: int) -> BySide:
    """Values one step further along an axis; the last step stays where it is."""
    last = value.shape[axis]
    further = lax.slice_in_dim(value, 1, last, axis=axis)
    return jnp.concatenate([further, lax.slice_in_dim(value, last - 1, last, axis=axis)], axis)


def moved(value: BySide, matrix: Float[Array, "before after"], axis: int) -> BySide:
    """Mean along one axis, by the same matrix everywhere."""
    return jnp.moveaxis(jnp.tensordot(value, matrix, axes=[[axis], [1]]), -1, axis)


def _along(value: BySide, matrix: Float[Array, "..."], axis: int) -> BySide:
    """Mean along one axis by matrices that depend on the axes before it.

    The matrix has the axes of the state up to and with this one, and what follows comes last. A sum
    of a few whole arrays is one pass over memory, which small matrix products are not.
    """
    total = jnp.zeros_like(value)
    after = value.ndim - 1 - axis
    for number in range(value.shape[axis]):
        weight = matrix[..., number].reshape(1, *matrix.shape[:-1], *(1,) * after)
        total = total + weight * lax.slice_in_dim(value, number, number + 1, axis=axis)
    return total


def _arrived(nature: Nature, value: BySide) -> BySide:
    """Mean over the waves that come on line, each of which moves capacity a step."""
    pipeline, capacity = nature.arrival.shape[:2]
    square = nature.arrival.transpose(1, 0, 3, 2).reshape(pipeline * capacity, -1)
    shape = value.shape
    flat = value.reshape(shape[0] * shape[1], pipeline * capacity, -1)
    return jnp.einsum("xy,ays->axs", square, flat).reshape(shape)


DRAWS = (
    *("act", "kill", "closure", "sender", "reply", "target", "build", "admitted"),
    *("starts", "arrival", "stock", "fear", "coalition", "accident", "where"),
)
"""What is drawn in a quarter."""


@dataclass(frozen=True)
class CommonRandomNumbers:
    """Uniform numbers of every path: of the types, of the first beliefs, and of each quarter.

    Examples
    --------
    >>> CommonRandomNumbers.drawn(seed=1, quarters=2, paths=3).of(0, "act").shape
    (3,)
    """

    types: NDArray[np.float64]
    begun: NDArray[np.float64]
    quarters: NDArray[np.float64]

    @classmethod
    def drawn(cls, seed: int, quarters: int, paths: int) -> CommonRandomNumbers:
        """Independent numbers from one seed."""
        chance = np.random.default_rng(seed)
        types, begun = chance.random((2, paths)), chance.random((2, paths))
        return cls(types, begun, chance.random((quarters, len(DRAWS), paths)))

    @property
    def paths(self) -> int:
        """Number of paths."""
        return self.types.shape[1]

    def of(self, quarter: int, name: str) -> NDArray[np.float64]:
        """The numbers that decide one thing in one quarter."""
        return self.quarters[quarter, DRAWS.index(name)]


def pick(chances: NDArray[np.float64], draw: NDArray[np.float64]) -> NDArray[np.int64]:
    """Which of some things happens on each path; the first axis holds their probabilities.

    Examples
    --------
    >>> pick(np.array([[0.2, 0.2], [0.8, 0.8]]), np.array([0.1, 0.9])).tolist()
    [0, 1]
    """
    passed = draw >= np.cumsum(chances, axis=0)
    return np.minimum(passed.sum(0), len(chances) - 1)


def rounded(
    belief: NDArray[np.float64],
    grid: NDArray[np.float64],
    resolute: NDArray[np.bool_],
    draw: NDArray[np.float64],
) -> NDArray[np.int64]:
    """A point of the grid beside each belief, drawn so that what is believed stays true.

    The mean over both types is the belief; one who is resolute is rounded up more often.

    Examples
    --------
    >>> grid, draw = np.array([0.0, 0.5, 1.0]), np.array([0.5, 0.5])
    >>> rounded(np.array([0.4, 0.4]), grid, np.array([True, False]), draw).tolist()
    [1, 1]
    """
    below = np.clip(np.searchsorted(grid, belief, side="right") - 1, 0, len(grid) - 2)
    low, high = grid[below], grid[below + 1]
    part = (belief - low) / (high - low)
    of_resolute = high * part / np.where(belief > 0, belief, 1.0)
    of_strategic = (1 - high) * part / np.where(belief < 1, 1 - belief, 1.0)
    return below + (draw < np.where(resolute, of_resolute, of_strategic))
