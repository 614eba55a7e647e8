"""Findings on claims: from what came of each test to the arrays of an answer, and back."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from backfire.dims import DRAW

from .._interval import UNKNOWN, Interval
from ._facts import About, Facts, FigureText, Tested
from ._verdict import Verdict, judged, region

if TYPE_CHECKING:
    import xarray as xr
    from numpy.typing import NDArray

    from .._answer import Answer

CLAIM, ROW, COLUMN, FIGURE, SERIES, POINT, END = (
    *("claim", "row", "column", "figure", "series", "point", "end"),
)
ENDS = ("low", "central", "high")


def span(values: Sequence[float]) -> Interval:
    """A figure in the central draw, with the lowest and the highest over all draws.

    Parameters
    ----------
    values
        One a draw, the central one first; what is not finite is left out.

    Examples
    --------
    >>> span([2.0, 1.0, 4.0])
    Interval(low=1.0, central=2.0, high=4.0, probability=1.0)
    """
    known = [float(value) for value in values if math.isfinite(value)]
    return Interval(min(known), float(values[0]), max(known), 1.0) if known else UNKNOWN


@dataclass(frozen=True, eq=False)
class Finding:
    """What came of testing one claim.

    Attributes
    ----------
    tested
        What its numbers belong to.
    shares
        Share of the draws in which it holds, by point of the sweep; NaN where it was not tried.
    here
        Whether it holds at the scenario's own numbers, by draw, the central one first; NaN where
        that was not tried.
    values
        Its figures, the main one first.
    lines
        Figures along a parameter, line by line.
    """

    tested: Tested
    shares: NDArray[np.float64]
    here: NDArray[np.float64]
    values: tuple[Interval, ...]
    lines: tuple[tuple[Interval, ...], ...] = ()

    @property
    def about(self) -> About:
        """The claim."""
        return self.tested.about

    @property
    def figures(self) -> tuple[tuple[FigureText, Interval], ...]:
        """Each figure with what it is."""
        return tuple(zip(self.tested.figures, self.values, strict=True))

    @property
    def series(self) -> Mapping[str, tuple[Interval, ...]]:
        """The lines by name."""
        text = self.tested.lines
        return {} if text is None else dict(zip(text.series, self.lines, strict=True))

    @property
    def verdict(self) -> Verdict:
        """It follows from the shares at the points of the sweep."""
        return judged(self.shares)

    @property
    def region(self) -> str:
        """Where it holds, in words; empty where it holds everywhere or nowhere."""
        return region(self.shares, self.tested.across, self.tested.down)

    @property
    def tried(self) -> list[bool]:
        """Whether it holds at the scenario's own numbers, in the draws in which that was tried."""
        return [bool(held) for held in self.here if math.isfinite(held)]

    @property
    def strength(self) -> float:
        """Share of those draws in which it holds; NaN without one."""
        return sum(self.tried) / len(self.tried) if self.tried else math.nan


def answered(
    found: Sequence[Finding], draws: int, paths: int, grid: str, left: Sequence[About] = ()
) -> tuple[xr.Dataset, Facts]:
    """The arrays of an answer, padded with NaN to the largest of all claims, and its facts."""
    import xarray as xr

    values = [[*map(_ends, one.values)] for one in found]
    lines = [[[*map(_ends, line)] for line in one.lines] for one in found]
    arrays: dict[str, Any] = {
        "share": ((CLAIM, ROW, COLUMN), _padded([one.shares for one in found], (0, 0))),
        "here": ((CLAIM, DRAW), np.array([one.here for one in found]).reshape(-1, draws)),
        "value": ((CLAIM, FIGURE, END), _padded(values, (0, len(ENDS)))),
        "line": ((CLAIM, SERIES, POINT, END), _padded(lines, (0, 0, len(ENDS)))),
    }
    ids = np.array([one.about.id for one in found], dtype=object)
    dataset = xr.Dataset(arrays, {CLAIM: ids, END: list(ENDS)})
    numbered = {name: range(dataset.sizes[name]) for name in (ROW, COLUMN, FIGURE, SERIES, POINT)}
    tested = tuple(one.tested for one in found)
    facts = Facts(paths=paths, grid=grid, claims=tested, left=tuple(left))
    return dataset.assign_coords(numbered | {DRAW: range(draws)}), facts


def findings(answer: Answer) -> tuple[Finding, ...]:
    """What came of each claim, read back from the arrays of an answer."""
    data = answer.dataset
    arrays = [np.asarray(data[name].values) for name in ("share", "here", "value", "line")]
    return tuple(
        _finding(tested, *(array[number] for array in arrays))
        for number, tested in enumerate(answer.facts.claims)
    )


def _finding(tested: Tested, share: Any, here: Any, value: Any, line: Any) -> Finding:
    """The numbers of one claim without what they were padded with."""
    text = tested.lines
    lines = [] if text is None else line[: len(text.series), : len(text.along.points)]
    rows = 1 if tested.down is None else len(tested.down.points)
    return Finding(
        tested,
        share[:rows, : len(tested.across.points)],
        here,
        tuple(map(_span, value[: len(tested.figures)])),
        tuple(tuple(map(_span, each)) for each in lines),
    )


def _span(ends: Any) -> Interval:
    low, central, high = map(float, ends)
    return Interval(low, central, high, 1.0)


def _ends(value: Interval) -> list[float]:
    """The ends as they are stored; a threshold that is never reached has none."""
    ends = (value.low, value.central, value.high)
    return [end if math.isfinite(end) else math.nan for end in ends]


def _padded(tables: Sequence[Any], least: tuple[int, ...]) -> NDArray[np.float64]:
    """Tables of several sizes as one array, with NaN where a table has no such place.

    Parameters
    ----------
    least
        Size of the array where no table holds anything.
    """
    known = [np.array(table, dtype=float) for table in tables]
    filled = [table.shape for table in known if table.size]
    sizes = [max(lengths) for lengths in zip(*filled, strict=True)] or least
    whole = np.full((len(known), *sizes), np.nan)
    for number, table in enumerate(known):
        if table.size:
            whole[(number, *map(slice, table.shape))] = table
    return whole
