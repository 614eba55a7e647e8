"""Ensemble Kalman smoothing of parameters that enter a model in any way."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


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
