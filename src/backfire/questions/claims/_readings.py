"""Readings: probabilities, beliefs, values and events of a solved game and its paths."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from backfire.model.strategy.contest import Act, Reply, Start, value_at
from backfire.questions.game import QUARTERS_PER_YEAR

if TYPE_CHECKING:
    from typing import Literal

    from numpy.typing import NDArray

    from backfire.model.strategy.contest import Paths, Postures
    from backfire.questions.game import GameDraws, Solved

    Numbers = NDArray[np.float64]


def standing(game: Solved, rung: int = 0, level: int = 0, start: Start | None = None) -> Start:
    """A start at which a control stands with an answer to it; calm without either."""
    return replace(start or game.start, posture=game.contest.postures.open(rung, level))


def chances(game: Solved, side: Literal["sender", "target"], start: Start) -> Numbers:
    """Probability of each move of a side's strategic type in the first quarter.

    Parameters
    ----------
    start
        Where the side is to move: for the target its posture is the one the sender has left, and
        beliefs are those after the sender's move.
    """
    plan, beliefs = game.solution.plans[0], game.contest.beliefs
    table = plan.act if side == "sender" else plan.reply
    place = (start.posture, start.capacity, start.pipeline, start.stock, start.fear)
    here = np.exp(np.asarray(table[(slice(None), *place, start.coalition)], dtype=float))
    sender, target = np.asarray(beliefs.sender), np.asarray(beliefs.target)
    rows = np.array([[np.interp(start.sender, sender, one) for one in move] for move in here])
    return np.array([np.interp(start.target, target, move) for move in rows])


def succeeded(game: Solved, start: Start) -> float:
    """Probability that the target is resolute once it has conceded to a full ban."""
    banned = standing(game, Act.FULL_BAN, 0, start)
    strategic = float(chances(game, "target", banned)[Reply.DEAL])
    resolute = float(game.contest.beliefs.resolute_target[banned.posture, Reply.DEAL])
    never = float(game.contest.beliefs.off_path_target)
    return _bayes(start.target, resolute, strategic, never)


def seen(game: Solved, start: Start, act: Act, reply: Reply) -> Start:
    """Where a quarter leads in which the sender takes an action and the target gives an answer.

    Beliefs are moved by the rule of Bayes, as if either had been chosen; what nature adds is left
    out.
    """
    known, beliefs = game.contest.postures, game.contest.beliefs
    posture = int(known.after_act[start.posture, act])
    own = float(chances(game, "sender", start)[act])
    resolute = float(beliefs.resolute_sender[start.posture, act])
    sender = _bayes(start.sender, resolute, own, float(beliefs.off_path_sender))
    faced = replace(start, posture=posture, sender=sender)
    own = float(chances(game, "target", faced)[reply])
    resolute = float(beliefs.resolute_target[posture, reply])
    target = _bayes(start.target, resolute, own, float(beliefs.off_path_target))
    return replace(faced, posture=int(known.after_reply[posture, reply]), target=target)


def _bayes(belief: float, resolute: float, strategic: float, never: float) -> float:
    either = belief * resolute + (1 - belief) * strategic
    return belief * resolute / either if either > 0 else never


def worth(game: Solved, start: Start) -> Numbers:
    """What a start is worth to the strategic types, sender first, USD."""
    return np.asarray(value_at(game.contest, game.solution, start).value)


def cut(game: Solved, quarters: int) -> Solved:
    """The same plans for the first quarters alone, as the same game is played on."""
    solution = replace(game.solution, plans=game.solution.plans[:quarters])
    return replace(game, solution=solution)


def ever(happened: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Whether something happened in some quarter, by path."""
    return np.asarray(happened.any(0))


def in_truce(paths: Paths, known: Postures, quarters: int) -> NDArray[np.bool_]:
    """Whether a truce is signed or stands at some time in the first quarters, by path."""
    return ever(known.in_truce[paths.answered[:quarters]])


def paid_within(paths: Paths, discount: float, quarters: int) -> Numbers:
    """Present value of what both sides are paid in the first quarters, by side and path, USD."""
    weights = discount ** np.arange(quarters)
    return np.einsum("aqn,q->an", paths.paid[:, :quarters], weights)


def year_of_ban(game: Solved) -> Numbers:
    """What a year of a full ban would cost the target, by capacity and stocks, USD.

    Capacity stays where it is, stocks run down as they do under the ban.
    """
    harm = game.setting.stakes.harm[Act.FULL_BAN]
    posture = game.contest.postures.open(Act.FULL_BAN, 0)
    left = np.asarray(game.contest.nature.stock[posture])
    total, ahead = np.zeros_like(harm), harm
    for quarter in range(QUARTERS_PER_YEAR):
        total = total + game.setting.discount**quarter * ahead
        ahead = np.einsum("cst,ct->cs", left, ahead)
    return total


def outside(known: GameDraws) -> Numbers:
    """Share of need that plants outside the sender could make, by level of capacity."""
    if known.tables is None:
        return np.linspace(0.0, 1.0, known.central.game.capacity_levels)
    return np.median(known.tables.outside[0], axis=-1)
