"""Checks a dataset against the table of variables and reports every problem at once."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np

from backfire.dims import DRAW, PLACE, QUANTILE, SIDE, WEEK
from backfire.errors import DataError
from backfire.results._schema import (
    ATTRIBUTES,
    CHECKS,
    LABELS,
    QUANTILES,
    SIDES,
    VARIABLES,
    Variable,
)

if TYPE_CHECKING:
    from collections.abc import Iterator

    import xarray as xr

_ROUNDING = 1e-4
"""Slack on bounds, relative to one, for results computed in float32."""


def check(dataset: xr.Dataset, where: str = "result") -> None:
    """Raise DataError listing every way in which the dataset departs from the table.

    Raises
    ------
    DataError
        A variable, label or attribute is missing or unknown to its kind, has other axes than the
        table says, holds NaN where none is allowed, or lies outside its bounds.
    """
    found = [*_attribute_problems(dataset), *_label_problems(dataset)]
    failed = _failed_draws_allowed(dataset)
    for variable in VARIABLES:
        found += _variable_problems(dataset, variable, failed)
    if found:
        raise DataError(where, found)


def failed_draws(dataset: xr.Dataset) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """Mark the draws that have no answer: their exposure is NaN."""
    return np.isnan(np.asarray(dataset["exposure"].values, dtype=float))


def _attribute_problems(dataset: xr.Dataset) -> Iterator[str]:
    for name, meaning in ATTRIBUTES:
        if name not in dataset.attrs:
            yield f"attrs.{name}: must say {meaning}, is missing"
    for name in ("sources", "checks"):
        if name in dataset.attrs and _json_object(dataset, name) is None:
            yield f"attrs.{name}: must be a JSON object, got {dataset.attrs[name]!r}"
    checks = _json_object(dataset, "checks")
    if checks is not None:
        for key in CHECKS:
            if key not in checks:
                yield f"attrs.checks.{key}: is missing"
    yield from _reference_problems(dataset)


def _reference_problems(dataset: xr.Dataset) -> Iterator[str]:
    for name in ("reference_start", "today"):
        try:
            np.datetime64(str(dataset.attrs.get(name, "2000-01-01")), "D")
        except ValueError:
            yield f"attrs.{name}: must be an ISO date, got {dataset.attrs[name]!r}"
    if PLACE not in dataset.coords:
        return
    places = {str(place) for place in dataset[PLACE].values}
    for name in ("sender", "targets"):
        for place in str(dataset.attrs.get(name, "")).split(","):
            if place.strip() and place.strip() not in places:
                yield f"attrs.{name}: must be one of the places, got {place.strip()!r}"


def _label_problems(dataset: xr.Dataset) -> Iterator[str]:
    for label in LABELS:
        if label.name not in dataset.coords:
            yield f"{label.name}: is missing among the labels ({label.long_name})"
        elif dataset[label.name].dims != label.dims:
            yield f"{label.name}: must run over {_axes(label.dims)}, got {_named(dataset, label)}"
        elif label.name in label.dims and not dataset.indexes[label.name].is_unique:
            yield f"{label.name}: must name each entry once, got repeated labels"
    if WEEK in dataset.coords and not np.issubdtype(dataset[WEEK].dtype, np.datetime64):
        yield f"week: must hold dates, got {dataset[WEEK].dtype}"
    if SIDE in dataset.coords and set(map(str, dataset[SIDE].values)) != set(SIDES):
        yield f"side: must be inside and outside, got {_listed(dataset, SIDE)}"
    if QUANTILE in dataset.coords and not _has_quantiles(dataset):
        yield f"quantile: must be 0.05, 0.5 and 0.95, got {_listed(dataset, QUANTILE)}"


def _has_quantiles(dataset: xr.Dataset) -> bool:
    found = np.asarray(dataset[QUANTILE].values, dtype=float)
    return found.shape == (len(QUANTILES),) and bool(np.allclose(found, QUANTILES))


def _variable_problems(dataset: xr.Dataset, variable: Variable, failed: int) -> Iterator[str]:
    if variable.name not in dataset.data_vars:
        yield f"{variable.name}: is missing ({variable.long_name})"
        return
    array = dataset[variable.name]
    if array.dims != variable.dims:
        yield f"{variable.name}: must run over {_axes(variable.dims)}, got {_axes(array.dims)}"
        return
    for name in ("units", "long_name"):
        if name not in array.attrs:
            yield f"{variable.name}.attrs.{name}: is missing"
    if not np.issubdtype(array.dtype, np.number):
        yield f"{variable.name}: must hold numbers, got {array.dtype}"
        return
    yield from _value_problems(array, variable, failed)


def _value_problems(array: xr.DataArray, variable: Variable, failed: int) -> Iterator[str]:
    values = np.asarray(array.values)
    missing = np.isnan(values)
    if not variable.hole and missing.any():
        by_draw = DRAW in variable.dims
        axes = tuple(range(1, values.ndim))
        draws = int(missing.any(axis=axes).sum()) if by_draw else 0
        if not by_draw:
            yield f"{variable.name}: must hold no NaN, got {int(missing.sum())}"
        elif draws > failed:
            said = f"checks.failed_draws says {failed}"
            yield f"{variable.name}: must hold no NaN in draws that ran, got {draws}, {said}"
    known = values[~missing]
    if not known.size:
        return
    if np.isinf(known).any():
        yield f"{variable.name}: must be finite, got {int(np.isinf(known).sum())} infinite"
    if variable.low is not None and known.min() < variable.low - _ROUNDING:
        yield f"{variable.name}: must not lie below {variable.low:g}, got {known.min():g}"
    if variable.high is not None and known.max() > variable.high + _ROUNDING:
        yield f"{variable.name}: must not exceed {variable.high:g}, got {known.max():g}"


def _failed_draws_allowed(dataset: xr.Dataset) -> int:
    checks = _json_object(dataset, "checks") or {}
    count = checks.get("failed_draws", 0)
    return int(count) if isinstance(count, (int, float)) else 0


def _json_object(dataset: xr.Dataset, name: str) -> dict[str, Any] | None:
    try:
        value = json.loads(str(dataset.attrs.get(name, "{}")))
    except json.JSONDecodeError:
        return None
    return value if isinstance(value, dict) else None


def _axes(dims: tuple[Any, ...]) -> str:
    return "(" + ", ".join(map(str, dims)) + ")"


def _named(dataset: xr.Dataset, label: Variable) -> str:
    return _axes(dataset[label.name].dims)


def _listed(dataset: xr.Dataset, name: str) -> str:
    return ", ".join(str(value) for value in dataset[name].values)
