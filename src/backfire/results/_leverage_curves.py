"""Leverage over time: its curve, its half-life, the window of use and the four cases."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from backfire.dims import CASE, DRAW, HISTORY, SAMPLE, START, VERSION
from backfire.results._crossings import first_fall, positive_spells
from backfire.results._leverage_answer import CurvePoint, HalfLife, HalfLives, Halving, Window
from backfire.results._leverage_parts import Case, CaseHistory, CasePoint
from backfire.results._leverage_schema import GROSS, HISTORIES, STRUCTURAL, UNUSED, USED
from backfire.results._summary import band

if TYPE_CHECKING:
    import xarray as xr

Numbers = np.ndarray[Any, np.dtype[np.float64]]

DAYS_A_YEAR = 365.25


def curve(data: xr.Dataset) -> tuple[CurvePoint, ...]:
    """Give leverage by date, both histories; dates at which the earlier use stands are left out."""
    points: list[CurvePoint] = []
    for history in HISTORIES:
        losses = data["target_loss"].sel({HISTORY: history}).transpose(START, DRAW)
        for day, values in zip(days(data), np.asarray(losses.values, dtype=float), strict=True):
            found = band(values[~np.isnan(values)])
            if found.p50 is not None:
                points.append(
                    CurvePoint(day, found.p5, found.p50, found.p95, used_before=history == USED)
                )
    return tuple(points)


def half_lives(data: xr.Dataset) -> HalfLives:
    """Give the years until leverage has halved; structural from the sampled futures alone."""
    sampled = data.sel({DRAW: data[SAMPLE].values})
    return HalfLives(
        structural=_half_life(sampled["half_life"].sel({VERSION: STRUCTURAL})),
        gross=_half_life(data["half_life"].sel({VERSION: GROSS})),
    )


def _half_life(years: xr.DataArray) -> HalfLife:
    return HalfLife(
        used=_halving(years.sel({HISTORY: USED}).values),
        unused=_halving(years.sel({HISTORY: UNUSED}).values),
    )


def _halving(years: Numbers) -> Halving:
    came = ~np.isnan(years)
    found = band(np.where(came, years, np.inf))
    return Halving(found.p5, found.p50, found.p95, float(came.mean()) if came.size else 0.0)


def window(data: xr.Dataset) -> Window:
    """Find the dates at which the mean value of a first use over sampled futures is positive."""
    values = np.asarray(data["window_value"].transpose(START, SAMPLE).values, dtype=float)
    mean = np.asarray(values.mean(axis=1), dtype=float)
    spells = positive_spells(years(data), mean)
    share = None if np.isnan(mean[0]) else float((values[0] > 0).mean())
    if not spells:
        return Window(None, None, False, "empty", False, share)
    opens, closes = spells[0][0], spells[-1][1]
    return Window(
        opens=None if opens is None else after(data, opens),
        closes=None if closes is None else after(data, closes),
        always=spells == [(None, None)],
        status="open-ended" if closes is None else "bounded",
        interrupted=len(spells) > 1,
        positive_today=share,
    )


def cases(data: xr.Dataset) -> tuple[Case, ...]:
    """Give the median curves of the four cases and whether leverage falls faster after use."""
    found: list[Case] = []
    for name in map(str, data[CASE].values):
        losses = data["case_loss"].sel({CASE: name}).transpose(HISTORY, START, SAMPLE)
        medians = {h: _medians(losses.sel({HISTORY: h}).values) for h in HISTORIES}
        at, today = years(data), float(medians[UNUSED][0])
        half = {h: _halved(at, medians[h], today) for h in HISTORIES}
        found.append(
            Case(
                name=name,
                unused=CaseHistory(_points(data, medians[UNUSED]), half[UNUSED]),
                used=CaseHistory(_points(data, medians[USED]), half[USED]),
                falls_faster_after_use=_faster(half, medians),
            )
        )
    return tuple(found)


def _medians(losses: Numbers) -> Numbers:
    """The median over futures at each date, NaN where any future has none."""
    return np.asarray(np.median(losses, axis=-1), dtype=float)


def _halved(at: Numbers, medians: Numbers, today: float) -> float | None:
    """Years until a curve has halved; every curve begins at the leverage of today."""
    if np.isnan(today) or today <= 0:
        return None
    return first_fall(at, np.concatenate([[today], medians[1:]]), today / 2)


def _faster(half: dict[str, float | None], medians: dict[str, Numbers]) -> bool | None:
    used, unused = half[USED], half[UNUSED]
    if used is not None or unused is not None:
        return (np.inf if used is None else used) < (np.inf if unused is None else unused)
    both = np.flatnonzero(~np.isnan(medians[USED]) & ~np.isnan(medians[UNUSED]))
    both = both[both > 0]
    if not both.size:
        return None
    return bool(medians[USED][both[-1]] < medians[UNUSED][both[-1]])


def _points(data: xr.Dataset, medians: Numbers) -> tuple[CasePoint, ...]:
    pairs = zip(days(data), medians, strict=True)
    return tuple(CasePoint(day, float(usd)) for day, usd in pairs if not np.isnan(usd))


def days(data: xr.Dataset) -> list[str]:
    """Give the start dates as ISO dates."""
    return [str(day) for day in data[START].values.astype("datetime64[D]")]


def years(data: xr.Dataset) -> Numbers:
    """Give the start dates as years from today."""
    start = data[START].values.astype("datetime64[D]")
    return (start - start[0]) / np.timedelta64(1, "D") / DAYS_A_YEAR


def after(data: xr.Dataset, elapsed: float) -> str:
    """Give the ISO date so many years from today."""
    today = np.datetime64(str(data.attrs["today"]), "D")
    return str(today + np.timedelta64(round(elapsed * DAYS_A_YEAR), "D"))
