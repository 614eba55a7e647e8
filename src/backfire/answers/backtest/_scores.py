"""Scores of a backtest: one observation, one series, one span of years."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass

from pydantic import BaseModel, ConfigDict

COVERED, HALF = 0.9, 0.5
"""Shares of draws that the two bands hold."""


class Scored(BaseModel):
    """One observation beside the draws and two naive forecasts of it."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    name: str
    """Series, and good or side where it has one, such as ``price:dy_oxide:outside``."""
    place: str
    when: str
    """Year, month or day of what was observed."""
    unit: str
    observed: float
    p5: float
    p25: float
    p50: float
    p75: float
    p95: float
    crps: float
    no_change: float | None
    """Error of a forecast of no change; None where no earlier year was observed."""
    trend: float | None
    """The same where the last yearly change runs on; None where no two years were observed."""
    fitted: bool
    """Whether it lies in the years that parameters may be fitted to."""

    @property
    def series(self) -> tuple[str, str]:
        """Name and place: what scores are averaged over."""
        return self.name, self.place

    @property
    def year(self) -> int:
        """Calendar year."""
        return int(self.when[:4])

    def inside(self, share: float) -> bool:
        """Whether the band of 50 or 90 % of draws holds what was observed."""
        low, high = (self.p5, self.p95) if share == COVERED else (self.p25, self.p75)
        return low <= self.observed <= high


@dataclass(frozen=True)
class SeriesScore:
    """Mean scores of one series over one span of years, in its own unit."""

    name: str
    place: str
    unit: str
    count: int
    coverage_50: float
    coverage_90: float
    crps: float
    error: float
    """Mean absolute error of the median: what a forecast without a band is scored by."""
    no_change: float | None
    trend: float | None

    @property
    def naive(self) -> float | None:
        """Error of the better naive forecast; None where no earlier year was observed."""
        known = [error for error in (self.no_change, self.trend) if error is not None]
        return min(known, default=None)

    @property
    def beats_both(self) -> bool | None:
        """Whether the draws score better than every naive forecast there is."""
        return None if self.naive is None else self.crps < self.naive

    @property
    def median_beats_both(self) -> bool | None:
        """The same of the median alone, as a naive forecast is one number and has no band."""
        return None if self.naive is None else self.error < self.naive


@dataclass(frozen=True)
class Score:
    """Scores of one span of years over all series."""

    count: int
    coverage_50: float | None
    coverage_90: float | None
    beats_both_naive_share: float | None
    """Share of the series that have a naive forecast in which the draws score better."""
    median_beats_both_share: float | None
    """The same of the median alone."""
    series: tuple[SeriesScore, ...]

    @property
    def judged(self) -> int:
        """Number of series that have a naive forecast."""
        return sum(one.naive is not None for one in self.series)

    @property
    def has_trend(self) -> bool:
        """Whether a trend could be known in any series."""
        return any(one.trend is not None for one in self.series)


def score(rows: Sequence[Scored]) -> Score:
    """Score one span of years."""
    series = tuple(_series(rows))
    judged = [one.beats_both for one in series if one.beats_both is not None]
    by_median = [one.median_beats_both for one in series if one.median_beats_both is not None]
    return Score(
        count=len(rows),
        coverage_50=_share(row.inside(HALF) for row in rows),
        coverage_90=_share(row.inside(COVERED) for row in rows),
        beats_both_naive_share=_share(judged),
        median_beats_both_share=_share(by_median),
        series=series,
    )


def _series(rows: Sequence[Scored]) -> Iterator[SeriesScore]:
    for name, place in dict.fromkeys(row.series for row in rows):
        mine = [row for row in rows if row.series == (name, place)]
        yield SeriesScore(
            name=name,
            place=place,
            unit=mine[0].unit,
            count=len(mine),
            coverage_50=_share(row.inside(HALF) for row in mine) or 0.0,
            coverage_90=_share(row.inside(COVERED) for row in mine) or 0.0,
            crps=sum(row.crps for row in mine) / len(mine),
            error=sum(abs(row.p50 - row.observed) for row in mine) / len(mine),
            no_change=_mean(mine, lambda row: row.no_change),
            trend=_mean(mine, lambda row: row.trend),
        )


def _share(held: Iterable[bool]) -> float | None:
    """Share that is true; None of nothing."""
    known = list(held)
    return sum(known) / len(known) if known else None


def _mean(rows: Sequence[Scored], error: Callable[[Scored], float | None]) -> float | None:
    """Mean error over the rows; None if one of them has none, so that means are over the same."""
    found = [error(row) for row in rows]
    known = [one for one in found if one is not None]
    return sum(known) / len(known) if known and len(known) == len(found) else None
