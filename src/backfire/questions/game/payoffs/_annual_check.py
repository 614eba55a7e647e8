"""A year of the full ban from four cells of the table, beside what the supply model says of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from backfire.model.rollout import WEEKS_PER_QUARTER
from backfire.questions.trajectories import loss_of_control
from backfire.units import WEEKS_PER_YEAR

from ._axes import STOCKS, USUAL
from ._quarter import money, read_quarters

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from backfire.questions.trajectories import Ensemble, ReferenceUse, Trajectory

    from ._stocks import Shelves

    Numbers = NDArray[np.float64]

QUARTERS = WEEKS_PER_YEAR // WEEKS_PER_QUARTER
"""Quarters in the year that is added up."""


def weights_of_quarters(reference_use: ReferenceUse) -> Numbers:
    """What the weeks of each quarter of a year count at its first day, as means."""
    weeks = reference_use.weights(WEEKS_PER_YEAR, WEEKS_PER_YEAR, 0.0)
    return weeks.reshape(QUARTERS, WEEKS_PER_QUARTER).mean(1)


def from_the_table(tables: Mapping[str, Numbers], row: int, weights: Numbers) -> Numbers:
    """Loss of the targets in a year of the last rung from usual stocks, by draw.

    Stocks move as in the game: from each level to the two beside where a quarter leaves them, so
    that the mean is right.

    Parameters
    ----------
    row
        Position of the level of capacity, which stays.
    """
    harm = tables["harm"][-1, row] + tables["shelf_harm"][row]
    after = tables["stock_after"][-1, row]
    levels = np.array(STOCKS)[:, None, None]
    moves = np.clip(1 - np.abs(after[None] - levels), 0.0, 1.0)
    chance = np.zeros_like(harm)
    chance[STOCKS.index(USUAL)] = 1.0
    lost = np.zeros(harm.shape[-1])
    for weight in weights:
        lost += weight * (chance * harm).sum(0)
        chance = (moves * chance[None]).sum(1)
    return lost


def from_the_model(
    ensemble: Ensemble,
    held: tuple[Shelves, Trajectory],
    calm: tuple[Shelves, Trajectory],
    part: Numbers,
) -> Numbers:
    """The same year on the supply model's own path: by quarter, each alone, and as one year.

    Parameters
    ----------
    held, calm
        The path with the ban and the same path without.
    part
        Part of a year that a full stop would leave short.
    """
    context, weights = ensemble.context, weights_of_quarters(ensemble.context.reference_use)
    under, free = (read_quarters(*path, QUARTERS) for path in (held, calm))

    def by_quarter(counted: Numbers | float) -> Numbers:
        each = [
            money(context, ensemble.elasticity_draws, one, other, counted).harm
            for one, other in zip(under, free, strict=True)
        ]
        return weights @ np.array(each)

    year = loss_of_control(ensemble, held[1].ledger, calm[1].ledger, WEEKS_PER_YEAR).target
    return np.stack([by_quarter(part), by_quarter(1.0), np.asarray(year, dtype=float)])
