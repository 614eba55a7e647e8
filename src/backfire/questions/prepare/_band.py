"""Futures between the low, the central and the high branch of a scenario's figure."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from numpy.typing import NDArray

TAIL = 0.05
"""Share of futures at each end of a band."""


def from_band(
    low: float, central: float, high: float, rank: NDArray[np.float64]
) -> NDArray[np.float64]:
    """Each future's value on the two straight lines from low over central to high.

    One future in twenty takes the low branch and one in twenty the high one, as with approvals.

    Examples
    --------
    >>> from_band(0.0, 0.25, 1.0, np.array([0.01, 0.5, 0.99])).tolist()
    [0.0, 0.25, 1.0]
    """
    return np.interp(rank, (TAIL, 0.5, 1 - TAIL), (low, central, high))
