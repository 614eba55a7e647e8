"""What is wrong with a dataset against a table of variables, in words, one problem at a time."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Any

import numpy as np

from backfire.dims import DRAW, PLACE, QUANTILE
from backfire.results._schema import QUANTILES, Variable

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    import xarray as xr

_ROUNDING = 1e-4
"""Slack on bounds, relative to one, for results computed in float32."""


def attribute_problems(
    dataset: xr.Dataset, attributes: Iterable[tuple[str, str]], dates: Iterable[str]
) -> Iterator[str]:
    """Name the attributes that are missing, dates that are none and places that do not exist."""
    for name, meaning in attributes:
        if name not in dataset.attrs:
            yield f"attrs.{name}: must say {meaning}, is missing"
    for name in dates:
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


def label_problems(dataset: xr.Dataset, labels: Iterable[Variable]) -> Iterator[str]:
    """Name the labels that are missing, run over other axes or stand twice."""
    for label in labels:
        if label.name not in dataset.coords:
            yield f"{label.name}: is missing among the labels ({label.long_name})"
        elif dataset[label.name].dims != label.dims:
            found = axes(dataset[label.name].dims)
            yield f"{label.name}: must run over {axes(label.dims)}, got {found}"
        elif label.name in label.dims and not dataset.indexes[label.name].is_unique:
            yield f"{label.name}: must name each entry once, got repeated labels"
    if QUANTILE in dataset.coords and not _has_quantiles(dataset):
        yield f"quantile: must be 0.05, 0.5 and 0.95, got {listed(dataset, QUANTILE)}"


def variable_problems(dataset: xr.Dataset, variable: Variable, failed: int) -> Iterator[str]:
    """Name what is wrong with one variable; as many draws as `failed` may hold NaN throughout."""
    if variable.name not in dataset.data_vars:
        yield f"{variable.name}: is missing ({variable.long_name})"
        return
    array = dataset[variable.name]
    if array.dims != variable.dims:
        yield f"{variable.name}: must run over {axes(variable.dims)}, got {axes(array.dims)}"
        return
    for name in ("units", "long_name"):
        if name not in array.attrs:
            yield f"{variable.name}.attrs.{name}: is missing"
    if not np.issubdtype(array.dtype, np.number):
        yield f"{variable.name}: must hold numbers, got {array.dtype}"
        return
    yield from _value_problems(array, variable, failed)


def json_object(dataset: xr.Dataset, name: str) -> dict[str, Any] | None:
    """Give an attribute that holds a JSON object, None where it holds something else."""
    try:
        value = json.loads(str(dataset.attrs.get(name, "{}")))
    except json.JSONDecodeError:
        return None
    return value if isinstance(value, dict) else None


def axes(dims: tuple[Any, ...]) -> str:
    """Write axes as they stand in the table."""
    return "(" + ", ".join(map(str, dims)) + ")"


def listed(dataset: xr.Dataset, name: str) -> str:
    """Write the labels of an axis in a row."""
    return ", ".join(str(value) for value in dataset[name].values)


def _has_quantiles(dataset: xr.Dataset) -> bool:
    found = np.asarray(dataset[QUANTILE].values, dtype=float)
    return found.shape == (len(QUANTILES),) and bool(np.allclose(found, QUANTILES))


def _value_problems(array: xr.DataArray, variable: Variable, failed: int) -> Iterator[str]:
    values = np.asarray(array.values)
    missing = np.isnan(values)
    if not variable.hole and missing.any():
        by_draw = DRAW in variable.dims
        others = tuple(range(1, values.ndim))
        draws = int(missing.any(axis=others).sum()) if by_draw else 0
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
