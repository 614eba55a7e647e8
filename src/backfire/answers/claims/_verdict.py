"""Verdict on a claim: from the shares of draws over a sweep to the region in which it holds."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from enum import Enum
from typing import TYPE_CHECKING

import numpy as np

from .. import _format as words

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ._facts import Axis

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
