"""Claims on what a use brings and costs as years go by."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from backfire.answers.claims import Axis, Unit
from backfire.model.strategy.contest import Act
from backfire.questions.game import hazard, used

from ._claim import (
    FEW,
    NO_STOCK,
    POINT,
    QUARTERS,
    Claim,
    Curves,
    Difference,
    Judged,
    about,
    in_worlds,
    percents,
    points,
    share,
    usd,
    worlds,
)
from ._readings import cut, ever, outside, paid_within, standing, year_of_ban
from ._trials import AS_IS, HELD_BACK, Change

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from backfire.model.strategy.contest import Paths, Start
    from backfire.questions.game import Solved

    from ._trials import Trials

    Numbers = NDArray[np.float64]

BELIEFS = (0.1, 0.5, 0.9)
RESOLUTE = Axis(name="target thought resolute with", points=percents(BELIEFS))

YEARS = 5
LENGTH = YEARS * QUARTERS + 1
WITH_STOCKS, ALONE = 0, 1
FLOOR = "game.flooding.floor"


def _window_varied(trials: Trials) -> tuple[Axis, Axis]:
    central = trials.game(0)
    levels = central.contest.shape[3]
    names = ("nearly none", "usual", "13 weeks more", "26 weeks more")
    stocks = names if levels == len(names) else tuple(f"level {n}" for n in range(levels))
    order = 1 if central.setting.game.flooding.floor else -1
    counted = tuple(
        f"{floor}, {way}"
        for floor in ("a price floor", "no price floor")[::order]
        for way in ("with stocks", "capacity alone")
    )
    across = Axis(name="the target's stocks at the start", points=stocks)
    return across, Axis(name="counted", points=counted, ordered=False)


def _window(trials: Trials, draw: int) -> Judged:
    """Leverage with and without a use, path by path."""
    central = trials.game(0)
    stocks = range(central.contest.shape[3])
    floors = (AS_IS, Change(((FLOOR, not central.setting.game.flooding.floor),)))
    found = [
        [_leverage(trials, draw, change, stock) for stock in stocks]
        for change in floors[: 2 if draw < FEW else 1]
    ]
    held = [
        [
            Difference.between(after[way, -1], without[way, -1]).below(POINT)
            for after, without in row
        ]
        for row in found
        for way in (WITH_STOCKS, ALONE)
    ]
    after, without = (each.mean(-1) for each in found[0][central.start.stock])
    left, change = (after[:, -1], without[:, -1]), after[:, -1] - without[:, -1]
    return Judged(
        held,
        bool(held[WITH_STOCKS][central.start.stock]),
        (
            points("leverage five years after a use against none, of today's", change[WITH_STOCKS]),
            points("the same by capacity alone", change[ALONE]),
            points("against holding back in that quarter alone", _by_this_use(trials, draw)),
            share("left after a use, of today's", left[0][WITH_STOCKS]),
            share("left without one", left[1][WITH_STOCKS]),
        ),
        Curves(
            Axis(name="years", points=tuple(map(str, range(YEARS + 1)))),
            Unit.SHARE,
            "loss by a year of a full ban, % of today's",
            {
                "after a use": after[WITH_STOCKS],
                "without a use": without[WITH_STOCKS],
                "after a use, by capacity alone": after[ALONE],
                "without a use, by capacity alone": without[ALONE],
            },
        ),
    )


def _leverage(trials: Trials, draw: int, change: Change, stock: int) -> tuple[Numbers, Numbers]:
    """Loss by a year of a full ban over today's, after a use and without one."""
    game = trials.game(draw, change)
    free = trials.game(draw, change.bound(HELD_BACK))
    start = replace(standing(game), stock=stock)
    strategic = 0.0, start.target
    went = trials.walk(cut(game, LENGTH), draw, start, strategic, Act.FULL_BAN)
    held_back = trials.walk(cut(free, LENGTH), draw, start, strategic)
    return _by_year(game, went), _by_year(game, held_back)


def _by_this_use(trials: Trials, draw: int) -> float:
    """The same difference against holding back in that quarter alone."""
    game = trials.game(draw)
    start = standing(game)
    went, held_back = (
        _by_year(game, trials.walk(cut(game, LENGTH), draw, start, (0.0, start.target), act))
        for act in (Act.FULL_BAN, Act.HOLD)
    )
    return float((went - held_back)[WITH_STOCKS, -1].mean())


def _by_year(game: Solved, paths: Paths) -> Numbers:
    """Loss by a year of a full ban over today's, by way of counting, year and path."""
    table, usual = year_of_ban(game), game.setting.usual
    at = np.arange(0, LENGTH, QUARTERS)
    capacity, stock = paths.capacity[at], paths.stock[at]
    return (
        np.stack([table[capacity, stock], table[capacity, usual]])
        / table[game.start.capacity, usual]
    )


WINDOW = Claim(about("window-shrinks"), _window_varied, _window)

SOON = 3
"""Years within which a first use is counted."""
NEARNESS = (AS_IS, Change(times=(("investment.lead_quarters", 0.5),), pace=2.0))
"""Substitutes where they are, and twice as near."""
CAPACITIES = 4
"""Levels of capacity at the start that are swept."""


def _use_or_lose_varied(trials: Trials) -> tuple[Axis, Axis]:
    levels = percents(outside(trials.known)[:CAPACITIES])
    return Axis(name="outside capacity at the start, of need", points=levels), RESOLUTE


def _use_or_lose(trials: Trials, draw: int) -> Judged:
    """First use and flooding with substitutes where they are and twice as near."""
    start = trials.game(draw).start

    def soon(at: Start) -> list[Paths]:
        games = (trials.game(draw, change) for change in NEARNESS)
        return [trials.walk(cut(game, SOON * QUARTERS), draw, at) for game in games]

    def rises(at: Start) -> bool:
        as_they_are, near = (ever(used(paths)) for paths in soon(at))
        return Difference.between(near, as_they_are).above(POINT)

    levels = range(len(outside(trials.known)[:CAPACITIES]))
    went = soon(start)
    use = [float(ever(used(paths)).mean()) for paths in went]
    flood = [float(ever(paths.act == Act.FLOOD).mean()) for paths in went]
    by_quarter = hazard(used(trials.walk(trials.game(draw), draw)))
    early, late = _mean(by_quarter[: SOON * QUARTERS]), _mean(by_quarter[SOON * QUARTERS :])
    return Judged(
        [
            [rises(replace(start, capacity=level, target=belief)) for level in levels]
            for belief in BELIEFS
        ],
        rises(start),
        (
            points("first use within three years, twice as near", use[1] - use[0]),
            points("flooding within three years, twice as near", flood[1] - flood[0]),
            points("hazard of use a quarter, years 4 to 10 over 1 to 3", late - early),
        ),
        Curves(
            Axis(name="substitutes", points=("as they are", "twice as near")),
            Unit.SHARE,
            "probability within three years, %",
            {"first use": use, "flooding": flood},
        ),
    )


def _mean(values: Numbers) -> float:
    known = values[np.isfinite(values)]
    return float(known.mean()) if known.size else float("nan")


USE_OR_LOSE = Claim(about("use-it-or-lose-it"), _use_or_lose_varied, _use_or_lose)

HORIZONS = (1, 3, 5, 10)
"""Years within which a use is judged."""
SENDER = 0


def _loss_varied(trials: Trials) -> tuple[Axis, Axis]:
    rows = in_worlds(trials, "nearly no stocks", "usual stocks")
    return RESOLUTE, Axis(name="stocks and game", points=rows, ordered=False)


def _loss(trials: Trials, draw: int) -> Judged:
    """What the sender is paid by year, with a use and without one, path by path."""
    start = trials.game(draw).start
    games = [change for _, change in worlds(trials, draw)]
    mine = _gains(trials, AS_IS, draw, start)
    last = [one.mean for one in _gains(trials, games[-1], draw, start)]
    dear = last if len(games) > 1 else [np.nan] * len(mine)
    value = [one.mean for one in mine]
    years = [f"{year} year{'s' if year > 1 else ''}" for year in HORIZONS]
    return Judged(
        [
            [
                turns(_gains(trials, change, draw, replace(start, target=belief, stock=stock)))
                for belief in BELIEFS
            ]
            for change in games
            for stock in (NO_STOCK, start.stock)
        ],
        turns(mine),
        (
            *(
                usd(f"value of use after {year}", one)
                for year, one in zip(years, value, strict=False)
            ),
            usd("with the rents that follow", value[-1]),
            usd("value after 1 year if concessions and a control cost the target most", dear[0]),
            usd("after 10 years then", dear[len(HORIZONS) - 1]),
        ),
        Curves(
            Axis(name="years", points=tuple(map(str, HORIZONS))),
            Unit.USD,
            "paid to the sender against no use, USD bn",
            {
                "value of use": value[:-1],
                "if concessions and a control cost the target most": dear[:-1],
            },
        ),
    )


def turns(gains: list[Difference]) -> bool:
    """Whether the first gain is above zero and that of all years below it.

    Examples
    --------
    >>> turns([Difference(1.0, 0.1), Difference(-1.0, 0.1), Difference(-9.0, 0.1)])
    True
    """
    first, last = gains[0], gains[len(gains) - 2]
    return first.above(0.0) and last.below(0.0)


def _gains(trials: Trials, change: Change, draw: int, start: Start) -> list[Difference]:
    """Gain by use within each number of years, and with all that follows, USD."""
    game = trials.game(draw, change)
    free = trials.game(draw, change.bound(HELD_BACK))
    discount = game.setting.discount
    calm, strategic = standing(game, start=start), (0.0, start.target)
    went = trials.walk(game, draw, calm, strategic, Act.FULL_BAN)
    held_back = trials.walk(free, draw, calm, strategic)
    paid = [
        [paid_within(one, discount, year * QUARTERS)[SENDER] for one in (went, held_back)]
        for year in HORIZONS
    ]
    ever_paid = [one.present(discount)[SENDER] for one in (went, held_back)]
    return [Difference.between(*both) for both in (*paid, ever_paid)]


STRATEGIC_LOSS = Claim(about("tactical-success-strategic-loss"), _loss_varied, _loss)
