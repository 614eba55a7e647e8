"""From a question about leverage to its answer."""

from __future__ import annotations

import os
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, replace
from threading import Lock
from typing import TYPE_CHECKING, Any

import jax.numpy as jnp
import numpy as np

from backfire.answers.leverage import PIECES
from backfire.errors import BackfireError, SolveError
from backfire.questions.game import with_concession
from backfire.questions.prepare import (
    Growth,
    Prepared,
    ProjectOutcomes,
    assemble,
    draw_rules,
    fixed_values,
    from_band,
    prepare,
    project_outcomes,
)
from backfire.questions.run import CHUNK, set_up
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

from ._collect import collect
from ._counterfactuals import COUNTERFACTUALS
from ._findings import Findings
from ._histories import BranchPoint, used_and_unused
from ._slopes import joined_slopes, slope_names, slopes

if TYPE_CHECKING:
    from collections.abc import Callable, Collection, Mapping
    from pathlib import Path

    from numpy.typing import NDArray

    from backfire.answers import Answer
    from backfire.scenario import Scenario

    Arrays = dict[str, NDArray[Any]]

SIDES = 13
"""Sets the luck of concessions and worth apart from every other use of the scenario's seed."""
SLOPES = "elasticities"


def leverage(
    scenario: Scenario | str | Path,
    draws: int | None = None,
    seed: int | None = None,
    edition: str | Path | None = None,
    parameters: str | None = None,
    progress: Callable[..., None] | None = None,
    precision: str = "float32",
    without: Collection[str] = (),
) -> Answer:
    """Work out what the reference use would cost, from today to the last year, used before or not.

    A part of ``PIECES`` that fails is named in the provenance, and the rest is answered.

    Parameters
    ----------
    scenario
        A scenario, the slug of a shipped one, or the path of a file.
    draws, seed, parameters
        Replace those of the scenario.
    edition
        A folder with own tables, laid over the edition that the scenario names.
    progress
        Called with the parts done, all parts, and what is worked on.
    precision
        ``float32`` or ``float64``.
    without
        Parts to leave out, of ``PIECES``.

    Raises
    ------
    ScenarioError
        If the scenario cannot be read or names what the edition does not know.
    DataError
        If the figures do not hold together.
    SolveError
        If no draw stayed finite.

    Examples
    --------
    >>> from backfire.scenario import read_scenario
    >>> short = read_scenario("full-embargo").but_path("leverage.until", 2026)
    >>> found = leverage(short, draws=2, without=PIECES)
    >>> bool((found.target_loss.isel(start=0, history=0) > 0).all())
    True
    """
    asked = prepare(scenario, edition, draws=draws, seed=seed, parameters=parameters)
    asked = replace(asked, scenario=with_concession(asked.scenario, edition, progress))
    set_up()
    given = asked.scenario.leverage
    absent = set(without) | (set() if asked.scenario.instruments else {"instruments"})
    if given.stockpiling is None or given.dumping is None:
        absent.add("cases")
    wanted = tuple(piece for piece in PIECES if piece not in absent)
    return collect(_worked_out(asked, context_of(asked, precision), wanted, progress))


def context_of(asked: Prepared, precision: str) -> ModelContext:
    """What the rollouts of a question share: chain, control, growth and economies."""
    scenario, edition, labels = asked.scenario, asked.edition, asked.labels
    fixed = fixed_values(asked.parameters)
    chain = assemble(edition, asked.baseline, labels, fixed, np.dtype(precision))
    reference_use = ReferenceUse(scenario, edition, labels)
    quarters = -(-(quarters_of(reference_use) + STRETCH) // STRETCH) * STRETCH
    growth = Growth.of(scenario, edition, labels, chain, quarters)
    products = dict(edition.tables["gdp"].select("place", "value").iter_rows())
    places = economies(chain, labels, products)
    return ModelContext(reference_use, chain, precision, quarters, growth, places)


def _worked_out(
    asked: Prepared,
    context: ModelContext,
    wanted: tuple[str, ...],
    progress: Callable[..., None] | None,
) -> Findings:
    """Both histories in chunks; counterfactuals on the first chunk; slopes on the central draw."""
    scenario = asked.scenario
    drawn = draw_rules(asked.parameters, scenario.draws, scenario.seed)
    chunks = Chunks(context, drawn | draw_elasticities(scenario.draws, scenario.seed))
    names = slope_names(asked.parameters)
    began = time.perf_counter()
    parts, pieces, seconds = _all_at_once(asked, chunks, wanted, progress)
    joined = {
        name: np.concatenate([part[name] for part in parts], -1)[..., : scenario.draws]
        for name in parts[0]
    }
    if not joined["sound"].any():
        msg = "no draw stayed finite: the parameters lie outside what the equations can carry"
        raise SolveError(msg)
    failed = {
        name: next(each.reason for each in listed if each.reason)
        for name, listed in pieces.items()
        if any(each.reason for each in listed)
    }
    found = {name: [e.found for e in each] for name, each in pieces.items() if name not in failed}
    batches = found.pop(SLOPES, None)
    return Findings(
        asked=asked,
        context=context,
        values=chunks.values,
        main=joined,
        sampled={name: array for (each,) in found.values() for name, array in each.items()},
        slopes=None if batches is None else joined_slopes(batches),
        parameters=names,
        parts=tuple(name for name in wanted if name not in failed),
        failed=failed,
        seconds=seconds | {name: sum(e.seconds for e in each) for name, each in pieces.items()},
        total=time.perf_counter() - began,
    )


def _all_at_once(
    asked: Prepared,
    chunks: Chunks,
    wanted: tuple[str, ...],
    progress: Callable[..., None] | None,
) -> tuple[list[Arrays], dict[str, list[_Piece]], dict[str, float]]:
    """Both histories of every chunk and all pieces, on all cores."""
    others = [name for name in wanted if name != SLOPES]
    names = slope_names(asked.parameters) if SLOPES in wanted else ()
    batches = [names[at : at + CHUNK] for at in range(0, len(names), CHUNK)]
    tick = _ticker(progress, chunks.count + len(others) + len(batches))

    def main(number: int) -> tuple[Arrays, BranchPoint]:
        found = used_and_unused(*chunks.chunk(number))
        tick("draws")
        return found

    def slopes_of(batch: tuple[str, ...]) -> _Piece:
        return _attempt(lambda: slopes(chunks.context, asked.parameters, batch), SLOPES, tick)

    def piece(name: str, branch: BranchPoint) -> _Piece:
        return _attempt(lambda: COUNTERFACTUALS[name](branch), name, tick)

    with ThreadPoolExecutor(os.cpu_count() or 1) as pool:
        began = time.perf_counter()
        first = pool.submit(main, 0)
        # All pieces have one shape on one device, so that a stretch is compiled once; slopes
        # need nothing from the others and keep the second core busy from the start.
        of_slopes = [pool.submit(slopes_of, batch) for batch in batches]
        found, branch = first.result()
        rest = [pool.submit(main, number) for number in range(1, chunks.count)]
        running = {name: [pool.submit(piece, name, branch)] for name in others}
        parts = [found, *(each.result()[0] for each in rest)]
        seconds = {"draws": time.perf_counter() - began}
        running |= {SLOPES: of_slopes} if batches else {}
        done = {name: [each.result() for each in listed] for name, listed in running.items()}
    return parts, done, seconds


@dataclass(frozen=True)
class Chunks:
    """The draws of a question in chunks of one size; the last is filled up with its last draw."""

    context: ModelContext
    values: Mapping[str, NDArray[np.float64]]

    @property
    def size(self) -> int:
        """Draws in a chunk."""
        return min(CHUNK, self.context.reference_use.scenario.draws)

    @property
    def count(self) -> int:
        """Number of chunks."""
        return -(-self.context.reference_use.scenario.draws // self.size)

    def chunk(self, number: int) -> tuple[Ensemble, Any, Any]:
        """Some draws as an ensemble, with what a use obtains and what leverage is worth in each."""
        use, context = self.context.reference_use, self.context
        scenario = use.scenario
        at = np.arange(number * self.size, (number + 1) * self.size)
        at = np.minimum(at, scenario.draws - 1)
        known = project_outcomes(use.edition, self.values, scenario.seed, scenario.starts)
        mine = ProjectOutcomes(known.reached[at], known.week[at])
        values = {name: column[at] for name, column in self.values.items()}
        ensemble = Ensemble.of(context, values, project_arrivals(context, mine))
        concession, worth = (
            jnp.asarray(column[at], context.precision) for column in _sides(scenario)
        )
        return ensemble, concession, worth


def _sides(scenario: Scenario) -> list[NDArray[np.float64]]:
    """What a use obtains a year and what leverage is worth, in each draw of the scenario."""
    rank = np.random.default_rng([scenario.seed, SIDES]).random((scenario.draws, 2)).T
    bands = scenario.leverage.conceded, scenario.leverage.worth
    return [
        np.zeros(scenario.draws)
        if band is None
        else from_band(band.low, band.central, band.high, column)
        for band, column in zip(bands, rank, strict=True)
    ]


@dataclass(frozen=True)
class _Piece:
    """A part as it was worked out, or the reason why it could not be."""

    seconds: float
    found: Any = None
    reason: str = ""


def _attempt(work: Callable[[], Any], name: str, tick: Callable[[str], None]) -> _Piece:
    """Work a part out; whatever goes wrong in it costs this part alone."""
    began = time.perf_counter()
    found, reason = None, ""
    try:
        found = work()
    except BackfireError as fault:
        reason = str(fault)
    except Exception as fault:
        reason = f"{type(fault).__name__}: {fault}"
    tick(name)
    return _Piece(time.perf_counter() - began, found, reason)


def _ticker(progress: Callable[..., None] | None, total: int) -> Callable[[str], None]:
    """Count the parts that are done, from whatever thread, and say so."""
    lock, done = Lock(), iter(range(1, total + 1))

    def tick(doing: str) -> None:
        with lock:
            count = next(done, total)
            if progress is not None:
                progress(count, total, doing)

    return tick
