"""Whether small moves are answered like big ones."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from backfire.model.strategy.contest import Act, Reply
from backfire.questions.empirics import empirics
from backfire.results.claims import About, Axis, Lines, Tested
from backfire.results.empirics import AT_ONCE, MEASURE, SENDER

from ._claim import AbstractClaim, Sweep, percents, reading, series
from .trials import Change, Rule, chances, outside, seen

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from backfire.model.strategy.contest import Start

    from .trials import Solved, Trials

ALIKE = 0.8
"""Small moves are answered like big ones where they are answered at least as often as this."""
AN_ANSWER = 0.05
"""Least probability of a control, above that in calm, that counts as an answer."""
BELIEFS = (0.1, 0.35, 0.65, 0.9)
IN_PROPORTION = Rule(in_proportion=Act.LICENCE_DELAY, with_all=Act.FULL_BAN)
TO_ALL = Rule(in_proportion=Act.FULL_BAN, with_all=Act.FULL_BAN)
"""Two senders who are bound: one keeps proportion, the other answers everything with a full ban."""


class AnsweredAlike(AbstractClaim):
    """Every move is answered, big or small."""

    about: ClassVar[About] = About(
        id="proportionality-fails",
        claim="every move of the target, big or small, is answered, so that proportion is lost",
        place="paragraph 20",
        mechanisms=("M19",),
        question=(
            "Does a strategic sender answer retaliation in proportion by a control as often as it "
            "answers retaliation with all?"
        ),
        rule=(
            "It holds in a future if the probability of a control, above that after a quarter of "
            "calm, is at least five points after either, and after the smaller at least four "
            "fifths of that after the larger, with the beliefs that each move leaves. Swept over "
            "outside capacity and over what the target is thought to be."
        ),
        given=(
            "A resolute sender answers both alike by assumption, so that only the strategic one is "
            "looked at; the smaller of the two moves of the game is itself large. The first form "
            "of the rule left beliefs as they were: as both sides choose anew in every quarter, it "
            "could not hold anywhere."
        ),
    )

    def tested(self, trials: Trials) -> Tested:
        """Probabilities of a control in the first quarter, from the plans."""
        levels = outside(trials.known)
        sweep = Sweep(
            Axis("outside capacity, of need", percents(levels)),
            Axis("target thought resolute with", percents(BELIEFS)),
            len(trials.futures),
        )
        mine: list[NDArray[np.float64]] = []
        untold: list[NDArray[np.float64]] = []
        contained: list[tuple[float, float]] = []
        for future in trials.futures:
            game = trials.game(future)
            for column in range(len(levels)):
                for row, belief in enumerate(BELIEFS):
                    at = replace(game.start, capacity=column, target=belief)
                    sweep.note(future, column, alike(*answers(game, at)[:3]), row)
            mine.append(answers(game, game.start))
            untold.append(answers(game, game.start, told=False))
            contained.append(
                (_all_out(trials, future, TO_ALL), _all_out(trials, future, IN_PROPORTION))
            )
        found, still, chosen = np.array(mine), np.array(untold), np.array(contained)
        return Tested(
            across=sweep.across,
            down=sweep.down,
            shares=sweep.shares(),
            here=tuple(alike(*one[:3]) for one in mine),
            readings=(
                reading("a control in answer to retaliation in proportion", found[:, 1], "share"),
                reading("to retaliation with all", found[:, 2], "share"),
                reading("after a quarter of calm", found[:, 0], "share"),
                reading("with beliefs as they were, to either", still[:, 1], "share"),
                reading("mean rung to the smaller less that to the larger", found[:, 3], "rungs"),
                reading(
                    "part of retaliation that is with all, if everything is answered by a full "
                    "ban against an answer in proportion",
                    chosen[:, 0] - chosen[:, 1],
                    "points",
                ),
            ),
            lines=Lines(
                Axis("after", ("calm", "retaliation in proportion", "retaliation with all")),
                "share",
                "probability of a control, %",
                {"a control": series(found[:, :3])},
            ),
            record=_record(),
            sources=("event_record2025",),
        )


def alike(calm: float, small: float, large: float) -> bool:
    """Whether a small move is answered about as often as a large one, and either at all.

    Examples
    --------
    >>> alike(0.1, 0.6, 0.7), alike(0.1, 0.3, 0.7), alike(0.5, 0.5, 0.5)
    (True, False, False)
    """
    to_small, to_large = small - calm, large - calm
    return bool(min(to_small, to_large) >= AN_ANSWER and to_small >= ALIKE * to_large)


def answers(game: Solved, start: Start, *, told: bool = True) -> NDArray[np.float64]:
    """Chance of a control after calm, the smaller and the larger move, and the gap in rungs.

    Parameters
    ----------
    told
        Whether beliefs are those that each move leaves, or as they were.
    """
    known = game.contest.postures
    calm = replace(start, posture=known.open(0, 0))
    replies = Reply.HOLD, Reply.PROPORTIONAL, Reply.MAXIMAL
    after = [
        seen(game, calm, Act.HOLD, reply)
        if told
        else replace(start, posture=known.open(0, reply - Reply.HOLD))
        for reply in replies
    ]
    moves = np.array([chances(game, "sender", at) for at in after])
    controls = moves[:, Act.LICENCE_DELAY : Act.FLOOD]
    often = controls.sum(1)
    rungs = controls @ np.arange(1, Act.FLOOD) / np.maximum(often, 1e-300)
    return np.array([*often, rungs[1] - rungs[2]])


def _all_out(trials: Trials, future: int, rule: Rule) -> float:
    """Part of the target's retaliation in calm that is maximal, against a bound sender."""
    game = trials.game(future, Change(rule=rule))
    calm = replace(game.start, posture=game.contest.postures.open(0, 0))
    moves = chances(game, "target", calm)
    return float(moves[Reply.MAXIMAL] / (moves[Reply.PROPORTIONAL] + moves[Reply.MAXIMAL]))


def _record() -> str:
    one = next(
        each
        for each in empirics().comparisons
        if (each.answerer, each.answer, each.groups) == (SENDER, MEASURE, ("small", "large"))
    )
    small, large = one.shares
    return (
        f"In the record China answered {small.happened} of {small.of} small moves by a measure "
        f"within {AT_ONCE} days and {large.happened} of {large.of} large ones (Fisher's p "
        f"{one.p_value:.2g})."
    )
