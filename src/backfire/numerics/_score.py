"""How good a probabilistic forecast was."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

if TYPE_CHECKING:
    from jaxtyping import Float


def crps(members: Float[np.ndarray, " member"], seen: float) -> float:
    """Continuous ranked probability score of an ensemble, in the unit of what was seen.

    The mean distance to what was seen, less half the mean distance between two members; of a
    single forecast it is the absolute error. Gneiting and Raftery (2007), equation 21.

    Parameters
    ----------
    members
        Forecasts, each as likely as the others.
    seen
        What came true.

    Examples
    --------
    >>> crps(np.array([1.0, 3.0]), 2.0)
    0.5
    >>> crps(np.array([1.0]), 4.0)
    3.0
    """
    ordered = np.sort(np.asarray(members, dtype=float))
    count = len(ordered)
    rank = 2 * np.arange(count) - count + 1
    apart = 2 * float(rank @ ordered) / count**2
    return float(np.abs(ordered - seen).mean() - apart / 2)
