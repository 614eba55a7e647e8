"""The distributions of a parameter table, and draws between the branches of a band."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
from scipy.special import betaincinv, ndtr, ndtri

if TYPE_CHECKING:
    from numpy.typing import NDArray


def quantile(row: dict[str, Any], level: NDArray[np.float64]) -> NDArray[np.float64]:
    """Value of a parameter's distribution, cut at its bounds, at each level between 0 and 1.

    Examples
    --------
    >>> row = dict(distribution="uniform", central=1.0, low=0.0, high=2.0, spread=None)
    >>> quantile(row, np.array([0.25])).tolist()
    [0.5]
    """
    if row["distribution"] == "fixed":
        return np.full_like(level, row["central"])
    low, high, central = row["low"], row["high"], row["central"]
    if row["distribution"] == "uniform":
        return low + (high - low) * level
    if row["distribution"] == "beta":
        return low + (high - low) * _beta((central - low) / (high - low), row, level)
    log = row["distribution"] == "lognormal"
    ends = np.log([low, high]) if log else np.array([low, high])
    middle = np.log(central) if log else central
    cut = ndtr((ends - middle) / row["spread"])
    score = middle + row["spread"] * ndtri(cut[0] + (cut[1] - cut[0]) * level)
    return np.exp(score) if log else score


def _beta(mean: float, row: dict[str, Any], level: NDArray[np.float64]) -> NDArray[np.float64]:
    """Quantiles of a beta with the row's mean and spread, as shares of the way to ``high``."""
    variance = (row["spread"] / (row["high"] - row["low"])) ** 2
    weight = mean * (1 - mean) / variance - 1
    return betaincinv(mean * weight, (1 - mean) * weight, level)


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
