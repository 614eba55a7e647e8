"""JSON: one walker from the arrays, facts and tables of any answer to plain values."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Any

import numpy as np
from pydantic import BaseModel

from ._interval import Interval

if TYPE_CHECKING:
    import xarray as xr

    from ._kind import Kind, Provenance

_DIGITS = 6
"""Significant digits of a number; more would pretend to a precision no run has."""


def content(
    kind: Kind,
    dataset: xr.Dataset,
    provenance: Provenance,
    facts: BaseModel,
    bands: Callable[[str], xr.DataArray],
) -> dict[str, Any]:
    """Provenance, facts and quantities of an answer as plain values.

    A quantity is nested by the labels of its axes; draws become intervals.
    """
    quantities = {
        each.name: _nested(bands(each.name))
        for each in kind.quantities
        if not each.dense and each.name in dataset.data_vars
    }
    return {"kind": kind.name, **provenance.model_dump(), "facts": facts, "quantities": quantities}


def dumps(value: Any) -> str:
    """JSON text of plain values, models, intervals and dates; neither NaN nor infinity.

    Examples
    --------
    >>> print(dumps({"days": Interval(1.0, 2.0, math.inf)}))
    {
      "days": {
        "low": 1.0,
        "central": 2.0,
        "high": null
      }
    }
    """
    return json.dumps(plain(value), indent=2, allow_nan=False, ensure_ascii=False)


def plain(value: Any) -> Any:
    """The same in types that JSON knows; what is not finite is null."""
    if isinstance(value, Interval):
        return {name: plain(getattr(value, name)) for name in ("low", "central", "high")}
    if isinstance(value, BaseModel):
        return {name: plain(getattr(value, name)) for name in type(value).model_fields}
    if isinstance(value, Mapping):
        return {_key(key): plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    if isinstance(value, Enum):
        return plain(value.value)
    if isinstance(value, np.generic):
        return plain(value.item())
    if isinstance(value, float):
        return float(f"{value:.{_DIGITS}g}") if math.isfinite(value) else None
    return value.isoformat() if isinstance(value, date) else value


def _nested(bands: xr.DataArray) -> Any:
    """Intervals by the labels of the axes after the first, which is that of quantiles."""
    values = np.asarray(bands.values, dtype=float)
    if bands.ndim == 1:
        drawn = bands.attrs.get("drawn", True)
        return Interval(*map(float, values)) if drawn else float(values[1])
    axis = bands.dims[1]
    labels = bands[axis].values if axis in bands.coords else range(bands.sizes[axis])
    return {_key(label): _nested(bands.isel({axis: at})) for at, label in enumerate(labels)}


def _key(label: Any) -> str:
    if isinstance(label, np.datetime64):
        return str(label.astype("datetime64[D]"))
    return str(label.value if isinstance(label, Enum) else label)
