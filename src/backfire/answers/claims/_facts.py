"""Facts of an answer on claims: what was claimed and varied, and the verdict on each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum, StrEnum
from typing import TYPE_CHECKING

import numpy as np
from pydantic import BaseModel, ConfigDict

from .. import _format as words

if TYPE_CHECKING:
    from numpy.typing import NDArray


HALF = 0.5
"""A claim holds at a point where it holds in more than this share of the draws."""


class Verdict(Enum):
    """What came of a claim over its sweep."""

    HOLDS = "holds"
    HOLDS_IF = "holds if"
    FAILS = "fails"
    UNTESTED = "not tested"


def judged(shares: NDArray[np.float64]) -> Verdict:
    """The verdict on a claim: it holds at all points, at some, or at none.

    Parameters
    ----------
    shares
        Share of draws in which it holds, a row for each point of the second parameter; NaN where
        it was not tried, which counts for neither side.

    Examples
    --------
    >>> judged(np.array([[1.0, 0.75, 0.25]])).name
    'HOLDS_IF'
    """
    known = shares[np.isfinite(shares)]
    if not known.size:
        return Verdict.UNTESTED
    held = known > HALF
    if held.all():
        return Verdict.HOLDS
    return Verdict.HOLDS_IF if held.any() else Verdict.FAILS


def region(shares: NDArray[np.float64], across: Axis, down: Axis | None) -> str:
    """The region in which a claim holds, in words; empty where it holds at all points or at none.

    Examples
    --------
    >>> from backfire.answers.claims import Axis
    >>> stocks = Axis(name="stocks", points=("none", "usual", "half a year"))
    >>> region(np.array([[1.0, 0.75, 0.25]]), stocks, None)
    'stocks: up to usual'
    """
    if judged(shares) is not Verdict.HOLDS_IF:
        return ""
    rows = [tuple(bool(share > HALF) for share in row) for row in shares]
    if down is None:
        return f"{across.name}: {_points(across, rows[0])}"
    return "; ".join(_rows(across, down, rows))


def _rows(across: Axis, down: Axis, rows: Sequence[tuple[bool, ...]]) -> Iterator[str]:
    """One part for all points of the second parameter between which the first does not differ."""
    for pattern in dict.fromkeys(row for row in rows if any(row)):
        where = tuple(row == pattern for row in rows)
        at = f"{down.name}: {_points(down, where)}"
        if all(where):
            yield f"{across.name}: {_points(across, pattern)}"
        elif all(pattern):
            yield at
        else:
            yield f"{at}, and {across.name}: {_points(across, pattern)}"


def _points(axis: Axis, inside: Sequence[bool]) -> str:
    """Some points of an axis in words: a range where they follow each other, else a list."""
    at = [number for number, held in enumerate(inside) if held]
    first, last = at[0], at[-1]
    in_one = axis.ordered and len(at) == last - first + 1
    if len(at) == len(inside):
        return "any"
    if not in_one or first == last:
        return words.listed([axis.points[number] for number in at])
    if first == 0:
        return f"up to {axis.points[last]}"
    if last == len(inside) - 1:
        return f"{axis.points[first]} and more"
    return f"{axis.points[first]} to {axis.points[last]}"


class Unit(StrEnum):
    """Unit of a figure; points are differences between two shares."""

    SHARE = "share"
    POINTS = "points"
    USD = "usd"
    TIMES = "times"
    QUARTERS = "quarters"
    RUNGS = "rungs"


class _Closed(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class About(_Closed):
    """A claim and how it is tested, written down before it was."""

    id: str
    """Short name."""
    claim: str
    """The claim in our words."""
    place: str
    """Where the article makes it."""
    mechanisms: tuple[str, ...] = ()
    """Numbers of the mechanisms that it rests on."""
    question: str
    """What is asked of the game."""
    rule: str
    """When it holds in one draw at one point of the sweep."""
    given: str = ""
    """What the game assumes that bears on it, so that it is no finding."""


class Axis(_Closed):
    """A parameter that is swept."""

    name: str
    """The parameter in words."""
    points: tuple[str, ...]
    """How each of its points is written."""
    ordered: bool = True
    """Whether its points rise, so that some of them can be written as a range."""


class FigureText(_Closed):
    """What a figure of a claim is."""

    words: str
    """The figure in words."""
    unit: Unit
    """Its unit."""


class LinesText(_Closed):
    """What the figures along one parameter are."""

    along: Axis
    """The parameter."""
    unit: Unit
    """Unit of the figures."""
    measure: str
    """The figures in words, for an axis."""
    series: tuple[str, ...]
    """Name of each line."""


class Tested(_Closed):
    """What belongs to the numbers of one claim; sweep, figures and lines are quantities."""

    about: About
    """The claim."""
    across: Axis
    """First parameter of the sweep."""
    down: Axis | None
    """Second parameter, None where one is swept."""
    figures: tuple[FigureText, ...]
    """Its figures, the main one first."""
    lines: LinesText | None
    """Figures along a parameter, at the scenario's own numbers otherwise."""
    record: str
    """What dated events say of it."""
    seconds: float
    """How long the test took."""


class Facts(_Closed):
    """What the numbers of an answer on claims belong to."""

    paths: int
    """Paths of the game in each draw."""
    grid: str
    """In words, how fine the game was solved."""
    claims: tuple[Tested, ...]
    """Claims that were tested, in the order of the quantities."""
    left: tuple[About, ...] = ()
    """Claims that were asked for and not finished."""
