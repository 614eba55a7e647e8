"""The kind of a spread: its surface, the published figures placed on it, and its tables."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

import numpy as np
from pydantic import BaseModel, ConfigDict

from backfire.dims import CLOSURE, MONTHS_AFTER
from backfire.units import SHARE, USD

from .. import _format as words
from .._kind import Kind, Quantity, Section, axis
from .._table import Cell, Column, Table
from ._placed import (
    AXES,
    COST_SHARE,
    ELASTICITY,
    IMPORTS,
    SEVERITY,
    SUBSTITUTION,
    WAYS,
    Extent,
    Placed,
    depends_on,
)

if TYPE_CHECKING:
    import xarray as xr

    from .._answer import Answer

_YEAR, _HALF = 12, 0.5
_MOVERS = {ELASTICITY: (SUBSTITUTION,), COST_SHARE: (IMPORTS, SUBSTITUTION)}
"""Ways of counting by which an axis is judged, where not by all."""
_AXIS_NAMES = {
    CLOSURE: "the way of counting",
    SEVERITY: "the share of supply that is missing",
    MONTHS_AFTER: "the horizon",
    ELASTICITY: "the elasticity (under substitution)",
    COST_SHARE: "the cost share (under substitution and of imports)",
}
_MISSING = "no prices were found there, or it was not swept"

QUANTITIES = (
    Quantity("loss", AXES, USD, "loss of the place", _MISSING, dense=True),
    Quantity("share_of_gdp", AXES, SHARE, "loss over its product in a year", _MISSING, dense=True),
    Quantity("bill", (COST_SHARE,), USD, "what the goods cost the place in a year"),
)
LABELS = (
    axis(CLOSURE, "way of counting", *WAYS),
    axis(ELASTICITY, "elasticity between the goods and all else"),
    axis(COST_SHARE, "what is taken for the bill of the goods"),
    axis(MONTHS_AFTER, "months of the shortage"),
    axis(SEVERITY, "share of supply missing"),
)


class Facts(BaseModel):
    """What was swept, and the published figures."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    place: str
    """Place of the sweep."""
    place_name: str
    """Its name."""
    goods: str
    """Goods of the reference use, separated by commas."""
    gdp: float
    """Gross domestic product of the place in a year, USD."""
    embedded_low: float
    """Low end of the bill with what is embedded in imports, USD a year."""
    embedded_high: float
    """High end of that bill."""
    not_found: int
    """Points at which no prices were found."""
    placed: tuple[Placed, ...]
    """Published figures with a sum of money, in the order of their table."""
    without_sum: tuple[str, ...]
    """Identifiers of those that give none."""


def extent(values: Any) -> Extent:
    """Lowest and highest of the amounts above zero."""
    amounts = np.asarray(values, dtype=float)
    amounts = amounts[np.isfinite(amounts) & (amounts > 0)]
    return Extent(lowest=float(amounts.min()), highest=float(amounts.max()))


def extents(surface: xr.Dataset, months: float | None = None) -> dict[str, Extent]:
    """Lowest and highest loss by way of counting that was swept, over all horizons or one."""
    loss = surface["loss"] if months is None else surface["loss"].sel({MONTHS_AFTER: months})
    swept = {way: loss.sel({CLOSURE: way}).values for way in WAYS}
    return {way: extent(values) for way, values in swept.items() if np.isfinite(values).any()}


def moved_by(answer: Answer) -> dict[str, float]:
    """Orders of magnitude by which each axis moves a loss, in the median of all others.

    An axis is judged by the ways of counting that depend on it.
    """
    loss = answer.dataset["loss"].transpose(*AXES)
    found: dict[str, float] = {}
    for name in AXES:
        part = loss.sel({CLOSURE: list(_MOVERS[name])}) if name in _MOVERS else loss
        values = np.asarray(part.values, dtype=float)
        logs = np.log10(np.where(values > 0, values, np.nan))
        swept = logs.swapaxes(0, AXES.index(name))
        sound = np.isfinite(swept).all(0)
        ranges = np.ptp(swept[:, sound], axis=0)
        found[name] = float(np.median(ranges)) if ranges.size else 0.0
    return found


def published(answer: Answer) -> Extent:
    """Lowest and highest published figure."""
    return extent([one.usd for one in answer.facts.placed])


def given(answer: Answer) -> Extent:
    """Lowest and highest loss of the sweep of the reference use."""
    return extent(answer.dataset["loss"].values)


def by_size(answer: Answer) -> list[Placed]:
    """Published figures, the smallest first."""
    return sorted(answer.facts.placed, key=lambda one: one.usd)


def _placed(answer: Answer) -> Iterator[tuple[Cell, ...]]:
    for one in by_size(answer):
        point = one.nearest
        near = answer.note("assumed", point)
        missing = f"{words.share(point.severity)}, {point.months:.0f} mo"
        is_given = "yes" if one.reached else f"{_times(10**point.distance)}x"
        where = (point.elasticity, point.cost_share, point.months, point.severity)
        found = (point.loss_there, point.distance)
        sentence = answer.note("placing", one)
        money = answer.note("amount", one)
        row = (one.study, one.place, one.usd, one.usd_low, one.usd_high, money, near, missing)
        yield (one.id, *row, is_given, *where, *found, one.why, sentence)


def _times(ratio: float) -> str:
    return words.number(ratio) if ratio >= 100 else f"{ratio:.2g}"


def _ways(answer: Answer) -> Iterator[tuple[Cell, ...]]:
    for way, found in extents(answer.dataset).items():
        yield way, found.lowest, found.highest


def _bills(answer: Answer) -> Iterator[tuple[Cell, ...]]:
    for level in map(str, answer.dataset[COST_SHARE].values):
        bill = float(answer.dataset["bill"].sel({COST_SHARE: level}))
        yield level, bill, 1e6 * bill / answer.facts.gdp


def _hidden(key: str) -> Column:
    return Column(key, key, screen=False, page=False)


TABLES = (
    Table(
        "placed",
        "Published figures and the nearest point of the sweep",
        (
            Column("id", "Figure"),
            Column("study", "Study", screen=False),
            Column("place", "Place", screen=False),
            *map(_hidden, ("usd", "usd_low", "usd_high")),
            Column("published", "Published", screen=True),
            Column("nearest", "Nearest point"),
            Column("missing", "Missing"),
            Column("given", "Given"),
            *map(_hidden, ("elasticity", "cost_share", "months", "severity")),
            *map(_hidden, ("loss_there", "distance")),
            Column("why", "Why", screen=False),
            Column("in_the_sweep", "In the sweep", screen=False),
        ),
        _placed,
        "Where a figure is not given: what the nearest point costs over the figure.",
    ),
    Table(
        "ways",
        "What each way of counting gives",
        (
            Column("way", "Way of counting"),
            Column("lowest", "Least", words.money),
            Column("highest", "Most", words.money),
        ),
        _ways,
        screen=False,
    ),
    Table(
        "bills",
        "What the goods are taken to cost",
        (
            Column("level", "What is counted"),
            Column("usd", "In a year", words.money),
            Column("share_of_gdp", "Over GDP, millionths", lambda value: f"{value:.1f}"),
        ),
        _bills,
        screen=False,
    ),
)
SECTIONS = (
    Section("picture", "Where each figure lies"),
    Section("why", "Why it lies there", ("placed",), note="without_sum", open=True),
    Section("range", "What the sweep gives", ("ways", "bills"), open=True),
)


def context(answer: Answer) -> dict[str, Any]:
    """The figures that the sentences name."""
    placed: tuple[Placed, ...] = answer.facts.placed
    loss = answer.dataset["loss"]
    severity = _nearest(answer.dataset[SEVERITY].values, _HALF)
    months = _nearest(answer.dataset[MONTHS_AFTER].values, _YEAR)
    at = loss.sel({SEVERITY: severity, MONTHS_AFTER: months})
    moved = sorted(answer.reading(moved_by).items(), key=lambda pair: -pair[1])
    left = [one for one in placed if not one.reached]
    return {
        "lowest": min(placed, key=lambda one: one.usd),
        "highest": max(placed, key=lambda one: one.usd),
        "published": published(answer),
        "given": given(answer),
        "severity": severity,
        "months": round(months),
        "ways": [(way, extent(at.sel({CLOSURE: way}).values)) for way in WAYS],
        "moved": [f"{_AXIS_NAMES[name]} by {orders:.1f}" for name, orders in moved],
        "left": [one.id for one in left],
        "eased": [one.id for one in left if one.instead and SUBSTITUTION in one.reached_by],
        "where": words.place(answer.facts.place_name),
        "bends": lambda point, name: depends_on(point.closure, name),
        "factor": lambda point: 10**point.distance,
    }


def _nearest(values: Any, wanted: float) -> float:
    return float(values[np.argmin(np.abs(np.asarray(values, dtype=float) - wanted))])


KIND = Kind("spread", QUANTITIES, LABELS, Facts, TABLES, SECTIONS, context=context)
