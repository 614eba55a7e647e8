"""How much of a good comes from how few places."""

from __future__ import annotations

import numpy as np
from numpy.typing import ArrayLike

FULL = 10_000.0
"""The index of a market with a single supplier: its share in per cent, squared."""


def concentration(quantity: ArrayLike, total: float | None = None) -> float:
    """Measure how concentrated supply is, by the Herfindahl-Hirschman index (0 to 10,000).

    Parameters
    ----------
    quantity
        What each supplier provides, one entry a supplier, in any one unit.
    total
        All that is supplied, in the same unit, where it is stated apart from its parts; suppliers
        left out of ``quantity`` then count as infinitely many small ones. The sum by default.

    Returns
    -------
    float
        The sum of squared shares in per cent: 10,000 for one supplier, 10,000 / n for n equal ones.

    Raises
    ------
    ValueError
        A quantity is negative or not finite, or nothing is supplied.

    Examples
    --------
    >>> concentration([50, 50])
    5000.0
    >>> concentration([270, 45], total=540)
    2569.44...
    """
    supplied = np.asarray(quantity, dtype=np.float64)
    if not np.isfinite(supplied).all() or (supplied < 0).any():
        msg = f"quantity: must be finite and not negative, got {supplied.tolist()}"
        raise ValueError(msg)
    whole = float(supplied.sum()) if total is None else float(total)
    if not whole > 0:
        msg = f"total: must be above zero, got {whole}"
        raise ValueError(msg)
    return FULL * float(np.square(supplied / whole).sum())


def least_concentration(share: ArrayLike) -> float:
    """Bound the index from below when only the shares of some suppliers are known.

    The rest of the market is taken to be spread over infinitely many suppliers, which adds nothing;
    any real split adds to the bound.

    Parameters
    ----------
    share
        Known shares of supply, 0 to 1, each of another supplier.

    Returns
    -------
    float
        The smallest Herfindahl-Hirschman index (0 to 10,000) that these shares allow.

    Raises
    ------
    ValueError
        A share lies outside 0 to 1, or they add up to more than one.

    Examples
    --------
    >>> round(least_concentration([0.91]))
    8281
    """
    known = np.atleast_1d(np.asarray(share, dtype=np.float64))
    if not ((known >= 0) & (known <= 1)).all() or known.sum() > 1 + 1e-9:
        msg = f"share: must be between 0 and 1 and add up to at most 1, got {known.tolist()}"
        raise ValueError(msg)
    return concentration(known, total=1.0)
