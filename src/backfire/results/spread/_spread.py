"""The sweep as a whole: its extent, what moves it, and the published figures in it."""

from __future__ import annotations

import json
import math
from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from backfire.dims import CLOSURE, MONTHS_AFTER
from backfire.results import words

from ._axes import AXES, COST_SHARE, ELASTICITY, IMPORTS, SEVERITY, SUBSTITUTION, WAYS

if TYPE_CHECKING:
    import xarray as xr

    from ._placed import Placed
    from ._point import Point

_YEAR = 12
_HALF = 0.5
_MOVERS = {ELASTICITY: (SUBSTITUTION,), COST_SHARE: (IMPORTS, SUBSTITUTION)}
_AS_WORDS = {
    CLOSURE: "the way of counting",
    SEVERITY: "the share of supply that is missing",
    MONTHS_AFTER: "the horizon",
    ELASTICITY: "the elasticity (under substitution)",
    COST_SHARE: "the cost share (under substitution and of imports)",
}


@dataclass(frozen=True)
class Extent:
    """Lowest and highest of some amounts above zero, in USD."""

    lowest: float
    highest: float

    @property
    def orders(self) -> float:
        """Orders of magnitude between them.

        Examples
        --------
        >>> Extent(1e6, 1e9).orders
        3.0
        """
        return math.log10(self.highest / self.lowest)


@dataclass(frozen=True)
class Spread:
    """What one model gives when its assumptions are swept, and where published figures lie.

    Attributes
    ----------
    surface
        Variables ``loss`` in USD and ``share_of_gdp`` by closure, elasticity, cost share, months
        and severity; ``bill`` in USD by cost share. A point whose prices were not found is NaN.
    placed
        Published figures with a sum of money, in the order of their table.
    without_sum
        Identifiers of those that give none.
    own
        Surfaces of figures that cut off other goods than the reference use, by the names of the
        goods: at the horizon and severity that their studies state, and by the ways of counting
        that answer them.
    """

    scenario: str
    edition: str
    surface: xr.Dataset
    placed: tuple[Placed, ...]
    without_sum: tuple[str, ...]
    seconds: float
    sources: Mapping[str, str]
    own: Mapping[tuple[str, ...], xr.Dataset]

    @property
    def gdp(self) -> float:
        """Gross domestic product of the place in a year, USD."""
        return float(self.surface.attrs["gdp"])

    @property
    def published(self) -> Extent:
        """Lowest and highest published figure."""
        amounts = [one.usd for one in self.placed]
        return Extent(min(amounts), max(amounts))

    def surface_of(self, figure: Placed) -> xr.Dataset:
        """The surface on which a figure was searched for."""
        return self.own[figure.goods] if figure.goods else self.surface

    def extents_of(self, figure: Placed) -> dict[str, Extent]:
        """What its surface gives by way of counting, at the severity that its study states."""
        surface = self.surface_of(figure)
        at = surface.sel({SEVERITY: [figure.severity]}) if figure.severity_stated else surface
        return spans(at)

    @property
    def given(self) -> Extent:
        """Lowest and highest loss of the sweep of the reference use."""
        return _extent(self.surface["loss"].values)

    @property
    def reached(self) -> tuple[Placed, ...]:
        """Figures that the sweep gives."""
        return tuple(one for one in self.placed if one.reached)

    @property
    def sentences(self) -> tuple[str, ...]:
        """The answer in words: how far figures are apart, what makes it, what is not reached."""
        ends = [pick(self.placed, key=lambda one: one.usd) for pick in (min, max)]
        low, high = (f"{words.money(one.usd)} ({one.study}: {one.counts})" for one in ends)
        left = [one.id for one in self.placed if not one.reached]
        where = words.place(str(self.surface.attrs["place_name"]))
        said = [
            f"Published figures run from {low} to {high}, {self.published.orders:.1f} orders of "
            f"magnitude; the same model of {where} gives {len(self.reached)} of "
            f"{len(self.placed)} of them and runs from {words.money(self.given.lowest)} to "
            f"{words.money(self.given.highest)}.",
            self._by_way(),
            self._movers(),
        ]
        if left:
            said.append(
                f"Given by no point that counts as they do: {words.listed(left)}. The table says "
                "how far off each is and why."
            )
        eased = [one.id for one in self.placed if one.instead and SUBSTITUTION in one.reached_by]
        if eased:
            said.append(
                f"Where users substitute, points of their own goods give {len(eased)} of these "
                f"{len(left)}: {words.listed(eased)}."
            )
        return tuple(said)

    def _by_way(self) -> str:
        """What each way of counting gives for one and the same shortage."""
        severity = float(_nearest(self.surface[SEVERITY].values, _HALF))
        months = float(_nearest(self.surface[MONTHS_AFTER].values, _YEAR))
        at = self.surface["loss"].sel({SEVERITY: severity, MONTHS_AFTER: months})
        parts: list[str] = []
        for way in WAYS:
            extent = _extent(at.sel({CLOSURE: way}).values)
            told = (
                f"USD {words.money_range(extent.lowest, extent.highest)}"
                if extent.orders > 0
                else words.money(extent.highest)
            )
            parts.append(f"{told} by {way}")
        return (
            f"With {words.share(severity)} of supply missing for "
            f"{words.counted(round(months), 'month')} it gives {words.listed(parts)}."
        )

    def _movers(self) -> str:
        moved = sorted(moved_by(self.surface).items(), key=lambda pair: -pair[1])
        parts = [f"{_AS_WORDS[axis]} by {orders:.1f}" for axis, orders in moved]
        return (
            "Over its range in the sweep and in the median of all else, a loss is moved by orders "
            f"of magnitude: {words.listed(parts)}."
        )

    def to_json(self) -> str:
        """Give the figures and ranges as JSON text with stable keys; the surface is left out."""
        attrs = self.surface.attrs
        told: dict[str, Any] = {
            "scenario": self.scenario,
            "edition": self.edition,
            "place": attrs["place"],
            "gdp": self.gdp,
            "sentences": list(self.sentences),
            "range": {
                "lowest_usd": self.given.lowest,
                "highest_usd": self.given.highest,
                "orders_of_magnitude": self.given.orders,
                "published": {
                    "lowest_usd": self.published.lowest,
                    "highest_usd": self.published.highest,
                    "orders_of_magnitude": self.published.orders,
                },
            },
            "by_closure": {
                way: {"lowest_usd": extent.lowest, "highest_usd": extent.highest}
                for way, extent in spans(self.surface).items()
            },
            "moved_by": moved_by(self.surface),
            "cost_share": [
                {"level": str(level), "usd": float(bill), "share_of_gdp": float(bill) / self.gdp}
                for level, bill in zip(
                    self.surface[COST_SHARE].values, self.surface["bill"].values, strict=True
                )
            ],
            "embedded": {"usd_low": attrs["embedded_low"], "usd_high": attrs["embedded_high"]},
            "placed": [_row(one) for one in self.placed],
            "without_sum": list(self.without_sum),
            "not_found": int(attrs["not_found"]),
            "seconds": self.seconds,
        }
        return json.dumps(told, indent=2, ensure_ascii=False)


def spans(surface: xr.Dataset, months: float | None = None) -> dict[str, Extent]:
    """Lowest and highest loss by way of counting that was swept, over all horizons or one."""
    loss = surface["loss"] if months is None else surface["loss"].sel({MONTHS_AFTER: months})
    swept = {way: loss.sel({CLOSURE: way}).values for way in WAYS}
    return {way: _extent(values) for way, values in swept.items() if np.isfinite(values).any()}


def moved_by(surface: xr.Dataset) -> dict[str, float]:
    """Orders of magnitude by which each axis moves a loss, in the median of all others.

    An axis is judged by the ways of counting that answer to it.
    """
    loss = surface["loss"].transpose(*AXES)
    found: dict[str, float] = {}
    for axis in AXES:
        part = loss.sel({CLOSURE: list(_MOVERS[axis])}) if axis in _MOVERS else loss
        values = np.asarray(part.values, dtype=float)
        logs = np.log10(np.where(values > 0, values, np.nan))
        swept = logs.swapaxes(0, AXES.index(axis))
        sound = np.isfinite(swept).all(0)
        ranges = np.ptp(swept[:, sound], axis=0)
        found[axis] = float(np.median(ranges)) if ranges.size else 0.0
    return found


def _extent(values: Any) -> Extent:
    amounts = np.asarray(values, dtype=float)
    amounts = amounts[np.isfinite(amounts) & (amounts > 0)]
    return Extent(float(amounts.min()), float(amounts.max()))


def _nearest(values: Any, wanted: float) -> float:
    return values[np.argmin(np.abs(np.asarray(values, dtype=float) - wanted))]


def _row(one: Placed) -> dict[str, object]:
    return {
        "id": one.id,
        "study": one.study,
        "place": one.place,
        "what": one.what,
        "counts": one.counts,
        "counted": one.counted,
        "usd": one.usd,
        "usd_low": one.usd_low,
        "usd_high": one.usd_high,
        "share_of_gdp": one.share_of_gdp,
        "gdp_of": list(one.gdp_of),
        **_place_of(one),
        "reached": one.reached,
        "reached_by": list(one.reached_by),
        "severity_needed": one.needed,
        "goods": list(one.goods),
        "taken_whole": list(one.taken_whole),
        "instead": None if one.instead is None else _place_of(one.instead),
        "tag": one.tag,
        "source": one.source,
        "why": one.why,
        "said": one.said,
    }


def _place_of(point: Point) -> dict[str, object]:
    return {
        "closure": point.closure,
        "elasticity": point.elasticity,
        "cost_share": point.cost_share,
        "cost_level": point.cost_level,
        "horizon": point.months,
        "severity": point.severity,
        "loss_there": point.loss_there,
        "distance": point.distance,
    }
