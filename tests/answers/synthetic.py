"""Synthetic answers made from the declaration of their kind, for tests of what shows them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
import xarray as xr
from numpy.random import Generator
from numpy.typing import NDArray
from pydantic import BaseModel

from backfire.answers import QUANTILES, Answer, Kind, Label, Provenance, Quantity
from backfire.dims import DRAW, QUANTILE, SAMPLE

PROVENANCE = Provenance(
    title="A synthetic question",
    scenario_name="synthetic",
    scenario="name: synthetic\n",
    edition="2025.11",
    edition_checksum="0" * 12,
    parameters="prior",
    seed=1,
    version="0.0.0",
    sources={"usgs2025": "Geological Survey (2025)."},
    seconds=1.0,
)


def synthetic(
    kind: Kind,
    facts: BaseModel | None = None,
    parts: tuple[str, ...] = (),
    labels: dict[str, list[Any]] | None = None,
    values: dict[str, Any] | None = None,
    provenance: Provenance = PROVENANCE,
    draws: int = 4,
    inside: tuple[Answer, ...] = (),
) -> Answer:
    """An answer whose arrays hold what its declaration allows.

    Parameters
    ----------
    labels, values
        Labels of axes and values of quantities, by name, in place of those that are made up.
    parts
        Optional parts that it has.
    """
    given = labels or {}
    known = provenance.model_copy(update={"parts": parts})
    coords: dict[str, Any] = {
        label.name: (label.axes, given.get(label.name, _labels(label, given, draws)))
        for label in kind.labels
        if not label.part or label.part in parts
    }
    sizes = {name: len(column) for name, (axes, column) in coords.items() if axes == (name,)}
    arrays: dict[str, Any] = {}
    random = np.random.default_rng(0)
    for quantity in kind.quantities:
        if quantity.part and quantity.part not in parts:
            continue
        made = allowed(quantity, sizes, random)
        arrays[quantity.name] = (quantity.axes, (values or {}).get(quantity.name, made))
    return Answer.of(kind, xr.Dataset(arrays, coords), known, facts, inside)


def allowed(quantity: Quantity, sizes: Mapping[str, int], random: Generator) -> NDArray[np.float64]:
    """Values that a declaration allows: between its bounds, quantiles in order."""
    shape = tuple(sizes[axis] for axis in quantity.axes)
    low = 0.0 if quantity.low is None else quantity.low
    high = low + 1.0 if quantity.high is None else quantity.high
    made = low + (high - low) * random.random(shape)
    if QUANTILE in quantity.axes:
        made = np.sort(made, axis=quantity.axes.index(QUANTILE))
    return made


def _labels(label: Label, given: dict[str, list[Any]], draws: int) -> list[Any]:
    if label.values:
        return list(label.values)
    if label.name in (DRAW, SAMPLE):
        return list(range(draws))
    if label.name == QUANTILE:
        return list(QUANTILES)
    length = len(given.get(label.axes[0], [0, 1])) if label.axes != (label.name,) else 2
    if label.dated:
        first = np.datetime64("2025-12-01", "D")
        return [first + np.timedelta64(7 * step, "D") for step in range(length)]
    return [f"{label.name}-{number}" for number in range(length)]
