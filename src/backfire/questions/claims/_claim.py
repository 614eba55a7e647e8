"""A claim that can be tested, and what all tests share."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, ClassVar

import numpy as np

from backfire.results import words
from backfire.results.claims import Reading, Spanned

from .trials import AS_IS, Change

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from backfire.results.claims import About, Axis, Tested

    from .trials import Trials

POINT = 0.01
"""Least difference of two probabilities that counts, and of two amounts as a share."""
ERRORS = 2.0
"""Standard errors that a difference between paths must exceed."""
QUARTERS = 4
"""Quarters of a year."""
FEW = 3
"""Futures in which a point of a sweep is tried that needs a game of its own."""
MULTIPLE = 10.0
"""What the harm by a control is multiplied by where it is larger than the supply model has it."""


class AbstractClaim(ABC):
    """A claim, the rule by which it holds, and its test."""

    about: ClassVar[About]
    """Written down before it was tested."""

    @abstractmethod
    def tested(self, trials: Trials) -> Tested:
        """What comes of it in every future of a game and at every point of the sweep."""


@dataclass(frozen=True)
class Difference:
    """A mean difference over paths of equal luck, and its standard error.

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


@dataclass(frozen=True)
class Sweep:
    """Whether a claim holds at each point of a sweep in each future, as it is worked out."""

    across: Axis
    down: Axis | None
    futures: int
    held: NDArray[np.float64] = field(init=False)

    def __post_init__(self) -> None:
        rows = 1 if self.down is None else len(self.down.points)
        empty = np.full((rows, len(self.across.points), self.futures), np.nan)
        object.__setattr__(self, "held", empty)

    def note(self, future: int, column: int, held: bool, row: int = 0) -> None:
        """Say whether it holds at a point in a future."""
        self.held[row, column, future] = held

    def shares(self) -> tuple[tuple[float, ...], ...]:
        """Share of the futures in which it holds, by point; NaN where no future was tried."""
        tried = np.isfinite(self.held)
        total = np.where(tried, self.held, 0.0).sum(-1)
        many = tried.sum(-1)
        share = np.where(many > 0, total / np.maximum(many, 1), np.nan)
        return tuple(tuple(map(float, row)) for row in share)


def worlds(trials: Trials, future: int = 0) -> tuple[tuple[str, Change], ...]:
    """The game as it is, and two others in which pressure may be needed, each with its name.

    Where concessions bring the target more than quiet does they are signed without pressure, so
    that they cost it as much here as they bring it in the middle branch. Published losses by a
    control lie up to a thousand times apart, so that it hurts ten times as much in the last one.

    Parameters
    ----------
    future
        After the first few futures the game as it is stands alone.
    """
    cost = abs(float(trials.known.central.values["concessions.target"]))
    dear = Change((("game.concessions.target", -cost),), often=True)
    loss = f"concessions cost the target {words.money(cost)} a year"
    found = (
        ("as drawn", AS_IS),
        (loss, dear),
        (f"{loss} and a control hurts {MULTIPLE:g} times as much", replace(dear, harm=MULTIPLE)),
    )
    return found if future < FEW else found[:1]


def reading(what: str, values: NDArray[np.float64], unit: str) -> Reading:
    """A figure over the futures, the central one first."""
    return Reading(what, Spanned.over(values.tolist()), unit)


def series(table: NDArray[np.float64]) -> tuple[Spanned, ...]:
    """Figures along a parameter, from their values by future and point."""
    return tuple(Spanned.over(column) for column in table.T.tolist())


def percents(shares: Sequence[float] | NDArray[np.float64]) -> tuple[str, ...]:
    """Points of an axis that are shares.

    Examples
    --------
    >>> percents([0.1, 0.5])
    ('10 %', '50 %')
    """
    return tuple(f"{words.percent(float(share))} %" for share in shares)
