"""From a question about leverage to its answer."""

from __future__ import annotations

import os
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from threading import Lock
from typing import TYPE_CHECKING, Any

import jax.numpy as jnp
import numpy as np

from backfire import data
from backfire.errors import SolveError
from backfire.questions.game import with_concession
from backfire.questions.prepare import (
    Growth,
    ProjectOutcomes,
    assemble,
    check,
    draw_rules,
    fixed_values,
    from_band,
    labels_of,
    project_outcomes,
)
from backfire.questions.run import CHUNK, asked, set_up
from backfire.questions.trajectories import (
    STRETCH,
    Ensemble,
    ModelContext,
    ReferenceUse,
    draw_elasticities,
    economies,
    project_arrivals,
    quarters_of,
)

from ._collect import Findings, collect_leverage
from ._histories import BranchPoint, used_and_unused
from ._slopes import HEADLINES, slope_names, slopes

if TYPE_CHECKING:
    from collections.abc import Callable, Collection
    from pathlib import Path

    from numpy.typing import NDArray

    from backfire.data import Edition, Parameters
    from backfire.results import Leverage
    from backfire.scenario import Concession, Scenario, Worth

PIECES = ("structural", "window", "instruments", "cases", "decoupling", "elasticities")
"""What is worked out beside the two histories."""


def leverage(
    scenario: Scenario | str | Path,
    draws: int | None = None,
    seed: int | None = None,
    edition: str | Path | None = None,
    parameters: str | None = None,
    progress: Callable[..., None] | None = None,
    precision: str = "float32",
    without: Collection[str] = (),
) -> Leverage:
    """Work out what the reference use would cost, from today to the last year, used before or not.

    Parameters
    ----------
    scenario
        A scenario, the slug of a shipped one, or the path of a file.
    draws, seed, parameters
        Replace those of the scenario.
    edition
        A folder with own tables, laid over the edition that the scenario names.
    progress
        Called with the pieces done, all pieces, and what is worked on.
    precision
        ``float32`` or ``float64``.
    without
        Pieces to leave out, of ``PIECES``; what they would answer is a hole.

    Raises
    ------
    ScenarioError
        If the scenario cannot be read or names what the edition does not know.
    DataError
        If the figures do not hold together.
    SolveError
        If no future stayed finite.

    Examples
    --------
    >>> from backfire.scenario import read_scenario
    >>> short = read_scenario("full-embargo").but_path("leverage.until", 2026)
    >>> found = leverage(short, draws=2, without=PIECES)
    >>> bool((found.target_loss.isel(start=0, history=0) > 0).all())
    True
    """
    question = asked(scenario, draws, seed, parameters)
    figures = data.read_edition(question.edition, overlay=edition)
    check(question, figures)
    question = with_concession(question, edition, progress)
    table = data.read_parameters(question.parameters)
    set_up()
    labels = labels_of(figures)
    baseline = data.reconcile(figures)
    chain = assemble(figures, baseline, labels, fixed_values(table), np.dtype(precision))
    reference_use = ReferenceUse(question, figures, labels)
    quarters = -(-(quarters_of(reference_use) + STRETCH) // STRETCH) * STRETCH
    growth = Growth.of(question, figures, labels, chain, quarters)
    places = economies(chain, labels, _products(figures))
    context = ModelContext(reference_use, chain, precision, quarters, growth, places)
    wanted = tuple(piece for piece in PIECES if piece not in without)
    return _Reckoning(context, table, progress, wanted).answer()


@dataclass
class _Reckoning:
    """The pieces of one answer, worked out on all cores."""

    context: ModelContext
    table: Parameters
    progress: Callable[..., None] | None
    wanted: tuple[str, ...]
    done: int = 0
    seconds: dict[str, float] = field(default_factory=dict)
    lock: Lock = field(default_factory=Lock)

    def answer(self) -> Leverage:
        """Main futures in chunks; counterfactuals on the first chunk; slopes on the central one."""
        scenario = self.context.reference_use.scenario
        values = {
            **draw_rules(self.table, scenario.draws, scenario.seed),
            **draw_elasticities(scenario.draws, scenario.seed),
        }
        known = project_outcomes(
            self.context.reference_use.edition, values, scenario.seed, scenario.starts
        )
        sides = _sides(scenario)
        chunks = -(-scenario.draws // CHUNK)
        names = slope_names(self.table)
        parts_of_slopes = [names[part : part + CHUNK] for part in range(0, len(names), CHUNK)]
        total = chunks + len(set(self.wanted) - {"elasticities"})
        total += len(parts_of_slopes) * ("elasticities" in self.wanted)

        def main(number: int) -> tuple[dict[str, Any], BranchPoint | None]:
            wanted = np.arange(number * CHUNK, (number + 1) * CHUNK)
            positions = np.minimum(wanted, scenario.draws - 1)
            mine = {name: column[positions] for name, column in values.items()}
            arrivals = project_arrivals(
                self.context, ProjectOutcomes(known.reached[positions], known.week[positions])
            )
            ensemble = Ensemble.of(self.context, mine, arrivals)
            side = tuple(jnp.asarray(column[positions], self.context.precision) for column in sides)
            found, travelled = used_and_unused(ensemble, *side)
            keep = scenario.draws - number * CHUNK
            self._count(total, "futures")
            kept = {name: array[..., :keep] for name, array in found.items()}
            return kept, travelled if number == 0 else None

        with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
            began = time.perf_counter()
            first = pool.submit(main, 0)
            # All pieces have one shape on one device, so that a stretch is compiled once; slopes
            # need nothing from the others and keep the second core busy from the start.
            slopes_of = [pool.submit(self._slopes, part, total) for part in parts_of_slopes]
            found, travelled = first.result()
            assert travelled is not None
            rest = [pool.submit(main, number) for number in range(1, chunks)]
            others = {
                name: pool.submit(self._timed, name, total, piece)
                for name, piece in travelled.pieces().items()
                if name in self.wanted
            }
            parts = [found, *(future.result()[0] for future in rest)]
            self.seconds["futures"] = time.perf_counter() - began
            table = np.concatenate([future.result() for future in slopes_of], axis=1)
            sampled = {name: future.result() for name, future in others.items()}
        self.seconds["all"] = time.perf_counter() - began
        joined = {
            name: np.concatenate([part[name] for part in parts], axis=-1) for name in parts[0]
        }
        if not joined["sound"].any():
            msg = "no future stayed finite: the parameters lie outside what the equations can carry"
            raise SolveError(msg)
        return collect_leverage(
            Findings(self.context, self.table, joined, sampled, names, table, values, self.seconds)
        )

    def _slopes(self, names: tuple[str, ...], total: int) -> NDArray[np.float64]:
        if "elasticities" not in self.wanted:
            return np.full((len(HEADLINES), len(names)), np.nan)
        return self._timed("elasticities", total, slopes, self.context, self.table, names)

    def _timed(self, name: str, total: int, piece: Callable[..., Any], *given: Any) -> Any:
        began = time.perf_counter()
        found = piece(*given)
        self.seconds[name] = self.seconds.get(name, 0.0) + time.perf_counter() - began
        self._count(total, name)
        return found

    def _count(self, total: int, doing: str) -> None:
        with self.lock:
            self.done += 1
            if self.progress is not None:
                self.progress(self.done, total, doing)


def _products(figures: Edition) -> dict[str, float]:
    """Gross domestic product by place, USD."""
    return dict(figures.tables["gdp"].select("place", "value").iter_rows())


def _sides(scenario: Scenario) -> tuple[NDArray[np.float64], NDArray[np.float64]]:
    """What a use obtains a year and what leverage is worth, in each future of the scenario."""
    rank = np.random.default_rng([scenario.seed, SIDES]).random((scenario.draws, 2)).T
    asked_of = scenario.leverage

    def each(band: Concession | Worth | None, column: NDArray[np.float64]) -> NDArray[np.float64]:
        none = np.zeros(scenario.draws)
        return none if band is None else from_band(band.low, band.central, band.high, column)

    return each(asked_of.conceded, rank[0]), each(asked_of.worth, rank[1])


SIDES = 13
"""Sets the luck of concessions and worth apart from every other use of the scenario's seed."""
