"""The draws of a game: the central one, and draws of what is known within a band."""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import timedelta
from typing import TYPE_CHECKING

import jax.numpy as jnp
import numpy as np
from pydantic import BaseModel

from backfire import data
from backfire.errors import ScenarioError
from backfire.model.strategy import AgentLogit
from backfire.model.strategy.contest import (
    Act,
    CommonRandomNumbers,
    Paths,
    Solution,
    Start,
    solve,
    walk,
)
from backfire.questions.prepare import from_band
from backfire.questions.run import set_up
from backfire.scenario import RangePayoffs

from ._contest import contest_of
from ._setting import Setting
from ._stakes import QUARTERS_PER_YEAR, stakes_in_ranges, stakes_of_model
from .payoffs import payoffs

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from numpy.typing import NDArray

    from backfire.model.strategy.contest import Contest
    from backfire.scenario import Game, Scenario

    from .payoffs import Payoffs

BRANCHES = ("low", "central", "high")
HORIZON_OF_TABLES = 64
"""Draws of the supply model that the payoff tables hold."""


@dataclass(frozen=True)
class GameDraws:
    """Settings of a game: the central one first, then one for each draw.

    Attributes
    ----------
    tables
        What the supply model says, if the payoffs rest on it.
    unit
        What choices of each side are compared in, USD, the same in all draws.
    """

    settings: tuple[Setting, ...]
    tables: Payoffs | None
    unit: NDArray[np.float64]

    @property
    def central(self) -> Setting:
        """All bands at their middle, and the supply model at its median."""
        return self.settings[0]

    @property
    def outside(self) -> NDArray[np.float64]:
        """Share of need that plants outside the sender could make, by level of capacity."""
        if self.tables is None:
            return np.linspace(0.0, 1.0, self.central.game.capacity_levels)
        return np.median(self.tables.outside[0], axis=-1)


def game_draws(
    scenario: Scenario,
    draws: int,
    edition: str | Path | None = None,
    progress: Callable[[int, int, str], None] | None = None,
) -> GameDraws:
    """The draws of a scenario's game.

    Raises
    ------
    ScenarioError
        If the scenario holds no game.
    """
    game = game_in(scenario)
    set_up()
    figures = data.read_edition(scenario.edition, overlay=edition)
    tables = None
    if not isinstance(game.payoffs, RangePayoffs):
        tables = payoffs(scenario, HORIZON_OF_TABLES, edition=edition, progress=progress)
    values = game_values(game, draws, scenario.seed)
    rate = scenario.leverage.discount_rate
    begins = game.begins or figures.date + timedelta(days=1)
    settings: list[Setting] = []
    for number in range(draws + 1):
        mine = {path: float(column[number]) for path, column in values.items()}
        if tables is None:
            stakes = stakes_in_ranges(game, mine)
        else:
            stakes = stakes_of_model(tables, None if number == 0 else number - 1)
        discount = (1 + rate) ** (-1 / QUARTERS_PER_YEAR)
        settings.append(Setting(game, mine, stakes, discount, begins))
    return GameDraws(tuple(settings), tables, settings[0].unit())


def game_in(scenario: Scenario) -> Game:
    """The game of a scenario.

    Raises
    ------
    ScenarioError
        If it holds none.
    """
    if scenario.game is None:
        msg = "game: must be there to be played, got none; add a game, or ask busan-2025"
        raise ScenarioError(scenario.name, [msg])
    return scenario.game


@dataclass(frozen=True)
class Solved:
    """A game in one draw as it is played."""

    setting: Setting
    contest: Contest
    solution: Solution
    precision: float

    @property
    def start(self) -> Start:
        """Where it begins."""
        return self.setting.start()

    def walk(
        self,
        luck: CommonRandomNumbers,
        start: Start | None = None,
        true: float | None = None,
        first: Act | None = None,
    ) -> Paths:
        """Paths from the start, or from another one.

        Parameters
        ----------
        true
            True probability that the target is resolute; what is believed unless given.
        first
            What the sender does in the first quarter, whatever its plan.
        """
        begun = start or self.start
        chances = None if true is None else (begun.sender, true)
        return walk(self.contest, self.solution, begun, luck, chances, first)

    def without_accidents(self) -> Solved:
        """The same plans in a world in which nobody takes a step that was not ordered."""
        count = self.contest.postures.count
        calm = replace_in(self.contest, "nature", accident=jnp.eye(count))
        return replace(self, contest=calm)


def solved(
    setting: Setting,
    unit: NDArray[np.float64],
    precision: float | None = None,
    bound: NDArray[np.float64] | None = None,
    keep: bool = True,
    regret: bool = False,
) -> Solved:
    """Solve a game in one draw.

    Parameters
    ----------
    precision
        In place of that of the draw.
    bound
        A rule that the sender is bound to, by posture and act, and that all believe; what the
        sender is believed to be then changes nothing.
    keep, regret
        Whether plans are kept, and whether it is worked out what each side forgoes.
    """
    sharp = setting.values["precision"] if precision is None else precision
    contest = contest_of(setting, unit)
    if bound is not None:
        rule = jnp.asarray(bound)
        contest = replace_in(contest, "beliefs", resolute_sender=rule, sender=jnp.arange(2.0))
        contest = replace(contest, bound=rule)
    found = solve(contest, AgentLogit(jnp.asarray(float(sharp))), keep, regret)
    return Solved(setting, contest, found, float(sharp))


def never_used(setting: Setting) -> NDArray[np.float64]:
    """The rule of a sender who holds back, whatever happens."""
    rule = np.zeros((setting.postures.count, len(Act)))
    rule[:, Act.HOLD] = 1.0
    return rule


def replace_in(contest: Contest, part: str, **tables: object) -> Contest:
    """The same contest with other tables in one of its parts."""
    changed = replace(getattr(contest, part), **tables)
    return replace(contest, **{part: changed})


def game_values(game: Game, draws: int, seed: int) -> dict[str, NDArray[np.float64]]:
    """Values of every band by its dotted path; the first is the central one, then the draws.

    Each band has luck of its own, which does not change when another band is added.

    Examples
    --------
    >>> from backfire.scenario import read_scenario
    >>> values = game_values(read_scenario("busan-2025").game, draws=2, seed=1)
    >>> values["accidents"].shape
    (3,)
    """
    found: dict[str, NDArray[np.float64]] = {}
    for path, band in bands(game):
        rank = np.random.default_rng([seed, zlib.crc32(path.encode())]).random(draws)
        ranks = np.concatenate([[0.5], rank])
        low, central, high = (float(getattr(band, name)) for name in BRANCHES)
        found[path] = from_band(low, central, high, ranks)
    return found


def bands(model: BaseModel, path: str = "") -> Iterator[tuple[str, BaseModel]]:
    """Every band inside a model, with its dotted path."""
    if all(hasattr(model, name) for name in BRANCHES):
        yield path, model
        return
    for name in type(model).model_fields:
        value = getattr(model, name)
        here = f"{path}.{name}" if path else name
        if isinstance(value, BaseModel):
            yield from bands(value, here)
        elif isinstance(value, tuple | Mapping):
            items = value.items() if isinstance(value, Mapping) else enumerate(value)
            for key, each in items:
                if isinstance(each, BaseModel):
                    yield from bands(each, f"{here}.{key}")
