"""Backtest: a scenario of the past, run again and scored against what was observed."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any

import numpy as np

from backfire import data
from backfire.answers import Answer
from backfire.answers.backtest import KIND, LEVELS, SERIES, Facts
from backfire.errors import DataError, ScenarioError
from backfire.questions.prepare import prepare
from backfire.scenario import Backtest as Asked
from backfire.scenario import Scenario, read_scenario

from ._hindcast import hindcast
from ._hindcast_series import HindcastSeries
from ._scoring import Scorer, Trace

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    import xarray as xr
    from numpy.typing import NDArray

    from backfire.data import Edition

Row = dict[str, Any]


def backtest(
    scenario: Scenario | str | Path,
    draws: int | None = None,
    seed: int | None = None,
    edition: str | Path | None = None,
    parameters: str | None = None,
    seen: str | Path | None = None,
    progress: Callable[[int, int], None] | None = None,
    values: Mapping[str, NDArray[np.float64]] | None = None,
) -> Answer:
    """Run a scenario of the past and score it against what was observed, year by year.

    An observation is drawn about each draw with the error of its source. It is scored by CRPS
    beside two who knew the years up to the last fitted one (the baseline year, for fitted years):
    one says that nothing changes, one lets the last yearly change run on and fade.

    Parameters
    ----------
    seen
        Table of observations in place of the one that the scenario names.
    values
        Own draws of some parameters; one value a draw.

    Raises
    ------
    ScenarioError
        If the scenario says nothing of what it is judged against.
    DataError
        If figures or observations do not hold together, or the edition is later than every
        observation.
    """
    began = time.perf_counter()
    question = scenario if isinstance(scenario, Scenario) else read_scenario(scenario)
    asked, figures = _asked(question), data.read_edition(question.edition, overlay=edition)
    table = data.read_seen(seen or asked.seen)
    rows = list(table.table.iter_rows(named=True))
    _refuse_a_late_edition(question, figures, table.name, rows)
    found = hindcast(question, draws, seed, edition, parameters, progress=progress, values=values)
    scorer = Scorer(HindcastSeries(found, question, figures), rows, figures, asked.fitted_until)
    scored, skipped = scorer.rows()
    facts = Facts(
        seen=table.name,
        fitted_until=asked.fitted_until,
        rows=scored,
        entrants=tuple(scorer.entrants()),
        skipped=skipped,
    )
    attrs = found.dataset.attrs
    provenance = prepare(question, edition).provenance(
        parameters=str(attrs["parameters"]),
        seed=int(attrs["seed"]),
        sources=json.loads(attrs["sources"]) | _cited(rows),
        seconds=round(time.perf_counter() - began, 1),
    )
    dataset = _dataset(tuple(scorer.traces(scored)), found.dataset["draw"].values)
    return Answer.of(KIND, dataset, provenance, facts)


def _dataset(traces: tuple[Trace, ...], draws: NDArray[Any]) -> xr.Dataset:
    """The traces on one axis of years; a year that a trace does not cover is missing."""
    import xarray as xr

    years = sorted({year for trace in traces for year in trace.years})
    lines = np.full((len(traces), len(LEVELS), len(years)), np.nan)
    for at, trace in enumerate(traces):
        lines[at][:, [years.index(year) for year in trace.years]] = trace.quantiles
    names = {
        "series_name": [trace.name for trace in traces],
        "series_place": [trace.place for trace in traces],
        "series_unit": [trace.unit for trace in traces],
    }
    return xr.Dataset(
        {"trace": ((SERIES, "level", "year"), lines)},
        {
            "draw": draws,
            SERIES: [f"{trace.name} {trace.place}".strip() for trace in traces],
            "level": list(LEVELS),
            "year": years,
            **{name: (SERIES, np.array(column, dtype=str)) for name, column in names.items()},
        },
    )


def _asked(question: Scenario) -> Asked:
    if question.backtest is None:
        raise ScenarioError(
            question.name,
            ["backtest: must name what was observed (seen) and the last fitted year, got nothing"],
        )
    return question.backtest


def _refuse_a_late_edition(
    question: Scenario, figures: Edition, table: str, rows: list[Row]
) -> None:
    if not any(row["year"] > figures.baseline_year for row in rows):
        msg = f"backtest of {question.name}"
        raise DataError(
            msg,
            [
                f"edition {figures.name} describes {figures.baseline_year}, and nothing in {table} "
                "was observed after it; name an earlier edition"
            ],
        )


def _cited(rows: list[Row]) -> dict[str, str]:
    known = data.citations()
    keys = sorted({key.strip() for row in rows for key in str(row["source"]).split(";")})
    return {key: known[key] for key in keys if key in known}
