"""Finding the point of a sweep that is nearest to a published figure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from backfire.dims import CLOSURE, MONTHS_AFTER
from backfire.results.spread import (
    AXES,
    COST_SHARE,
    ELASTICITY,
    EXPERT,
    SEVERITY,
    SUBSTITUTION,
    WAYS,
    Placed,
    answering,
    depends_on,
)

if TYPE_CHECKING:
    from collections.abc import Mapping

    import xarray as xr
    from numpy.typing import NDArray

    from backfire.data import PublishedLoss

WORLD = "WLD"
MEMBERS = {"EU27": ("DEU", "REU")}
"""Places of an edition that make up one of which a study speaks."""
JOINT = ";"
WHOLE = ("rare_earths", "magnets")
"""What a study calls the goods of the reference use taken together."""


@dataclass(frozen=True)
class Atlas:
    """What the places of an edition produce in a year."""

    gdp: Mapping[str, float]

    def parts(self, place: str) -> tuple[str, ...]:
        """Places of the edition inside one of which a study speaks; those it lacks are left out.

        Examples
        --------
        >>> atlas = Atlas({"USA": 29e12, "DEU": 5e12, "REU": 15e12})
        >>> atlas.parts("EU27"), atlas.parts("USA;CAN"), atlas.parts("WLD")
        (('DEU', 'REU'), ('USA',), ('USA', 'DEU', 'REU'))
        """
        if place == WORLD:
            return tuple(self.gdp)
        named = (part for name in place.split(JOINT) for part in MEMBERS.get(name, (name,)))
        return tuple(part for part in named if part in self.gdp)

    def product(self, parts: tuple[str, ...]) -> float:
        """Gross domestic product of places together, USD a year."""
        return sum(self.gdp[part] for part in parts)


def amount(figure: PublishedLoss) -> float | None:
    """The sum of a figure in USD: its middle, else the end of its band that is stated."""
    stated = (figure.usd, figure.usd_high, figure.usd_low)
    return next((one for one in stated if one is not None), None)


def place(figure: PublishedLoss, usd: float, surface: xr.Dataset, atlas: Atlas) -> Placed | None:
    """The point nearest in the logarithm of loss over product; None if its place is unknown.

    A figure is searched for where its study says: by its way of counting, horizon and severity. It
    is reached where points lie on both sides of it, or of its band.
    """
    parts = atlas.parts(figure.place)
    if not parts:
        return None
    product = atlas.product(parts)
    ways = answering(figure.closure)
    shares = _searched(figure, surface)
    logs = np.log10(np.where(shares.values > 0, shares.values, np.nan)) - np.log10(usd / product)
    allowed = shares[CLOSURE].isin(list(ways)).values
    found = np.where(allowed[:, None, None, None, None], np.abs(logs), np.nan)
    at = np.unravel_index(int(np.nanargmin(found)), found.shape)
    point = {str(axis): int(spot) for axis, spot in zip(AXES, at, strict=True)}
    low, high = (value or usd for value in (figure.usd_low, figure.usd_high))
    band = np.log10(np.array([min(low, usd), max(high, usd)]) / usd)
    held = tuple(way for way in WAYS if _holds(logs[WAYS.index(way)], band))
    there = float(shares.values[at])
    closure = WAYS[point[CLOSURE]]
    level = str(shares[COST_SHARE].values[point[COST_SHARE]])
    bill = float(surface["bill"].values[point[COST_SHARE]]) / float(surface.attrs["gdp"])
    bends = {axis: depends_on(closure, axis) for axis in (ELASTICITY, COST_SHARE)}
    reached = any(way in held for way in ways)
    return Placed(
        id=figure.id,
        study=figure.study,
        place=figure.place,
        what=figure.what,
        counts=figure.counts,
        counted=figure.closure,
        usd=usd,
        usd_low=figure.usd_low,
        usd_high=figure.usd_high,
        share_of_gdp=usd / product,
        gdp_of=parts,
        closure=closure,
        elasticity=_coordinate(shares, ELASTICITY, point) if bends[ELASTICITY] else None,
        cost_share=bill if bends[COST_SHARE] else None,
        cost_level=level if bends[COST_SHARE] else None,
        months=_coordinate(shares, MONTHS_AFTER, point),
        severity=_coordinate(shares, SEVERITY, point),
        loss_there=there * product,
        distance=float(logs[at]),
        at_home=parts == (str(surface.attrs["place"]),),
        other_goods=tuple(good for good in figure.goods if good not in WHOLE),
        reached=reached,
        reached_by=held,
        needed=None if reached else _needed(figure, closure, float(logs[at]), shares),
        tag=figure.tag,
        source=figure.source,
        why=figure.why,
    )


def _searched(figure: PublishedLoss, surface: xr.Dataset) -> xr.DataArray:
    """The part of the surface at the horizon and the severity that the study states."""
    shares = surface["share_of_gdp"].transpose(*AXES)
    stated = {MONTHS_AFTER: figure.horizon_months, SEVERITY: figure.severity}
    for axis, value in stated.items():
        if value is not None:
            shares = shares.sel({axis: [value]}, method="nearest")
    return shares


def _holds(logs: NDArray[np.float64], band: NDArray[np.float64]) -> bool:
    """Whether points, as distances from a figure, lie on both sides of it or inside its band."""
    return bool(np.nanmin(logs) <= band[1] and np.nanmax(logs) >= band[0])


def _coordinate(shares: xr.DataArray, axis: str, point: Mapping[str, int]) -> float:
    return float(shares[axis].values[point[axis]])


def _needed(
    figure: PublishedLoss, closure: str, distance: float, shares: xr.DataArray
) -> float | None:
    """Share missing that would cost a figure below all points, where losses are in proportion."""
    if distance <= 0 or figure.severity is not None:
        return None
    if closure == SUBSTITUTION or figure.closure == EXPERT:
        return None
    return float(shares[SEVERITY].values.min()) / 10**distance
