"""Check: what is wrong with an answer against the declaration of its kind, all problems at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from backfire.dims import DRAW, QUANTILE
from backfire.errors import DataError

from ._interval import QUANTILES

if TYPE_CHECKING:
    from collections.abc import Iterator

    import xarray as xr
    from numpy.typing import NDArray

    from ._kind import Kind, Label, Provenance, Quantity

_ROUNDING = 1e-4
"""Slack on bounds, relative to one, for results computed in float32."""


def check(kind: Kind, dataset: xr.Dataset, provenance: Provenance, facts: Any, where: str) -> None:
    """Raise DataError listing every way in which an answer departs from its kind.

    Raises
    ------
    DataError
        A quantity or label is missing, has other axes than declared, holds NaN where none is
        allowed, or lies outside its bounds.
    """
    problems = [problem for label in kind.labels for problem in _label(dataset, label, provenance)]
    if QUANTILE in dataset.coords and not _has_quantiles(dataset):
        got = _listed(dataset, QUANTILE)
        problems.append(f"{QUANTILE}: must be {', '.join(map(str, QUANTILES))}, got {got}")
    if not problems:
        failed = failed_draws(kind, dataset)
        if failed.size and failed.all():
            problems.append("draw: at least one draw must have run, got none")
        for quantity in kind.quantities:
            problems += _quantity(dataset, quantity, provenance, failed)
    if not problems:
        problems += kind.problems(dataset, facts)
    if problems:
        raise DataError(where, problems)


def failed_draws(kind: Kind, dataset: xr.Dataset) -> NDArray[np.bool_]:
    """Mark the draws in which a quantity that may not be missing is NaN."""
    count = dataset.sizes.get(DRAW, 0)
    failed = np.zeros(count, dtype=bool)
    for quantity in kind.quantities:
        if quantity.missing or DRAW not in quantity.axes or quantity.name not in dataset.data_vars:
            continue
        array = dataset[quantity.name]
        if DRAW in array.dims and np.issubdtype(array.dtype, np.floating):
            missing = np.isnan(np.asarray(array.transpose(DRAW, ...).values))
            failed |= missing.reshape(count, -1).any(1)
    return failed


def _label(dataset: xr.Dataset, label: Label, provenance: Provenance) -> Iterator[str]:
    name = label.name
    if name not in dataset.coords:
        if not label.part or label.part in provenance.parts:
            yield f"{name}: is missing among the labels ({label.meaning})"
        return
    found = dataset[name]
    if found.dims != label.axes:
        yield f"{name}: must run over {_axes(label.axes)}, got {_axes(found.dims)}"
    elif name in label.axes and not dataset.indexes[name].is_unique:
        yield f"{name}: must name each entry once, got repeated labels"
    elif label.dated and not np.issubdtype(found.dtype, np.datetime64):
        yield f"{name}: must hold dates, got {found.dtype}"
    elif label.values and set(map(str, found.values.tolist())) != set(label.values):
        yield f"{name}: must be {', '.join(label.values)}, got {_listed(dataset, name)}"
    elif name in label.axes and not found.size and name == DRAW:
        yield f"{name}: must hold at least one draw, got none"


def _quantity(
    dataset: xr.Dataset, quantity: Quantity, provenance: Provenance, failed: NDArray[np.bool_]
) -> Iterator[str]:
    name = quantity.name
    if name not in dataset.data_vars:
        if not quantity.part or quantity.part in provenance.parts:
            yield f"{name}: is missing ({quantity.meaning})"
        return
    array = dataset[name]
    if array.dims != quantity.axes:
        yield f"{name}: must run over {_axes(quantity.axes)}, got {_axes(array.dims)}"
        return
    if not (np.issubdtype(array.dtype, np.floating) or np.issubdtype(array.dtype, np.integer)):
        yield f"{name}: must hold real numbers, got {array.dtype}"
        return
    ran = array.isel({DRAW: ~failed}) if DRAW in array.dims else array
    yield from _values(np.asarray(ran.values), quantity)


def _values(values: NDArray[Any], quantity: Quantity) -> Iterator[str]:
    name, missing = quantity.name, np.isnan(values)
    if missing.any() and not quantity.missing:
        yield f"{name}: must hold no NaN in draws that ran, got {int(missing.sum())}"
    known = values[~missing]
    if not known.size:
        if values.size and not quantity.never and not quantity.empty:
            yield f"{name}: must hold a number somewhere, got none"
        return
    if np.isinf(known).any():
        yield f"{name}: must be finite, got {int(np.isinf(known).sum())} infinite"
    if quantity.low is not None and known.min() < quantity.low - _ROUNDING:
        yield f"{name}: must not lie below {quantity.low:g}, got {known.min():g}"
    if quantity.high is not None and known.max() > quantity.high + _ROUNDING:
        yield f"{name}: must not exceed {quantity.high:g}, got {known.max():g}"


def _has_quantiles(dataset: xr.Dataset) -> bool:
    found = np.asarray(dataset[QUANTILE].values, dtype=float)
    return found.shape == (len(QUANTILES),) and bool(np.allclose(found, QUANTILES))


def _axes(names: tuple[Any, ...]) -> str:
    return "(" + ", ".join(map(str, names)) + ")"


def _listed(dataset: xr.Dataset, name: str) -> str:
    return ", ".join(str(value) for value in dataset[name].values)
