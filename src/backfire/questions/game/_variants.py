"""The same game with one thing changed, by common random numbers."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from backfire.answers.game import Variant
from backfire.model.strategy.contest import Act, CommonRandomNumbers, Reply, Start
from backfire.model.strategy.outcomes import FEWEST, confronted, used, within

from ._draws import Solved, never_used, solved
from ._setting import SENDER
from ._stakes import QUARTERS_PER_YEAR

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from backfire.scenario import Game

    from ._setting import Setting

    Numbers = NDArray[np.float64]

VARIED = 2
"""Draws in which a variant is played: the central one, and one that shows how far it holds."""
SOON = 3
"""Years within which a first use is counted."""
DECOUPLED = 2
"""Levels of outside capacity by which a decoupled target is ahead."""


@dataclass(frozen=True)
class Change:
    """One thing that is changed.

    Attributes
    ----------
    setting
        What becomes of the setting.
    start
        What becomes of the start, given the game as it is.
    """

    variant: Variant
    setting: Callable[[Setting], Setting] = lambda setting: setting
    start: Callable[[Solved], Start] = lambda game: game.start

    def made(self, game: Solved, free: Solved, unit: Numbers) -> tuple[Solved, Solved]:
        """The changed game, and that of a sender bound never to use the control."""
        changed = self.setting(game.setting)
        if changed is game.setting:
            return game, free
        sharp = game.precision
        return solved(changed, unit, sharp), solved(changed, unit, sharp, never_used(changed))


def changes(game: Game) -> Iterator[Change]:
    """What is changed in a game, one thing at a time."""
    if game.vulnerability_then is not None:
        exposed = {"vulnerability": "vulnerability_then"}
        yield Change(Variant.AS_IN_2018, lambda one: _swapped(one, exposed))
    yield Change(Variant.NO_THIRD_PARTIES, lambda one: _fixed(one, {"third_parties.join": 0.0}))
    yield Change(
        Variant.AFTER_A_SUCCESS, start=lambda one: replace(one.start, target=after_a_success(one))
    )
    floor, none = "flooding.kill_with_floor", "flooding.kill"
    other = Variant.WITHOUT_A_PRICE_FLOOR if game.flooding.floor else Variant.WITH_A_PRICE_FLOOR
    yield Change(other, lambda one: _swapped(one, {none: floor, floor: none}))
    yield Change(
        Variant.DECOUPLED,
        start=lambda one: replace(one.start, capacity=min(DECOUPLED, one.contest.shape[1] - 1)),
    )


def _fixed(setting: Setting, values: dict[str, float]) -> Setting:
    return replace(setting, values={**setting.values, **values})


def _swapped(setting: Setting, names: dict[str, str]) -> Setting:
    """Bands that take the values of others."""
    return _fixed(setting, {name: setting.values[other] for name, other in names.items()})


def after_a_success(game: Solved) -> float:
    """What the target is believed to be once it has conceded to a full ban at the start."""
    start, beliefs = game.start, game.contest.beliefs
    posture = game.contest.postures.open(Act.FULL_BAN, 0)
    table = np.exp(np.asarray(game.solution.plans[0].reply[Reply.DEAL, posture], dtype=float))
    here = table[start.capacity, start.pipeline, start.stock, start.fear, start.coalition]
    row = np.array([np.interp(start.sender, np.asarray(beliefs.sender), one) for one in here])
    strategic = float(np.interp(start.target, np.asarray(beliefs.target), row))
    resolute = start.target * float(beliefs.resolute_target[posture, Reply.DEAL])
    return resolute / (resolute + (1 - start.target) * strategic)


def variants(
    games: Sequence[tuple[Solved, Solved]],
    unit: Numbers,
    seed: int,
    paths: int,
    done: Callable[[str], None],
) -> tuple[list[Variant], Numbers]:
    """What changes if one thing does.

    Parameters
    ----------
    games
        A few draws of the game: as it is, and with a sender bound never to use the control.
    unit
        What choices are compared in, USD.
    done
        Called with a word whenever a variant is finished.

    Returns
    -------
    tuple
        The variants, and how far each moves the headlines, (draw, variant, headline).
    """
    luck = CommonRandomNumbers.drawn(seed, games[0][0].setting.game.quarters, paths)
    base = np.array([headlines(game, free, luck, game.start) for game, free in games])
    found: dict[Variant, Numbers] = {}
    for change in changes(games[0][0].setting.game):
        rows = [
            headlines(*change.made(game, free, unit), luck, change.start(game))
            for game, free in games
        ]
        found[change.variant] = np.array(rows) - base
        done("variants")
    return list(found), np.stack(list(found.values()), axis=1)


def headlines(game: Solved, free: Solved, luck: CommonRandomNumbers, start: Start) -> Numbers:
    """Use, escalation, backfire, concessions and, last, value to the sender in USD, from a start.

    The first ones are in the order of `backfire.answers.game.HEADLINES`.
    """
    went, unused = game.walk(luck, start), free.walk(luck, start)
    known, tried = game.contest.postures, used(went)
    value, bound = (each.present(game.setting.discount)[SENDER] for each in (went, unused))
    some = tried.any(0)
    return np.array(
        [
            within(tried, [SOON * QUARTERS_PER_YEAR])[0],
            confronted(went, known).any(0).mean(),
            (value < bound)[some].mean() if some.sum() >= FEWEST else np.nan,
            known.conceding[went.answered].mean(),
            value.mean(),
        ]
    )
