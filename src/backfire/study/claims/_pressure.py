"""Whether pressure brings the other side to the table."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from backfire.model.strategy.contest import RUNGS, Act, Reply
from backfire.results import words
from backfire.results.claims import About, Axis, Lines, Tested
from backfire.simulation.trials import AS_IS, chances, cut, in_truce
from backfire.study.empirics import empirics

from ._claim import QUARTERS, AbstractClaim, Sweep, at_a_loss, packages, percents, reading, series

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from backfire.model.strategy.contest import Start
    from backfire.simulation.trials import Solved, Trials

BELIEFS = (0.1, 0.5, 0.9)
MORE = 0.05
"""Least rise of the probability of a deal that counts."""
CONTROLS = tuple(words.plain(Act(rung).name.lower()) for rung in range(1, RUNGS))
MIXED, EXPORT = "mixed or better", "export chokepoint"


class Pressure(AbstractClaim):
    """A control forces the other side to the table."""

    about: ClassVar[About] = About(
        id="pressure-brings-to-the-table",
        claim="a control makes the target come to the table",
        place="paragraphs 3 and 4",
        mechanisms=("M04", "M05"),
        question=(
            "Does the target make a deal more often in a quarter in which a control stands than "
            "in calm?"
        ),
        rule=(
            "It holds in a future if the probability of a deal in the quarter, both types of the "
            "target weighed, is at least five points above that in calm, with beliefs as "
            "they were. "
            "Swept over the control, over what the target is thought to be, and over what "
            "concessions are worth to it."
        ),
        given=(
            "A resolute target makes no deal in calm or under a control by assumption; a deal in "
            "calm holds concessions too where both sides gain by them, else quiet alone."
        ),
    )

    def tested(self, trials: Trials) -> Tested:
        """Probabilities of a deal from the plans, and of a truce within a year from the paths."""
        sweep = Sweep(
            Axis("control", CONTROLS),
            Axis("package and target thought resolute", _rows(trials), ordered=False),
            len(trials.futures),
        )
        deals, costing, within = np.zeros((3, len(trials.futures), RUNGS))
        for future in trials.futures:
            game = trials.game(future)
            games = [trials.game(future, change) for change in (AS_IS, at_a_loss(trials))]
            each_row = [(one, belief) for one in games for belief in BELIEFS]
            for row, (one, belief) in enumerate(each_row):
                each = [
                    agrees(one, rung, replace(one.start, target=belief)) for rung in range(RUNGS)
                ]
                for rung in range(1, RUNGS):
                    sweep.note(future, rung - 1, each[rung] - each[0] >= MORE, row)
            costing[future] = [agrees(games[1], rung, game.start) for rung in range(RUNGS)]
            deals[future] = [agrees(game, rung, game.start) for rung in range(RUNGS)]
            within[future] = [_truce_in_a_year(trials, game, future, rung) for rung in range(RUNGS)]
        full = int(Act.FULL_BAN)
        return Tested(
            across=sweep.across,
            down=sweep.down,
            shares=sweep.shares(),
            here=tuple(bool(one[full] - one[0] >= MORE) for one in deals),
            readings=(
                reading(
                    "deal in the quarter of a full ban, against calm",
                    deals[:, full] - deals[:, 0],
                    "points",
                ),
                reading(
                    "deal in the quarter of a full ban, if concessions cost the target",
                    costing[:, full] - costing[:, 0],
                    "points",
                ),
                reading(
                    "deal with concessions in that quarter, if they cost the target",
                    costing[:, full],
                    "share",
                ),
                reading("deal in calm", deals[:, 0], "share"),
                reading(
                    "truce within a year of a full ban, against calm",
                    within[:, full] - within[:, 0],
                    "points",
                ),
                reading(
                    "truce within a year of a licence delay, against calm",
                    within[:, 1] - within[:, 0],
                    "points",
                ),
            ),
            lines=_lines(deals, costing, within),
            record=_record(),
            sources=("event_record2025",),
        )


def _lines(
    deals: NDArray[np.float64], costing: NDArray[np.float64], within: NDArray[np.float64]
) -> Lines:
    """What each control brings, in one picture."""
    return Lines(
        Axis("control", ("calm", *CONTROLS)),
        "share",
        "probability, %",
        {
            "deal in the quarter": series(deals),
            "deal, if concessions cost the target": series(costing),
            "truce within a year": series(within),
        },
    )


def agrees(game: Solved, rung: int, start: Start) -> float:
    """Probability of a deal in the quarter in which a control stands, or none."""
    posture = game.contest.postures.open(rung, 0)
    strategic = chances(game, "target", replace(start, posture=posture))[Reply.DEAL]
    resolute = float(game.contest.beliefs.resolute_target[posture, Reply.DEAL])
    return float((1 - start.target) * strategic + start.target * resolute)


def _rows(trials: Trials) -> tuple[str, ...]:
    return tuple(
        f"{package}, {belief}" for package in packages(trials) for belief in percents(BELIEFS)
    )


def _truce_in_a_year(trials: Trials, game: Solved, future: int, rung: int) -> float:
    """The same of any truce within a year, after the sender has put the control in force."""
    known = game.contest.postures
    start = replace(game.start, posture=known.open(0, 0))
    strategic = 0.0, start.target
    paths = trials.walk(cut(game, QUARTERS), future, start, strategic, Act(rung))
    return float(in_truce(paths, known, QUARTERS).mean())


def _record() -> str:
    share = next(
        one.share
        for one in empirics().base_rates
        if (one.lever, one.judged, one.outcome) == (EXPORT, "tactical", MIXED)
    )
    return (
        f"In the record {share.happened} of {share.of} controls on exports of a chokepoint ended "
        f"with at least a part of what was wanted (90 % band {words.percent(share.low)} to "
        f"{words.percent(share.high)} %)."
    )
