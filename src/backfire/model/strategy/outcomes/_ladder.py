"""The escalation ladder: on which step a contest stands, and how it moves between them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from backfire.model.strategy.contest import OPEN, Act, Paths, Postures

Numbers = NDArray[np.float64]

ALL = 2
"""Level of maximal retaliation."""
LASTING = 8
"""Quarters after which a truce that was never broken is called a durable framework."""
LADDER = ("truce", "calm", "sanctions", "control", "answered", "confrontation")
"""Steps of the ladder, from the lowest to the highest."""
ENDINGS = ("framework", "truce", "calm", "sanctions", "control", "confrontation")
"""How things can stand on a day."""
FATES = ("renewed", "lapsed", "replaced")
"""What can become of a truce on the day on which it ends."""
_TRUCE, _CALM, _SANCTIONS, _CONTROL, _ANSWERED, _CONFRONTATION = range(len(LADDER))


@dataclass(frozen=True)
class Steps:
    """The step of the ladder on which each posture lies."""

    of: NDArray[np.int64]

    @classmethod
    def on(cls, known: Postures) -> Steps:
        """Steps of all postures: a ban answered with all is a confrontation."""
        rung, level = known.rung, known.level
        conditions = [
            known.in_truce,
            (rung == 0) & (level == 0),
            rung == 0,
            level == 0,
            (rung < Act.PARTIAL_BAN) | (level < ALL),
        ]
        return cls(np.select(conditions, list(range(_CONFRONTATION)), _CONFRONTATION))


def confronted(paths: Paths, known: Postures) -> NDArray[np.bool_]:
    """Whether a ban stood that was answered with all, by quarter and path."""
    return Steps.on(known).of[paths.answered] == _CONFRONTATION


def ladder(paths: Paths, known: Postures) -> Numbers:
    """Probability of each step between one quarter's end and the next, (step, next step)."""
    steps = Steps.on(known).of[paths.answered]
    pairs = np.zeros((len(LADDER), len(LADDER)))
    np.add.at(pairs, (steps[:-1].ravel(), steps[1:].ravel()), 1.0)
    return pairs / max(pairs.sum(), 1.0)


def endings(paths: Paths, known: Postures, quarter: int) -> Numbers:
    """Shares of the paths by how things stand at the end of a quarter, in order of `ENDINGS`."""
    in_truce = known.in_truce[paths.answered[: quarter + 1]]
    age = np.cumprod(in_truce[::-1], axis=0).sum(0)
    steps = Steps.on(known).of[paths.answered[quarter]]
    in_force = steps == _TRUCE
    shares = (
        in_force & (age >= LASTING),
        in_force & (age < LASTING),
        steps == _CALM,
        steps == _SANCTIONS,
        (steps == _CONTROL) | (steps == _ANSWERED),
        steps == _CONFRONTATION,
    )
    return np.array([share.mean() for share in shares])


def renewal(paths: Paths, known: Postures, quarter: int) -> Numbers:
    """Shares of the paths by what becomes of a truce that ends with a quarter: see `FATES`."""
    truce = paths.answered[quarter] >= OPEN
    replaced = known.rung[paths.answered[quarter]] > 0
    return np.array([truce.mean(), (~truce & ~replaced).mean(), (~truce & replaced).mean()])
