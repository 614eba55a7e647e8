"""Sums a result up: quantiles over the futures that ran, each list in its stated order."""

from __future__ import annotations

import json
import math
from typing import TYPE_CHECKING, Any

import numpy as np

from backfire.dims import DRAW, GOOD, PLACE, SIDE, WEEK
from backfire.results._answer import (
    Answer,
    Band,
    Checks,
    Exposure,
    FirstShortage,
    Price,
    Shortage,
)
from backfire.results._check import failed_draws
from backfire.results._schema import INSIDE, OUTSIDE, QUANTILES
from backfire.results._sentences import sentences

if TYPE_CHECKING:
    from collections.abc import Iterator

    import xarray as xr

    from backfire.results._results import Results

Numbers = np.ndarray[Any, np.dtype[np.float64]]

_DIGITS = 6
"""Significant digits of a quantile; more would pretend to a precision no run has."""

_NOTICEABLE = 1e-3
"""Shares of use below this in 95 % of futures are rounding, not shortage."""


def summarise(results: Results) -> Answer:
    """Sum a result up in quantiles over futures and in sentences."""
    ran = results.dataset.isel({DRAW: ~failed_draws(results.dataset)})
    attrs = results.dataset.attrs
    first = _first_shortages(ran, results.targets)
    lost = _shortages(ran)
    price = _prices(ran, results.horizon)
    exposure = Exposure(band(ran["exposure"].values))
    short = sentences(results, first, lost, price, exposure)
    return Answer(
        scenario=str(attrs["scenario_name"]),
        edition=str(attrs["edition"]),
        parameters=str(attrs["parameters"]),
        fitted_until=str(attrs.get("fitted_until", "")) or None,
        sender=results.sender,
        target=results.targets,
        seed=int(attrs["seed"]),
        draws=int(attrs["draws"]),
        first_shortage=first,
        shortage=lost,
        price=price,
        exposure=exposure,
        checks=_checks(json.loads(attrs["checks"])),
        seconds=float(attrs["seconds"]),
        sentences=short,
    )


def band(values: Numbers) -> Band:
    """Give the 5 %, 50 % and 95 % quantiles; infinity stands for never and gives None.

    A quantile between two sorted values is interpolated, and None once either is infinite. With
    a NaN among the values all three are None.

    Examples
    --------
    >>> band(np.array([1.0, 2.0, np.inf]))
    Band(p5=1.1, p50=2.0, p95=None)
    """
    ordered = np.sort(np.asarray(values, dtype=float))
    if not ordered.size or np.isnan(ordered).any():
        return Band(None, None, None)
    return Band(*(_quantile(ordered, share) for share in QUANTILES))


def _quantile(ordered: Numbers, share: float) -> float | None:
    position = share * (ordered.size - 1)
    below, above = math.floor(position), math.ceil(position)
    low, high = float(ordered[below]), float(ordered[above])
    if math.isinf(high):
        return low if position == below and math.isfinite(low) else None
    return float(f"{low + (position - below) * (high - low):.{_DIGITS}g}")


def _first_shortages(ran: xr.Dataset, targets: tuple[str, ...]) -> tuple[FirstShortage, ...]:
    found: list[FirstShortage] = []
    for good, place, days in _by_good_and_place(ran["first_shortage"]):
        came = ~np.isnan(days)
        if came.any():
            never_is_infinite = np.where(came, days, np.inf)
            found.append(FirstShortage(good, place, band(never_is_infinite), float(came.mean())))
    return tuple(sorted(found, key=lambda entry: _date_order(entry, targets)))


def _by_good_and_place(array: xr.DataArray) -> Iterator[tuple[str, str, Numbers]]:
    values = np.asarray(array.transpose(GOOD, PLACE, DRAW).values, dtype=float)
    for g, good in enumerate(array[GOOD].values):
        for p, place in enumerate(array[PLACE].values):
            yield str(good), str(place), values[g, p]


def _date_order(entry: FirstShortage, targets: tuple[str, ...]) -> tuple[bool, float, float, float]:
    late = math.inf
    middle = late if entry.days.p50 is None else entry.days.p50
    early = late if entry.days.p5 is None else entry.days.p5
    return (entry.place not in targets, middle, early, -entry.reached)


def _shortages(ran: xr.Dataset) -> tuple[Shortage, ...]:
    found: list[Shortage] = []
    for good, place, lost in _by_good_and_place(ran["unmet_share"]):
        share = band(lost)
        if share.p95 is not None and share.p95 > _NOTICEABLE:
            found.append(Shortage(good, place, share))
    return tuple(sorted(found, key=lambda entry: (-(entry.share.p50 or 0.0), entry.good)))


def _prices(ran: xr.Dataset, horizon: xr.DataArray) -> tuple[Price, ...]:
    within = ran["price"].isel({WEEK: np.flatnonzero(horizon.values)})
    if not within.sizes[WEEK]:
        return ()
    middle, peak = within.median(WEEK, skipna=False), within.max(WEEK, skipna=False)
    rise = middle.sel({SIDE: OUTSIDE}).median(DRAW, skipna=False).fillna(-np.inf).values
    return tuple(
        Price(
            str(good),
            side,
            band(middle.sel({GOOD: good, SIDE: side}).values),
            band(peak.sel({GOOD: good, SIDE: side}).values),
        )
        for good in within[GOOD].values[np.argsort(-rise, kind="stable")]
        for side in (OUTSIDE, INSIDE)
    )


def _checks(checks: dict[str, Any]) -> Checks:
    return Checks(
        _finite(checks["mass_balance"]), _finite(checks["drift"]), int(checks["failed_draws"])
    )


def _finite(value: float | None) -> float | None:
    return None if value is None or not math.isfinite(value) else float(value)
