"""Present value of money that flows evenly."""

from __future__ import annotations

import math


def annuity(years: float, rate: float) -> float:
    """Present value of a dollar a year, paid evenly over some years.

    Parameters
    ----------
    rate
        Yearly discount rate, compounded once a year.

    Examples
    --------
    >>> annuity(3.0, 0.0)
    3.0
    >>> round(annuity(10.0, 0.05), 3)
    7.913
    """
    force = math.log1p(rate)
    return years if force == 0 else -math.expm1(-force * years) / force
