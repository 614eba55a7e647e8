"""How fast a buyer's caution fades after a control: Japan's share of rare earths from China."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np
from scipy import stats

from backfire.answers.empirics import BAND

QUARTERS_PER_YEAR = 4
Band = tuple[float, float, float]


def forgetting(shares: Mapping[int, float], before: int, ended: int) -> Band:
    """Rate at which the distance to the old share closes, low end, middle and high end.

    Fits ``log(share before - share) = a - rate * year`` by least squares to the years after the
    control ended; the band is that of Student's t, cut at zero.

    Parameters
    ----------
    shares
        Share of imports that come from the sender, by year.
    before, ended
        Year before the control, and the year in which it ended.

    Returns
    -------
    :
        Rates a quarter.

    Examples
    --------
    >>> closing = {2010: 0.8} | {2015 + years: 0.8 - 0.3 * 0.9**years for years in range(10)}
    >>> [round(rate, 4) for rate in forgetting(closing, before=2010, ended=2014)]
    [0.0263, 0.0263, 0.0263]
    """
    years = np.array([year for year in sorted(shares) if year > ended], dtype=float)
    distance = np.array([shares[before] - shares[int(year)] for year in years])
    known = distance > 0
    found: Any = stats.linregress(years[known], np.log(distance[known]))
    slack = stats.t.ppf((1 + BAND) / 2, known.sum() - 2) * found.stderr
    rates = (-found.slope - slack, -found.slope, -found.slope + slack)
    low, central, high = (max(float(rate) / QUARTERS_PER_YEAR, 0.0) for rate in rates)
    return low, central, high
