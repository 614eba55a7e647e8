"""What is read off the paths of a game."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from backfire.model.strategy.contest import OPEN, Act, Postures

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from backfire.model.strategy.contest import Paths, Solution

    Numbers = NDArray[np.float64]

SENDER, TARGET = 0, 1
ALL = 2
"""Level of maximal retaliation."""
LASTING = 8
"""Quarters after which a truce that was never broken is called a durable framework."""
LADDER = ("truce", "calm", "sanctions", "control", "answered", "confrontation")
"""Steps of the ladder, from the lowest to the highest."""
ENDINGS = ("framework", "truce", "calm", "sanctions", "control", "confrontation")
"""How things can stand on a day."""


@dataclass(frozen=True)
class Steps:
    """The step of the ladder on which each posture lies."""

    of: NDArray[np.int64]

    @classmethod
    def on(cls, known: Postures) -> Steps:
        """Steps of all postures: a ban answered with all is a confrontation."""
        rung, level = known.rung, known.level
        found = np.select(
            [
                known.in_truce,
                (rung == 0) & (level == 0),
                rung == 0,
                level == 0,
                (rung < Act.PARTIAL_BAN) | (level < ALL),
            ],
            [LADDER.index(name) for name in LADDER[:-1]],
            LADDER.index("confrontation"),
        )
        return cls(found)


def used(paths: Paths) -> NDArray[np.bool_]:
    """Whether a control was put in force or kept, by quarter and path."""
    return (paths.act >= Act.LICENCE_DELAY) & (paths.act < Act.FLOOD)


def first(happened: NDArray[np.bool_]) -> NDArray[np.int64]:
    """Quarter in which something first happened on each path; the number of quarters if never."""
    return np.where(happened.any(0), happened.argmax(0), len(happened))


def hazard(happened: NDArray[np.bool_]) -> Numbers:
    """Probability of a first time in each quarter, among paths without one before."""
    when = first(happened)
    quarters = np.arange(len(happened))
    begins = (when[None] == quarters[:, None]).sum(1)
    left = (when[None] >= quarters[:, None]).sum(1)
    return np.divide(begins, left, out=np.full(len(quarters), np.nan), where=left > 0)


def within(happened: NDArray[np.bool_], years: Mapping[int, int]) -> dict[int, float]:
    """Probability of a first time within some years, given as quarters."""
    when = first(happened)
    return {year: float((when < quarters).mean()) for year, quarters in years.items()}


def confronted(paths: Paths, known: Postures) -> NDArray[np.bool_]:
    """Whether a ban stood that was answered with all, by quarter and path."""
    return Steps.on(known).of[paths.answered] == LADDER.index("confrontation")


def ladder(paths: Paths, known: Postures) -> dict[str, dict[str, float]]:
    """Probability of each step between one quarter's end and the next."""
    steps = Steps.on(known).of[paths.answered]
    pairs = np.zeros((len(LADDER), len(LADDER)))
    np.add.at(pairs, (steps[:-1].ravel(), steps[1:].ravel()), 1.0)
    pairs /= max(pairs.sum(), 1.0)
    return {
        name: {other: float(pairs[i, j]) for j, other in enumerate(LADDER) if pairs[i, j] > 0}
        for i, name in enumerate(LADDER)
    }


def endings(paths: Paths, known: Postures, quarter: int) -> dict[str, float]:
    """Shares of the paths by how things stand at the end of a quarter."""
    posture = paths.answered[quarter]
    in_truce = known.in_truce[paths.answered[: quarter + 1]]
    age = np.cumprod(in_truce[::-1], axis=0).sum(0)
    steps = Steps.on(known).of[posture]
    control = (steps == LADDER.index("control")) | (steps == LADDER.index("answered"))
    in_force = steps == LADDER.index("truce")
    shares = {
        "framework": in_force & (age >= LASTING),
        "truce": in_force & (age < LASTING),
        "calm": steps == LADDER.index("calm"),
        "sanctions": steps == LADDER.index("sanctions"),
        "control": control,
        "confrontation": steps == LADDER.index("confrontation"),
    }
    return {name: float(share.mean()) for name, share in shares.items()}


def renewal(paths: Paths, known: Postures, quarter: int) -> dict[str, float]:
    """What has become of a truce that ends with a quarter: renewed, lapsed, or a new control."""
    truce = paths.answered[quarter] >= OPEN
    replaced = known.rung[paths.answered[quarter]] > 0
    return {
        "renewed": float(truce.mean()),
        "lapsed": float((~truce & ~replaced).mean()),
        "replaced": float((~truce & replaced).mean()),
    }


FEWEST = 30
"""Paths below which nothing is said of them."""


def advantage(paths: Paths, solution: Solution, over: float) -> tuple[Numbers, NDArray[np.int64]]:
    """What the best control is worth above holding back, while the card is unused, USD.

    Choices are logit, so that the logarithm of the ratio of two probabilities is the difference of
    what they are worth times the precision.

    Parameters
    ----------
    over
        Unit of the sender's payoffs over the precision, USD.

    Returns
    -------
    tuple
        Mean by quarter, a hole where too few paths are left; and the last quarter in which it is
        above zero on each path, -1 if in none, up to its first use.
    """
    when = first(used(paths))
    means = np.full(len(paths.act), np.nan)
    last = np.full(paths.act.shape[1], -1, dtype=np.int64)
    for quarter, plan in enumerate(solution.plans):
        free = when >= quarter
        logs = np.asarray(plan.act)[(slice(None), *paths.states(quarter))]
        better = over * (logs[Act.LICENCE_DELAY : Act.FLOOD].max(0) - logs[Act.HOLD])
        if free.sum() >= FEWEST:
            means[quarter] = better[free].mean()
        last = np.where(free & (better > 0), quarter, last)
    return means, last
