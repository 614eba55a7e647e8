"""What takes leverage away and what it is worth: instruments, parameters, value of use."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np

from backfire.dims import (
    DRAW,
    HEADLINE,
    HISTORY,
    HORIZON,
    INSTRUMENT,
    PARAMETER,
    SAMPLE,
    START,
    TERM,
)
from backfire.results._answer import Band
from backfire.results._leverage_answer import Backfire, UseValue
from backfire.results._leverage_curves import after, days
from backfire.results._leverage_parts import Assumed, Elasticity, Instrument, Removed
from backfire.results._leverage_schema import TERMS, UNUSED, VALUE_HORIZONS
from backfire.results._summary import band

if TYPE_CHECKING:
    import xarray as xr

Numbers = np.ndarray[Any, np.dtype[np.float64]]

_NOTHING = 1e-4
"""A fall of leverage below this share of it is rounding, not removal."""

_ONE_IN_TWENTY = 1.645
"""Standard errors at each end of a band of 90 %."""


def values_of_use(data: xr.Dataset) -> dict[str, UseValue]:
    """Give the value of use at each horizon with the band of each of its terms."""
    found: dict[str, UseValue] = {}
    for horizon in VALUE_HORIZONS:
        total = band(data["value_of_use"].sel({HORIZON: horizon}).values)
        terms = data["value_term"].sel({HORIZON: horizon}).transpose(TERM, DRAW)
        parts = {term: band(terms.sel({TERM: term}).values) for term in TERMS}
        found[str(horizon)] = UseValue(total.p5, total.p50, total.p95, parts)
    return found


def backfires(data: xr.Dataset) -> Backfire:
    """Say when use turns against the sender for good, and in which share of futures."""
    years = np.asarray(data["backfire_years"].values, dtype=float)
    middle = band(np.where(np.isnan(years), np.inf, years)).p50
    return Backfire(
        date=None if middle is None else after(data, middle),
        probability=float((years <= max(VALUE_HORIZONS)).mean()) if years.size else 0.0,
    )


def assumed(data: xr.Dataset, name: str) -> Assumed:
    """Give what was assumed for concessions or for what a dollar of leverage is worth."""
    said = json.loads(str(data.attrs[name]))
    years = said.get("years")
    return Assumed(
        source=str(said["source"]),
        low=float(said["low"]),
        central=float(said["central"]),
        high=float(said["high"]),
        years=None if years is None else float(years),
        note=str(said["note"]),
        game=str(said.get("game", "")),
    )


def instruments(data: xr.Dataset) -> tuple[Instrument, ...]:
    """Give what each instrument costs and removes, the cheapest per dollar removed first."""
    names = map(str, data[INSTRUMENT].values)
    payers = map(str, data["instrument_payers"].values)
    found = [_instrument(data, *pair) for pair in zip(names, payers, strict=True)]
    last = float("inf")
    return tuple(sorted(found, key=lambda e: (last if e.per_unit is None else e.per_unit, e.name)))


def _instrument(data: xr.Dataset, name: str, payers: str) -> Instrument:
    cost = np.asarray(data["instrument_cost"].sel({INSTRUMENT: name}).values, dtype=float)
    removed = data["leverage_removed"].sel({INSTRUMENT: name}).transpose(START, SAMPLE).values
    listed = [
        (day, np.asarray(values, dtype=float))
        for day, values in zip(days(data), removed, strict=True)
        if not np.isnan(values).any()
    ]
    per_unit = _per_unit(data, cost, [values for _, values in listed])
    return Instrument(
        name=name,
        paid_by=payers,
        cost_usd=band(cost),
        leverage_removed=tuple(Removed(day, band(values)) for day, values in listed),
        per_unit=per_unit.p50,
        per_unit_band=per_unit,
    )


def _per_unit(data: xr.Dataset, cost: Numbers, removed: list[Numbers]) -> Band:
    """Mean cost over mean leverage removed at the last date, with the sampling error of the mean.

    A project comes or does not, so that the mean over futures is what a payer buys. What cannot be
    told from nothing at one in twenty has no price.
    """
    today = data["target_loss"].isel({START: 0}).sel({HISTORY: UNUSED})
    least = _NOTHING * abs(float(today.median()))
    if not removed or not removed[-1].size or not np.isfinite(cost).all():
        return Band(None, None, None)
    values = removed[-1]
    middle = float(values.mean())
    error = (
        _ONE_IN_TWENTY * float(values.std(ddof=1)) / np.sqrt(values.size) if values.size > 1 else 0
    )
    if middle <= max(least, error):
        return Band(None, None, None)
    paid = float(cost.mean())
    return Band(paid / (middle + error), paid / middle, paid / (middle - error))


def elasticities(data: xr.Dataset) -> dict[str, tuple[Elasticity, ...]]:
    """Give the elasticities of each headline number, the largest first; holes are left out."""
    found: dict[str, tuple[Elasticity, ...]] = {}
    for headline in map(str, data[HEADLINE].values):
        row = data["elasticity"].sel({HEADLINE: headline})
        pairs = zip(map(str, data[PARAMETER].values), row.values, strict=True)
        known = [Elasticity(name, float(value)) for name, value in pairs if not np.isnan(value)]
        found[headline] = tuple(sorted(known, key=lambda e: (-abs(e.value), e.parameter)))
    return found
