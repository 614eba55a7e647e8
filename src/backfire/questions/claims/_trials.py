"""Trials: games of one scenario in several draws, as they are and with something changed."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

import numpy as np

from backfire.model.strategy.contest import Act, CommonRandomNumbers, Paths, Start, walk
from backfire.questions.game import GameDraws, Solved, game_draws, game_in, solved
from backfire.scenario import read_scenario

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

    from backfire.model.strategy.contest import Postures
    from backfire.questions.game import Setting
    from backfire.scenario import Scenario


@dataclass(frozen=True)
class Rule:
    """What the sender is bound to do, and known to do, by the retaliation that stands.

    In a truce it holds back.

    Examples
    --------
    >>> from backfire.model.strategy.contest import Postures
    >>> Rule(with_all=Act.FULL_BAN).table(Postures(term=4))[:3, Act.FULL_BAN].tolist()
    [0.0, 0.0, 1.0]
    """

    unanswered: Act = Act.HOLD
    in_proportion: Act = Act.HOLD
    with_all: Act = Act.HOLD

    def table(self, known: Postures) -> NDArray[np.float64]:
        """Probability of each act by posture."""
        by_level = np.array([self.unanswered, self.in_proportion, self.with_all])
        acts = np.where(known.in_truce, Act.HOLD, by_level[known.level])
        return np.eye(len(Act))[acts]


@dataclass(frozen=True)
class Change:
    """One change of a game; two changes that are equal lead to the same game.

    Attributes
    ----------
    fields
        Fields of the scenario by their dotted path, with other values.
    times
        Bands of the game by their dotted path, and what they are multiplied by in each draw.
    pace
        What the pace at which firms build by themselves is multiplied by.
    harm
        What the target's loss by a control is multiplied by.
    rule
        What the sender is bound to.
    often
        Whether the game is asked for again and again, so that it stays in memory.
    """

    fields: tuple[tuple[str, object], ...] = ()
    times: tuple[tuple[str, float], ...] = ()
    pace: float = 1.0
    harm: float = 1.0
    rule: Rule | None = None
    often: bool = False

    def bound(self, rule: Rule) -> Change:
        """The same with a sender who is bound."""
        return replace(self, rule=rule)

    def of(self, setting: Setting) -> Setting:
        """The setting with its bands and its pace changed; fields are changed before.

        Raises
        ------
        KeyError
            If the game has no such band.
        """
        if not self.times and self.pace == self.harm == 1:
            return setting
        values = dict(setting.values)
        for path, factor in self.times:
            values[path] = values[path] * factor
        stakes = replace(
            setting.stakes,
            harm=setting.stakes.harm * self.harm,
            pace=setting.stakes.pace * self.pace,
            pace_used=setting.stakes.pace_used * self.pace,
        )
        return replace(setting, values=values, stakes=stakes)


AS_IS = Change(often=True)
HELD_BACK = Rule()
"""Rule of a sender who never uses the control."""


COARSE = {
    "game.beliefs.target_grid": 4,
    "game.beliefs.sender_grid": 3,
    "game.coalition_levels": 2,
    "game.fear_levels": 1,
}
"""Most levels of each axis, unless the grid of the scenario is asked for."""
LATELY = 6
"""Changed games that stay in memory, each of some hundred million bytes."""


@dataclass(frozen=True)
class Trials:
    """A game that can be played again with something changed, by common random numbers.

    Attributes
    ----------
    scenario
        With its grid made coarse.
    draws, paths
        Draws beside the central one, and paths of each.
    before
        Called before a game is solved; what it raises ends the work.
    fine
        Whether the grid is that of the scenario.
    """

    scenario: Scenario
    draws: int
    paths: int
    edition: str | Path | None = None
    before: Callable[[], None] = lambda: None
    fine: bool = False
    _known: dict[tuple[tuple[str, object], ...], GameDraws] = field(default_factory=dict)
    _games: OrderedDict[tuple[int, Change, bool], Solved] = field(default_factory=OrderedDict)
    _luck: dict[int, CommonRandomNumbers] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        scenario: Scenario,
        draws: int,
        paths: int,
        edition: str | Path | None = None,
        before: Callable[[], None] = lambda: None,
        *,
        fine: bool = False,
    ) -> Trials:
        """Trials of a scenario's game.

        Parameters
        ----------
        fine
            Keep the grid of the scenario.

        Raises
        ------
        ScenarioError
            If the scenario holds no game.
        """
        game_in(scenario)
        played = scenario if fine else coarse(scenario)
        return cls(played, draws, paths, edition, before, fine)

    def beside(self, name: str) -> Trials:
        """Trials of another shipped scenario, with as many draws and paths and the same seed."""
        other = read_scenario(name).but(seed=self.scenario.seed)
        return Trials.of(other, self.draws, self.paths, self.edition, self.before, fine=self.fine)

    @property
    def numbers(self) -> range:
        """Numbers of the draws; the central one is 0."""
        return range(self.draws + 1)

    @property
    def known(self) -> GameDraws:
        """The draws of the game as it is."""
        return self._draws_of(AS_IS)

    def game(self, draw: int, change: Change = AS_IS, *, plans: bool = True) -> Solved:
        """The game in one draw, solved once.

        Parameters
        ----------
        plans
            Whether what both sides do is returned, which walks need; values alone need less memory.
        """
        key = draw, change, plans
        found = self._games.pop(key, None)
        if found is None:
            self.before()
            setting = change.of(self._draws_of(change).settings[draw])
            rule = None if change.rule is None else change.rule.table(setting.postures)
            found = solved(setting, self.known.unit, bound=rule, keep=plans)
        self._games[key] = found
        self._forget()
        return found

    def walk(
        self,
        game: Solved,
        draw: int,
        start: Start | None = None,
        resolute: tuple[float, float] | None = None,
        first: Act | None = None,
    ) -> Paths:
        """Paths of a game by the random numbers of a draw.

        Parameters
        ----------
        resolute
            True probability that the sender, and the target, is resolute; what is believed unless
            given.
        first
            What the sender does in the first quarter, whatever its plan.
        """
        luck = self._luck_of(draw)
        return walk(game.contest, game.solution, start or game.start, luck, resolute, first)

    def _draws_of(self, change: Change) -> GameDraws:
        if change.fields not in self._known:
            scenario = self.scenario.but_paths(dict(change.fields))
            self._known[change.fields] = game_draws(scenario, self.draws, self.edition)
        return self._known[change.fields]

    def _luck_of(self, draw: int) -> CommonRandomNumbers:
        if draw not in self._luck:
            seed = np.random.SeedSequence((self.scenario.seed, draw)).generate_state(1)[0]
            quarters = game_in(self.scenario).quarters
            self._luck[draw] = CommonRandomNumbers.drawn(int(seed), quarters, self.paths)
        return self._luck[draw]

    def _forget(self) -> None:
        """Let go of changed games that were not asked for lately."""
        changed = [key for key in self._games if not key[1].often]
        for key in changed[:-LATELY]:
            del self._games[key]


def coarse(scenario: Scenario) -> Scenario:
    """The scenario on a coarser grid; the game is otherwise the same.

    Examples
    --------
    >>> from backfire.scenario import read_scenario
    >>> coarse(read_scenario("busan-2025")).game.beliefs.target_grid
    4
    """
    levels = {path: min(most, _level(scenario, path)) for path, most in COARSE.items()}
    return scenario.but_paths(levels)


def _level(scenario: Scenario, path: str) -> int:
    """A whole number of the scenario at a dotted path."""
    found: object = scenario
    for name in path.split("."):
        found = getattr(found, name)
    assert isinstance(found, int)
    return found
