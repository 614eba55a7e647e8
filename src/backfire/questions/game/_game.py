"""From a scenario's game to its answer."""

from __future__ import annotations

import time
from itertools import count
from typing import TYPE_CHECKING

import numpy as np

from backfire import data
from backfire.answers import Answer
from backfire.answers.game import KIND, RENEWALS, TABLES_OF_MODEL, Facts, Origin
from backfire.errors import ScenarioError
from backfire.model.strategy.contest import value_at
from backfire.questions.prepare import prepare
from backfire.scenario import Scenario, read_scenario

from ._collect import collected
from ._draws import GameDraws, Solved, game_draws, game_in, solved
from ._outcomes import GameOutcome, game_outcome
from ._variants import VARIED, changes, variants

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    import xarray as xr
    from numpy.typing import NDArray

    from backfire.questions.prepare import Prepared

    Progress = Callable[[int, int, str], None]

DRAWS = 8
"""Draws of what is not known, unless told: each is a game that is solved three times."""
PATHS = 4000
"""Paths of each draw, unless told."""
SWEEP = (1.0, 3.0, 8.0, 30.0)
"""Precisions at which it is worked out what each side forgoes."""
FEWEST_PATHS = 100


def game(
    scenario: Scenario | str | Path = "busan-2025",
    draws: int = DRAWS,
    paths: int = PATHS,
    seed: int | None = None,
    edition: str | Path | None = None,
    parameters: str | None = None,
    precision: float | None = None,
    progress: Progress | None = None,
) -> Answer:
    """Play a scenario's game: when a control is used, what is answered, and when that backfires.

    The game is solved at the middle of every band, which is the central game, and in draws of
    everything that is known within a band; each is played out on paths. Figures are medians over
    the draws with the band from the 5th to the 95th hundredth; the map, the tree and the ladder
    are those of the central game.

    Parameters
    ----------
    scenario
        A scenario with a game, the slug of a shipped one, or the path of a file.
    draws, paths
        Draws of what is not known, and paths of each.
    seed, parameters
        Replace those of the scenario.
    edition
        A folder with own tables, laid over the edition that the scenario names.
    precision
        Logit precision in place of the scenario's.
    progress
        Called with the pieces done, all pieces, and what is worked on.

    Raises
    ------
    ScenarioError
        If the scenario holds no game, or one that cannot be played.
    DataError
        If the figures do not hold together.
    SolveError
        If a table of the game has a gap.
    """
    began = time.perf_counter()
    question = scenario if isinstance(scenario, Scenario) else read_scenario(scenario)
    if precision is not None:
        question = question.but_path("game.precision", precision)
    _refuse(draws, paths)
    game_in(question)
    prepared = prepare(question, edition, seed=seed, parameters=parameters)
    known = game_draws(prepared.scenario, draws, edition, progress)
    found = _played(known, prepared.scenario.seed, paths, _counted(known, progress))
    return _answer(prepared, known, found, paths, round(time.perf_counter() - began, 1))


def _answer(
    prepared: Prepared, known: GameDraws, found: xr.Dataset, paths: int, seconds: float
) -> Answer:
    """The arrays with where they come from; only what the scenario names is cited."""
    scenario, asked, cited = prepared.scenario, known.central.game, data.citations()
    parts = ((RENEWALS, "due" in found.coords), (TABLES_OF_MODEL, known.tables is not None))
    provenance = prepared.provenance(
        seconds=seconds,
        parts=tuple(part for part, there in parts if there),
        sources={key: cited[key] for key in scenario.source_keys() if key in cited},
    )
    facts = Facts(
        question=asked.question,
        origin=Origin.RANGES if known.tables is None else Origin.SUPPLY_MODEL,
        paths=paths,
        notes=(asked.note,) if asked.note else (),
    )
    return Answer.of(KIND, found, provenance, facts)


def _refuse(draws: int, paths: int) -> None:
    problems = [
        f"{name}: must be at least {least}, got {got}"
        for name, got, least in (("draws", draws, 1), ("paths", paths, FEWEST_PATHS))
        if got < least
    ]
    if problems:
        where = "the question"
        raise ScenarioError(where, problems)


def _counted(known: GameDraws, progress: Progress | None) -> Callable[[str], None]:
    """Say after each draw, precision and variant how much is done, and how much there is."""
    precisions = {*SWEEP, known.central.values["precision"]}
    total = len(known.settings) + len(precisions) + len(tuple(changes(known.central.game)))
    done = count(1)

    def step(doing: str) -> None:
        if progress is not None:
            progress(next(done), total, doing)

    return step


def _played(known: GameDraws, seed: int, paths: int, step: Callable[[str], None]) -> xr.Dataset:
    """Every draw, then what is asked of the central game alone."""
    outcomes: list[GameOutcome] = []
    few: list[tuple[Solved, Solved]] = []
    for number, setting in enumerate(known.settings):
        outcome, here, free = game_outcome(
            setting, known.unit, (seed, number), paths, regret=number == 0
        )
        if number < VARIED:
            few.append((here, free))
        outcomes.append(outcome)
        step("draws")
    central = few[0][0]
    sweep: dict[float, NDArray[np.float64]] = {}
    for sharp in sorted({*SWEEP, central.precision}):
        one = central
        if sharp != central.precision:
            one = solved(known.central, known.unit, sharp, keep=False, regret=True)
        sweep[sharp] = np.asarray(
            value_at(one.contest, one.solution, one.start).share(), dtype=float
        )
        step("precisions")
    changed = variants(few, known.unit, seed, paths, step)
    return collected(known, outcomes, central, sweep, changed)
