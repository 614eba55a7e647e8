"""Closed forms of answering in kind, with noise and with misperception."""

from __future__ import annotations

import jax.numpy as jnp
import numpy as np
from jaxtyping import Array, Float


def noisy_reciprocity(noise: float, forgives: float = 0.0) -> Float[Array, " state"]:
    """How often two sides that answer in kind are in each state, when moves go wrong at times.

    The states are both kind, the other alone, oneself alone, neither. Without forgiveness any
    noise makes all four equally likely.

    Parameters
    ----------
    noise
        Probability that a move is the other one, above 0 and at most one half.
    forgives
        Probability of answering an unkind move kindly.

    Examples
    --------
    >>> states = noisy_reciprocity(0.01)
    >>> states.round(6).tolist()
    [0.25, 0.25, 0.25, 0.25]
    >>> payoffs = jnp.array([3.0, 5.0, 0.0, 1.0])  # reward, temptation, sucker, punishment
    >>> round(float(states @ payoffs), 6)
    2.25
    """
    kind = np.array([[1.0, 1.0], [0.0, 1.0], [1.0, 0.0], [0.0, 0.0]])  # oneself, the other
    answered = kind[:, ::-1]
    meant = answered + (1 - answered) * forgives
    does = (meant * (1 - noise) + (1 - meant) * noise)[:, None]
    moves = np.where(kind[None] == 1, does, 1 - does).prod(-1)
    balance = np.vstack([moves.T - np.eye(4), np.ones(4)])
    found, *_ = np.linalg.lstsq(balance, np.array([0.0, 0.0, 0.0, 0.0, 1.0]), rcond=None)
    return jnp.asarray(found)


def best_generosity(temptation: float, reward: float, punishment: float, sucker: float) -> float:
    """The most forgiveness that nobody can exploit, where noise is rare (Molander 1985).

    ``min(1 - (T - R)/(R - S), (R - P)/(T - P))``.

    Examples
    --------
    >>> round(best_generosity(5.0, 3.0, 1.0, 0.0), 4)
    0.3333
    """
    return min(
        1 - (temptation - reward) / (reward - sucker),
        (reward - punishment) / (temptation - punishment),
    )


def spiral(
    one: Float[Array, "..."],
    other: Float[Array, "..."],
    misperceived: Float[Array, "..."] | float = 0.0,
) -> Float[Array, "..."]:
    """By how much two sides that answer each other multiply a first step (Richardson 1960).

    ``1 / (1 - k1 k2)``, and with each step seen larger by a share ``e`` it is
    ``1 / (1 - (1 + e)^2 k1 k2)``: without bound, infinite here, from ``(1 + e)^2 k1 k2 = 1`` on.

    Parameters
    ----------
    one, other
        ``k1`` and ``k2``, size of each side's answer over what it answers.
    misperceived
        ``e``, share by which each takes the other's step for larger.

    Examples
    --------
    >>> [round(float(spiral(0.8, 0.8, each)), 2) for each in (0.0, 0.1, 0.3)]
    [2.78, 4.43, inf]
    """
    gain = (1 + jnp.asarray(misperceived)) ** 2 * one * other
    return jnp.where(gain < 1, 1 / jnp.where(gain < 1, 1 - gain, 1.0), jnp.inf)
