"""From a scenario's game to its answer."""

from __future__ import annotations

import time
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from backfire import data
from backfire.errors import ScenarioError
from backfire.model.strategy.contest import SIDES, value_at
from backfire.questions.run import asked
from backfire.results.game import AtPrecision, Banded, GameAnswer, Move, Regret

from ._collect import collected
from ._draws import GameDraws, Solved, game_draws, game_in, solved
from ._outcomes import GameOutcome, game_outcome
from ._policy import Situation, chances, policy_map, situations, tree
from ._setting import day_of
from ._variants import VARIED, changes, variants

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence
    from pathlib import Path

    from numpy.typing import NDArray

    from backfire.scenario import Scenario

    Progress = Callable[[int, int, str], None]

DRAWS = 8
"""Draws of what is not known, unless told: each is a game that is solved three times."""
PATHS = 4000
"""Paths of each draw, unless told."""
SWEEP = (1.0, 3.0, 8.0, 30.0)
"""Precisions at which it is told what each side forgoes."""


def game(
    scenario: Scenario | str | Path = "busan-2025",
    draws: int = DRAWS,
    paths: int = PATHS,
    seed: int | None = None,
    edition: str | Path | None = None,
    parameters: str | None = None,
    precision: float | None = None,
    progress: Progress | None = None,
) -> GameAnswer:
    """Play a scenario's game: when the card is used, what is answered, and when that backfires.

    The game is solved in a central future and in draws of everything that is known within a band;
    each is played out on paths. Figures are medians over the draws with the band from the 5th to
    the 95th hundredth, of plans those of the central future.

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
        If a table of the game has a hole.
    """
    began = time.perf_counter()
    question = asked(scenario, None, seed, parameters)
    if precision is not None:
        question = question.but_path("game.precision", precision)
    _refuse(draws, paths)
    game_in(question)
    known = game_draws(question, draws, edition, progress)
    changed = len(tuple(changes(game_in(question))))
    sharp = known.central.values["precision"]
    counter = _Counter(progress, draws + 1 + len({*SWEEP, sharp}) + changed)
    work = _Work(question, known, paths, counter)
    return work.answer(edition, began)


def _refuse(draws: int, paths: int) -> None:
    problems = [
        f"{name}: must be at least {least}, got {got}"
        for name, got, least in (("draws", draws, 1), ("paths", paths, _FEWEST))
        if got < least
    ]
    if problems:
        where = "the question"
        raise ScenarioError(where, problems)


_FEWEST = 100


@dataclass
class _Counter:
    """How much is done."""

    progress: Progress | None
    total: int
    done: int = 0

    def step(self, doing: str) -> None:
        self.done += 1
        if self.progress is not None:
            self.progress(self.done, self.total, doing)


@dataclass(frozen=True)
class _Work:
    """The pieces of one answer."""

    scenario: Scenario
    known: GameDraws
    paths: int
    counter: _Counter

    def answer(self, edition: str | Path | None, began: float) -> GameAnswer:
        """Every future, then what is asked of the central one alone."""
        seed = self.scenario.seed
        found: list[GameOutcome] = []
        moves: list[dict[tuple[str, str], dict[str, float]]] = []
        few: list[tuple[Solved, Solved]] = []
        for number, setting in enumerate(self.known.settings):
            one, here, free = game_outcome(
                setting, self.known.unit, (seed, number), self.paths, regret=number == 0
            )
            moves.append({(at.side, at.words): chances(here, at) for at in _situations(here)})
            if number < VARIED:
                few.append((here, free))
            found.append(one)
            self.counter.step("futures")
        central = few[0][0]
        sweep = self._sweep(central)
        changed = variants(few, self.known.unit, seed, self.paths, self.counter.step)
        drawn = found[1:]
        at = value_at(central.contest, central.solution, central.start)
        figures = data.read_edition(self.scenario.edition, overlay=edition)
        playing = central.setting
        outside = _outside(self.known)
        answer = GameAnswer(
            scenario=self.scenario.name,
            title=self.scenario.title,
            question=playing.game.question,
            edition=figures.name,
            origin="ranges" if self.known.tables is None else "supply_model",
            draws=len(drawn),
            paths=self.paths,
            precision=central.precision,
            days=tuple(day_of(quarter, playing.begins) for quarter in range(playing.game.quarters)),
            policy=tuple(_moves(moves)),
            **collected(playing, found[0], drawn),
            variants=changed,
            policy_map=policy_map(central, outside),
            tree=tree(found[0].paths, np.asarray(central.contest.beliefs.target)),
            residual=float(central.solution.residual),
            unsolved=int(central.solution.unsolved),
            several=int(central.solution.several),
            nodes=central.solution.nodes,
            regret={
                side: Regret(float(at.regret[row]), float(at.share()[row]))
                for row, side in enumerate(SIDES)
            },
            regret_sweep=sweep,
            aggregation=_aggregation(self.known),
            seconds=0.0,
            sources=_cited(self.scenario),
            notes=_notes(self.scenario),
        )
        return replace(answer, seconds=round(time.perf_counter() - began, 1))

    def _sweep(self, central: Solved) -> tuple[AtPrecision, ...]:
        """What each side forgoes at several precisions, in the central future."""
        rows: list[AtPrecision] = []
        for precision in sorted({*SWEEP, central.precision}):
            one = central
            if precision != central.precision:
                setting, unit = self.known.central, self.known.unit
                one = solved(setting, unit, precision, keep=False, regret=True)
            share = value_at(one.contest, one.solution, one.start).share()
            rows.append(AtPrecision(precision, float(share[0]), float(share[1])))
            self.counter.step("precisions")
        return tuple(rows)


def _situations(game: Solved) -> Sequence[Situation]:
    return situations(game.contest.postures)


def _moves(found: Sequence[dict[tuple[str, str], dict[str, float]]]) -> Sequence[Move]:
    """Probabilities of every move in every situation: the middle future's, banded by the draws."""
    moves: list[Move] = []
    for (side, words), central in found[0].items():
        drawn = {name: np.array([one[side, words][name] for one in found[1:]]) for name in central}
        chances_of = {
            name: Banded(*map(float, np.quantile(column, (0.05, 0.5, 0.95))))
            for name, column in drawn.items()
        }
        moves.append(Move(side, words, chances_of))
    return moves


def _outside(known: GameDraws) -> NDArray[np.float64]:
    """Share of need that plants outside could make, by level of capacity."""
    if known.tables is None:
        return np.linspace(0.0, 1.0, known.central.game.capacity_levels)
    return np.median(known.tables.outside[0], axis=-1)


def _aggregation(known: GameDraws) -> Banded | None:
    """Loss of a year by the tables of the game over that of the supply model, today."""
    if known.tables is None:
        return None
    low, middle, high = np.nanquantile(known.tables.ratio[0], (0.05, 0.5, 0.95))
    return Banded(float(low), float(middle), float(high))


def _cited(scenario: Scenario) -> dict[str, str]:
    known = data.citations()
    return {key: known[key] for key in scenario.source_keys() if key in known}


def _notes(scenario: Scenario) -> tuple[str, ...]:
    game = game_in(scenario)
    return tuple(note for note in (game.note,) if note)
