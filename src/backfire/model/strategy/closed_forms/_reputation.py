"""Closed forms of sides that may be thought stubborn, and of sides that answer in kind."""

from __future__ import annotations

from typing import Annotated

import equinox as eqx
import jax.numpy as jnp
import numpy as np
from jaxtyping import Array, Float, Int

from backfire.units import PER_YEAR, SHARE, YEAR

Numbers = Float[Array, "..."]
"""One number or an array of any shape."""


def deterred_above(gain: Numbers, left: Int[Array, "..."] | int) -> Numbers:
    """Belief above which the next entrant stays out of a chain store's market.

    An entrant gains ``b`` if it is let in and loses ``1 - b`` if it is fought; with ``n`` left it
    is ``b^n`` (Kreps and Wilson 1982).

    Parameters
    ----------
    gain
        ``b``, between 0 and 1.
    left
        Entrants that are still to come, the next one included.

    Examples
    --------
    >>> [round(float(deterred_above(0.6, left)), 4) for left in range(1, 7)]
    [0.6, 0.36, 0.216, 0.1296, 0.0778, 0.0467]
    """
    return jnp.asarray(gain, float) ** left


def weak_fights(belief: Numbers, gain: Numbers, left: Int[Array, "..."] | int) -> Numbers:
    """Probability with which a weak chain store fights an entrant, to be thought strong.

    For sure where the belief already deters the one after; else so often that the belief left by a
    fight just does: ``p (1 - b^(n-1)) / (b^(n-1) (1 - p))`` (Kreps and Wilson 1982).

    Parameters
    ----------
    belief
        ``p``, probability that the store is strong, below 1.
    gain, left
        As for ``deterred_above``; this entrant is one of those left.

    Examples
    --------
    >>> round(float(weak_fights(0.2, 0.6, 2)), 4), float(weak_fights(0.7, 0.6, 2))
    (0.1667, 1.0)
    """
    next_one = jnp.asarray(gain, float) ** (jnp.asarray(left) - 1)
    mixed = belief * (1 - next_one) / (next_one * (1 - belief))
    return jnp.where(belief >= next_one, jnp.where(left == 1, 0.0, 1.0), mixed)


class Attrition(eqx.Module):
    """A war of attrition between two sides that may each be stubborn."""

    rate: Annotated[Float[Array, " side"], PER_YEAR]
    """Hazard with which each side gives in."""
    exhausted: Annotated[Float[Array, " side"], YEAR]
    """When each would be known to be stubborn if it had not given in at once."""
    at_once: Annotated[Float[Array, " side"], SHARE]
    """Probability with which each gives in at the start."""


def attrition(
    claim: Float[Array, " side"], stubborn: Float[Array, " side"], discount: Float[Array, " side"]
) -> Attrition:
    """Who gives in, and how fast, when both claim more than there is (Abreu and Gul 2000).

    ``lambda_i = r_j (1 - a_i) / (a_1 + a_2 - 1)``, ``T_i = -ln z_i / lambda_i``; the side with the
    later ``T`` gives in at once so often that both end together.

    Parameters
    ----------
    claim
        ``a``, share that each claims; together more than one.
    stubborn
        ``z``, probability that each will never give in, above 0.
    discount
        ``r``, rate a year.

    Examples
    --------
    >>> found = attrition(jnp.array([0.6, 0.7]), jnp.array([0.05, 0.1]), jnp.array([0.1, 0.1]))
    >>> [round(float(each), 4) for each in found.at_once]
    [0.0, 0.0543]
    """
    rate = discount[::-1] * (1 - claim) / (claim.sum() - 1)
    exhausted = -jnp.log(stubborn) / rate
    at_once = 1 - stubborn * jnp.exp(rate * exhausted.min())
    return Attrition(rate, exhausted, jnp.maximum(at_once, 0.0))


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


def spiral(one: Numbers, other: Numbers, misperceived: Numbers | float = 0.0) -> Numbers:
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
