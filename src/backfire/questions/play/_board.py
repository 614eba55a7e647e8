"""What a match is played on: a game in its central case, solved, and what it was made of."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

import jax
import jax.numpy as jnp
import numpy as np

from backfire.answers import Provenance, words
from backfire.answers.play import Origin
from backfire.model.strategy import AgentLogit
from backfire.model.strategy.contest import solve
from backfire.questions.game import Solved, contest_of, game_draws
from backfire.questions.prepare import Prepared, cache_key, canonical, prepare
from backfire.scenario import read_scenario, read_value

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from numpy.typing import NDArray

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
        In its central case, with arrays of NumPy.
    outside
        Share of need that plants outside the sender could make, by level of capacity; None if the
        payoffs are ranges.
    """

    origin: Origin
    provenance: Provenance
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
        """Solve the game of a scenario in its central case.

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
            If a table of the game has a gap.
        """
        changed = dict(changes or {})
        asked = read_scenario(scenario)
        asked = asked.but_paths({path: read_value(text) for path, text in changed.items()})
        known = game_draws(asked, draws=0, progress=progress)
        contest = contest_of(known.central, known.unit)
        precision = float(known.central.values["precision"])

        def solving(done: int, total: int) -> None:
            if progress is not None:
                progress(done, total, "Solving the game")

        solving(0, contest.quarters)
        found = solve(contest, AgentLogit(jnp.asarray(precision)), progress=solving)
        contest, found = jax.tree.map(np.asarray, (contest, found))
        tables = known.tables
        prepared = prepare(asked)
        return cls(
            origin=_origin(str(scenario), changed, prepared),
            provenance=prepared.provenance(),
            names=_names(prepared),
            game=Solved(known.central, contest, found, precision),
            outside=None if tables is None else np.median(tables.outside[0], axis=-1),
        )


def _origin(named: str, changes: Mapping[str, str], prepared: Prepared) -> Origin:
    """What a board was made of; a file is named by where it lies."""
    path, scenario = Path(named), prepared.scenario
    of = cache_key(scenario, prepared.edition, prepared.parameters, CACHE_VERSION)
    fields = of.pop("scenario")
    return Origin(
        scenario=str(path.resolve()) if path.is_file() else named,
        changes=changes,
        version=prepared.provenance().version,
        edition=scenario.edition,
        checksums={name: _checksum(value) for name, value in {**fields, **of}.items()},
    )


def _checksum(value: object) -> str:
    return hashlib.sha256(canonical({"is": value}).encode()).hexdigest()[:DIGITS]


def _names(prepared: Prepared) -> dict[str, str]:
    known = dict(prepared.edition.tables["places"].select("place", "name").iter_rows())
    scenario = prepared.scenario
    targets = [words.place(known.get(one, one)) for one in scenario.targets]
    sender = words.place(known.get(scenario.sender, scenario.sender))
    return {"sender": sender, "target": words.listed(targets)}
