"""What the game of a scenario tells other questions, cached, since it takes minutes to find."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from backfire import data
from backfire.model.strategy.contest import SIDES, Act, CommonRandomNumbers, Start, value_at
from backfire.model.strategy.outcomes import FATES, renewal
from backfire.questions.prepare import cache_key, cached
from backfire.scenario import Concession, ConcessionByGame, read_scenario

from ._draws import game_draws, game_in, solved
from ._outcomes import due_day, due_quarters
from ._stakes import QUARTERS_PER_YEAR

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date
    from pathlib import Path

    from numpy.typing import NDArray

    from backfire.model.strategy.contest import Paths
    from backfire.scenario import Scenario

    from ._draws import Solved
    from ._setting import Setting

    Progress = Callable[[int, int, str], None]
    Numbers = NDArray[np.float64]

CACHE_VERSION = 2
"""Raised by one whenever a change of code changes what is found."""
NAME = "game-told"
DRAWS = 16
PATHS = 4000
BECOMES = FATES
LONGEST = 10
"""Years over which what is obtained is told, one by one."""


@dataclass(frozen=True)
class GameSummary:
    """What a game says to other questions, by draw of the game.

    Attributes
    ----------
    obtained
        What truces with concessions pay the sender after a full ban in the first quarter, less what
        they pay after holding, USD a year spread evenly over so many years, (years, draw). Below
        zero where the ban breaks a truce that pays more.
    from_calm
        The same if no truce stood at the start.
    due
        Days by which the first truce has to be renewed, and later ones.
    becomes
        Shares of paths on which it is renewed, lapses or is replaced by a control,
        (due, outcome, draw).
    truce
        What a truce with concessions with so many quarters left is worth above calm, USD,
        (side, quarters left, draw).
    """

    obtained: Numbers
    from_calm: Numbers
    due: tuple[date, ...]
    becomes: Numbers
    truce: Numbers


def game_summary(
    scenario: Scenario | str,
    edition: str | Path | None = None,
    progress: Progress | None = None,
    draws: int = DRAWS,
    paths: int = PATHS,
) -> GameSummary:
    """Solve a scenario's game in draws of what is not known, or read what was found before.

    Parameters
    ----------
    scenario
        A scenario with a game, or the slug of a shipped one.
    draws, paths
        Futures of the game, and paths of each.

    Raises
    ------
    ScenarioError
        If the scenario is not there, or holds no game.
    """
    question = read_scenario(scenario) if isinstance(scenario, str) else scenario
    game_in(question)
    figures = data.read_edition(question.edition, overlay=edition)
    table = data.read_parameters(question.parameters)

    def compute() -> dict[str, Numbers]:
        known = game_draws(question, draws, edition, progress)
        found: list[dict[str, Numbers]] = []
        for number, setting in enumerate(known.settings[1:], 1):
            found.append(_told(solved(setting, known.unit), question.seed + number, paths))
            if progress is not None:
                progress(number, draws, "game")
        return {name: np.stack([one[name] for one in found], -1) for name in found[0]}

    about = cache_key(question, figures, table, CACHE_VERSION, draws=draws, paths=paths)
    arrays = cached(NAME, about, compute)
    setting = game_draws(question, 0, edition).central
    due = tuple(due_day(setting, quarter) for quarter in due_quarters(setting))
    return GameSummary(due=due, **arrays)


def with_concession(
    scenario: Scenario, edition: str | Path | None = None, progress: Progress | None = None
) -> Scenario:
    """The same scenario, in which what a use obtains is told by the game that it names.

    Raises
    ------
    ScenarioError
        If the named scenario is not there, or holds no game.
    """
    asked = scenario.leverage.concession
    if not isinstance(asked, ConcessionByGame):
        return scenario
    obtained = game_summary(asked.game, edition, progress).obtained
    years = int(np.clip(round(asked.years), 1, LONGEST))
    low, central, high = map(float, np.quantile(obtained[years - 1], (0.05, 0.5, 0.95)))
    futures = f"in {obtained.shape[-1]} futures of it"
    told = Concession(
        low=low,
        central=central,
        high=high,
        years=asked.years,
        game=asked.game,
        note=f"By the game of {asked.game}, {futures}. {asked.note}".strip(),
    )
    return scenario.but_path("leverage.concession", told)


def _told(game: Solved, seed: int, paths: int) -> dict[str, Numbers]:
    """What one draw of a game says."""
    luck = CommonRandomNumbers.drawn(seed, game.setting.game.quarters, paths)
    known = game.contest.postures
    went = game.walk(luck)
    due = due_quarters(game.setting)
    becomes = np.array([renewal(went, known, quarter - 1) for quarter in due])
    return {
        "obtained": _obtained(game, luck, game.start),
        "from_calm": _obtained(game, luck, replace(game.start, posture=known.open(0, 0))),
        "becomes": becomes.reshape(len(due), len(BECOMES)),
        "truce": _worth_of_truces(game),
    }


def _obtained(game: Solved, luck: CommonRandomNumbers, start: Start) -> Numbers:
    """What the sender is paid in truces with concessions after a full ban, less after holding.

    After the first quarter both are played on by the strategies of the equilibrium, with the same
    luck; a truce that stands is broken by the ban.
    """
    conceding = game.contest.postures.conceding
    paid = [
        _paid(game.setting, game.walk(luck, start, first=act), conceding)
        for act in (Act.FULL_BAN, Act.HOLD)
    ]
    return paid[0] - paid[1]


def _paid(setting: Setting, paths: Paths, conceding: NDArray[np.bool_]) -> Numbers:
    """Present value of concessions over some years, spread evenly over them, USD a year."""
    given = conceding[paths.answered].mean(1)
    weights = setting.discount ** np.arange(len(given))
    rate = setting.values["concessions.sender"]
    ends = [min(year * QUARTERS_PER_YEAR, len(given)) for year in range(1, LONGEST + 1)]
    return np.array([rate * (weights[:end] @ given[:end]) / weights[:end].sum() for end in ends])


def _worth_of_truces(game: Solved) -> Numbers:
    """Value of a truce with concessions above calm, by side and quarters left."""
    known = game.contest.postures

    def at(posture: int) -> Numbers:
        start = replace(game.start, posture=posture)
        return np.asarray(value_at(game.contest, game.solution, start).value)

    calm = at(known.open(0, 0))
    left = [at(known.truce(1, quarters)) - calm for quarters in range(1, known.term + 1)]
    return np.stack(left, axis=1).reshape(len(SIDES), known.term)
