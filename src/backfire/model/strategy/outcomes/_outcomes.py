"""What comes of the paths of a contest: the escalation ladder, the first use and its value."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from backfire.model.strategy.contest import OPEN, Act, Paths, Postures, Solution

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


Mask = NDArray[np.bool_]

FEWEST = 30
"""Paths below which nothing is said of them."""


def used(paths: Paths) -> Mask:
    """Whether a control was put in force or kept, by quarter and path."""
    return (paths.act >= Act.LICENCE_DELAY) & (paths.act < Act.FLOOD)


def first(happened: Mask) -> NDArray[np.int64]:
    """Quarter in which something first happened on each path; the number of quarters if never."""
    return np.where(happened.any(0), happened.argmax(0), len(happened))


def hazard(happened: Mask) -> Numbers:
    """Probability of a first time in each quarter, among paths without one before."""
    when = first(happened)
    quarters = np.arange(len(happened))
    begins = (when[None] == quarters[:, None]).sum(1)
    left = (when[None] >= quarters[:, None]).sum(1)
    return np.divide(begins, left, out=np.full(len(quarters), np.nan), where=left > 0)


def within(happened: Mask, quarters: Sequence[int]) -> Numbers:
    """Probability of a first time within each of some numbers of quarters."""
    when = first(happened)
    return np.array([(when < end).mean() for end in quarters])


def advantage(paths: Paths, solution: Solution, over: float) -> tuple[Numbers, NDArray[np.int64]]:
    """What the best control is worth above holding back, while none has been used, USD.

    Choices are logit, so that the logarithm of the ratio of two probabilities is the difference of
    what they are worth times the precision.

    Parameters
    ----------
    over
        Unit of the sender's payoffs over the precision, USD.

    Returns
    -------
    tuple
        Mean by quarter, NaN where too few paths are left; and the last quarter in which it is
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


def backfired(went: Paths, unused: Paths, discount: float) -> Numbers:
    """How often use leaves the sender worse off than being bound never to use it.

    Parameters
    ----------
    unused
        Paths of the bound sender, by the same random numbers.

    Returns
    -------
    array
        Share of all paths; of those with use; and of those with use against a strategic and
        against a resolute target. NaN where there are too few.
    """
    gain = went.present(discount)[0] - unused.present(discount)[0]
    tried = used(went).any(0)
    lost = tried & (gain < 0)
    resolute = went.resolute[1]
    some = [
        lost[among].mean() if among.sum() >= FEWEST else np.nan
        for among in (tried, tried & ~resolute, tried & resolute)
    ]
    return np.array([lost.mean(), *some])
