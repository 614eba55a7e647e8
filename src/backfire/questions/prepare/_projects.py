"""Named projects: whether they come, and when."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy.special import ndtri

from backfire.model.rollout import WEEKS_PER_QUARTER

from ._calendar import DAYS_PER_WEEK, DAYS_PER_YEAR, day_of

if TYPE_CHECKING:
    from collections.abc import Mapping
    from datetime import date

    from numpy.typing import NDArray

    from backfire.data import Edition

    from ._labels import Labels

OUTCOMES = 11
"""Sets the luck of projects apart from every other use of the scenario's seed."""


@dataclass(frozen=True)
class ProjectOutcomes:
    """What becomes of each named project in each future."""

    reached: NDArray[np.float64]
    """Share of its capacity that comes, by draw and project: 0 or 1; its chance if one future."""
    week: NDArray[np.float64]
    """Week of the run in which it opens, by draw and project."""


def project_outcomes(
    edition: Edition,
    values: Mapping[str, NDArray[np.float64]],
    seed: int,
    starts: date,
) -> ProjectOutcomes:
    """Draw whether and when each named project opens.

    All rows of a project share its luck. A single future takes the chance itself and the mean slip.
    """
    rows = edition.tables["projects"]
    prospects = {row["status"]: row for row in edition.tables["prospects"].iter_rows(named=True)}
    outlook = [prospects[status] for status in rows["status"]]
    chance, slip, spread = (
        np.array([row[name] for row in outlook], dtype=float)
        for name in ("value", "slip", "slip_sd")
    )
    due = np.array([_weeks(day_of(when), starts) for when in rows["starts"]])
    success, late = (values[name][:, None] for name in ("project_success", "project_slip"))
    chances = np.minimum(chance * success, 1.0)
    draws = len(success)
    if draws == 1:
        return ProjectOutcomes(chances, due + _weeks_of(slip * late))
    names = list(dict.fromkeys(rows["project"]))
    luck = np.random.default_rng([seed, OUTCOMES]).random((draws, len(names), 2))
    mine = luck[:, [names.index(name) for name in rows["project"]]]
    years = late * _skewed(slip, spread, mine[:, :, 1])
    return ProjectOutcomes((mine[:, :, 0] < chances).astype(float), due + _weeks_of(years))


def arrivals(
    edition: Edition,
    labels: Labels,
    known: ProjectOutcomes,
    quarters: int,
    missing: Mapping[str, float] | None = None,
) -> NDArray[np.float64]:
    """Capacity that opens in each quarter, with axes (quarter, process, place, draw), t/yr.

    A project opens evenly over the thirteen weeks after its date, so that a later date is felt
    smoothly.

    Parameters
    ----------
    missing
        Share of a project that does not come, because nobody pays for it.
    """
    shape = (quarters, len(labels.processes), len(labels.places), len(known.week))
    opened = np.zeros(shape)
    begin = np.arange(quarters)[:, None] * WEEKS_PER_QUARTER
    lost = missing or {}
    rows = edition.tables["projects"].select("project", "process", "place", "value").iter_rows()
    for number, (project, process, place, value) in enumerate(rows):
        done = np.clip((begin - known.week[:, number]) / WEEKS_PER_QUARTER, 0.0, 1.0)
        share = np.diff(done, axis=0, prepend=0.0)
        spot = (slice(None), labels.processes.index(process), labels.places.index(place))
        opened[spot] += (1 - lost.get(project, 0.0)) * value * known.reached[:, number] * share
    return opened


def _weeks(day: date, starts: date) -> float:
    return (day - starts).days / DAYS_PER_WEEK


def _weeks_of(years: NDArray[np.float64]) -> NDArray[np.float64]:
    return years * DAYS_PER_YEAR / DAYS_PER_WEEK


def _skewed(
    mean: NDArray[np.float64], sd: NDArray[np.float64], level: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Quantiles of a lognormal with this mean and standard deviation; 0 where the mean is 0."""
    certain = mean <= 0
    safe = np.where(certain, 1.0, mean)
    width = np.sqrt(np.log1p((sd / safe) ** 2))
    return np.where(certain, 0.0, safe * np.exp(width * ndtri(level) - width**2 / 2))
