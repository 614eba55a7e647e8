"""One who moves and is watched, in plain NumPy, beside which the compiled node is put.

The same equations by the same steps, in whole arrays on one core. The action is the first axis of
every array; the others are those of a state.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

ENOUGH, MOST, FEW = 1e-9, 16, 1e-3
LONGEST, SHORTER, LEAST_SLOPE = 4.0, 0.4, 0.1
NEVER = -1e6


@dataclass(frozen=True)
class Moves:
    """Who moves at each state, and what his actions lead to."""

    values: np.ndarray
    """Precision times what each action is worth, with the beliefs that it can leave on one axis."""
    grid: np.ndarray
    axis: int
    """Axis of the belief."""
    belief: np.ndarray
    resolute: np.ndarray
    allowed: np.ndarray

    @classmethod
    def of(cls, node: Any) -> Moves:
        """From a node of the model."""
        curve = node.curve
        tables = (node.belief, node.resolute, node.allowed)
        return cls(
            np.asarray(curve.values), np.asarray(curve.grid), curve.axis, *map(np.asarray, tables)
        )

    def worth(self, posterior: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
        """Value of each action at its own posterior, and its slope, to one who is not resolute."""
        shape = [1] * self.values.ndim
        shape[self.axis] = len(self.grid)
        weighed = self.values * (1 - self.grid).reshape(shape)
        last = self.grid[-2]
        inside = np.minimum(posterior, last)
        below = np.clip(np.searchsorted(self.grid, inside, side="left") - 1, 0, None)
        low, high = self.grid[below], self.grid[below + 1]
        bottom, top = (np.take_along_axis(weighed, at, self.axis) for at in (below, below + 1))
        rise = (top - bottom) / (high - low)
        value = (bottom + rise * (inside - low)) / (1 - inside)
        slope = np.where(posterior > last, 0.0, (rise + value) / (1 - inside))
        return np.where(self.allowed, value, NEVER), np.where(self.allowed, slope, 0.0)


def respond(moves: Moves, start: np.ndarray) -> np.ndarray:
    """Logarithms of the logit choice at every state, by Newton's method."""
    value, _ = moves.worth(_posterior(moves, np.exp(start)))
    log, own = _whole(value)
    reach = np.copysign(LONGEST, log - start)
    for _ in range(MOST):
        posterior = _posterior(moves, own)
        value, slope = moves.worth(posterior)
        diagonal = np.maximum(1 + slope * posterior * (1 - posterior), LEAST_SLOPE)
        level = value - log
        weight = own / diagonal
        step = (level - (weight * level).sum(0) / weight.sum(0)) / diagonal
        reach = np.abs(reach) * np.where(step * reach < 0, SHORTER, 1.0)
        step = np.clip(step, -reach, reach)
        reach = np.copysign(reach, step)
        log, own = _whole(np.where(moves.allowed, log + step, NEVER))
        if (np.where(moves.allowed, np.abs(step), 0.0).max(0) > ENOUGH).mean() <= FEW:
            break
    return log


def _posterior(moves: Moves, own: np.ndarray) -> np.ndarray:
    resolute = moves.belief * moves.resolute
    either = resolute + (1 - moves.belief) * own
    sure = np.where(moves.belief < 1, 0.0, 1.0)
    return np.where(either > 0, resolute / np.where(either > 0, either, 1.0), sure)


def _whole(level: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    level = level - level.max(0)
    weight = np.exp(level)
    total = weight.sum(0)
    return level - np.log(total), weight / total
