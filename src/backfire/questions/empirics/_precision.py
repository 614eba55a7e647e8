"""The precision of choice that the record makes likely, given what a game predicts at each."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import special, stats

from backfire.answers.empirics import BAND, PrecisionFit, Share
from backfire.errors import StudyError
from backfire.questions.game import choices
from backfire.scenario import Scenario, read_scenario

if TYPE_CHECKING:
    from jaxtyping import Float

    from backfire.answers.empirics import Record


_WHERE = "precision_likelihood"


def precision_likelihood(
    precision: Float[np.ndarray, " precision"],
    probability: Mapping[str, Float[np.ndarray, " precision"]],
    counts: Mapping[str, Share],
    band: float = BAND,
) -> PrecisionFit:
    """Binomial log-likelihood of counts over a grid of precisions, its maximum and its band.

    The binomial coefficient is left out, as it does not depend on the precision.

    Parameters
    ----------
    precision
        Grid of precisions of choice (lambda), above zero and rising.
    probability
        For each choice, such as ``CHN answers``, the probability the game gives it at each
        precision.
    counts
        How often each was taken out of the times it could be; ``Record.counts()`` has them.
    band
        Probability of the likelihood-ratio band: it holds the precisions whose log-likelihood is
        within half the quantile of a chi-squared variable with one degree of freedom.

    Raises
    ------
    StudyError
        With every problem: a grid that is no grid, a choice without a count, a probability outside
        0 and 1 or of another length, a precision for none of which what happened is possible.

    Examples
    --------
    >>> grid = np.array([0.5, 1.0, 2.0, 4.0])
    >>> found = precision_likelihood(
    ...     grid, {"answers": np.array([0.5, 0.6, 0.8, 0.95])}, {"answers": Share(8, 10, 0.5, 0.96)}
    ... )
    >>> found.best, found.low, found.high
    (2.0, 1.0, 2.0)
    """
    problems = _problems(precision, probability, counts, band)
    if problems:
        raise StudyError(_WHERE, problems)
    curve = np.zeros(precision.shape)
    for name, chance in probability.items():
        count = counts[name]
        curve = curve + special.xlogy(count.happened, chance)
        curve = curve + special.xlog1py(count.of - count.happened, -chance)
    top = curve.max()
    if not np.isfinite(top):
        fault = "probability: must leave what happened possible at one precision, got none"
        raise StudyError(_WHERE, [fault])
    inside = np.flatnonzero(curve >= top - stats.chi2.ppf(band, 1) / 2)
    first, last = int(inside[0]), int(inside[-1])
    return PrecisionFit(
        precision=precision,
        log_likelihood=curve,
        best=float(precision[curve.argmax()]),
        low=float(precision[first]) if first else None,
        high=float(precision[last]) if last < len(precision) - 1 else None,
    )


def _problems(
    precision: np.ndarray,
    probability: Mapping[str, np.ndarray],
    counts: Mapping[str, Share],
    band: float,
) -> list[str]:
    found: list[str] = []
    if precision.ndim != 1 or not len(precision) or not (np.diff(precision, prepend=0) > 0).all():
        found.append(f"precision: must be above zero and rise, got {precision.tolist()}")
    if not 0 < band < 1:
        found.append(f"band: must lie between 0 and 1, got {band}")
    if not probability:
        found.append("probability: must name one choice at least, got none")
    for name, chance in probability.items():
        if name not in counts:
            known = ", ".join(sorted(counts))
            found.append(f"probability: {name} must have a count, known are {known}")
        if chance.shape != precision.shape:
            found.append(
                f"probability: {name} must have a value for each precision, "
                f"got {chance.shape} for {precision.shape}"
            )
        elif not ((chance >= 0) & (chance <= 1)).all():
            found.append(f"probability: {name} must lie between 0 and 1, got {chance.tolist()}")
    return found


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
