"""Checks a dataset about leverage against its table and reports every problem at once."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import numpy as np

from backfire.dims import (
    CASE,
    CHANNEL,
    CLOSURE,
    DRAW,
    HISTORY,
    HORIZON,
    MONTHS_AFTER,
    SAMPLE,
    START,
    TERM,
    VERSION,
)
from backfire.errors import DataError
from backfire.results._leverage_schema import (
    CASES,
    HISTORIES,
    LEVERAGE_ATTRIBUTES,
    LEVERAGE_LABELS,
    LEVERAGE_VARIABLES,
    TERMS,
    VALUE_HORIZONS,
    VERSIONS,
)
from backfire.results._losses_schema import (
    CHANNELS,
    CLOSURES,
    DECOUPLING_TERMS,
    MONTHS,
    SENDER_TERMS,
)
from backfire.results._table import (
    attribute_problems,
    json_object,
    label_problems,
    listed,
    variable_problems,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    import xarray as xr

_FIXED = {
    HISTORY: HISTORIES,
    VERSION: VERSIONS,
    TERM: TERMS,
    CASE: CASES,
    HORIZON: tuple(map(str, VALUE_HORIZONS)),
    CLOSURE: CLOSURES,
    MONTHS_AFTER: tuple(map(str, MONTHS)),
    CHANNEL: CHANNELS,
    "sender_part": SENDER_TERMS,
    "decoupling_part": DECOUPLING_TERMS,
}
"""Axes whose labels are always the same."""
_OBJECTS = {
    "concession": ("low", "central", "high", "years", "source", "note"),
    "worth": ("low", "central", "high", "source", "note"),
    "seconds": (),
    "sources": (),
}
_LISTS = {"holes": (), "forecasts": ("stage", "place", "year", "value", "source")}


def check_leverage(dataset: xr.Dataset, where: str = "leverage") -> None:
    """Raise DataError listing every way in which the dataset departs from the table.

    Raises
    ------
    DataError
        A variable, label or attribute is missing, has other axes than the table says, holds NaN
        where none is allowed, or lies outside its bounds.
    """
    found = [
        *attribute_problems(dataset, LEVERAGE_ATTRIBUTES, ("today",)),
        *_json_problems(dataset),
        *label_problems(dataset, LEVERAGE_LABELS),
        *_label_problems(dataset),
    ]
    for variable in LEVERAGE_VARIABLES:
        found += variable_problems(dataset, variable, failed=0)
    if found:
        raise DataError(where, found)


def _json_problems(dataset: xr.Dataset) -> Iterator[str]:
    for name, keys in _OBJECTS.items():
        value = json_object(dataset, name)
        if value is None:
            yield f"attrs.{name}: must be a JSON object, got {dataset.attrs[name]!r}"
        elif name in dataset.attrs:
            yield from (f"attrs.{name}.{key}: is missing" for key in keys if key not in value)
    for name, keys in _LISTS.items():
        rows = _json_list(dataset, name)
        if rows is None:
            yield f"attrs.{name}: must be a JSON list, got {dataset.attrs[name]!r}"
            continue
        for at, row in enumerate(rows):
            for key in keys:
                if not isinstance(row, dict) or key not in row:
                    yield f"attrs.{name}[{at}].{key}: is missing"


def _json_list(dataset: xr.Dataset, name: str) -> list[object] | None:
    try:
        value = json.loads(str(dataset.attrs.get(name, "[]")))
    except json.JSONDecodeError:
        return None
    return value if isinstance(value, list) else None


def _label_problems(dataset: xr.Dataset) -> Iterator[str]:
    for name, expected in _FIXED.items():
        if name in dataset.coords and set(map(str, dataset[name].values)) != set(expected):
            yield f"{name}: must be {', '.join(expected)}, got {listed(dataset, name)}"
    if SAMPLE in dataset.coords and DRAW in dataset.coords:
        strange = set(dataset[SAMPLE].values.tolist()) - set(dataset[DRAW].values.tolist())
        if strange:
            yield f"sample: must be among the draws, got {', '.join(map(str, sorted(strange)))}"
    yield from _start_problems(dataset)


def _start_problems(dataset: xr.Dataset) -> Iterator[str]:
    if START not in dataset.coords:
        return
    start = dataset[START].values
    if not np.issubdtype(start.dtype, np.datetime64):
        yield f"start: must hold dates, got {start.dtype}"
    elif not start.size or (np.diff(start) <= np.timedelta64(0, "D")).any():
        yield "start: must run forward from today"
    elif str(start[0].astype("datetime64[D]")) != str(dataset.attrs.get("today", "")):
        first = start[0].astype("datetime64[D]")
        yield f"start: must begin today ({dataset.attrs.get('today')}), got {first}"
