"""Claims on what pressure brings: a deal, a truce, or neither."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from backfire.answers import words
from backfire.answers.claims import Axis, Unit
from backfire.model.strategy.contest import LEVELS, RUNGS, Act, Reply
from backfire.questions.empirics import empirics

from ._claim import (
    EVENTS,
    MORE,
    NO_STOCK,
    QUARTERS,
    Claim,
    Curves,
    Difference,
    Judged,
    about,
    in_worlds,
    points,
    share,
    worlds,
)
from ._readings import chances, cut, in_truce, seen, standing

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from backfire.model.strategy.contest import Start
    from backfire.questions.game import Solved

    from ._trials import Trials

    Numbers = NDArray[np.float64]

CONTROLS = tuple(words.plain(Act(rung).name.lower()) for rung in range(1, RUNGS))


def _pressure_varied(trials: Trials) -> tuple[Axis, Axis]:
    rows = in_worlds(trials, "nearly no stocks", "usual stocks")
    return (
        Axis(name="control", points=CONTROLS),
        Axis(name="stocks and game", points=rows, ordered=False),
    )


def _more_deals(trials: Trials, draw: int) -> Judged:
    """Probabilities of a deal from the plans, and of a truce within a year from the paths."""
    games = [trials.game(draw, change) for _, change in worlds(trials, draw)]
    game, start, full = games[0], games[0].start, int(Act.FULL_BAN)

    def deals(played: Solved, stock: int) -> Numbers:
        at = replace(start, stock=stock)
        return np.array([agrees(played, rung, at) for rung in range(RUNGS)])

    rows = [deals(played, stock) for played in games for stock in (NO_STOCK, start.stock)]
    usual = rows[1]
    dear = rows[-2] if len(games) > 1 else np.full(RUNGS, np.nan)
    within = [_truce_in_a_year(trials, game, draw, rung) for rung in range(RUNGS)]
    return Judged(
        [(row[1:] - row[0] >= MORE).tolist() for row in rows],
        bool(usual[full] - usual[0] >= MORE),
        (
            points("deal in the quarter of a full ban, against calm", usual[full] - usual[0]),
            points(
                "the same if concessions and a control cost the target most, and its stocks are "
                "nearly empty",
                dear[full] - dear[0],
            ),
            share("deal in calm", usual[0]),
            points("truce within a year of a full ban, against calm", within[full] - within[0]),
            points("truce within a year of a licence delay, against calm", within[1] - within[0]),
        ),
        Curves(
            Axis(name="control", points=("calm", *CONTROLS)),
            Unit.SHARE,
            "probability, %",
            {
                "deal in the quarter": usual,
                "deal, if all cost the target most and stocks are low": dear,
                "truce within a year": within,
            },
        ),
    )


def agrees(game: Solved, rung: int, start: Start) -> float:
    """Probability of a deal in the quarter in which a control stands, or none."""
    at = standing(game, rung, 0, start)
    strategic = chances(game, "target", at)[Reply.DEAL]
    resolute = float(game.contest.beliefs.resolute_target[at.posture, Reply.DEAL])
    return float((1 - start.target) * strategic + start.target * resolute)


def _truce_in_a_year(trials: Trials, game: Solved, draw: int, rung: int) -> float:
    """The same of any truce within a year, after the sender has put the control in force."""
    start = standing(game)
    paths = trials.walk(cut(game, QUARTERS), draw, start, (0.0, start.target), Act(rung))
    return float(in_truce(paths, game.contest.postures, QUARTERS).mean())


def _coercion_in_the_record() -> str:
    ours = ("export chokepoint", "tactical", "mixed or better")
    share = next(
        one.share for one in empirics().base_rates if (one.lever, one.judged, one.outcome) == ours
    )
    return (
        f"In the record {share.happened} of {share.of} controls on exports of a chokepoint ended "
        f"with at least a part of what was wanted (90 % band {words.percent(share.low)} to "
        f"{words.percent(share.high)} %)."
    )


PRESSURE = Claim(
    about("pressure-brings-to-the-table"),
    _pressure_varied,
    _more_deals,
    _coercion_in_the_record,
    (EVENTS,),
)

LEAST = (int(Act.LICENCE_DELAY), 1)
MOST = (int(Act.FULL_BAN), 2)


def _most_varied(trials: Trials) -> tuple[Axis, Axis]:
    rows = in_worlds(trials, "in proportion", "with all")
    return (
        Axis(name="control", points=CONTROLS),
        Axis(name="answer and game", points=rows, ordered=False),
    )


def _most(trials: Trials, draw: int) -> Judged:
    """Paths of a year from every control and answer."""
    spans = [_back(trials, trials.game(draw, change), draw) for _, change in worlds(trials, draw)]
    back = spans[0]
    often = np.array(
        [[back[rung, level].mean() for rung in range(RUNGS)] for level in range(LEVELS)]
    )
    dear = _gap(spans[-1]) if len(spans) > 1 else np.nan
    learnt = [_after(trials, draw, *one).mean() for one in (MOST, LEAST)]
    return Judged(
        [
            [
                _less(span, (rung, level)) if (rung, level) != LEAST else np.nan
                for rung in range(1, RUNGS)
            ]
            for span in spans
            for level in range(1, LEVELS)
        ],
        _less(back, MOST),
        (
            points(
                "truce within a year of a full ban answered with all, against a licence delay "
                "answered in proportion",
                _gap(back),
            ),
            share("of a full ban answered with all", back[MOST].mean()),
            share("of a licence delay answered in proportion", back[LEAST].mean()),
            points("the difference if concessions and a control cost the target most", dear),
            points("the difference once beliefs have moved", learnt[0] - learnt[1]),
            share("from calm", back[0, 0].mean()),
        ),
        Curves(
            Axis(name="control", points=("none", *CONTROLS)),
            Unit.SHARE,
            "probability of a truce within a year, %",
            dict(
                zip(
                    ("unanswered", "answered in proportion", "answered with all"),
                    often,
                    strict=True,
                )
            ),
        ),
    )


Back = dict[tuple[int, int], "NDArray[np.bool_]"]


def _less(back: Back, at: tuple[int, int]) -> bool:
    return Difference.between(back[at], back[LEAST]).below(MORE)


def _gap(back: Back) -> float:
    return float(back[MOST].mean() - back[LEAST].mean())


def _back(trials: Trials, game: Solved, draw: int) -> Back:
    """Whether each path is in a truce in the first year, by control and answer at the start."""
    return {
        (rung, level): _in_truce(trials, game, draw, standing(game, rung, level))
        for rung in range(RUNGS)
        for level in range(LEVELS)
    }


def _after(trials: Trials, draw: int, rung: int, level: int) -> NDArray[np.bool_]:
    """The same once both sides have seen the control and the answer, put in force in calm."""
    game = trials.game(draw)
    start = seen(game, standing(game), Act(rung), Reply(level + Reply.HOLD))
    return _in_truce(trials, game, draw, start)


def _in_truce(trials: Trials, game: Solved, draw: int, start: Start) -> NDArray[np.bool_]:
    paths = trials.walk(cut(game, QUARTERS), draw, start)
    return in_truce(paths, game.contest.postures, QUARTERS)


MAXIMUM_PRESSURE = Claim(about("maximum-pressure"), _most_varied, _most)
