"""Claim: what is said, what is varied and how one draw is judged; one sweep tests every claim."""

from __future__ import annotations

import tomllib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import numpy as np

from backfire.answers import Interval, words
from backfire.answers.claims import About, Axis, Figure, Finding, Lines, Unit, span

from ._trials import AS_IS, Change

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ._trials import Trials

POINT = 0.01
"""Least difference of two probabilities that counts, and of two amounts as a share."""
ERRORS = 2.0
"""Standard errors that a difference between paths must exceed."""
QUARTERS = 4
"""Quarters of a year."""
FEW = 3
"""Draws in which a point of a sweep is tried that needs a game of its own."""
MULTIPLE = 10.0
"""Factor on the harm by a control where it is larger than the supply model has it."""
MORE = 0.05
"""Least difference between two probabilities of a deal, a truce or an answer that counts."""
EVENTS = "event_record2025"
"""Source of the dated events."""
NO_STOCK = 0
"""Level of nearly empty stocks."""

Value = float | np.floating | Interval
"""A figure of one draw; an interval stands for itself and is taken from the central draw."""


@dataclass(frozen=True)
class Reading:
    """A figure read off one draw."""

    words: str
    unit: Unit
    value: Value


@dataclass(frozen=True)
class Curves:
    """Figures of one draw along a parameter, by the name of the line."""

    along: Axis
    unit: Unit
    measure: str
    series: Mapping[str, Sequence[Value] | NDArray[np.float64]]


@dataclass(frozen=True)
class Judged:
    """One draw judged by the rule of a claim.

    Attributes
    ----------
    held
        Whether the claim holds at each point of the sweep, by row; NaN where it was not tried.
        Rows and places at the end may be left out.
    here
        Whether it holds at the scenario's own numbers; None where that cannot be tried.
    readings
        Figures, the main one first, the same in every draw.
    """

    held: Sequence[Sequence[float]]
    here: bool | None
    readings: Sequence[Reading]
    curves: Curves | None = None


def about(name: str) -> About:
    """What the file of claims says of one."""
    return _abouts()[name]


@cache
def _abouts() -> dict[str, About]:
    text = files("backfire.questions.claims").joinpath("claims.toml").read_text(encoding="utf-8")
    read: list[dict[str, Any]] = tomllib.loads(text)["claims"]
    plain: list[dict[str, Any]] = [
        {
            key: " ".join(each.split()) if isinstance(each, str) else each
            for key, each in row.items()
        }
        for row in read
    ]
    return {row["id"]: About(**row) for row in plain}


def _no_record() -> str:
    return ""


@dataclass(frozen=True)
class Claim:
    """The specification of a claim.

    Attributes
    ----------
    about
        The claim, its question and its rule, written down before it was tested.
    varied
        The one or two parameters of its sweep.
    judged
        How the draw of a number is judged; None for a draw that is left out.
    record
        What dated events say of it, from ``sources``.
    """

    about: About
    varied: Callable[[Trials], tuple[Axis, Axis | None]]
    judged: Callable[[Trials, int], Judged | None]
    record: Callable[[], str] = _no_record
    sources: tuple[str, ...] = ()

    def tested(self, trials: Trials) -> Finding:
        """Judge every draw and put together how often the claim holds at each point."""
        across, down = self.varied(trials)
        rows, draws = 1 if down is None else len(down.points), len(trials.numbers)
        held = np.full((rows, len(across.points), draws), np.nan)
        here = np.full(draws, np.nan)
        found: list[Judged] = []
        for draw in trials.numbers:
            one = self.judged(trials, draw)
            if one is None:
                continue
            found.append(one)
            for row, line in enumerate(one.held):
                held[row, : len(line), draw] = line
            here[draw] = np.nan if one.here is None else one.here
        figures = tuple(
            Figure(first.words, first.unit, _over([one.readings[at].value for one in found]))
            for at, first in enumerate(found[0].readings)
        )
        return Finding(
            self.about, across, down, _shares(held), here, figures, _lines(found), self.record()
        )


def _shares(held: NDArray[np.float64]) -> NDArray[np.float64]:
    """Share of the draws in which it holds, by point; NaN where no draw was tried."""
    tried = np.isfinite(held).sum(-1)
    return np.where(tried > 0, np.nansum(held, -1) / np.maximum(tried, 1), np.nan)


def _lines(found: Sequence[Judged]) -> Lines | None:
    curves = [one.curves for one in found if one.curves is not None]
    if not curves:
        return None
    first = curves[0]
    series = {
        name: [_over([one.series[name][at] for one in curves]) for at in range(len(row))]
        for name, row in first.series.items()
    }
    return Lines(first.along, first.unit, first.measure, series)


def _over(values: Sequence[Value]) -> Interval:
    """A figure over the draws, the central one first."""
    known = [value for value in values if not isinstance(value, Interval)]
    central = values[0]
    return central if isinstance(central, Interval) else span([float(value) for value in known])


def points(what: str, value: Value) -> Reading:
    """A difference between two probabilities."""
    return Reading(what, Unit.POINTS, value)


def share(what: str, value: Value) -> Reading:
    """A probability or a share."""
    return Reading(what, Unit.SHARE, value)


def usd(what: str, value: Value) -> Reading:
    """An amount of money."""
    return Reading(what, Unit.USD, value)


@dataclass(frozen=True)
class Difference:
    """A mean difference over paths with common random numbers, and its standard error.

    Examples
    --------
    >>> found = Difference.between(np.array([1.0, 1.0, 0.0]), np.array([0.0, 0.0, 0.0]))
    >>> round(found.mean, 2), round(found.error, 2), found.above(0.5), found.above(0.7)
    (0.67, 0.33, False, False)
    """

    mean: float
    error: float

    @classmethod
    def between(cls, one: NDArray[np.generic], other: NDArray[np.generic]) -> Difference:
        """The mean of the first less the second, path by path."""
        by_path = one.astype(float) - other.astype(float)
        return cls(float(by_path.mean()), float(by_path.std(ddof=1) / np.sqrt(by_path.size)))

    def above(self, least: float) -> bool:
        """Whether it is larger than the least that counts and than chance."""
        return self.mean >= least and self.mean > ERRORS * self.error

    def below(self, least: float) -> bool:
        """Whether it is as far below zero."""
        return Difference(-self.mean, self.error).above(least)


def worlds(trials: Trials, draw: int = 0) -> tuple[tuple[str, Change], ...]:
    """The game as it is, and two others in which pressure may be needed, each with its name.

    Where concessions bring the target more than quiet does they are signed without pressure, so
    that they cost it as much here as they bring it in the middle branch. Published losses by a
    control lie up to a thousand times apart, so that it hurts ten times as much in the last one.
    After the first few draws the game as it is stands alone.
    """
    cost = abs(float(trials.known.central.values["concessions.target"]))
    dear = Change((("game.concessions.target", -cost),), often=True)
    loss = f"concessions cost the target {words.money(cost)} a year"
    found = (
        ("as drawn", AS_IS),
        (loss, dear),
        (f"{loss} and a control hurts {MULTIPLE:g} times as much", replace(dear, harm=MULTIPLE)),
    )
    return found if draw < FEW else found[:1]


def in_worlds(trials: Trials, *names: str) -> tuple[str, ...]:
    """Points of an axis: each name in each of the worlds."""
    return tuple(f"{name}, {world}" for world, _ in worlds(trials) for name in names)


def percents(shares: Sequence[float] | NDArray[np.float64]) -> tuple[str, ...]:
    """Points of an axis that are shares.

    Examples
    --------
    >>> percents([0.1, 0.5])
    ('10 %', '50 %')
    """
    return tuple(words.share(float(each)) for each in shares)
