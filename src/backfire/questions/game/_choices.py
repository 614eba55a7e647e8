"""How likely a game makes the choices that the record of moves counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from backfire.model.strategy.contest import RUNGS, Act, Reply

from ._draws import game_draws, game_in, solved
from ._policy import Situation, chances, name_of

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from backfire.scenario import Scenario

    from ._draws import Solved

CONTROLS = tuple(name_of(act) for act in Act if Act.HOLD < act < Act.FLOOD)
HOSTILE = tuple(name_of(reply) for reply in (Reply.PROPORTIONAL, Reply.MAXIMAL))


def choices(
    scenario: Scenario,
    precision: Sequence[float],
    progress: Callable[[int, int, str], None] | None = None,
) -> dict[str, NDArray[np.float64]]:
    """Probability of each choice that is counted, at each precision, in the central future.

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
    answered = known.open(0, 1)
    pressed = [known.open(rung, 0) for rung in range(1, RUNGS)]
    return {
        "CHN answers": _mixed(game, "sender", answered, CONTROLS),
        "USA answers": float(np.mean([_mixed(game, "target", at, HOSTILE) for at in pressed])),
        "CHN moves first in calm": _mixed(game, "sender", calm, CONTROLS),
        "CHN moves first in truce": _mixed(game, "sender", truce, CONTROLS),
        "USA moves first in calm": _mixed(game, "target", calm, HOSTILE),
        "USA moves first in truce": _mixed(game, "target", truce, HOSTILE),
    }


def _mixed(game: Solved, side: str, posture: int, moves: Sequence[str]) -> float:
    """Probability of some moves by a side whose type is not known."""
    strategic = chances(game, Situation(side, "", posture))
    beliefs, start = game.contest.beliefs, game.start
    rules = beliefs.resolute_sender if side == "sender" else beliefs.resolute_target
    kinds = Act if side == "sender" else Reply
    rule = {name_of(kind): float(rules[posture, kind]) for kind in kinds}
    belief = start.sender if side == "sender" else start.target
    return sum((1 - belief) * strategic[move] + belief * rule[move] for move in moves)
