"""Whether pressure brings the other side to the table."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from backfire.model.strategy.contest import RUNGS, Act, Reply
from backfire.questions.empirics import empirics
from backfire.results import words
from backfire.results.claims import About, Axis, Lines, Tested

from ._claim import FEW, QUARTERS, AbstractClaim, Sweep, reading, series, worlds
from .trials import chances, cut, in_truce

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from backfire.model.strategy.contest import Start

    from .trials import Solved, Trials

NONE = 0
"""Level of nearly empty stocks."""
STOCKS = ("nearly no stocks", "usual stocks")
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
            "Swept over the control, over the target's stocks, and over what concessions and a "
            "control cost it."
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
            Axis("stocks and game", _rows(trials), ordered=False),
            len(trials.futures),
        )
        deals, dear, within = np.full((3, len(trials.futures), RUNGS), np.nan)
        for future in trials.futures:
            games = [trials.game(future, change) for _, change in worlds(trials, future)]
            start = games[0].start
            rows = [(game, stock) for game in games for stock in (NONE, start.stock)]
            for row, (game, stock) in enumerate(rows):
                each = [agrees(game, rung, replace(start, stock=stock)) for rung in range(RUNGS)]
                for rung in range(1, RUNGS):
                    sweep.note(future, rung - 1, each[rung] - each[0] >= MORE, row)
            deals[future] = [agrees(games[0], rung, start) for rung in range(RUNGS)]
            if len(games) > 1:
                empty = replace(start, stock=NONE)
                dear[future] = [agrees(games[-1], rung, empty) for rung in range(RUNGS)]
            each = [_truce_in_a_year(trials, games[0], future, rung) for rung in range(RUNGS)]
            within[future] = each
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
                    "the same if concessions and a control cost the target most, and its stocks "
                    "are nearly empty",
                    dear[:FEW, full] - dear[:FEW, 0],
                    "points",
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
            lines=_lines(deals, dear, within),
            record=_record(),
            sources=("event_record2025",),
        )


def _lines(
    deals: NDArray[np.float64], dear: NDArray[np.float64], within: NDArray[np.float64]
) -> Lines:
    """What each control brings, in one picture."""
    return Lines(
        Axis("control", ("calm", *CONTROLS)),
        "share",
        "probability, %",
        {
            "deal in the quarter": series(deals),
            "deal, if all cost the target most and stocks are low": series(dear[:FEW]),
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
    return tuple(f"{stock}, {name}" for name, _ in worlds(trials) for stock in STOCKS)


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
