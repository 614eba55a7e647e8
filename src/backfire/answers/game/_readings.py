"""What is read out of a game: plans by situation, the map, the tree, and the window of use."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby
from typing import TYPE_CHECKING, Any

import numpy as np

from .. import _format as words
from ._quantities import (
    ACTS,
    AFTER,
    BELIEF,
    BRANCH,
    CONTROLS,
    DUE,
    FULL_BAN,
    MAPPED,
    MOVES,
    PATH_SHARE,
    QUARTER,
    REPLIES,
    SENDER,
    SENDER_AT,
    TARGET,
    TARGET_AT,
    YEARS,
    Situation,
)
from ._words import does, where

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from .._answer import Answer
    from .._interval import Interval

HALF = 0.5
QUARTERS_PER_YEAR = 4
Mask = np.ndarray[Any, np.dtype[np.bool_]]


@dataclass(frozen=True)
class Plan:
    """What a side does in a situation: the probability of each of its moves."""

    side: str
    at: Situation
    chances: Mapping[str, Interval]

    @property
    def ordered(self) -> tuple[tuple[str, Interval], ...]:
        """Moves with their probabilities, the likeliest first."""
        return tuple(sorted(self.chances.items(), key=lambda pair: -pair[1].central))

    @property
    def words(self) -> str:
        """Where the two sides stand."""
        return where(self.side, self.at)

    @property
    def verb(self) -> str:
        """The likeliest move, as a verb."""
        return self.does(self.ordered[0][0])

    @property
    def often(self) -> bool:
        """Whether the likeliest move is more likely than not."""
        return self.ordered[0][1].central > HALF

    def does(self, move: str) -> str:
        """A move of the side here, as a verb."""
        return does(self.side, move, self.at)


def plans(answer: Answer) -> tuple[Plan, ...]:
    """What both sides do in each situation, the sender's first."""
    return (
        *(
            Plan(SENDER, at, {a: answer.interval("act_chance", situation=at, act=a) for a in ACTS})
            for at in SENDER_AT
        ),
        *(
            Plan(
                TARGET, at, {r: answer.interval("reply_chance", faced=at, reply=r) for r in REPLIES}
            )
            for at in TARGET_AT
        ),
    )


def rule(answer: Answer, side: str) -> list[tuple[Plan, ...]]:
    """Plans of a side; situations in a row with the same likeliest move stand together."""
    mine = [plan for plan in answer.reading(plans) if plan.side == side]
    return [tuple(group) for _, group in groupby(mine, lambda plan: (plan.verb, plan.often))]


@dataclass(frozen=True)
class PolicyMap:
    """The sender's plan by outside capacity and belief about the target, (capacity, belief).

    Attributes
    ----------
    capacity, belief
        Share of need that plants outside can make, and probability of a resolute target.
    use, act
        Probability of any control, and the likeliest move, by situation.
    """

    capacity: tuple[float, ...]
    belief: tuple[float, ...]
    use: Mapping[Situation, NDArray[np.float64]]
    act: Mapping[Situation, NDArray[np.str_]]

    def regions(self, masks: Mapping[Situation, Mask]) -> list[tuple[str, list[str]]]:
        """Where each mask holds, with the situations in which it holds there."""
        found: dict[str, list[str]] = {}
        for situation, mask in masks.items():
            told = region(mask, self.capacity, self.belief)
            if told is not None:
                found.setdefault(told, []).append(where(SENDER, situation))
        return list(found.items())


def policy_map(answer: Answer) -> PolicyMap:
    """The map of the first quarter of the central game."""
    data = answer.dataset
    chances = {at: np.asarray(data["map_chance"].sel(mapped=at).values, float) for at in MAPPED}
    first, last = ACTS.index(CONTROLS[0]), ACTS.index(CONTROLS[-1])
    return PolicyMap(
        tuple(map(float, data["outside_capacity"].values)),
        tuple(map(float, data[BELIEF].values)),
        {at: chance[first : last + 1].sum(0) for at, chance in chances.items()},
        {at: np.array(ACTS)[chance.argmax(0)] for at, chance in chances.items()},
    )


def likely_use(seen: PolicyMap) -> list[tuple[str, list[str]]]:
    """Where on the map any control is more likely than not."""
    return seen.regions({at: chance > HALF for at, chance in seen.use.items()})


def likely_ban(seen: PolicyMap) -> list[tuple[str, list[str]]]:
    """Where on the map a full ban is the likeliest move."""
    return seen.regions({at: act == FULL_BAN for at, act in seen.act.items()})


def region(inside: Mask, capacity: Sequence[float], belief: Sequence[float]) -> str | None:
    """Cells of the map as a condition on its two axes; nothing where there are none.

    Cells that are no rectangle are counted, with the smallest rectangle around them. Of more than
    half of the map it is said where they are not.

    Parameters
    ----------
    inside
        By capacity and belief.

    Examples
    --------
    >>> low = np.array([[True, True], [False, False], [False, False]])
    >>> region(low, (0.1, 0.4, 0.9), (0.2, 0.8))
    'where outside capacity meets 10 % of need'
    >>> region(~low, (0.1, 0.4, 0.9), (0.2, 0.8))
    'everywhere but where outside capacity meets 10 % of need'
    >>> region(np.eye(2, dtype=bool), (0.0, 1.0), (0.2, 0.8))
    'in 2 of 4 cells of the map'
    """
    if not inside.any():
        return None
    if inside.all():
        return "wherever it is on the map"
    if 2 * inside.sum() > inside.size:
        return f"everywhere but {region(~inside, capacity, belief)}"
    rows, columns = np.asarray(inside.any(axis=1)), np.asarray(inside.any(axis=0))
    conditions = (
        _condition("outside capacity meets", rows, list(map(words.share, capacity)), " of need"),
        _condition(
            "the target is thought resolute with", columns, list(map(words.share, belief)), ""
        ),
    )
    around = " and ".join(filter(None, conditions))
    if inside[np.ix_(rows, columns)].all() and _unbroken(rows) and _unbroken(columns):
        return f"where {around}"
    within = f", all of them where {around}" if around else ""
    return f"in {int(inside.sum())} of {inside.size} cells of the map{within}"


def _unbroken(part: Mask) -> bool:
    at = np.flatnonzero(part)
    return bool(at[-1] - at[0] + 1 == len(at))


def _condition(what: str, part: Mask, names: Sequence[str], unit: str) -> str:
    """The smallest stretch of an axis that holds a part of it; nothing if it is the whole axis."""
    first, last = (int(end) for end in np.flatnonzero(part)[[0, -1]])
    if (first, last) == (0, len(names) - 1):
        return ""
    if first == last:
        return f"{what} {names[first]}{unit}"
    if first == 0:
        return f"{what} {names[last]}{unit} or less"
    if last == len(names) - 1:
        return f"{what} {names[first]}{unit} or more"
    return f"{what} {names[first]} to {names[last]}{unit}"


@dataclass(frozen=True)
class Window:
    """The quarters in which use is worth more than holding back by the median.

    Attributes
    ----------
    opens, closes
        First day, and first day after them: none if never, and no end if it is still open.
    closed
        The day by which it has closed on each share of the paths: none where it never opened, and
        infinity (`date.max`) where it has not.
    """

    opens: date | None
    closes: date | None
    closed: Mapping[str, date | None]


def window(answer: Answer) -> Window:
    """The window of use."""
    days, gain = quarters(answer), answer.bands("advantage").values[1]
    inside, known = np.flatnonzero(gain > 0), np.flatnonzero(np.isfinite(gain))
    opens = days[inside[0]] if inside.size else None
    ends = inside.size > 0 and inside[-1] != known[-1]
    closed: dict[str, date | None] = {}
    for share, last in zip(
        map(str, answer.dataset[PATH_SHARE].values),
        map(int, answer.dataset["closes"].values),
        strict=True,
    ):
        never = None if last < 0 else date.max
        closed[share] = days[last + 1] if 0 <= last < len(days) - 1 else never
    return Window(opens, days[inside[-1] + 1] if ends else None, closed)


@dataclass(frozen=True)
class Branch:
    """A branch of the first two quarters: its moves, none if rare ones are pooled in it."""

    moves: tuple[str, ...]
    chance: float
    belief: float
    """Probability with which the target is thought resolute at its end."""


def branches(answer: Answer) -> tuple[Branch, ...]:
    """Branches of the tree, the most frequent first."""
    data = answer.dataset
    found = [
        Branch(
            tuple(filter(None, (str(data[move].values[at]) for move in MOVES))),
            float(data["branch_chance"][at]),
            float(data["branch_belief"][at]),
        )
        for at in range(data.sizes[BRANCH])
    ]
    return tuple(sorted(found, key=lambda branch: -branch.chance))


def quarters(answer: Answer) -> tuple[date, ...]:
    """First day of each quarter."""
    return _days(answer, QUARTER)


def due(answer: Answer) -> tuple[date, ...]:
    """Days by which the truce has to be renewed; none where the game does not begin in one."""
    return _days(answer, DUE) if DUE in answer.dataset.coords else ()


def _days(answer: Answer, axis: str) -> tuple[date, ...]:
    days: list[date] = answer.dataset[axis].values.astype("datetime64[D]").tolist()
    return tuple(days)


def years(answer: Answer) -> tuple[int, ...]:
    """Years after which the game is summed up, none of them beyond its end."""
    length = answer.dataset.sizes[QUARTER]
    return tuple(year for year in YEARS if QUARTERS_PER_YEAR * year <= length)


def ends(answer: Answer) -> tuple[tuple[int, date], ...]:
    """Years after which it is said how things stand, with the first day after them."""
    days = answer.dataset["ending_day"].values.astype("datetime64[D]").tolist()
    every = dict(zip(map(int, answer.dataset[AFTER].values), days, strict=True))
    return tuple((year, every[year]) for year in years(answer))
