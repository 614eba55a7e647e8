"""The kind of a backtest: its series, scores, tables and sentences."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict

from backfire.dims import DRAW, YEAR
from backfire.units import Unit

from .. import _format as words
from .._kind import Kind, Label, Quantity, Section, axis
from .._table import Cell, Column, Table
from ._scores import COVERED, Score, Scored, score

if TYPE_CHECKING:
    from .._answer import Answer

LARGE = 5000.0
"""Capacity of a large entrant, t of oxide a year: a twentieth of the market of 2009."""
SERIES, LEVEL = "series", "level"
LEVELS = (0.05, 0.25, 0.5, 0.75, 0.95)
"""Shares of draws below each line of a trace."""
AS_OBSERVED = Unit("as observed", "the unit of the series")

QUANTITIES = (
    Quantity(
        "trace",
        (SERIES, LEVEL, YEAR),
        AS_OBSERVED,
        "what the draws give for a series in every year, observed or not",
        "the series has no counterpart in that year",
        low=None,
        dense=True,
        empty=True,
    ),
)
LABELS = (
    axis(DRAW, "number of the draw"),
    axis(SERIES, "series and place"),
    axis(LEVEL, "share of draws below"),
    axis(YEAR, "calendar year"),
    Label("series_name", (SERIES,), "series, and good or side where it has one"),
    Label("series_place", (SERIES,), "place, blank for the world"),
    Label("series_unit", (SERIES,), "unit of the series"),
)


class Entrants(BaseModel):
    """Large plants of separation in one place outside the sender: how often they come and go."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    place: str
    """Place of the plants."""
    came: float
    """Share of draws in which capacity of at least ``LARGE`` was added."""
    year: float
    """Median year in which it was, of the draws in which it was."""
    lost: float
    """Share of those draws in which a third of the capacity was closed again."""


class Facts(BaseModel):
    """What a backtest was judged by, and every comparison."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    seen: str
    """Table of observations."""
    fitted_until: int
    """Last year that parameters may be fitted to."""
    rows: tuple[Scored, ...]
    """Every observation that was compared."""
    entrants: tuple[Entrants, ...]
    """Large entrants by place."""
    skipped: tuple[str, ...]
    """Observations that were not compared, each with the reason."""


def fitted(answer: Answer) -> Score:
    """Scores of the years that parameters may be fitted to."""
    return score([row for row in answer.facts.rows if row.fitted])


def held_back(answer: Answer) -> Score:
    """Scores of the years that no fit may look at."""
    return score([row for row in answer.facts.rows if not row.fitted])


def _scores(part: Callable[[Answer], Score]) -> Callable[[Answer], Iterator[tuple[Cell, ...]]]:
    def rows(answer: Answer) -> Iterator[tuple[Cell, ...]]:
        for one in answer.reading(part).series:
            covered = one.coverage_90, one.coverage_50
            errors = one.crps, one.no_change, one.trend
            yield (f"{one.name} {one.place}".strip(), one.count, *covered, *errors, _unit(one.unit))

    return rows


def _observations(answer: Answer) -> Iterator[tuple[Cell, ...]]:
    for row in answer.facts.rows:
        band = f"{row.p5:.3g} to {row.p95:.3g}"
        ends = row.p5, row.p25, row.p75, row.p95
        inside = row.inside(COVERED)
        name = row.name, row.place, row.when
        yield (*name, row.observed, row.p50, band, *ends, row.crps, inside, _unit(row.unit))


def _entrants(answer: Answer) -> Iterator[tuple[Cell, ...]]:
    for one in answer.facts.entrants:
        yield one.place, one.came, one.year, one.lost


def _skipped(answer: Answer) -> Iterator[tuple[Cell, ...]]:
    for why in answer.facts.skipped:
        yield (why,)


def _number(value: float) -> str:
    return f"{value:,.0f}" if abs(value) >= 100 else f"{value:.2g}"


def _three(value: float) -> str:
    return f"{value:.3g}"


def _unit(unit: str) -> str:
    return {"1": "share", "over the baseline year": "ratio"}.get(unit, unit)


_SCORES = (
    Column("series", "Series"),
    Column("count", "Count", words.number),
    Column("coverage_90", "In 90 %", words.share),
    Column("coverage_50", "In 50 %", words.share),
    Column("crps", "CRPS", _number),
    Column("no_change", "No change", _number),
    Column("trend", "Trend", _number),
    Column("unit", "Unit"),
)
_NOTE = (
    "CRPS is the continuous ranked probability score, in the unit of the series; the two columns "
    "beside it are the errors of a forecast of no change and of one that lets the last yearly "
    "change run on and fade. Less is better."
)


def _hidden(key: str) -> Column:
    return Column(key, key, _three, screen=False, page=False)


TABLES = (
    Table(
        "held_back",
        "Mean scores by series, years held back",
        _SCORES,
        _scores(held_back),
        _NOTE,
        limit=200,
    ),
    Table(
        "fitted",
        "Mean scores by series, years that may be fitted",
        _SCORES,
        _scores(fitted),
        limit=200,
    ),
    Table(
        "entrants",
        "Large entrants, at least 5,000 t a year of separation added",
        (
            Column("place", "Place"),
            Column("came", "In draws", words.share),
            Column("year", "Median year", lambda year: f"{year:.0f}"),
            Column("lost", "A third lost again", words.share),
        ),
        _entrants,
        screen=False,
    ),
    Table(
        "observations",
        "Observations one by one",
        (
            Column("series", "Series"),
            Column("place", "Place"),
            Column("when", "When"),
            Column("observed", "Observed", _three),
            Column("p50", "Median", _three),
            Column("band", "5 to 95 %"),
            *map(_hidden, ("p5", "p25", "p75", "p95", "crps")),
            Column("inside", "Inside"),
            Column("unit", "Unit"),
        ),
        _observations,
        screen=False,
    ),
    Table(
        "skipped",
        "Not compared",
        (Column("why", "Observation and reason"),),
        _skipped,
        screen=False,
    ),
)
SECTIONS = (
    Section("series", "Series"),
    Section("scores", "Scores", ("held_back", "fitted", "entrants", "observations", "skipped")),
)


def context(answer: Answer) -> dict[str, Any]:
    """The scores that the sentences name."""
    return {
        "held": answer.reading(held_back),
        "fit": answer.reading(fitted),
        "missing": len(answer.facts.skipped),
    }


def problems(data: Any, facts: Facts) -> Iterator[str]:
    """Name observations that are no finite numbers."""
    for at, row in enumerate(facts.rows):
        if not all(map(math.isfinite, (row.observed, row.p5, row.p50, row.p95))):
            yield f"facts.rows[{at}]: must hold finite numbers, got {row.observed:g}"


KIND = Kind(
    "backtest", QUANTITIES, LABELS, Facts, TABLES, SECTIONS, context=context, problems=problems
)
