"""The laws every balance obeys: what is made is sold or discarded, what is bought is used."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

if TYPE_CHECKING:
    from ._technology import Technology
    from ._unknowns import Unknowns


def mass_balance(made_of: Technology, at: Unknowns) -> sparse.csr_array:
    """One row for each good and place that can make it, and for each that can take it.

    Rows are zero where output less discards equals sales, and purchases equal input and use.
    """
    goods, places = at.discarded.shape
    activity = at.activity[None]
    supply = np.arange(goods * places).reshape(goods, places)
    demand = supply + goods * places
    entries = [
        _entries(activity, supply[:, None, :], made_of.output[:, :, None]),
        _entries(at.discarded, supply, -1.0),
        _entries(at.flow, supply[:, :, None], -1.0),
        _entries(at.flow, demand[:, None, :], 1.0),
        _entries(activity, demand[:, None, :], -made_of.input[:, :, None]),
        _entries(at.use, demand[:, None, :], -1.0),
    ]
    rows, columns, values = (np.concatenate(parts) for parts in zip(*entries, strict=True))
    shape = (2 * goods * places, at.count)
    laws = sparse.csr_array((values, (rows, columns)), shape=shape)
    return sparse.csr_array(laws[np.diff(laws.indptr) > 0])


def _entries(
    at: np.ndarray, law: np.ndarray, value: np.ndarray | float
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    at, law, weight = np.broadcast_arrays(at, law, np.asarray(value, dtype=np.float64))
    there = (at >= 0) & (weight != 0)
    return law[there], at[there], weight[there]
