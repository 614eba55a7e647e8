"""What both sides do where they may stand, and the first branches of the tree."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from backfire.model.strategy.contest import RUNGS, Act, Reply
from backfire.results.game import Branch, PolicyMap

from ._setting import SENDER

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from backfire.model.strategy.contest import Paths, Postures

    from ._draws import Solved

LEAST_OF_A_BRANCH = 0.02
"""Probability below which branches are pooled."""
POOLED = "otherwise"


def name_of(move: Act | Reply) -> str:
    """A move as the scenario writes it."""
    return move.name.lower()


@dataclass(frozen=True)
class Situation:
    """Where a side may have to move: words, and the posture."""

    side: str
    words: str
    posture: int


def situations(known: Postures) -> tuple[Situation, ...]:
    """The situations that a reader would ask about, the sender's first."""
    sender = [
        ("in a truce with concessions", known.truce(1, known.term)),
        ("in the last quarter of a truce with concessions", known.truce(1, 1)),
        ("in calm without a truce", known.open(0, 0)),
        ("if the other side retaliates in proportion while no control stands", known.open(0, 1)),
        ("if the other side retaliates with all while no control stands", known.open(0, 2)),
        ("if its licence delay is answered in proportion", known.open(Act.LICENCE_DELAY, 1)),
        ("if its full ban goes unanswered", known.open(Act.FULL_BAN, 0)),
        ("if its full ban is answered with all", known.open(Act.FULL_BAN, 2)),
    ]
    target = [
        ("in a truce with concessions", known.truce(1, known.term)),
        ("in the last quarter of a truce with concessions", known.truce(1, 1)),
        ("in calm without a truce", known.open(0, 0)),
        *(
            (f"faced with a {Act(rung).name.lower().replace('_', ' ')}", known.open(rung, 0))
            for rung in range(1, RUNGS)
        ),
    ]
    both = (("sender", sender), ("target", target))
    return tuple(Situation(side, *each) for side, rows in both for each in rows)


def chances(game: Solved, at: Situation) -> dict[str, float]:
    """Probability of each move of the strategic type at the start's beliefs.

    In the first quarter; where a truce ends, in the first in which it can be renewed.
    """
    ends = game.contest.postures.left(at.posture) == 1
    quarter = int(np.asarray(game.contest.meetings).argmax()) if ends else 0
    plan = game.solution.plans[quarter]
    sender = at.side == "sender"
    table = np.exp(np.asarray(plan.act if sender else plan.reply, dtype=float))
    start = game.start
    here = table[
        :, at.posture, start.capacity, start.pipeline, start.stock, start.fear, start.coalition
    ]
    beliefs = game.contest.beliefs
    row = _between(here, np.asarray(beliefs.sender), start.sender)
    mixed = _between(row, np.asarray(beliefs.target), start.target)
    moves = Act if sender else Reply
    return {name_of(move): float(mixed[move]) for move in moves}


def _between(
    table: NDArray[np.float64], grid: NDArray[np.float64], belief: float
) -> NDArray[np.float64]:
    """Along the last axis, at a belief between two points of its grid."""
    below = int(np.clip(np.searchsorted(grid, belief, side="right") - 1, 0, len(grid) - 2))
    part = (belief - grid[below]) / (grid[below + 1] - grid[below])
    return table[..., below] + part * (table[..., below + 1] - table[..., below])


def policy_map(game: Solved, capacity: NDArray[np.float64]) -> PolicyMap:
    """Probability of use in the first quarter, by outside capacity and belief about the target.

    Parameters
    ----------
    capacity
        Share of need that plants outside the sender could make, by level.
    """
    start, plan = game.start, game.solution.plans[0]
    table = np.exp(np.asarray(plan.act, dtype=float))
    sender = np.asarray(game.contest.beliefs.sender)
    use: dict[str, tuple[tuple[float, ...], ...]] = {}
    act: dict[str, tuple[tuple[str, ...], ...]] = {}
    for at in situations(game.contest.postures)[:_MAPPED]:
        here = table[:, at.posture, :, start.pipeline, start.stock, start.fear, start.coalition]
        cells = _between(here, sender, start.sender)
        controls = cells[Act.LICENCE_DELAY : Act.FLOOD].sum(0)
        use[at.words] = tuple(tuple(map(float, row)) for row in controls)
        best = cells.argmax(0)
        act[at.words] = tuple(tuple(name_of(Act(int(one))) for one in row) for row in best)
    belief = tuple(map(float, np.asarray(game.contest.beliefs.target)))
    return PolicyMap(tuple(map(float, capacity)), belief, use, act)


_MAPPED = 5
"""Situations of the sender that the map shows: those in which no control stands."""


def tree(paths: Paths, belief: Mapping[int, float] | NDArray[np.float64]) -> tuple[Branch, ...]:
    """Branches of the first two quarters by how often they are gone, the rare ones pooled.

    Parameters
    ----------
    belief
        Grid of the belief that the target is resolute.
    """
    moves = np.stack([paths.act[0], paths.reply[0], paths.act[1], paths.reply[1]])
    after = np.asarray(belief)[paths.target[min(2, len(paths.target) - 1)]]
    count = moves.shape[1]
    gone = Counter(map(tuple, moves.T.tolist()))
    branches: list[Branch] = []
    rest = np.zeros(count, dtype=bool)
    for path, number in gone.most_common():
        here = (moves == np.array(path)[:, None]).all(0)
        if number < LEAST_OF_A_BRANCH * count:
            rest |= here
            continue
        words = tuple(
            name_of(Act(move) if place % 2 == SENDER else Reply(move))
            for place, move in enumerate(path)
        )
        branches.append(Branch(words, number / count, float(after[here].mean())))
    if rest.any():
        branches.append(Branch((POOLED,), float(rest.mean()), float(after[rest].mean())))
    return tuple(branches)
