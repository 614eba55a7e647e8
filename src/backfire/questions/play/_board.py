"""What a match is played on: a game in its central future, solved, and what it was made of."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import jax
import jax.numpy as jnp
import numpy as np

import backfire
from backfire import data
from backfire.model.strategy import AgentLogit
from backfire.model.strategy.contest import solve
from backfire.questions.game import Solved, contest_of, game_draws
from backfire.questions.prepare import cache_key, canonical
from backfire.results import words
from backfire.results.match import Origin
from backfire.scenario import read_scenario, read_value

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

    from backfire.data import Edition
    from backfire.scenario import Scenario

CACHE_VERSION = 1
"""Raised by one whenever a change of code changes how a match goes on."""
DIGITS = 12
"""Digits of a checksum."""


@dataclass(frozen=True)
class Board:
    """What a match is played on.

    Attributes
    ----------
    origin
        What it was made of.
    names
        Names of both sides as they stand in a sentence.
    game
        In its central future, with arrays of NumPy.
    outside
        Share of need that plants outside the sender could make, by level of capacity; nothing if
        the payoffs are ranges.
    """

    origin: Origin
    title: str
    names: Mapping[str, str]
    game: Solved
    outside: NDArray[np.float64] | None

    @classmethod
    def of(
        cls,
        scenario: str | Path = "busan-2025",
        changes: Mapping[str, str] | None = None,
        progress: Callable[[int, int, str], None] | None = None,
    ) -> Board:
        """Solve the game of a scenario in its central future.

        Parameters
        ----------
        scenario
            The slug of a shipped scenario with a game, or the path of a file.
        changes
            Fields to change, by path, each value as a file writes it.
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
        told = {} if changes is None else dict(changes)
        asked = read_scenario(scenario)
        asked = asked.but_paths({path: read_value(text) for path, text in told.items()})
        known = game_draws(asked, draws=0, progress=progress)
        figures = data.read_edition(asked.edition)
        contest = contest_of(known.central, known.unit)
        precision = float(known.central.values["precision"])

        def solving(done: int, total: int) -> None:
            if progress is not None:
                progress(done, total, "Solving the game")

        solving(0, contest.quarters)
        found = solve(contest, AgentLogit(jnp.asarray(precision)), progress=solving)
        contest, found = jax.tree.map(np.asarray, (contest, found))
        tables = known.tables
        return cls(
            origin=_origin(str(scenario), told, asked, figures),
            title=asked.title,
            names=_names(asked, figures),
            game=Solved(known.central, contest, found, precision),
            outside=None if tables is None else np.median(tables.outside[0], axis=-1),
        )


def _origin(named: str, changes: Mapping[str, str], scenario: Scenario, figures: Edition) -> Origin:
    """What a board was made of; a file is named by where it lies."""
    path = Path(named)
    of = cache_key(scenario, figures, data.read_parameters(scenario.parameters), CACHE_VERSION)
    fields = of.pop("scenario")
    return Origin(
        scenario=str(path.resolve()) if path.is_file() else named,
        changes=changes,
        version=backfire.__version__,
        edition=scenario.edition,
        checksums={name: _checksum(value) for name, value in {**fields, **of}.items()},
    )


def _checksum(value: object) -> str:
    return hashlib.sha256(canonical({"is": value}).encode()).hexdigest()[:DIGITS]


def _names(scenario: Scenario, figures: Edition) -> dict[str, str]:
    known = dict(figures.tables["places"].select("place", "name").iter_rows())
    targets = [words.place(known.get(one, one)) for one in scenario.targets]
    sender = words.place(known.get(scenario.sender, scenario.sender))
    return {"sender": sender, "target": words.listed(targets)}
