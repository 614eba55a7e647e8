"""Checks a dataset against the table of variables and reports every problem at once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from backfire.dims import SIDE, WEEK
from backfire.errors import DataError
from backfire.results._schema import ATTRIBUTES, CHECKS, LABELS, SIDES, VARIABLES
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
        found += variable_problems(dataset, variable, failed)
    if found:
        raise DataError(where, found)


def failed_draws(dataset: xr.Dataset) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """Mark the draws that have no answer: their exposure is NaN."""
    return np.isnan(np.asarray(dataset["exposure"].values, dtype=float))


def _attribute_problems(dataset: xr.Dataset) -> Iterator[str]:
    yield from attribute_problems(dataset, ATTRIBUTES, ("reference_start", "today"))
    for name in ("sources", "checks"):
        if name in dataset.attrs and json_object(dataset, name) is None:
            yield f"attrs.{name}: must be a JSON object, got {dataset.attrs[name]!r}"
    checks = json_object(dataset, "checks")
    if checks is not None:
        for key in CHECKS:
            if key not in checks:
                yield f"attrs.checks.{key}: is missing"


def _label_problems(dataset: xr.Dataset) -> Iterator[str]:
    yield from label_problems(dataset, LABELS)
    if WEEK in dataset.coords and not np.issubdtype(dataset[WEEK].dtype, np.datetime64):
        yield f"week: must hold dates, got {dataset[WEEK].dtype}"
    if SIDE in dataset.coords and set(map(str, dataset[SIDE].values)) != set(SIDES):
        yield f"side: must be inside and outside, got {listed(dataset, SIDE)}"


def _failed_draws_allowed(dataset: xr.Dataset) -> int:
    checks = json_object(dataset, "checks") or {}
    count = checks.get("failed_draws", 0)
    return int(count) if isinstance(count, (int, float)) else 0
