"""The rows of a backtest as they stand in tables of the page and on the screen."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backfire.results import COVERED, words

if TYPE_CHECKING:
    from backfire.results import Backtest, Score

SCORES = ("series", "n", "in 90 %", "in 50 %", "CRPS", "no change", "trend", "unit")
OBSERVATIONS = ("series", "place", "when", "observed", "median", "5 to 95 %", "inside", "unit")


def scores(backtest: Backtest) -> dict[str, list[tuple[str, ...]]]:
    """Rows of the mean scores by series, of the years held back and of the fitted ones."""
    return {
        f"after {backtest.fitted_until}, held back": _scores(backtest.held_back),
        f"to {backtest.fitted_until}, may be fitted": _scores(backtest.fitted),
    }


def observations(backtest: Backtest) -> list[tuple[str, ...]]:
    """Rows of every observation beside the band of futures."""
    return [
        (
            row.name,
            row.place,
            row.when,
            f"{row.observed:.3g}",
            f"{row.p50:.3g}",
            f"{row.p5:.3g} to {row.p95:.3g}",
            "yes" if row.inside(COVERED) else "no",
            _unit(row.unit),
        )
        for row in backtest.rows
    ]


def _scores(score: Score) -> list[tuple[str, ...]]:
    return [
        (
            " ".join(part for part in (one.name, one.place) if part),
            str(one.count),
            words.share(one.coverage_90),
            words.share(one.coverage_50),
            _number(one.crps),
            _number(one.no_change),
            _number(one.trend),
            _unit(one.unit),
        )
        for one in score.series
    ]


def _number(value: float | None) -> str:
    if value is None:
        return ""
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.2g}"


def _unit(unit: str) -> str:
    return {"1": "share", "over the baseline year": "ratio"}.get(unit, unit)
