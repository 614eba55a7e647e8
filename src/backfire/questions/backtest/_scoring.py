"""Observations beside the draws of a hindcast and of naive benchmarks."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.special import ndtri

from backfire.answers.backtest import LARGE, LEVELS, Entrants, Scored
from backfire.numerics import crps, scrambled_sobol

from ._hindcast_series import NotComparableError

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from backfire.data import Edition

    from ._hindcast import Hindcast
    from ._hindcast_series import HindcastSeries


FADING = 0.8
"""Share of a year's trend that is left in the next: a trend that runs on whole is easily beaten.

Gardner and McKenzie (1985) damp trends because undamped ones overshoot at long horizons.
"""


@dataclass(frozen=True)
class Benchmark:
    """Forecasts from the observed values of a series alone.

    Examples
    --------
    >>> known = Benchmark({2012: 1.0, 2013: 2.0}, log=False)
    >>> known.no_change(2013), round(known.trend(2013, 2014), 2)
    (2.0, 2.8)
    """

    observed: Mapping[int, float]
    log: bool
    """Whether changes are ratios, as of prices and tonnes, and not differences, as of shares."""

    def no_change(self, origin: int) -> float | None:
        """The value of the origin; None where it was not observed."""
        return self.observed.get(origin)

    def trend(self, origin: int, year: int) -> float | None:
        """The last yearly change, running on and fading; None where none was observed."""
        last, before = self.observed.get(origin), self.observed.get(origin - 1)
        if last is None or before is None or (self.log and min(last, before) <= 0):
            return None
        horizon = sum(FADING**step for step in range(1, year - origin + 1))
        if self.log:
            return float(last * np.exp(horizon * np.log(last / before)))
        return last + horizon * (last - before)


Row = dict[str, Any]

RATIO = ("price",)
"""Series compared over their own value of the baseline year: a quote inside holds taxes that one
outside does not, so that only their changes mean the same in the model."""
LEVELLED = (
    "import_share",
    "import_share_value",
    "exports",
    "exports_gross",
    "magnet_exports",
    "magnet_output",
)
"""Series whose level is set to what was observed in the baseline year: customs see the last
shipper and the weight of a product or a blank, the model the first seller, oxide and finished
magnets."""
EDGE = 1e-6


@dataclass(frozen=True)
class Trace:
    """What the draws give for a series in every year: quantiles at `LEVELS`, by year."""

    name: str
    place: str
    unit: str
    years: tuple[int, ...]
    quantiles: NDArray[np.float64]


@dataclass(frozen=True)
class Scorer:
    """Puts every observation beside the draws."""

    told: HindcastSeries
    seen: list[Row]
    edition: Edition
    fitted_until: int

    @property
    def hindcast(self) -> Hindcast:
        """What the draws give."""
        return self.told.hindcast

    def rows(self) -> tuple[tuple[Scored, ...], tuple[str, ...]]:
        """Every comparison, and what was not compared with the reason."""
        scored: list[Scored] = []
        skipped: list[str] = []
        for number, row in enumerate(self.seen):
            try:
                scored.append(self._scored(number, row))
            except NotComparableError as why:
                skipped.append(f"{called(row)}: {why}")
        return tuple(scored), tuple(skipped)

    def traces(self, scored: tuple[Scored, ...]) -> Iterator[Trace]:
        """Quantiles of every year for each series of which some year was scored."""
        wanted = dict.fromkeys(row.series for row in scored)
        for row in self.seen:
            if _series(row) not in wanted or row["date"]:
                continue
            name, place = _series(row)
            del wanted[_series(row)]
            said = self._levelled(row, self.told.by_year(row))
            known = np.flatnonzero(~np.isnan(said).any(axis=0))
            observed = said[:, known] * self._typical_error(row, len(said))
            observed = np.minimum(observed, 1.0) if _is_share(row) else observed
            quantiles = np.quantile(observed, LEVELS, axis=0)
            years = tuple(self.hindcast.years[number] for number in known)
            yield Trace(name, place, _unit(row), years, quantiles)

    def _scored(self, number: int, row: Row) -> Scored:
        year, members, observed = int(row["year"]), self.said(row), self.observed(row)
        members = members * np.exp(self.spread(row) * self._errors(number, len(members)))
        members = np.minimum(members, 1.0) if _is_share(row) else members
        fitted = year <= self.fitted_until
        naive = self._naive(row)
        origin = self.edition.baseline_year if fitted else self.fitted_until
        low, quarter, middle, upper, high = np.quantile(members, LEVELS)
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

    def entrants(self) -> Iterator[Entrants]:
        """Large plants of separation outside the sender, by place in which any draw has one."""
        plants = self.hindcast.dataset["capacity"]
        separation = [str(p) for p in plants["process"].values if str(p).startswith("separate_")]
        by_place = plants.sel(process=separation).sum("process")
        for place in map(str, plants["place"].values):
            added = np.asarray(by_place.sel(place=place).values, dtype=float)
            added = added - added[:, :1]
            came = (added >= LARGE).any(axis=1)
            if place == self.hindcast.sender or not came.any():
                continue
            year = np.array(self.hindcast.years)[(added[came] >= LARGE).argmax(axis=1)]
            most = np.maximum.accumulate(added[came], axis=1)
            lost = ((most >= LARGE) & (added[came] < 2 / 3 * most)).any(axis=1)
            shares = {"came": float(came.mean()), "lost": float(lost.mean())}
            yield Entrants(place=place, year=float(np.median(year)), **shares)

    def said(self, row: Row) -> NDArray[np.float64]:
        """What each draw gives for an observation, before the error of its source.

        Raises
        ------
        NotComparableError
            If the model has no counterpart, or the edition itself describes the year.
        """
        if int(row["year"]) <= self.edition.baseline_year:
            msg = f"is not after {self.edition.baseline_year}, which the edition itself describes"
            raise NotComparableError(msg)
        self.observed(row)
        return self._levelled(row, self._members(row, int(row["year"])))

    def observed(self, row: Row) -> float:
        """What was observed, over the baseline year where the series is compared so."""
        return float(row["value"]) / (self._base(row)[0] if row["series"] in RATIO else 1.0)

    def spread(self, row: Row) -> float:
        """Relative error of the observation and of the level it is compared at."""
        based = row["series"] in RATIO or row["series"] in LEVELLED
        return float(np.hypot(row["relative_sd"] or 0.0, self._base(row)[1] if based else 0.0))

    def _members(self, row: Row, year: int) -> NDArray[np.float64]:
        if row["date"]:
            return self.told.on(row, _day(str(row["date"])))
        if year not in self.hindcast.years:
            msg = "lies outside the run"
            raise NotComparableError(msg)
        members = self.told.by_year(row)[:, self.hindcast.years.index(year)]
        if np.isnan(members).any():
            msg = "has no counterpart in this year"
            raise NotComparableError(msg)
        return members

    def _levelled(self, row: Row, members: NDArray[np.float64]) -> NDArray[np.float64]:
        """Members, or in the traces members by year, at the level of the baseline year."""
        if row["series"] not in LEVELLED:
            return members
        at = self.hindcast.years.index(self.edition.baseline_year)
        modelled = float(np.median(self.told.by_year(row)[:, at]))
        return members * (self._base(row)[0] / modelled)

    def _base(self, row: Row) -> tuple[float, float]:
        """Value of the baseline year in the same series, and its relative error."""
        for other in self._whole_years(row):
            if other["year"] == self.edition.baseline_year:
                return float(other["value"]), float(other["relative_sd"] or 0.0)
        msg = f"has no value of {self.edition.baseline_year} to be compared with"
        raise NotComparableError(msg)

    def _naive(self, row: Row) -> Benchmark:
        """Forecasts from whole years; where one was not observed, from its last dated figure."""
        mine = sorted(
            (one for one in self.seen if _series(one) == _series(row)),
            key=lambda one: (one["date"] is None, str(one["date"] or "")),
        )
        known = {int(one["year"]): self.observed(one) for one in mine}
        return Benchmark(known, log=row["unit"] != "1")

    def _whole_years(self, row: Row) -> list[Row]:
        """Every observation of a whole year in the same series."""
        return [one for one in self.seen if _series(one) == _series(row) and not one["date"]]

    def _typical_error(self, row: Row, count: int) -> NDArray[np.float64]:
        """Factors by which a figure of the series is off, with the median error of its sources."""
        based = [one for one in self.seen if _series(one) == _series(row)]
        spread = float(np.median([self.spread(one) for one in based]))
        return np.exp(spread * self._errors(-1, count))[:, None]

    def _errors(self, number: int, count: int) -> NDArray[np.float64]:
        """An even spread of standard normal errors, in another order for every observation."""
        seed = int(self.hindcast.dataset.attrs["seed"])
        levels = scrambled_sobol(count, 1, seed + 2 + number)[:, 0]
        order = np.random.default_rng([seed, number + 1]).permutation(count)
        return ndtri(np.clip(levels, EDGE, 1 - EDGE))[order]


def _series(row: Row) -> tuple[str, str]:
    parts = (row["series"], row["good"], row["side"], row["name"], row["partner"])
    return ":".join(str(part) for part in parts if part), str(row["place"] or "")


def _is_share(row: Row) -> bool:
    return "share" in row["series"]


def called(row: Row) -> str:
    """What an observation is called in a list."""
    name, place = _series(row)
    return " ".join(part for part in (name, place, str(row["date"] or row["year"])) if part)


def _unit(row: Row) -> str:
    return "over the baseline year" if row["series"] in RATIO else str(row["unit"])


def _day(text: str) -> np.datetime64:
    """The day, or the middle of the month."""
    return np.datetime64(text if text.count("-") == 2 else f"{text}-15", "ns")


def _off(said: float | None, observed: float) -> float | None:
    return None if said is None else abs(said - observed)
