"""Claims on supply outside the sender, and on third parties."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from backfire.answers import Interval
from backfire.answers.claims import Axis, Unit
from backfire.model.strategy.contest import Act
from backfire.questions.empirics import empirics
from backfire.questions.game import confronted

from ._claim import (
    EVENTS,
    FEW,
    POINT,
    Claim,
    Curves,
    Difference,
    Judged,
    Reading,
    about,
    in_worlds,
    percents,
    points,
    usd,
    worlds,
)
from ._readings import ever, outside, standing, worth
from ._trials import Change

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from backfire.model.strategy.contest import Start
    from backfire.questions.game import Solved

    from ._trials import Trials

AHEAD = 2
"""Levels of capacity by which a decoupled target is ahead in the main figure."""
ALONE = 0
"""Row of the scenario's own numbers: nobody has joined, concessions as drawn."""


def _joined(trials: Trials) -> list[int]:
    """Levels of the coalition: none, and the highest if there is one."""
    return sorted({0, trials.game(0).contest.shape[5] - 1})


def _decoupling_varied(trials: Trials) -> tuple[Axis, Axis]:
    levels = percents(outside(trials.known)[1:])
    stands = ("none joined", "joined")[: len(_joined(trials))]
    rows = in_worlds(trials, *stands)
    return (
        Axis(name="outside capacity at the start, of need", points=levels),
        Axis(name="third parties and game", points=rows, ordered=False),
    )


def _decoupling(trials: Trials, draw: int) -> Judged:
    """Paths from every level of capacity, by common random numbers."""
    levels, stands = outside(trials.known), _joined(trials)
    games = [trials.game(draw, change) for _, change in worlds(trials, draw)]
    found = [
        [_outcome(trials, game, draw, level, joined) for level in range(len(levels))]
        for game in games
        for joined in stands
    ]
    held = [[harder(*_against(each, row[0])) for each in row[1:]] for row in found]
    mean = np.array([[[part.mean() for part in each] for each in row] for row in found])
    change = mean - mean[:, :1]
    here = change[ALONE]
    dear = change[-len(stands)] if len(games) > 1 else np.full_like(here, np.nan)
    most = "if concessions and a control cost the target most"
    return Judged(
        held,
        held[ALONE][AHEAD - 1],
        (
            points(f"ban answered with all, {AHEAD} levels up", here[AHEAD, 1]),
            points("quarters with concessions, against nothing more built", here[AHEAD, 0]),
            points("ban answered with all, at the highest level", here[-1, 1]),
            points("quarters with concessions there", here[-1, 0]),
            points(f"concessions there, {most}", dear[-1, 0]),
            points(f"ban answered with all there, {most}", dear[-1, 1]),
        ),
        Curves(
            Axis(name="outside capacity at the start, of need", points=percents(levels)),
            Unit.SHARE,
            "%",
            {
                "quarters with concessions": mean[ALONE, :, 0],
                "ban answered with all, ever": mean[ALONE, :, 1],
            },
        ),
    )


Outcome = tuple["NDArray[np.float64]", "NDArray[np.bool_]"]


def _outcome(trials: Trials, game: Solved, draw: int, level: int, joined: int) -> Outcome:
    """Share of the quarters with concessions, and whether it came to a confrontation, by path."""
    start = replace(game.start, capacity=level, coalition=joined)
    paths, known = trials.walk(game, draw, start), game.contest.postures
    return known.conceding[paths.answered].mean(0), ever(confronted(paths, known))


def _against(one: Outcome, other: Outcome) -> tuple[Difference, Difference]:
    return Difference.between(one[0], other[0]), Difference.between(one[1], other[1])


def harder(gives: Difference, risk: Difference) -> bool:
    """Whether concessions fall and escalation rises.

    Examples
    --------
    >>> harder(Difference(-0.1, 0.01), Difference(0.05, 0.01))
    True
    >>> harder(Difference(-0.1, 0.01), Difference(0.05, 0.03))
    False
    """
    return gives.below(POINT) and risk.above(POINT)


DECOUPLING = Claim(about("decoupling-escalates"), _decoupling_varied, _decoupling)

JOIN = "third_parties.join"
FACTORS = (1.0, 2.0)
"""Rates at which third parties join, over that in the record; the first is its own."""
PART = 0.01
"""Part of a year of concessions that a loss must exceed to count."""
SENDER, TARGET = 0, 1
PER_YEAR = 4


def _joining_varied(_trials: Trials) -> tuple[Axis, Axis]:
    times = tuple(f"{factor:g} times" for factor in FACTORS)
    begins = ("the scenario's own posture", "a full ban answered in proportion")
    return (
        Axis(name="they join, of the rate in the record", points=times),
        Axis(name="the game begins in", points=begins, ordered=False),
    )


def _joining(trials: Trials, draw: int) -> Judged:
    """Values with and without third parties, exactly."""
    without = trials.game(draw, Change(times=((JOIN, 0.0),)), plans=False)
    least = PART * abs(without.setting.values["concessions.sender"])
    own = trials.game(draw)
    games = [own]
    if draw < FEW:
        twice = Change(times=((JOIN, FACTORS[1]),))
        games.append(trials.game(draw, twice, plans=False))
    change = np.full((2, len(FACTORS), 2), np.nan)
    for column, game in enumerate(games):
        for row, start in enumerate(_starts(game)):
            change[row, column] = worth(game, start) - worth(without, start)
    loses = -change[:, : len(games), SENDER] > least
    return Judged(
        loses.tolist(),
        bool(loses[0, 0]),
        (
            usd("value to the sender", change[0, 0, SENDER]),
            usd("value to the target", change[0, 0, TARGET]),
            usd("value to the sender, from a full ban", change[1, 0, SENDER]),
            *_hurt(trials),
        ),
        Curves(
            _joining_varied(trials)[0],
            Unit.USD,
            "change in value against third parties that stay out, USD bn",
            {
                "sender": change[0, :, SENDER],
                "target": change[0, :, TARGET],
                "sender, from a full ban": change[1, :, SENDER],
            },
        ),
    )


def _starts(game: Solved) -> tuple[Start, Start]:
    return game.start, standing(game, Act.FULL_BAN, 1)


def _hurt(trials: Trials) -> tuple[Reading, ...]:
    """What a year of a full ban costs all other places, by the supply model where there is one."""
    tables = trials.known.tables
    if tables is None:
        return ()
    year = PER_YEAR * tables.third_harm[Act.FULL_BAN, 0, trials.known.central.usual]
    low, middle, high = map(float, np.quantile(year, (0.05, 0.5, 0.95)))
    what = "loss of all other places by the first quarter of a full ban, times four"
    return (usd(what, Interval(low, middle, high)),)


def _joining_in_the_record() -> str:
    priors = empirics().priors()
    stood, none = (priors[f"third_party_{name}"] for name in ("while_controlled", "otherwise"))
    return (
        f"In the record third governments acted {stood.central:.2g} times a quarter "
        f"({stood.low:.2g} to {stood.high:.2g}) while a control of China stood, and "
        f"{none.central:.2g} times else."
    )


THIRD_PARTIES = Claim(
    about("third-parties-join"), _joining_varied, _joining, _joining_in_the_record, (EVENTS,)
)
