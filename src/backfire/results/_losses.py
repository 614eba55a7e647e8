"""What a control of today costs whom, by three closures, and who gains."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from backfire.dims import CHANNEL, CLOSURE, MONTHS_AFTER, PLACE
from backfire.results._losses_schema import (
    CHANNELS,
    CLOSURES,
    DECOUPLING_TERMS,
    MONTHS,
    RECIPE,
    SENDER_TERMS,
)
from backfire.results._summary import band

if TYPE_CHECKING:
    import xarray as xr

    from backfire.results._answer import Band

Numbers = np.ndarray[Any, np.dtype[np.float64]]

MONTHS_PER_YEAR = 12


@dataclass(frozen=True)
class Loss:
    """Loss of a place from a control of today, by one closure, over some months.

    `gdp_share` is over the gross domestic product of as many months. `estimated` says that the
    place has no input-output table: its end uses stand for its economy.
    """

    place: str
    closure: str
    months: int
    usd: Band
    gdp_share: Band
    estimated: bool


@dataclass(frozen=True)
class Exposed:
    """Value added of a place's end uses that stands still: an upper bound, never a loss."""

    place: str
    months: int
    usd: Band


@dataclass(frozen=True)
class Gain:
    """What producers of a place earn more, and its end users pay more, in 12 months.

    `price_level` is the users' bill over gross domestic product: how much dearer what is bought in
    the place becomes if they pass all of it on.
    """

    place: str
    producers: Band
    users_bill: Band
    price_level: Band


@dataclass(frozen=True)
class Losses:
    """Who loses what, three ways, and who gains.

    `channels` are the ways of the targets' loss in 12 months under fixed recipes, with gains
    negative; `sender_terms` the parts of the sender's loss; `decoupling` what parallel chains cost
    outside the sender until the end of the run, of which `profit` is subtracted in `total`;
    `elasticity` is that between the goods and all else over each horizon in months.
    """

    by_closure: tuple[Loss, ...]
    exposed: tuple[Exposed, ...]
    elasticity: dict[str, Band]
    channels: dict[str, Band]
    gains: tuple[Gain, ...]
    sender_terms: dict[str, Band]
    decoupling: dict[str, Band]

    def of(self, place: str, closure: str, months: int = MONTHS_PER_YEAR) -> Loss | None:
        """Give one loss, None where it is a hole."""
        wanted = place, closure, months
        known = {(each.place, each.closure, each.months): each for each in self.by_closure}
        return known.get(wanted)


def losses(data: xr.Dataset) -> Losses:
    """Sum up who loses and who gains, the largest loss first."""
    return Losses(
        by_closure=_by_closure(data),
        exposed=_exposed(data),
        elasticity={
            str(months): band(data["good_elasticity"].sel({MONTHS_AFTER: months}).values)
            for months in MONTHS
        },
        channels=_bands(data["channel"], CHANNEL, CHANNELS),
        gains=_gains(data),
        sender_terms=_bands(data["sender_term"], "sender_part", SENDER_TERMS),
        decoupling=_decoupling(data),
    )


def _by_closure(data: xr.Dataset) -> tuple[Loss, ...]:
    found: list[Loss] = []
    of_recipe = np.asarray(data["closure_loss"].sel({CLOSURE: RECIPE}).values, dtype=float)
    tables = [bool(np.isfinite(column).any()) for column in np.moveaxis(of_recipe, -1, 0)]
    for at, place in enumerate(map(str, data[PLACE].values)):
        gdp = float(data["gdp"].values[at])
        for closure in CLOSURES:
            for months in MONTHS:
                where = {PLACE: place, CLOSURE: closure, MONTHS_AFTER: months}
                usd = np.asarray(data["closure_loss"].sel(where).values, dtype=float)
                if not np.isfinite(usd).all():
                    continue
                share = band(usd / (gdp * months / MONTHS_PER_YEAR))
                found.append(Loss(place, closure, months, band(usd), share, not tables[at]))
    size = {each.place: abs(each.usd.p50 or 0.0) for each in found}
    return tuple(sorted(found, key=lambda each: -size[each.place]))


def _exposed(data: xr.Dataset) -> tuple[Exposed, ...]:
    found = [
        Exposed(
            place,
            months,
            band(data["exposed_by_horizon"].sel({PLACE: place, MONTHS_AFTER: months}).values),
        )
        for place in map(str, data[PLACE].values)
        for months in MONTHS
    ]
    return tuple(each for each in found if each.usd.p95)


def _gains(data: xr.Dataset) -> tuple[Gain, ...]:
    found: list[Gain] = []
    for at, place in enumerate(map(str, data[PLACE].values)):
        earned, paid = (
            np.asarray(data[name].sel({PLACE: place}).values, dtype=float)
            for name in ("producer_gain", "users_bill")
        )
        found.append(
            Gain(place, band(earned), band(paid), band(paid / float(data["gdp"].values[at])))
        )
    return tuple(sorted(found, key=lambda each: -(each.producers.p50 or 0.0)))


def _bands(array: xr.DataArray, axis: str, names: tuple[str, ...]) -> dict[str, Band]:
    return {name: band(array.sel({axis: name}).values) for name in names}


def _decoupling(data: xr.Dataset) -> dict[str, Band]:
    parts = data["decoupling"]
    found = _bands(parts, "decoupling_part", DECOUPLING_TERMS)
    values: dict[str, Numbers] = {
        name: np.asarray(parts.sel({"decoupling_part": name}).values, dtype=float)
        for name in DECOUPLING_TERMS
    }
    total = sum(values.values(), np.zeros(parts.sizes["sample"])) - 2 * values["profit"]
    return {**found, "total": band(total)}
