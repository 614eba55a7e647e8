"""Points that fill a cube evenly."""

from __future__ import annotations

import numpy as np
from jaxtyping import Float


def scrambled_sobol(
    count: int, dimensions: int, seed: int
) -> Float[np.ndarray, "count dimensions"]:
    """The first points of a scrambled Sobol sequence in the unit cube (Owen 1998).

    Parameters
    ----------
    count
        Number of points; the spread is best for a power of two.
    dimensions
        Number of coordinates.
    seed
        Decides the scrambling; equal seeds give equal points, and the first points of a longer
        sequence are those of a shorter one.

    Returns
    -------
    :
        Coordinates in [0, 1), one point a row.

    Examples
    --------
    >>> points = scrambled_sobol(8, 2, seed=1)
    >>> points.shape
    (8, 2)
    >>> [int((points[:, 0] < half).sum()) for half in (0.25, 0.5, 0.75)]
    [2, 4, 6]
    """
    from scipy.stats import qmc

    sequence = qmc.Sobol(dimensions, scramble=True, rng=np.random.default_rng(seed))
    exponent = max(count - 1, 0).bit_length()
    return sequence.random_base2(exponent)[:count]
