"""Whether pressure by both sides leaves less room for a truce."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from backfire.model.strategy.contest import LEVELS, RUNGS, Act, Reply
from backfire.results import words
from backfire.results.claims import About, Axis, Lines, Tested

from ._claim import FEW, QUARTERS, AbstractClaim, Difference, Sweep, reading, series, worlds
from .trials import AS_IS, cut, in_truce, seen

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from .trials import Solved, Trials

MORE = 0.05
"""Least difference between two probabilities of a truce that counts."""
LEAST = (int(Act.LICENCE_DELAY), 1)
MOST = (int(Act.FULL_BAN), 2)


class MaximumPressure(AbstractClaim):
    """The more both sides press, the less room there is to step back."""

    about: ClassVar[About] = About(
        id="maximum-pressure",
        claim="the harder both sides press, the less likely they are to be back in a truce soon",
        place="paragraphs 14, 22 and 23",
        mechanisms=("M20", "M24"),
        question=(
            "Is a truce within a year less likely where a harder control stands, answered more "
            "strongly, than where a licence delay stands that was answered in proportion?"
        ),
        rule=(
            "It holds in a future, for a control and an answer that stand when the game begins, if "
            "the probability of a truce within a year is at least five points lower than for a "
            "licence delay answered in proportion, and by more than two standard errors. The "
            "scenario's own numbers are a full ban answered with all. Swept over both, and over "
            "what concessions and a control cost the target."
        ),
        given=(
            "Beliefs are those of the start, so that what the moves tell is left out; both sides "
            "choose anew in every quarter, so that what stands binds nobody."
        ),
    )

    def tested(self, trials: Trials) -> Tested:
        """Paths of a year from every control and answer."""
        controls = tuple(words.plain(Act(rung).name.lower()) for rung in range(1, RUNGS))
        answers = ("in proportion", "with all")
        rows = tuple(f"{answer}, {name}" for name, _ in worlds(trials) for answer in answers)
        sweep = Sweep(
            Axis("control", controls),
            Axis("answer and game", rows, ordered=False),
            len(trials.futures),
        )
        share, _, dear = spans = np.full((3, len(trials.futures), RUNGS, LEVELS), np.nan)
        learnt = np.zeros((len(trials.futures), 2))
        here: list[bool] = []
        for future in trials.futures:
            for number, (_, change) in enumerate(worlds(trials, future)):
                back = _all_back(trials, trials.game(future, change), future)
                for (rung, level), each in back.items():
                    spans[number, future, rung, level] = each.mean()
                    if rung and level and (rung, level) != LEAST:
                        held = Difference.between(each, back[LEAST]).below(MORE)
                        sweep.note(future, rung - 1, held, level - 1 + len(answers) * number)
                if change == AS_IS:
                    here.append(Difference.between(back[MOST], back[LEAST]).below(MORE))
            learnt[future] = [_after(trials, future, *one).mean() for one in (MOST, LEAST)]
        return Tested(
            across=sweep.across,
            down=sweep.down,
            shares=sweep.shares(),
            here=tuple(here),
            readings=(
                reading(
                    (
                        "truce within a year of a full ban answered with all, against a licence "
                        "delay answered in proportion"
                    ),
                    share[:, MOST[0], MOST[1]] - share[:, LEAST[0], LEAST[1]],
                    "points",
                ),
                reading("of a full ban answered with all", share[:, MOST[0], MOST[1]], "share"),
                reading(
                    "of a licence delay answered in proportion",
                    share[:, LEAST[0], LEAST[1]],
                    "share",
                ),
                reading(
                    "the difference if concessions and a control cost the target most",
                    dear[:FEW, MOST[0], MOST[1]] - dear[:FEW, LEAST[0], LEAST[1]],
                    "points",
                ),
                reading(
                    "the difference once beliefs have moved", learnt[:, 0] - learnt[:, 1], "points"
                ),
                reading("from calm", share[:, 0, 0], "share"),
            ),
            lines=_lines(controls, share),
        )


def _lines(controls: Sequence[str], share: NDArray[np.float64]) -> Lines:
    """How soon a truce comes back, in one picture."""
    return Lines(
        Axis("control", ("none", *controls)),
        "share",
        "probability of a truce within a year, %",
        {
            name: series(share[:, :, level])
            for level, name in enumerate(
                ("unanswered", "answered in proportion", "answered with all")
            )
        },
    )


def _after(trials: Trials, future: int, rung: int, level: int) -> NDArray[np.bool_]:
    """The same once both sides have seen the control and the answer, put in force in calm."""
    game = trials.game(future)
    calm = replace(game.start, posture=game.contest.postures.open(0, 0))
    start = seen(game, calm, Act(rung), Reply(level + Reply.HOLD))
    return in_truce(
        trials.walk(cut(game, QUARTERS), future, start), game.contest.postures, QUARTERS
    )


def _all_back(
    trials: Trials, game: Solved, future: int
) -> dict[tuple[int, int], NDArray[np.bool_]]:
    """Whether each path is in a truce in the first year, by control and answer at the start."""
    return {
        (rung, level): _back(trials, game, future, rung, level)
        for rung in range(RUNGS)
        for level in range(LEVELS)
    }


def _back(trials: Trials, game: Solved, future: int, rung: int, level: int) -> NDArray[np.bool_]:
    known = game.contest.postures
    start = replace(game.start, posture=known.open(rung, level))
    return in_truce(trials.walk(cut(game, QUARTERS), future, start), known, QUARTERS)
