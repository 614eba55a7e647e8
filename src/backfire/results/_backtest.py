"""How the past, told once more, compares with what was observed."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from backfire.results import words

COVERED, HALF = 0.9, 0.5
"""Shares of futures that the two bands hold."""


@dataclass(frozen=True)
class Scored:
    """One observation beside the futures and two naive forecasts of it."""

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
    """Error of who said that nothing changes; None where no earlier year was observed."""
    trend: float | None
    """Error of who let the last yearly change run on; None where no earlier year was observed."""
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
        """Whether the band of 50 or 90 % of futures holds what was observed."""
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
    no_change: float | None
    trend: float | None

    @property
    def beats_both(self) -> bool | None:
        """Whether the futures score better than both naive forecasts; None where one is missing."""
        if self.no_change is None or self.trend is None:
            return None
        return self.crps < min(self.no_change, self.trend)


@dataclass(frozen=True)
class Score:
    """Scores of one span of years over all series."""

    count: int
    coverage_50: float | None
    coverage_90: float | None
    beats_both_naive_share: float | None
    """Share of the series that have both naive forecasts in which the futures score better."""
    series: tuple[SeriesScore, ...]


@dataclass(frozen=True)
class Trace:
    """What the futures say of a series in every year, observed or not."""

    name: str
    place: str
    unit: str
    years: tuple[int, ...]
    quantiles: tuple[tuple[float, ...], ...]
    """5th, 25th, 50th, 75th and 95th percentile, each over the years."""


@dataclass(frozen=True)
class Backtest:
    """A scenario of the past beside what was observed, fitted years and held-back years apart."""

    scenario: str
    title: str
    edition: str
    parameters: str
    seen: str
    fitted_until: int
    seed: int
    draws: int
    rows: tuple[Scored, ...]
    traces: tuple[Trace, ...]
    skipped: tuple[str, ...]
    """Observations that were not compared, each with the reason."""
    seconds: float
    sources: Mapping[str, str]
    """Citation of every key that figures, parameters, scenario and observations name."""
    question: str
    """The scenario, word for word."""

    @property
    def sentences(self) -> tuple[str, ...]:
        """The answer in words: fitted years, years held back, and what was not compared."""
        return (
            f"Of {words.counted(self.held_back.count, 'observation')} after {self.fitted_until}, "
            f"which no parameter was fitted to, {_held(self.held_back)}.",
            f"Of {words.counted(self.fitted.count, 'observation')} to {self.fitted_until}, "
            f"{_held(self.fitted)}.",
            f"Not compared: {words.counted(len(self.skipped), 'observation')}; the list at the end "
            "of the page says why.",
        )

    @property
    def fitted(self) -> Score:
        """Scores of the years that parameters may be fitted to."""
        return _score([row for row in self.rows if row.fitted])

    @property
    def held_back(self) -> Score:
        """Scores of the years that no parameter has seen."""
        return _score([row for row in self.rows if not row.fitted])

    def to_json(self) -> str:
        """Give everything but the traces as JSON text with stable keys."""
        told = {
            "scenario": self.scenario,
            "edition": self.edition,
            "parameters": self.parameters,
            "seen": self.seen,
            "fitted_until": self.fitted_until,
            "seed": self.seed,
            "draws": self.draws,
            "series": [_row(row) for row in self.rows],
            "fitted": _told(self.fitted),
            "held_back": _told(self.held_back),
            "skipped": {"count": len(self.skipped), "why": list(self.skipped)},
            "seconds": self.seconds,
        }
        return json.dumps(told, indent=2, ensure_ascii=False)


def _held(score: Score) -> str:
    if score.coverage_90 is None:
        return "none was compared"
    held = (
        f"the 90 % band holds {words.share(score.coverage_90)} and the 50 % band "
        f"{words.share(score.coverage_50)}"
    )
    if score.beats_both_naive_share is None:
        return held
    better = words.share(score.beats_both_naive_share)
    return (
        f"{held}; the futures beat both naive forecasts on {better} of {len(score.series)} series"
    )


def _row(row: Scored) -> dict[str, object]:
    return {
        "name": row.name,
        "place": row.place,
        "year": row.year,
        "when": row.when,
        "unit": row.unit,
        "observed": row.observed,
        "p5": row.p5,
        "p25": row.p25,
        "p50": row.p50,
        "p75": row.p75,
        "p95": row.p95,
        "crps": row.crps,
        "no_change": row.no_change,
        "trend": row.trend,
        "fitted": row.fitted,
    }


def _told(score: Score) -> dict[str, object]:
    return {
        "count": score.count,
        "coverage_50": score.coverage_50,
        "coverage_90": score.coverage_90,
        "beats_both_naive_share": score.beats_both_naive_share,
        "series": [
            {
                "name": one.name,
                "place": one.place,
                "unit": one.unit,
                "count": one.count,
                "coverage_50": one.coverage_50,
                "coverage_90": one.coverage_90,
                "crps": one.crps,
                "no_change": one.no_change,
                "trend": one.trend,
                "beats_both": one.beats_both,
            }
            for one in score.series
        ],
    }


def _score(rows: list[Scored]) -> Score:
    series = tuple(_series(rows))
    judged = [one.beats_both for one in series if one.beats_both is not None]
    return Score(
        count=len(rows),
        coverage_50=_share(row.inside(HALF) for row in rows),
        coverage_90=_share(row.inside(COVERED) for row in rows),
        beats_both_naive_share=_share(judged),
        series=series,
    )


def _series(rows: list[Scored]) -> Iterator[SeriesScore]:
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
            no_change=_mean(mine, lambda row: row.no_change),
            trend=_mean(mine, lambda row: row.trend),
        )


def _share(held: Iterable[bool]) -> float | None:
    """Share that is true; None of nothing."""
    known = list(held)
    return sum(known) / len(known) if known else None


def _mean(rows: list[Scored], error: Callable[[Scored], float | None]) -> float | None:
    """Mean error over the rows; None if one of them has none, so that means are over the same."""
    found = [error(row) for row in rows]
    known = [one for one in found if one is not None]
    return sum(known) / len(known) if known and len(known) == len(found) else None
