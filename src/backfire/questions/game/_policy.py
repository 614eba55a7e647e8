"""What both sides do in each situation, and how likely that makes the choices on record."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

import numpy as np

from backfire.answers.game import ACTS, MAPPED, REPLIES, SENDER_AT, TARGET_AT, Situation
from backfire.model.strategy.contest import RUNGS, Act, Reply

from ._draws import game_draws, game_in, solved

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from backfire.model.strategy.contest import Paths, Postures
    from backfire.scenario import Scenario

    from ._draws import Solved

    Numbers = NDArray[np.float64]


LEAST_OF_A_BRANCH = 0.02
"""Probability below which branches are pooled."""


def posture_of(at: Situation, known: Postures) -> int:
    """The posture in which a situation finds both sides."""
    if at is Situation.TRUCE:
        return known.truce(1, known.term)
    if at is Situation.TRUCE_ENDS:
        return known.truce(1, 1)
    return known.open(ACTS.index(at.control) if at.control else 0, _RETALIATION.get(at, 0))


_RETALIATION = {
    Situation.RETALIATION: 1,
    Situation.RETALIATION_MAXIMAL: 2,
    Situation.LICENCE_DELAY_ANSWERED: 1,
    Situation.FULL_BAN_MAXIMAL: 2,
}
"""Level of the retaliation that stands, where one does."""


def sender_plan(game: Solved) -> Numbers:
    """Probability of each act in each situation of the sender, (situation, act)."""
    known = game.contest.postures
    return np.array([act_chances(game, posture_of(at, known)) for at in SENDER_AT])


def target_plan(game: Solved) -> Numbers:
    """Probability of each reply in each situation of the target, (situation, reply)."""
    known = game.contest.postures
    return np.array([reply_chances(game, posture_of(at, known)) for at in TARGET_AT])


def act_chances(game: Solved, posture: int) -> Numbers:
    """Probability of each act of the strategic sender at the start's beliefs."""
    return _chances(game, game.solution.plans[_quarter(game, posture)].act, posture)


def reply_chances(game: Solved, posture: int) -> Numbers:
    """Probability of each reply of the strategic target at the start's beliefs."""
    return _chances(game, game.solution.plans[_quarter(game, posture)].reply, posture)


def _quarter(game: Solved, posture: int) -> int:
    """The first quarter; where a truce ends, the first in which it can be renewed."""
    ends = game.contest.postures.left(posture) == 1
    return int(np.asarray(game.contest.meetings).argmax()) if ends else 0


def _chances(game: Solved, plan: object, posture: int) -> Numbers:
    start, beliefs = game.start, game.contest.beliefs
    table = np.exp(np.asarray(plan, dtype=float))
    place = (posture, start.capacity, start.pipeline, start.stock, start.fear, start.coalition)
    here = table[(slice(None), *place)]
    row = _between(here, np.asarray(beliefs.sender), start.sender)
    return _between(row, np.asarray(beliefs.target), start.target)


def _between(table: Numbers, grid: Numbers, belief: float) -> Numbers:
    """Along the last axis, at a belief between two points of its grid."""
    below = int(np.clip(np.searchsorted(grid, belief, side="right") - 1, 0, len(grid) - 2))
    part = (belief - grid[below]) / (grid[below + 1] - grid[below])
    return table[..., below] + part * (table[..., below + 1] - table[..., below])


def map_chances(game: Solved) -> Numbers:
    """Probability of each act in the first quarter, (situation, act, capacity, belief)."""
    start, plan, known = game.start, game.solution.plans[0], game.contest.postures
    table = np.exp(np.asarray(plan.act, dtype=float))
    place = (start.pipeline, start.stock, start.fear, start.coalition)
    rows = [table[(slice(None), posture_of(at, known), slice(None), *place)] for at in MAPPED]
    return _between(np.array(rows), np.asarray(game.contest.beliefs.sender), start.sender)


def branches(paths: Paths, belief: Numbers) -> tuple[list[tuple[str, ...]], Numbers, Numbers]:
    """Branches of the first two quarters by how often they are gone, the rare ones pooled.

    Parameters
    ----------
    belief
        Grid of the belief that the target is resolute.

    Returns
    -------
    tuple
        Moves of each branch, blank where rare ones are pooled; its share of the paths; and the
        belief at its end.
    """
    moves = np.stack([paths.act[0], paths.reply[0], paths.act[1], paths.reply[1]])
    after = belief[paths.target[min(2, len(paths.target) - 1)]]
    count = moves.shape[1]
    gone = Counter(map(tuple, moves.T.tolist()))
    named: list[tuple[str, ...]] = []
    masks: list[NDArray[np.bool_]] = []
    rest = np.ones(count, dtype=bool)
    for path, number in gone.most_common():
        if number >= LEAST_OF_A_BRANCH * count:
            masks.append((moves == np.array(path)[:, None]).all(0))
            named.append(tuple((ACTS, REPLIES)[at % 2][move] for at, move in enumerate(path)))
            rest &= ~masks[-1]
    if rest.any():
        masks.append(rest)
        named.append(("",) * len(moves))
    chances = np.array([mask.mean() for mask in masks])
    return named, chances, np.array([after[mask].mean() for mask in masks])


PRESSURES = range(1, RUNGS)
HOSTILE = (Reply.PROPORTIONAL, Reply.MAXIMAL)
CONTROLS = tuple(act for act in Act if Act.HOLD < act < Act.FLOOD)


def choices(
    scenario: Scenario,
    precision: Sequence[float],
    progress: Callable[[int, int, str], None] | None = None,
) -> dict[str, NDArray[np.float64]]:
    """Probability of each choice that is counted, at each precision, in the central game.

    Both types of a side are mixed as they are believed at the start; the target answers controls of
    all rungs alike often.

    Parameters
    ----------
    scenario
        With a game.
    precision
        Logit precisions, above zero.

    Raises
    ------
    ScenarioError
        If the scenario holds no game.
    """
    game_in(scenario)
    known = game_draws(scenario, 0)
    rows: list[dict[str, float]] = []
    for number, sharp in enumerate(precision, 1):
        rows.append(_at(solved(known.central, known.unit, float(sharp))))
        if progress is not None:
            progress(number, len(precision), "precisions")
    return {name: np.array([row[name] for row in rows]) for name in rows[0]}


def _at(game: Solved) -> dict[str, float]:
    """Probabilities at one precision."""
    known = game.contest.postures
    truce, calm = known.truce(1, known.term), known.open(0, 0)
    answers = [_of_target(game, known.open(rung, 0)) for rung in PRESSURES]
    return {
        "CHN answers": _of_sender(game, known.open(0, 1)),
        "USA answers": float(np.mean(answers)),
        "CHN moves first in calm": _of_sender(game, calm),
        "CHN moves first in truce": _of_sender(game, truce),
        "USA moves first in calm": _of_target(game, calm),
        "USA moves first in truce": _of_target(game, truce),
    }


def _of_sender(game: Solved, posture: int) -> float:
    """Probability of any control by a sender whose type is not known."""
    rule = game.contest.beliefs.resolute_sender[posture]
    return _mixed(act_chances(game, posture), np.asarray(rule), game.start.sender, CONTROLS)


def _of_target(game: Solved, posture: int) -> float:
    """Probability of retaliation by a target whose type is not known."""
    rule = game.contest.beliefs.resolute_target[posture]
    return _mixed(reply_chances(game, posture), np.asarray(rule), game.start.target, HOSTILE)


def _mixed(
    strategic: NDArray[np.float64],
    rule: NDArray[np.float64],
    belief: float,
    moves: Sequence[Act | Reply],
) -> float:
    """Probability of some moves by either type, the resolute one with the probability `belief`."""
    return float(sum((1 - belief) * strategic[move] + belief * rule[move] for move in moves))
