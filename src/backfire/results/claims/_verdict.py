"""From the share of futures at every point of a sweep to a verdict and a region in words."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

from backfire.results import words

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from ._parts import Axis

HOLDS, HOLDS_IF, FAILS, UNTESTED = "holds", "holds if", "fails", "not told"
HALF = 0.5
"""A claim holds at a point where it holds in more than this share of the futures."""


@dataclass(frozen=True)
class Verdict:
    """A verdict, and the region in which the claim holds, in words."""

    word: str
    region: str


def judged(shares: Sequence[Sequence[float]], across: Axis, down: Axis | None) -> Verdict:
    """The verdict on a claim: it holds at all points, at some, or at none.

    Parameters
    ----------
    shares
        Share of futures in which it holds, a row for each point of `down`; NaN where it could not
        be told, which counts for neither side.

    Examples
    --------
    >>> from backfire.results.claims import Axis
    >>> stock = Axis("stocks", ("none", "usual", "half a year"))
    >>> judged([[1.0, 0.75, 0.25]], stock, None)
    Verdict(word='holds if', region='stocks: up to usual')
    """
    known = [share for row in shares for share in row if math.isfinite(share)]
    if not known:
        return Verdict(UNTESTED, "")
    held = [share > HALF for share in known]
    if all(held):
        return Verdict(HOLDS, "")
    if not any(held):
        return Verdict(FAILS, "")
    rows = [tuple(share > HALF for share in row) for row in shares]
    if down is None:
        return Verdict(HOLDS_IF, f"{across.name}: {_points(across, rows[0])}")
    return Verdict(HOLDS_IF, "; ".join(_rows(across, down, rows)))


def _rows(across: Axis, down: Axis, rows: Sequence[tuple[bool, ...]]) -> Iterator[str]:
    """One part for all points of the second axis between which the first does not differ."""
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
