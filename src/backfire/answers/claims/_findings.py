"""Findings on claims: from what came of each test to the arrays of an answer, and back."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from backfire.dims import DRAW

from .._interval import UNKNOWN, Interval
from ._facts import About, Axis, Facts, FigureText, LinesText, Tested, Unit, Verdict, judged, region

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


@dataclass(frozen=True)
class Figure:
    """A figure of a claim: what it is, its unit, and its value with the span over draws."""

    words: str
    unit: Unit
    value: Interval


@dataclass(frozen=True)
class Lines:
    """Figures along one parameter, at the scenario's own numbers otherwise.

    Attributes
    ----------
    along
        The parameter.
    unit, measure
        Unit of the figures, and what they are.
    series
        A figure at each point, by the name of the line.
    """

    along: Axis
    unit: Unit
    measure: str
    series: Mapping[str, Sequence[Interval]]


@dataclass(frozen=True, eq=False)
class Finding:
    """What came of testing one claim.

    Attributes
    ----------
    across, down
        Parameters of the sweep; ``down`` is None where one is swept.
    shares
        Share of the draws in which it holds, by point, a row for each point of ``down``; NaN where
        it was not tried.
    here
        Whether it holds at the scenario's own numbers, by draw, the central one first; NaN where
        that was not tried.
    figures
        Figures, the main one first.
    record
        What dated events say of it.
    seconds
        How long the test took.
    """

    about: About
    across: Axis
    down: Axis | None
    shares: NDArray[np.float64]
    here: NDArray[np.float64]
    figures: tuple[Figure, ...]
    lines: Lines | None = None
    record: str = ""
    seconds: float = 0.0

    @property
    def verdict(self) -> Verdict:
        """It follows from the shares at the points of the sweep."""
        return judged(self.shares)

    @property
    def region(self) -> str:
        """Where it holds, in words; empty where it holds everywhere or nowhere."""
        return region(self.shares, self.across, self.down)

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

    ids = [one.about.id for one in found]
    series = [list(one.lines.series.values()) if one.lines else [] for one in found]
    arrays: dict[str, Any] = {
        "share": ((CLAIM, ROW, COLUMN), _padded([one.shares for one in found], 2)),
        "here": ((CLAIM, DRAW), np.array([one.here for one in found]).reshape(-1, draws)),
        "value": (
            (CLAIM, FIGURE, END),
            _padded([[_ends(each.value) for each in one.figures] for one in found], 1, len(ENDS)),
        ),
        "line": (
            (CLAIM, SERIES, POINT, END),
            _padded([[[*map(_ends, row)] for row in rows] for rows in series], 2, len(ENDS)),
        ),
    }
    dataset = xr.Dataset(arrays, {CLAIM: np.array(ids, dtype=object), END: list(ENDS)})
    numbers = {name: range(dataset.sizes[name]) for name in _NUMBERED}
    facts = Facts(paths=paths, grid=grid, claims=tuple(map(_text, found)), left=tuple(left))
    return dataset.assign_coords(numbers), facts


_NUMBERED = (ROW, COLUMN, FIGURE, SERIES, POINT, DRAW)


def findings(answer: Answer) -> tuple[Finding, ...]:
    """What came of each claim, read back from the arrays of an answer."""
    data = answer.dataset
    arrays = [np.asarray(data[name].values) for name in ("share", "here", "value", "line")]
    return tuple(
        _finding(text, *(array[number] for array in arrays))
        for number, text in enumerate(answer.facts.claims)
    )


def _finding(text: Tested, share: Any, here: Any, value: Any, line: Any) -> Finding:
    rows = 1 if text.down is None else len(text.down.points)
    lines = None
    if text.lines is not None:
        along = len(text.lines.along.points)
        series = {
            name: tuple(map(_span, row[:along]))
            for name, row in zip(text.lines.series, line, strict=False)
        }
        lines = Lines(text.lines.along, text.lines.unit, text.lines.measure, series)
    return Finding(
        text.about,
        text.across,
        text.down,
        share[:rows, : len(text.across.points)],
        here,
        tuple(
            Figure(each.words, each.unit, _span(ends))
            for each, ends in zip(text.figures, value, strict=False)
        ),
        lines,
        text.record,
        text.seconds,
    )


def _text(one: Finding) -> Tested:
    lines = one.lines
    return Tested(
        about=one.about,
        across=one.across,
        down=one.down,
        figures=tuple(FigureText(words=each.words, unit=each.unit) for each in one.figures),
        lines=None
        if lines is None
        else LinesText(
            along=lines.along,
            unit=lines.unit,
            measure=lines.measure,
            series=tuple(lines.series),
        ),
        record=one.record,
        seconds=one.seconds,
    )


def _span(ends: Any) -> Interval:
    low, central, high = map(float, ends)
    return Interval(low, central, high, 1.0)


def _ends(value: Interval) -> list[float]:
    """The ends as they are stored; a threshold that is never reached has none."""
    ends = (value.low, value.central, value.high)
    return [end if math.isfinite(end) else math.nan for end in ends]


def _padded(tables: Sequence[Any], axes: int, last: int | None = None) -> NDArray[np.float64]:
    """Tables of several sizes as one array, with NaN where a table has no such place.

    Parameters
    ----------
    axes
        Axes of a table whose length may differ.
    last
        Length of a further one that does not differ.
    """
    known = [np.array(table, dtype=float) for table in tables]
    filled = [table for table in known if table.size]
    sizes = [max((table.shape[at] for table in filled), default=0) for at in range(axes)]
    whole = np.full((len(known), *sizes, *([] if last is None else [last])), np.nan)
    for number, table in enumerate(known):
        if table.size:
            whole[(number, *map(slice, table.shape))] = table
    return whole
