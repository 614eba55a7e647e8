"""How the past, told once more, compares with what was observed."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass

from backfire.results import words
from backfire.results._backtest_scores import Score, Scored, score

LARGE = 5000.0
"""Capacity of a large entrant, t of oxide a year: a twentieth of the market of 2009."""


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
class Entrants:
    """Large plants of separation in one place outside the sender: how often they come and go."""

    place: str
    came: float
    """Share of futures in which capacity of at least ``LARGE`` was added."""
    year: float | None
    """Median year in which it was, of the futures in which it was."""
    lost: float | None
    """Share of those futures in which a third of the capacity was closed again."""


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
    entrants: tuple[Entrants, ...]
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
            f"held back from the fit, {_held(self.held_back)}.",
            f"Of {words.counted(self.fitted.count, 'observation')} to {self.fitted_until}, "
            f"{_held(self.fitted)}.",
            f"Not compared: {words.counted(len(self.skipped), 'observation')}; the list at the end "
            "of the page says why.",
        )

    @property
    def fitted(self) -> Score:
        """Scores of the years that parameters may be fitted to."""
        return score([row for row in self.rows if row.fitted])

    @property
    def held_back(self) -> Score:
        """Scores of the years that no fit may look at."""
        return score([row for row in self.rows if not row.fitted])

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
            "entrants": [asdict(one) for one in self.entrants],
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
    naive = "both naive forecasts" if score.has_trend else "no change (the only naive forecast)"
    return (
        f"{held}; the futures beat {naive} on {words.share(score.beats_both_naive_share)} of "
        f"{score.judged} series, their medians alone on "
        f"{words.share(score.median_beats_both_share)}"
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
        "median_beats_both_share": score.median_beats_both_share,
        "judged": score.judged,
        "series": [
            {
                "name": one.name,
                "place": one.place,
                "unit": one.unit,
                "count": one.count,
                "coverage_50": one.coverage_50,
                "coverage_90": one.coverage_90,
                "crps": one.crps,
                "error": one.error,
                "no_change": one.no_change,
                "trend": one.trend,
                "beats_both": one.beats_both,
            }
            for one in score.series
        ],
    }
