"""What comes whatever prices do: growth of end uses, plants that follow, and named projects."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING, Any

import jax.numpy as jnp
import numpy as np
from scipy.special import ndtri

from backfire.model.adaptation import Outlook
from backfire.model.rollout import WEEKS_PER_QUARTER

from ._labels import DAYS_PER_WEEK, DAYS_PER_YEAR, MIDDLE_OF_A_YEAR, day_of

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jax.typing import DTypeLike
    from numpy.typing import NDArray

    from backfire.data import Edition
    from backfire.model.chain import Chain
    from backfire.scenario import Scenario

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


FOLLOWS_USERS = ("metal", "magnet")
"""Stages whose plants are built to order, within about two years, wherever they stand."""


def demand(
    scenario: Scenario,
    edition: Edition,
    labels: Labels,
    final: NDArray[np.float64],
    quarters: int,
) -> NDArray[np.float64]:
    """Activity of end users at the start of each quarter, by good and place, over the first day's.

    What the scenario tells of them stands in place of what the edition expected.

    Parameters
    ----------
    final
        Baseline end use by good, end use and place.
    """
    starts = scenario.starts
    begin = np.arange(quarters) * WEEKS_PER_QUARTER * DAYS_PER_WEEK / DAYS_PER_YEAR
    expected = np.stack([_expected(edition, use, starts, begin) for use in labels.uses])
    by_use = np.repeat(expected[:, None], len(labels.places), axis=1)
    for part in scenario.activity:
        uses = [labels.uses.index(use) for use in part.uses or labels.uses]
        places = [labels.places.index(place) for place in part.places or labels.places]
        by_use[np.ix_(uses, places)] = _between(edition, part.ratio, starts, begin)
    ratio = by_use / by_use[:, :, :1]
    total = final.sum(1)
    grown = np.einsum("cur,urq->qcr", final, ratio)
    return np.divide(grown, total, out=np.ones_like(grown), where=total > 0)


@dataclass(frozen=True)
class Growth:
    """What grows whatever prices do, by quarter; nothing in the first, so that a run begins at
    rest.
    """

    demand: NDArray[np.float64]
    """Activity of end users over the first day's, by quarter, good and place."""
    trend: NDArray[np.float64]
    """Growth a year of capacity that follows users, by quarter, process and place."""
    plan: NDArray[np.float64]
    """The same of ore and separation, for which the sender plans."""

    @classmethod
    def of(
        cls, scenario: Scenario, edition: Edition, labels: Labels, chain: Chain, quarters: int
    ) -> Growth:
        """Metals and magnets follow their users wherever they are made.

        Ore and its separation do not. The sender plans for its own and for the ore that it takes in
        from elsewhere, a part of what users need more; the others wait for projects and margins.
        """
        final = np.asarray(chain.final_use, dtype=float)
        demanded = demand(scenario, edition, labels, final, quarters)
        needed = _needed(chain, final.sum(1)[None] * demanded)
        yearly = np.zeros_like(needed)
        pace = WEEKS_PER_QUARTER * DAYS_PER_WEEK / DAYS_PER_YEAR
        yearly[1:] = np.diff(np.log(np.maximum(needed, 1e-300)), axis=0) / pace
        stage = edition.tables["processes"]["stage"]
        follows = np.array([name in FOLLOWS_USERS for name in stage], dtype=float)
        shape = (quarters, len(labels.processes), len(labels.places))
        taken = _taken_by(chain, labels.places.index(scenario.sender))
        plan = (yearly * (1 - follows))[:, :, None] * taken
        return cls(demanded, np.broadcast_to((yearly * follows)[:, :, None], shape), plan)

    def outlook(self, opened: Any, quarters: slice, dtype: DTypeLike) -> Outlook:
        """The outlook of some quarters, with the projects that open."""
        return Outlook(
            demand=jnp.asarray(self.demand[quarters], dtype),
            arrivals=jnp.asarray(opened[quarters], dtype),
            plan=jnp.asarray(self.plan[quarters], dtype),
            trend=jnp.asarray(self.trend[quarters], dtype),
        )


def _taken_by(chain: Chain, sender: int) -> NDArray[np.float64]:
    """Share of each process and place's output that the sender's own plants take in, by value.

    The sender plans for the ore that its separation lives on, wherever it is mined; its own
    processes are wholly in its plan.
    """
    share, use, sales, price, output = (
        np.asarray(array, dtype=float)
        for array in (chain.share, chain.use, chain.sales, chain.price, chain.output)
    )
    in_processes = np.asarray(chain.input, dtype=float).sum(1) > 0
    bought = np.where(in_processes[:, None], share[:, sender] * use[:, sender, None], 0.0)
    part = np.divide(bought, sales, out=np.zeros_like(bought), where=sales > 0)
    worth = output * price[:, None]
    weight = worth / np.maximum(worth.sum(0), 1e-300)
    mines = np.asarray(chain.input, dtype=float).sum(0) == 0
    taken = np.where(mines[:, None], np.einsum("ck,co->ko", weight, part), 0.0)
    taken[:, sender] = 1.0
    return np.minimum(taken, 1.0)


def _needed(chain: Chain, final: NDArray[np.float64]) -> NDArray[np.float64]:
    """Activity that each process needs for a world's end use, by quarter and process.

    Goods are traced from their users upstream at the recipes and shares of output of the baseline.
    """
    intake, output = (np.asarray(array, dtype=float) for array in (chain.input, chain.output))
    activity = np.asarray(chain.activity, dtype=float).sum(1)
    made = output * activity
    part = np.divide(
        made,
        made.sum(1, keepdims=True),
        out=np.zeros_like(made),
        where=made.sum(1, keepdims=True) > 0,
    )
    world = final.sum(2)
    wanted = world
    runs = np.zeros((len(world), intake.shape[1]))
    for _ in range(intake.shape[1]):
        # What binds a process with several products is the one it makes most of by value.
        per_unit = np.divide(part, output, out=np.zeros_like(part), where=output > 0)
        worth = output * np.asarray(chain.price, dtype=float)[:, None]
        weight = worth / np.maximum(worth.sum(0), 1e-300)
        runs = np.einsum("qc,ck,ck->qk", wanted, per_unit, weight)
        wanted = world + np.einsum("ck,qk->qc", intake, runs)
    return runs


def _expected(
    edition: Edition, use: str, starts: date, years: NDArray[np.float64]
) -> NDArray[np.float64]:
    rows = edition.tables["growth"]
    mine = rows.filter(rows["use"] == use).sort("when")
    by_year = {int(when[:4]): value for when, value in mine.select("when", "value").iter_rows()}
    return _between(edition, by_year, starts, years)


def _between(
    edition: Edition, ratio: Mapping[int, float], starts: date, years: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Log-linear between the middles of the years, level after the last of them."""
    known = {edition.baseline_year: 1.0} | dict(ratio)
    when = [_years(date(year, *MIDDLE_OF_A_YEAR), starts) for year in sorted(known)]
    return np.exp(np.interp(years, when, np.log([known[year] for year in sorted(known)])))


def _years(day: date, starts: date) -> float:
    return (day - starts).days / DAYS_PER_YEAR
