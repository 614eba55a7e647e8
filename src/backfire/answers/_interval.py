"""Interval: a central figure between the ends of its band, and the quantiles that make one."""

from __future__ import annotations

import math
import warnings
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

QUANTILES = (0.05, 0.5, 0.95)
"""Quantiles over the draws of every interval: the median and the ends of a 90 % band."""


@dataclass(frozen=True)
class Interval:
    """A figure with its band.

    Infinity stands for never within the horizon, NaN for unknown.

    Examples
    --------
    >>> Interval(1.0, 2.0, 4.0).scaled(10)
    Interval(low=10.0, central=20.0, high=40.0, probability=0.9)
    """

    low: float
    central: float
    high: float
    probability: float = 0.9

    @property
    def known(self) -> bool:
        """Whether there is a central figure: neither unknown nor never."""
        return math.isfinite(self.central)

    @property
    def bounded(self) -> bool:
        """Whether both ends of the band are finite."""
        return math.isfinite(self.low) and math.isfinite(self.high)

    def map(self, change: Callable[[float], float]) -> Interval:
        """The interval of an increasing function of the figure."""
        low, central, high = map(change, (self.low, self.central, self.high))
        return Interval(low, central, high, self.probability)

    def scaled(self, factor: float) -> Interval:
        """The interval times a positive number."""
        return self.map(lambda value: value * factor)


UNKNOWN = Interval(math.nan, math.nan, math.nan)
"""An interval of which nothing is known."""


def interval(values: Any) -> Interval:
    """The interval of some draws, such as one column of a quantity.

    Examples
    --------
    >>> interval([1.0, 2.0, 3.0, np.inf]).high
    inf
    """
    column = np.asarray(values, dtype=float).ravel()
    if not column.size:
        return UNKNOWN
    return _of(quantiles(column, 0))


def _of(ends: NDArray[np.float64]) -> Interval:
    low, central, high = map(float, ends)
    return Interval(low, central, high)


def quantiles(values: NDArray[np.float64], axis: int) -> NDArray[np.float64]:
    """Quantiles along an axis, which moves to the front and gets the length of `QUANTILES`.

    A quantile between a finite and an infinite value is infinite. With a NaN among the values all
    quantiles are NaN, as one unknown draw leaves the band unknown.
    """
    ordered = np.sort(np.moveaxis(np.asarray(values, dtype=float), axis, 0), axis=0)
    last = ordered.shape[0] - 1
    found: list[NDArray[np.float64]] = []
    for share in QUANTILES:
        below = math.floor(share * last)
        part = share * last - below
        low, high = ordered[below], ordered[min(below + 1, last)]
        with np.errstate(invalid="ignore"):
            between = low + part * (high - low)
        between = np.where(np.isinf(high) & ~np.isinf(low), high, between)
        found.append(low if part == 0 else np.where(np.isinf(low), low, between))
    unknown = np.isnan(ordered[-1])  # NaN sorts last
    return np.where(unknown, np.nan, np.stack(found))


def quantiles_where_known(values: NDArray[np.float64], axis: int) -> NDArray[np.float64]:
    """The same over the values that are no NaN; NaN where there are none."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # columns of NaN alone
        return np.nanquantile(np.asarray(values, dtype=float), QUANTILES, axis=axis)
