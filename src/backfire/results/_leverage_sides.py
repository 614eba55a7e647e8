"""Who supplies, who is hit beside the targets, and who needs whom."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np

from backfire.dims import CLOSURE, DRAW, GOOD, HISTORY, MONTHS_AFTER, PLACE, START, YEAR
from backfire.results._leverage_parts import (
    Adjustment,
    Bystander,
    Dependence,
    Forecast,
    SenderShare,
    StageShare,
    Vulnerability,
)
from backfire.results._leverage_schema import OBSERVED_AFTER_2010, UNUSED, USED
from backfire.results._losses_schema import SUBSTITUTION
from backfire.results._summary import band

if TYPE_CHECKING:
    import xarray as xr

    from backfire.results._answer import Band

_YEARS_AFTER_USE = 3
"""Full years after today that are set beside the years after 2010."""


def sender_shares(data: xr.Dataset) -> tuple[SenderShare, ...]:
    """Give the sender's share of each good and year without use, of goods that somebody makes."""
    stages = dict(
        zip(map(str, data[GOOD].values), map(str, data["good_stage"].values), strict=True)
    )
    shares = data["sender_share"].sel({HISTORY: UNUSED}).transpose(GOOD, YEAR, DRAW)
    found: list[SenderShare] = []
    for good in map(str, data[GOOD].values):
        for year in data[YEAR].values:
            middle = band(shares.sel({GOOD: good, YEAR: year}).values)
            if middle.p50 is not None:
                found.append(
                    SenderShare(good, stages[good], int(year), middle.p5, middle.p50, middle.p95)
                )
    return tuple(found)


def stage_shares(data: xr.Dataset) -> tuple[StageShare, ...]:
    """Give the sender's share of each stage and year without use."""
    shares = data["stage_share"].sel({HISTORY: UNUSED})
    found: list[StageShare] = []
    for stage in map(str, data["stage"].values):
        for year in data[YEAR].values:
            middle = band(shares.sel({"stage": stage, YEAR: year}).values)
            found.append(StageShare(stage, int(year), middle.p5, middle.p50, middle.p95))
    return tuple(found)


def third_parties(data: xr.Dataset) -> tuple[Bystander, ...]:
    """Give what bystanders lose in a control of today, the largest loss of use first."""
    sides = {str(data.attrs["sender"]), *_targets(data)}
    found: list[Bystander] = []
    for place in map(str, data[PLACE].values):
        if place in sides:
            continue
        where = {PLACE: place, CLOSURE: SUBSTITUTION, MONTHS_AFTER: 12}
        usd = band(data["closure_loss"].sel(where).values)
        lost = band(data["place_use_lost"].sel({PLACE: place}).values)
        found.append(Bystander(place, None if usd.p50 is None else usd, lost))
    return tuple(sorted(found, key=lambda entry: (-(entry.use_lost.p50 or 0.0), entry.place)))


def adjustment(data: xr.Dataset) -> Adjustment:
    """Give the first full years after a use today, beside what was observed after 2010."""
    first = int(str(data.attrs["today"])[:4]) + 1
    listed = [int(year) for year in data[YEAR].values]
    chosen = tuple(year for year in listed if first <= year < first + _YEARS_AFTER_USE)
    if not chosen:
        chosen = tuple(listed[-1:])
    used = data.sel({HISTORY: USED, YEAR: list(chosen)})
    return Adjustment(
        ramp=band(used["ramp"].mean(YEAR, skipna=False).values),
        substitution=band(used["substitution"].max(YEAR, skipna=False).values),
        years=chosen,
        observed=dict(OBSERVED_AFTER_2010),
    )


def forecasts(data: xr.Dataset) -> tuple[Forecast, ...]:
    """Set published figures of the sender's share beside the band found here."""
    found: list[Forecast] = []
    for row in json.loads(str(data.attrs["forecasts"])):
        stage, place, year = str(row["stage"]), str(row["place"]), int(row["year"])
        published = float(row["value"])
        here = _share_band(data, stage, place, year)
        inside = None
        if here is not None and here.p5 is not None and here.p95 is not None:
            inside = here.p5 <= published <= here.p95
        found.append(Forecast(stage, place, year, published, str(row["source"]), here, inside))
    return tuple(found)


def _share_band(data: xr.Dataset, stage: str, place: str, year: int) -> Band | None:
    known = stage in map(str, data["stage"].values) and year in data[YEAR].values
    if not known or place != str(data.attrs["sender"]):
        return None
    shares = data["stage_share"].sel({"stage": stage, YEAR: year, HISTORY: UNUSED})
    return band(shares.values)


def vulnerability(data: xr.Dataset) -> Vulnerability:
    """Say who needs whom: what partners were to the sender, and the two losses of today."""
    today = data.isel({START: 0}).sel({HISTORY: UNUSED})
    theirs = np.asarray(today["target_loss"].values, dtype=float)
    own = np.asarray(today["sender_loss"].values, dtype=float)
    never = np.full_like(theirs, np.inf)
    ratio = band(np.divide(own, theirs, out=never, where=theirs > 0))
    dated = sorted(int(year) for year in data["dependence_year"].values)
    then = _dependence(data, dated[0]) if dated else None
    return Vulnerability(then, _dependence(data, dated[-1]) if dated else None, ratio)


def _dependence(data: xr.Dataset, year: int) -> Dependence:
    row = data["dependence"].sel({"dependence_year": year})
    shares = {
        str(partner): None if np.isnan(value) else float(value)
        for partner, value in zip(data["partner"].values, row.values, strict=True)
    }
    return Dependence(year, shares)


def _targets(data: xr.Dataset) -> tuple[str, ...]:
    return tuple(part.strip() for part in str(data.attrs["targets"]).split(",") if part.strip())
