"""Finding the point of a sweep that is nearest to a published figure."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from backfire.answers.spread import (
    AXES,
    COST_SHARE,
    ELASTICITY,
    EXPERT,
    RECIPE,
    SEVERITY,
    SUBSTITUTION,
    WAYS,
    Placed,
    Point,
    answering,
    depends_on,
    extents,
)
from backfire.dims import CLOSURE, MONTHS_AFTER

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

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


def names_of(surface: xr.Dataset) -> tuple[str, ...]:
    """Names of the goods that are cut off, where they are not those of the reference use."""
    return tuple(surface.attrs["goods_named"].split("; ")) if surface.attrs["own_goods"] else ()


def place(figure: PublishedLoss, usd: float, surface: xr.Dataset, atlas: Atlas) -> Placed | None:
    """The point nearest in the logarithm of loss over product; None if its place is unknown.

    A figure is searched for where its study says: by its way of counting, horizon and severity. It
    is reached where points lie on both sides of it, or of its band.
    """
    parts = atlas.parts(figure.place)
    if not parts:
        return None
    ways = answering(figure.closure)
    search = _Search.of(figure, usd, surface, atlas.product(parts))
    nearest = search.nearest(ways)
    low, high = (value or usd for value in (figure.usd_low, figure.usd_high))
    band = np.log10(np.array([min(low, usd), max(high, usd)]) / usd)
    held = tuple(way for way in WAYS if search.holds(way, band))
    reached = any(way in held for way in ways)
    above = not reached and nearest.distance > 0 and nearest.closure == RECIPE
    fixed = not reached and figure.closure == RECIPE
    goods = names_of(surface)
    stated = surface.sel({SEVERITY: [nearest.severity]}) if figure.severity is not None else surface
    return Placed(
        nearest=nearest,
        id=figure.id,
        study=figure.study,
        place=figure.place,
        what=figure.what,
        counts=figure.counts,
        counted=figure.closure,
        usd=usd,
        usd_low=figure.usd_low,
        usd_high=figure.usd_high,
        share_of_gdp=usd / search.product,
        gdp_of=parts,
        at_home=parts == (str(surface.attrs["place"]),),
        goods=goods,
        other_goods=() if goods else tuple(good for good in figure.goods if good not in WHOLE),
        reached=reached,
        reached_by=held,
        severity_stated=figure.severity is not None,
        needed=None if reached else _needed(figure, nearest, search.shares),
        taken_whole=tuple(str(surface.attrs["users"]).split("; ")) if above else (),
        instead=search.nearest((SUBSTITUTION,)) if fixed else None,
        extents=extents(stated),
        tag=figure.tag,
        source=figure.source,
        why=figure.why,
    )


@dataclass(frozen=True)
class _Search:
    """The part of a surface at the horizon and the severity that a study states."""

    surface: xr.Dataset
    shares: xr.DataArray
    logs: NDArray[np.float64]
    """Decimal logarithms of loss over the figure, by the axes of the surface."""
    product: float

    @classmethod
    def of(cls, figure: PublishedLoss, usd: float, surface: xr.Dataset, product: float) -> _Search:
        shares = surface["share_of_gdp"].transpose(*AXES)
        stated = {MONTHS_AFTER: figure.horizon_months, SEVERITY: figure.severity}
        for axis, value in stated.items():
            if value is not None:
                shares = shares.sel({axis: [value]}, method="nearest")
        logs = np.log10(np.where(shares.values > 0, shares.values, np.nan))
        return cls(surface, shares, logs - np.log10(usd / product), product)

    def nearest(self, ways: Sequence[str]) -> Point:
        """The point nearest to the figure among some ways of counting."""
        allowed = self.shares[CLOSURE].isin(list(ways)).values
        far = np.where(allowed[:, None, None, None, None], np.abs(self.logs), np.nan)
        at = np.unravel_index(int(np.nanargmin(far)), far.shape)
        spots = {str(axis): int(spot) for axis, spot in zip(AXES, at, strict=True)}
        where = {axis: self.shares[axis].values[spot] for axis, spot in spots.items()}
        closure = str(where[CLOSURE])
        bends = {axis: depends_on(closure, axis) for axis in (ELASTICITY, COST_SHARE)}
        bill = float(self.surface["bill"].values[spots[COST_SHARE]])
        return Point(
            closure=closure,
            elasticity=float(where[ELASTICITY]) if bends[ELASTICITY] else None,
            cost_share=bill / float(self.surface.attrs["gdp"]) if bends[COST_SHARE] else None,
            cost_level=str(where[COST_SHARE]) if bends[COST_SHARE] else None,
            months=float(where[MONTHS_AFTER]),
            severity=float(where[SEVERITY]),
            loss_there=float(self.shares.values[at]) * self.product,
            distance=float(self.logs[at]),
        )

    def holds(self, way: str, band: NDArray[np.float64]) -> bool:
        """Whether points lie on both sides of the figure or inside its band."""
        logs = self.logs[WAYS.index(way)]
        if not np.isfinite(logs).any():
            return False
        return bool(np.nanmin(logs) <= band[1] and np.nanmax(logs) >= band[0])


def _needed(figure: PublishedLoss, nearest: Point, shares: xr.DataArray) -> float | None:
    """Share missing that would cost a figure below all points, where losses are in proportion."""
    if nearest.distance <= 0 or figure.severity is not None:
        return None
    if nearest.closure == SUBSTITUTION or figure.closure == EXPERT:
        return None
    return float(shares[SEVERITY].values.min()) / 10**nearest.distance
