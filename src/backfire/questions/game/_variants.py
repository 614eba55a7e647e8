"""The same game with one thing changed, by the same luck."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from backfire.model.strategy.contest import Act, CommonRandomNumbers, Reply, Start
from backfire.results.game import Variant

from ._collect import banded
from ._draws import Solved, never_used, solved
from ._paths import FEWEST, confronted, used, within
from ._setting import SENDER
from ._stakes import QUARTERS_PER_YEAR

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from backfire.scenario import Game

    from ._setting import Setting

VARIED = 2
"""Futures in which a variant is played: the central one, and a draw that shows how far it holds."""
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

    name: str
    what: str
    mechanism: str
    setting: Callable[[Setting], Setting] = lambda setting: setting
    start: Callable[[Solved], Start] = lambda game: game.start

    def made(self, game: Solved, free: Solved, unit: NDArray[np.float64]) -> tuple[Solved, Solved]:
        """The changed game, and that of a sender bound never to use the card."""
        changed = self.setting(game.setting)
        if changed is game.setting:
            return game, free
        sharp = game.precision
        return solved(changed, unit, sharp), solved(changed, unit, sharp, never_used(changed))


def changes(game: Game) -> Iterator[Change]:
    """What is changed in a game, one thing at a time."""
    if game.vulnerability_then is not None:
        yield Change(
            "as-in-2018",
            "a sender as exposed to retaliation as in 2018",
            "M29",
            setting=lambda one: _with(one, vulnerability="vulnerability_then"),
        )
    yield Change(
        "no-third-parties",
        "third parties stay out",
        "M23",
        setting=lambda one: _fixed(one, {"third_parties.join": 0.0}),
    )
    yield Change(
        "after-a-success",
        "the target has conceded to a full ban before, on these or on other goods",
        "M12",
        start=lambda one: replace(one.start, target=after_a_success(one)),
    )
    without = "without" if game.flooding.floor else "with"
    yield Change(
        f"{without}-a-price-floor",
        f"{without} a price floor for those who build elsewhere",
        "M28",
        setting=lambda one: _with(
            one,
            **{
                "flooding.kill": "flooding.kill_with_floor",
                "flooding.kill_with_floor": "flooding.kill",
            },
        ),
    )
    yield Change(
        "decoupled",
        f"outside capacity begins {DECOUPLED} levels up",
        "M25",
        start=lambda one: replace(one.start, capacity=min(DECOUPLED, one.contest.shape[1] - 1)),
    )


def _fixed(setting: Setting, values: dict[str, float]) -> Setting:
    return replace(setting, values={**setting.values, **values})


def _with(setting: Setting, **names: str) -> Setting:
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
    unit: NDArray[np.float64],
    seed: int,
    paths: int,
    done: Callable[[str], None],
) -> tuple[Variant, ...]:
    """What changes if one thing does.

    Parameters
    ----------
    games
        A few futures of the game: as it is, and with a sender bound never to use the card.
    unit
        What choices are compared in, USD.
    done
        Called with a word whenever a variant is finished.
    """
    luck = CommonRandomNumbers.drawn(seed, games[0][0].setting.game.quarters, paths)
    base = [headline(game, free, luck, game.start) for game, free in games]
    found: list[Variant] = []
    for change in changes(games[0][0].setting.game):
        rows = [
            headline(*change.made(game, free, unit), luck, change.start(game))
            for game, free in games
        ]
        differences = {
            figure: banded([row[figure] - was[figure] for row, was in zip(rows, base, strict=True)])
            for figure in base[0]
        }
        found.append(Variant(change.name, change.what, change.mechanism, differences))
        done("variants")
    return tuple(found)


def headline(
    game: Solved, free: Solved, luck: CommonRandomNumbers, start: Start
) -> dict[str, float]:
    """A few figures of a game from a start: use, escalation, backfire, concessions, and value."""
    went, unused = game.walk(luck, start), free.walk(luck, start)
    known = game.contest.postures
    tried = used(went)
    discount = game.setting.discount
    value, bound = (each.present(discount)[SENDER] for each in (went, unused))
    worse = value < bound
    some = tried.any(0)
    return {
        "first_use": within(tried, {SOON: SOON * QUARTERS_PER_YEAR})[SOON],
        "escalation": float(confronted(went, known).any(0).mean()),
        "backfire": float(worse[some].mean()) if some.sum() >= FEWEST else np.nan,
        "conceding": float(known.conceding[went.answered].mean()),
        "value": float(value.mean()),
    }
