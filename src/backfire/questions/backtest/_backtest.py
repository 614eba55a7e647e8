"""Letting a model tell the past once more, and scoring it against what was observed."""

from __future__ import annotations

import json
import time
from typing import TYPE_CHECKING, Any

from backfire import data
from backfire.errors import DataError, ScenarioError
from backfire.results import Backtest
from backfire.scenario import Backtest as Asked
from backfire.scenario import Scenario, read_scenario

from ._hindcast import hindcast
from ._hindcast_series import HindcastSeries
from ._scoring import Scorer

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from pathlib import Path

    import numpy as np
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
) -> Backtest:
    """Run a scenario of the past and score it against what was observed, year by year.

    An observation is drawn about each future with the error of its source. It is scored by CRPS
    beside two who knew the years up to the last fitted one (the baseline year, for fitted years):
    one says that nothing changes, one lets the last yearly change run on and fade.

    Parameters
    ----------
    seen
        Table of observations in place of the one that the scenario names.
    values
        Own draws of some parameters; one value per future.

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
    judge = Scorer(HindcastSeries(found, question, figures), rows, figures, asked.fitted_until)
    scored, skipped = judge.rows()
    attrs = found.dataset.attrs
    return Backtest(
        scenario=question.name,
        title=question.title,
        edition=figures.name,
        parameters=str(attrs["parameters"]),
        seen=table.name,
        fitted_until=asked.fitted_until,
        seed=int(attrs["seed"]),
        draws=int(found.dataset.sizes["draw"]),
        rows=scored,
        traces=tuple(judge.traces(scored)),
        entrants=tuple(judge.entrants()),
        skipped=skipped,
        seconds=round(time.perf_counter() - began, 1),
        sources=json.loads(attrs["sources"]) | _cited(rows),
        question=question.to_yaml(),
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
