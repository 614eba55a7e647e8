"""Packages beside the one that is picked: the Pareto set, and what was signed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import jax.numpy as jnp
import numpy as np

from backfire.errors import SolveError
from backfire.model import strategy

from ._readings import FEW, settled
from ._values import SENDER, TARGET

if TYPE_CHECKING:
    from collections.abc import Collection

    from numpy.typing import NDArray

    from ._values import Worths


@dataclass(frozen=True)
class AtMean:
    """All packages at the mean of all values, by package."""

    gains: NDArray[np.float64]
    """USD by package and side (sender, target)."""
    efficient: NDArray[np.bool_]
    included: NDArray[np.bool_]
    """Whether each issue is in the Nash package; none is where no deal is possible."""


@dataclass(frozen=True)
class OfSigned:
    """What was signed among all packages, by draw."""

    gains: NDArray[np.float64]
    """USD by side (sender, target)."""
    efficient: NDArray[np.bool_]
    """Whether no other package is better for both, in the first draws alone."""


def at_mean(found: Worths) -> AtMean:
    """Every package at the mean of all values."""
    mean = [found.to(side, found.valued).mean(1) for side in (SENDER, TARGET)]
    issues = strategy.Issues(*(jnp.asarray(each)[:, None] for each in mean))
    every = np.asarray(strategy.packages(len(mean[0])), dtype=float)
    try:
        included = np.asarray(strategy.settle(issues).included)[:, 0]
    except SolveError:
        included = np.zeros(len(mean[0]), dtype=bool)
    return AtMean(
        gains=np.stack([every @ each for each in mean], axis=1),
        efficient=np.asarray(strategy.frontier(issues))[:, 0],
        included=included,
    )


def among_all(found: Worths, signed: Collection[str]) -> OfSigned:
    """The package of the issues that were signed and are valued for both sides."""
    inside = np.array([issue in signed for issue in found.valued])
    worth = np.stack([found.to(side, found.valued) for side in (SENDER, TARGET)])
    few = found.first(FEW)
    issues = strategy.Issues(*(jnp.asarray(few.to(side, few.valued)) for side in (SENDER, TARGET)))
    number = int((inside * 2 ** np.arange(len(inside))).sum())
    return OfSigned(
        gains=(worth * inside[:, None]).sum(1),
        efficient=np.asarray(strategy.frontier(issues))[number],
    )


def at_what_is_known(found: Worths) -> dict[str, float]:
    """Probability of each issue if those known in part are worth that part; none if there is none.

    An issue comes in where something of its value is known for both sides.
    """
    added = [name for name in found.unvalued if all(found.knows(name, s) for s in (SENDER, TARGET))]
    if not added:
        return {}
    issues = [name for name in found.names if name in found.valued or name in added]
    chances = np.asarray(settled(found, issues).included).mean(1).tolist()
    return dict(zip(issues, chances, strict=True))
