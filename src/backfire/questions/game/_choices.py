"""How likely a game makes the choices that the record of moves counts."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from backfire.model.strategy.contest import RUNGS, Act, Reply

from ._draws import game_draws, game_in, solved
from ._policy import act_chances, reply_chances

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from numpy.typing import NDArray

    from backfire.scenario import Scenario

    from ._draws import Solved

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
