"""The precision of choice that the record of moves makes likely."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from backfire.questions.game import choices
from backfire.scenario import Scenario, read_scenario

from ._precision import precision_likelihood

if TYPE_CHECKING:
    from backfire.answers.empirics import PrecisionFit, Record, Share

FITTED = ("CHN answers", "USA answers", "CHN moves first in calm", "USA moves first in calm")
"""Choices that the precision is fitted to."""
HELD_BACK = ("CHN moves first in truce", "USA moves first in truce")
"""Choices that it is not fitted to; they are told beside what the game says."""
GRID = (0.5, 1.0, 2.0, 4.0, 8.0, 16.0, 32.0, 64.0, 128.0)


@dataclass(frozen=True)
class Fitted:
    """A fitted precision, and what the game says of each choice at it.

    Attributes
    ----------
    fit
        Likelihood over the grid, its maximum and its band.
    said
        Probability of each choice at the best precision.
    counted
        How often it was taken.
    """

    fit: PrecisionFit
    said: dict[str, float]
    counted: dict[str, Share]


def fit_precision(
    record: Record,
    scenario: Scenario | str = "busan-2025",
    grid: Sequence[float] = GRID,
    progress: Callable[[int, int, str], None] | None = None,
) -> Fitted:
    """Fit the precision of a game to how often either side answered or moved first.

    Moves in truces are held back. The resolute rules of the shipped games rest on the same record,
    so that much of the agreement is built in; what is fitted is what strategic types add.

    Parameters
    ----------
    record
        From ``empirics()``.
    scenario
        With a game.
    grid
        Precisions tried, above zero and rising.

    Raises
    ------
    ScenarioError
        If the scenario holds no game.
    StudyError
        If the grid is none.
    """
    question = read_scenario(scenario) if isinstance(scenario, str) else scenario
    said = choices(question, grid, progress)
    counts = record.counts()
    told = np.asarray(grid, dtype=float)
    fit = precision_likelihood(told, {name: said[name] for name in FITTED}, counts)
    best = int(np.argmin(np.abs(told - fit.best)))
    names = (*FITTED, *HELD_BACK)
    return Fitted(
        fit,
        {name: float(said[name][best]) for name in names},
        {name: counts[name] for name in names},
    )
