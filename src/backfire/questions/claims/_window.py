"""Whether use makes the card worth less, sooner."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from backfire.model.strategy.contest import Act
from backfire.results.claims import About, Axis, Lines, Tested

from ._claim import FEW, POINT, QUARTERS, AbstractClaim, Difference, Sweep, reading, series
from .trials import AS_IS, HELD_BACK, Change, cut, year_of_ban

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from backfire.model.strategy.contest import Paths
    from backfire.results.claims import Reading

    from .trials import Solved, Trials

YEARS = 5
LENGTH = YEARS * QUARTERS + 1
WITH_STOCKS, ALONE = 0, 1


class Window(AbstractClaim):
    """The more the card is used, the sooner it is worth less."""

    about: ClassVar[About] = About(
        id="window-shrinks",
        claim="use makes others build, so that the card is worth less and its window closes sooner",
        place="paragraphs 18 and 19",
        mechanisms=("M14", "M15", "M17"),
        question=(
            "Five years after a full ban was put in force in calm, would another year of it cost "
            "the target less than in the same future in which the sender is bound never to use it?"
        ),
        rule=(
            "It holds in a future if that loss is lower after the use by at least a hundredth of "
            "today's and by more than two standard errors. Counted with the stocks that the target "
            "then holds, and by capacity alone; swept over stocks at the start and a price floor."
        ),
        given=(
            "How fast firms build in calm and under a control comes from the supply model; a bound "
            "sender floods no market either."
        ),
    )

    def tested(self, trials: Trials) -> Tested:
        """Leverage with and without a use, by the same luck."""
        central = trials.game(0)
        levels = central.contest.shape[3]
        floor = central.setting.game.flooding.floor
        changes = AS_IS, Change((("game.flooding.floor", not floor),))
        sweep = Sweep(_stocks(levels), _counted(floor), len(trials.futures))
        curves: list[NDArray[np.float64]] = []
        once: list[float] = []
        here: list[bool] = []
        for future in trials.futures:
            tried = changes if future < FEW else changes[:1]
            for row, change in enumerate(tried):
                for stock in range(levels):
                    found = _Leverage.of(trials, future, change, stock)
                    for way in (WITH_STOCKS, ALONE):
                        held = found.lower(way)
                        sweep.note(future, stock, held, 2 * row + way)
                    if row == 0 and stock == central.start.stock:
                        here.append(found.lower(WITH_STOCKS))
                        curves.append(found.curves())
                        once.append(_by_this_use(trials, future))
        return Tested(
            across=sweep.across,
            down=sweep.down,
            shares=sweep.shares(),
            here=tuple(here),
            readings=_readings(np.array(curves), np.array(once)),
            lines=_lines(np.array(curves)),
        )


class _Leverage:
    """What a year of a full ban would cost, by year, with and without a use, over today's."""

    def __init__(self, used: NDArray[np.float64], unused: NDArray[np.float64]) -> None:
        self.used, self.unused = used, unused

    @classmethod
    def of(cls, trials: Trials, future: int, change: Change, stock: int) -> _Leverage:
        """Both histories by the same luck, by way of counting, year and path."""
        game = trials.game(future, change)
        free = trials.game(future, change.bound(HELD_BACK))
        start = replace(game.start, posture=game.contest.postures.open(0, 0), stock=stock)
        strategic = 0.0, start.target
        went = trials.walk(cut(game, LENGTH), future, start, strategic, Act.FULL_BAN)
        kept = trials.walk(cut(free, LENGTH), future, start, strategic)
        return cls(_by_year(game, went), _by_year(game, kept))

    def lower(self, way: int) -> bool:
        """Whether it is lower after a use at the end."""
        return Difference.between(self.used[way, -1], self.unused[way, -1]).below(POINT)

    def curves(self) -> NDArray[np.float64]:
        """Means by history, way of counting and year."""
        return np.stack([self.used.mean(-1), self.unused.mean(-1)])


def _by_this_use(trials: Trials, future: int) -> float:
    """The same difference against holding back in that quarter alone, over today's."""
    game = trials.game(future)
    start = replace(game.start, posture=game.contest.postures.open(0, 0))
    after = [
        _by_year(game, trials.walk(cut(game, LENGTH), future, start, (0.0, start.target), act))
        for act in (Act.FULL_BAN, Act.HOLD)
    ]
    return float((after[0] - after[1])[WITH_STOCKS, -1].mean())


def _by_year(game: Solved, paths: Paths) -> NDArray[np.float64]:
    table, usual = year_of_ban(game), game.setting.usual
    at = np.arange(0, LENGTH, QUARTERS)
    capacity, stock = paths.capacity[at], paths.stock[at]
    today = table[game.start.capacity, usual]
    return np.stack([table[capacity, stock], table[capacity, usual]]) / today


def _stocks(levels: int) -> Axis:
    names = ("nearly none", "usual", "13 weeks more", "26 weeks more")
    points = names if levels == len(names) else tuple(f"level {n}" for n in range(levels))
    return Axis("the target's stocks at the start", points)


def _counted(floor: bool) -> Axis:
    first, second = ("a price floor", "no price floor")[:: 1 if floor else -1]
    points = tuple(
        f"{name}, {way}" for name in (first, second) for way in ("with stocks", "capacity alone")
    )
    return Axis("counted", points, ordered=False)


def _readings(curves: NDArray[np.float64], once: NDArray[np.float64]) -> tuple[Reading, ...]:
    """From curves by future, history, way and year, and what one quarter of use does."""
    change = curves[:, 0, :, -1] - curves[:, 1, :, -1]
    left = curves[:, :, WITH_STOCKS, -1]

    return (
        reading("leverage five years after a use against none, of today's", change[:, 0], "points"),
        reading("the same by capacity alone", change[:, 1], "points"),
        reading("against holding back in that quarter alone", once, "points"),
        reading("left after a use, of today's", left[:, 0], "share"),
        reading("left without one", left[:, 1], "share"),
    )


def _lines(curves: NDArray[np.float64]) -> Lines:
    names = {
        "after a use": (0, WITH_STOCKS),
        "without a use": (1, WITH_STOCKS),
        "after a use, by capacity alone": (0, ALONE),
        "without a use, by capacity alone": (1, ALONE),
    }
    return Lines(
        along=Axis("years", tuple(map(str, range(YEARS + 1)))),
        unit="share",
        measure="loss by a year of a full ban, % of today's",
        series={name: series(curves[:, history, way]) for name, (history, way) in names.items()},
    )
