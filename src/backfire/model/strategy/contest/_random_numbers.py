"""Common random numbers: what is left to chance, the same in every contest compared."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

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
