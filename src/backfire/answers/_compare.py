"""Comparison: two answers of a kind side by side, draw by draw where their draws are paired."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TYPE_CHECKING, Any

import numpy as np

from backfire.errors import DataError

from ._answer import DRAWN, Answer
from ._interval import UNKNOWN, Interval, interval

if TYPE_CHECKING:
    from collections.abc import Iterator

    import xarray as xr

    from ._kind import Quantity

_MOST = 60
"""Labels of a quantity above which it is left to the files."""


@dataclass(frozen=True)
class Difference:
    """A quantity at some labels in two answers.

    Attributes
    ----------
    change
        The second less the first, draw by draw; unknown where draws are not paired.
    """

    quantity: Quantity
    labels: tuple[str, ...]
    first: Interval
    second: Interval
    change: Interval


@dataclass(frozen=True)
class Comparison:
    """Two answers of a kind.

    Attributes
    ----------
    paired
        Whether draw by draw both have the same parameters and the same chance events.
    differences
        By quantity, those that the two share and that are not too long.
    """

    first: Answer
    second: Answer
    paired: bool
    differences: tuple[Difference, ...]


def compared(first: Answer, second: Answer) -> Comparison:
    """Put two answers of a kind side by side.

    Draws are paired where both have the same seed, number of draws and edition of parameters.

    Raises
    ------
    DataError
        If they are answers of different kinds.
    """
    if first.kind.name != second.kind.name:
        got = f"{first.kind.name} and {second.kind.name}"
        problem = f"both must be answers of one kind, got {got}; name two of a kind"
        msg = "the comparison"
        raise DataError(msg, [problem])
    one, other = first.provenance, second.provenance
    paired = (
        (one.seed, one.parameters) == (other.seed, other.parameters)
        and first.draws == second.draws
        and first.ran.sizes == first.dataset.sizes
        and second.ran.sizes == second.dataset.sizes
    )
    found = [
        difference
        for quantity in first.kind.quantities
        if not quantity.dense and first.has(quantity.name) and second.has(quantity.name)
        for difference in _differences(first, second, quantity, paired=paired)
    ]
    for kind in first.kind.parts:
        parts = first.part(kind.name), second.part(kind.name)
        if parts[0] is not None and parts[1] is not None:
            found += compared(parts[0], parts[1]).differences
    return Comparison(first, second, paired, tuple(found))


def _differences(
    first: Answer, second: Answer, quantity: Quantity, *, paired: bool
) -> Iterator[Difference]:
    """What a quantity is in both, at every combination of labels that both have."""
    if not any(axis in DRAWN for axis in quantity.axes):
        return  # a figure of the edition, and no outcome
    name = quantity.name
    bands = first.bands(name), second.bands(name)
    axes = [str(axis) for axis in bands[0].dims[1:]]
    shared = [_shared(*bands, axis) for axis in axes]
    if np.prod([len(labels) for labels in shared], initial=1) > _MOST:
        return
    for labels in product(*shared):
        at = dict(zip(axes, labels, strict=True))
        ends = [Interval(*map(float, each.sel(at).values)) for each in bands]
        if not any(end.known for end in ends):
            continue
        change = UNKNOWN
        if paired:
            change = interval(_values(second, name, at) - _values(first, name, at))
        yield Difference(quantity, tuple(map(_text, labels)), ends[0], ends[1], change)


def _shared(one: xr.DataArray, other: xr.DataArray, axis: str) -> list[Any]:
    known = set(other[axis].values.tolist())
    return [label for label in one[axis].values if label.item() in known]


def _values(answer: Answer, name: str, at: dict[str, Any]) -> Any:
    return np.asarray(answer.dataset[name].sel(at).values, dtype=float)


def _text(label: Any) -> str:
    return str(label)[:10] if isinstance(label, np.datetime64) else str(label)
