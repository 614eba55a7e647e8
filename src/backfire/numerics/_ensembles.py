"""Ensembles: points that fill a cube evenly, how good their forecasts were, and how they learn."""

from __future__ import annotations

import numpy as np
from jaxtyping import Float
from numpy.typing import NDArray


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


def kalman_update(
    members: NDArray[np.float64],
    predicted: NDArray[np.float64],
    observed: NDArray[np.float64],
    error: NDArray[np.float64],
    inflation: float,
    seed: int,
) -> NDArray[np.float64]:
    """Move an ensemble towards parameters whose predictions agree with what was observed.

    One step of multiple data assimilation (Emerick and Reynolds 2013): each member sees the
    observation with its own draw of an error whose variance is inflated. With ``n`` steps of
    inflation ``n`` the whole counts each observation once, exactly so for a linear model.

    Parameters
    ----------
    members
        Parameters, shape (member, parameter), in units in which the prior is a standard normal.
    predicted
        What each member predicts, shape (member, observation).
    observed, error
        Observations and their standard deviations, shape (observation,).
    inflation
        Factor on the variance of the error in this step.

    Raises
    ------
    ValueError
        If shapes disagree or an error is not above zero.

    Examples
    --------
    >>> z = np.random.default_rng(0).standard_normal((4000, 1))
    >>> moved = kalman_update(z, z, np.array([1.0]), np.array([1.0]), 1.0, 1)
    >>> bool(abs(moved.mean() - 0.5) < 0.05) and bool(abs(moved.var() - 0.5) < 0.05)
    True
    """
    if predicted.shape != (len(members), len(observed)) or error.shape != observed.shape:
        msg = f"members {members.shape}, predicted {predicted.shape}, observed {observed.shape}"
        raise ValueError(msg)
    if not (error > 0).all():
        msg = f"every error must be above zero, got {error.min()}"
        raise ValueError(msg)
    noise = np.random.default_rng(seed).standard_normal(predicted.shape)
    noise = (noise - noise.mean(0)) * error * np.sqrt(inflation)
    from_mean = members - members.mean(0)
    predicted_from_mean = predicted - predicted.mean(0)
    count = len(members) - 1
    cross = from_mean.T @ predicted_from_mean / count
    spread = predicted_from_mean.T @ predicted_from_mean / count + inflation * np.diag(error**2)
    return members + (observed + noise - predicted) @ np.linalg.solve(spread, cross.T)
