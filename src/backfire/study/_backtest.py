"""Letting a model tell the past once more, and scoring it against what was observed."""

from __future__ import annotations

import json
import time
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.special import ndtri

from backfire import data, simulation
from backfire.errors import DataError, ScenarioError
from backfire.numerics import crps, scrambled_sobol
from backfire.results import Backtest, Scored, Trace
from backfire.scenario import Backtest as Asked
from backfire.scenario import Scenario, read_scenario

from ._hindsight import Hindsight, NotComparableError
from ._naive import Naive

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Mapping
    from pathlib import Path

    from numpy.typing import NDArray

    from backfire.data import Edition
    from backfire.results import Hindcast

SHARES = (0.05, 0.25, 0.5, 0.75, 0.95)
RATIO = ("price",)
"""Series compared over their own value of the baseline year: a quote inside holds taxes that one
outside does not, so that only their changes mean the same in the model."""
EDGE = 1e-6

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

    An observation is drawn about each future with the error of its source, so that a band is
    about what would have been observed. It is scored by the continuous ranked probability score,
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
    asked = _asked(question)
    table = data.read_seen(seen or asked.seen)
    figures = data.read_edition(question.edition, overlay=edition)
    rows = list(table.table.iter_rows(named=True))
    _refuse_a_late_edition(question, figures, table.name, rows)
    found = simulation.hindcast(
        question, draws, seed, edition, parameters, progress=progress, values=values
    )
    judge = Judge(Hindsight(found, question, figures), rows, figures, asked.fitted_until)
    scored, skipped = judge.rows()
    return Backtest(
        scenario=question.name,
        title=question.title,
        edition=figures.name,
        parameters=str(found.dataset.attrs["parameters"]),
        seen=table.name,
        fitted_until=asked.fitted_until,
        seed=int(found.dataset.attrs["seed"]),
        draws=int(found.dataset.sizes["draw"]),
        rows=scored,
        traces=tuple(judge.traces(scored)),
        skipped=skipped,
        seconds=round(time.perf_counter() - began, 1),
        sources=json.loads(found.dataset.attrs["sources"]) | _cited(rows),
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


@dataclass(frozen=True)
class Judge:
    """Puts every observation beside the futures."""

    told: Hindsight
    seen: list[Row]
    edition: Edition
    fitted_until: int

    @property
    def hindcast(self) -> Hindcast:
        """What the futures say."""
        return self.told.hindcast

    def rows(self) -> tuple[tuple[Scored, ...], tuple[str, ...]]:
        """Every comparison, and what was not compared with the reason."""
        scored: list[Scored] = []
        skipped: list[str] = []
        for number, row in enumerate(self.seen):
            try:
                scored.append(self._scored(number, row))
            except NotComparableError as why:
                skipped.append(f"{_called(row)}: {why}")
        return tuple(scored), tuple(skipped)

    def traces(self, scored: tuple[Scored, ...]) -> Iterator[Trace]:
        """Quantiles of every year for each series of which some year was scored."""
        wanted = dict.fromkeys(row.series for row in scored)
        for row in self.seen:
            if _series(row) not in wanted or row["date"]:
                continue
            name, place = _series(row)
            del wanted[_series(row)]
            quantiles = np.quantile(self.told.by_year(row), SHARES, axis=0)
            yield Trace(
                name,
                place,
                _unit(row),
                self.hindcast.years,
                tuple(tuple(map(float, line)) for line in quantiles),
            )

    def _scored(self, number: int, row: Row) -> Scored:
        year = int(row["year"])
        if year <= self.edition.baseline_year:
            msg = f"is not after {self.edition.baseline_year}, which the edition itself describes"
            raise NotComparableError(msg)
        base, base_sd = self._base(row)
        members = self._members(row, year)
        observed = row["value"] / base
        spread = float(np.hypot(row["relative_sd"] or 0.0, base_sd))
        members = members * np.exp(spread * self._errors(number, len(members)))
        if row["unit"] == "1" and row["series"].endswith("share"):
            members = np.minimum(members, 1.0)
        fitted = year <= self.fitted_until
        naive = self._naive(row, base)
        origin = self.edition.baseline_year if fitted else self.fitted_until
        low, quarter, middle, upper, high = np.quantile(members, SHARES)
        name, place = _series(row)
        return Scored(
            name=name,
            place=place,
            when=str(row["date"] or year),
            unit=_unit(row),
            observed=observed,
            p5=float(low),
            p25=float(quarter),
            p50=float(middle),
            p75=float(upper),
            p95=float(high),
            crps=crps(members, observed),
            no_change=_off(naive.no_change(origin), observed),
            trend=_off(naive.trend(origin, year), observed),
            fitted=fitted,
        )

    def _members(self, row: Row, year: int) -> NDArray[np.float64]:
        if row["date"]:
            by_day = self.told.on(row, _day(str(row["date"])))
            return np.asarray(by_day, dtype=float)
        if year not in self.hindcast.years:
            msg = "lies outside the run"
            raise NotComparableError(msg)
        members = self.told.by_year(row)[:, self.hindcast.years.index(year)]
        if np.isnan(members).any():
            msg = "has no counterpart in this year"
            raise NotComparableError(msg)
        return members

    def _base(self, row: Row) -> tuple[float, float]:
        """What the value is taken relative to, and the relative error of that."""
        if row["series"] not in RATIO:
            return 1.0, 0.0
        for other in self._whole_years(row):
            if other["year"] == self.edition.baseline_year:
                return float(other["value"]), float(other["relative_sd"] or 0.0)
        msg = f"has no value of {self.edition.baseline_year} to be compared with"
        raise NotComparableError(msg)

    def _naive(self, row: Row, base: float) -> Naive:
        mine = {int(other["year"]): other["value"] / base for other in self._whole_years(row)}
        return Naive(mine, log=row["unit"] != "1")

    def _whole_years(self, row: Row) -> list[Row]:
        """Every observation of a whole year in the same series."""
        return [one for one in self.seen if _series(one) == _series(row) and not one["date"]]

    def _errors(self, number: int, count: int) -> NDArray[np.float64]:
        """An even spread of standard normal errors, in another order for every observation."""
        seed = int(self.hindcast.dataset.attrs["seed"])
        levels = scrambled_sobol(count, 1, seed + 1 + number)[:, 0]
        order = np.random.default_rng([seed, number]).permutation(count)
        return ndtri(np.clip(levels, EDGE, 1 - EDGE))[order]


def _series(row: Row) -> tuple[str, str]:
    parts = (row["series"], row["good"], row["side"], row["name"], row["partner"])
    return ":".join(str(part) for part in parts if part), str(row["place"] or "")


def _called(row: Row) -> str:
    name, place = _series(row)
    return " ".join(part for part in (name, place, str(row["date"] or row["year"])) if part)


def _unit(row: Row) -> str:
    return "over the baseline year" if row["series"] in RATIO else str(row["unit"])


def _day(text: str) -> np.datetime64:
    """The day, or the middle of the month."""
    return np.datetime64(text if text.count("-") == 2 else f"{text}-15", "ns")


def _off(said: float | None, observed: float) -> float | None:
    return None if said is None else abs(said - observed)
