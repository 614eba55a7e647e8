"""What is estimated from counts and waiting times, and how likely each precision of choice is."""

from __future__ import annotations

import math
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from jaxtyping import Float


@dataclass(frozen=True)
class PrecisionFit:
    """Log-likelihood of the counts over a grid of precisions, and the band it leaves.

    Attributes
    ----------
    precision
        The grid, rising.
    log_likelihood
        Binomial log-likelihood at each precision; minus infinity where it rules out what happened.
    best
        Precision of the grid at which it is highest.
    low, high
        Ends of the likelihood-ratio band; nothing where it runs to the end of the grid.
    """

    precision: Float[np.ndarray, " precision"]
    log_likelihood: Float[np.ndarray, " precision"]
    best: float
    low: float | None
    high: float | None


BAND = 0.9
"""Probability that a band is made to hold."""
DAYS_PER_QUARTER = 365.25 / 4


@dataclass(frozen=True)
class Share:
    """How often something happened out of the times it could, with a 90 % band.

    Examples
    --------
    >>> Share(3, 4, 0.25, 0.99).value
    0.75
    """

    happened: int
    of: int
    low: float
    high: float

    @property
    def value(self) -> float:
        """Share between 0 and 1; NaN where there was no occasion."""
        return self.happened / self.of if self.of else math.nan


@dataclass(frozen=True)
class Rate:
    """How often something happens in a quarter: posterior mean with a 90 % band."""

    happened: int
    quarters: float
    """Quarters in which it was looked for."""
    low: float
    central: float
    high: float


@dataclass(frozen=True)
class Survival:
    """Share for which nothing has happened yet, by days, with a 90 % band.

    Attributes
    ----------
    days
        Days on which something happened or watching ended, rising.
    share, low, high
        Share left after each of them, 0 to 1; a band is NaN where its formula has none.
    of, ended
        How many were watched, and for how many it happened.
    """

    days: tuple[float, ...]
    share: tuple[float, ...]
    low: tuple[float, ...]
    high: tuple[float, ...]
    of: int
    ended: int

    @property
    def median(self) -> tuple[float | None, float | None, float | None]:
        """Low end, middle and high end of the day by which it has happened for half.

        The ends are where the band crosses one half (Brookmeyer and Crowley); nothing where a
        curve does not reach it.

        Examples
        --------
        >>> Survival((1.0, 9.0), (0.5, 0.0), (0.1, 0.0), (0.9, 0.6), 2, 2).median
        (1.0, 5.0, None)
        """
        return _half(self.days, self.low), _half(self.days, self.share), _half(self.days, self.high)


def _half(days: tuple[float, ...], curve: tuple[float, ...]) -> float | None:
    """First day on which a falling curve is at most one half, midway where it rests on it."""
    for at, value in enumerate(curve):
        if value <= 0.5:
            rests = value == 0.5 and at + 1 < len(days)
            return (days[at] + days[at + 1]) / 2 if rests else days[at]
    return None


@dataclass(frozen=True)
class Prior:
    """What the record says a parameter of the game may be, and how that was derived.

    Attributes
    ----------
    low, central, high
        Ends of a 90 % band and its middle.
    unit
        ``share``, or ``per quarter``.
    how
        How it was derived, one sentence.
    n
        Events or cases that it rests on.
    """

    name: str
    low: float
    central: float
    high: float
    unit: str
    how: str
    n: int
