"""Constant elasticities of substitution: output when an input is short, and how they grow."""

from __future__ import annotations

import jax
import jax.numpy as jnp
from jaxtyping import Array, Float

Numbers = Float[Array, "..."]
"""One number or an array of any shape."""
NEAR_ONE = 1e-5
"""Distance of an elasticity from one below which its limit, Cobb-Douglas, is taken."""
NEAR_ZERO = 1e-6
"""Elasticity below which its limit, fixed proportions, is taken."""
GONE = 1e-15
"""What is left of a good of which nothing is left, so that logarithms stay finite."""


def ces_output(cut: Numbers, share: Numbers, elasticity: Numbers) -> Numbers:
    """Output over that of before when a share of one input is cut, at constant elasticity.

    ``[a (1 - x)^((s - 1)/s) + 1 - a]^(s/(s - 1))`` (Bachmann et al. 2022), with its limits: fixed
    proportions at an elasticity of zero, Cobb-Douglas at one, and nothing made without the input
    where it is essential (elasticity of one or less).

    Parameters
    ----------
    cut
        Share of the input that is missing, 0 to 1.
    share
        Cost share of the input.
    elasticity
        Elasticity of substitution between it and all else, 0 or more.

    Examples
    --------
    >>> print(jnp.round(100 * (1 - ces_output(0.10, 0.04, 0.04)), 2))
    1.57
    >>> limits = ces_output(1.0, 0.5, 0.5), ces_output(0.5, 0.5, 0.0), ces_output(0.36, 0.5, 1.0)
    >>> [round(float(made), 3) for made in limits]
    [0.0, 0.5, 0.8]
    """
    cut, share, elasticity = jnp.broadcast_arrays(
        *(jnp.asarray(value, float) for value in (cut, share, elasticity))
    )
    whole = cut >= 1
    used = share > 0
    left = jnp.log1p(-jnp.where(whole, 0.5, cut))
    cobb = jnp.abs(elasticity - 1) < NEAR_ONE
    fixed = elasticity < NEAR_ZERO
    safe = jnp.where(cobb | fixed, 0.5, elasticity)
    power = (safe - 1) / safe
    weight = jnp.clip(jnp.where(used, share, 0.5), 1e-300, 1 - 1e-16)
    inside = jnp.logaddexp(jnp.log(weight) + power * left, jnp.log1p(-weight))
    found = jnp.where(fixed, left, jnp.where(cobb, weight * left, inside / power))
    without = jnp.where(
        (elasticity > 1) & ~cobb, jnp.log1p(-weight) / jnp.where(power > 0, power, 1.0), -jnp.inf
    )
    return jnp.where(used, jnp.exp(jnp.where(whole, without, found)), 1.0)


def second_order(cut: Numbers, share: Numbers, elasticity: Numbers) -> Numbers:
    """Log change of output to second order, for comparison only: it fails below 0.2.

    ``a d + a (1 - a)(1 - 1/s) d^2 / 2`` with ``d = log(1 - x)``.

    Examples
    --------
    >>> print(jnp.round(100 * second_order(0.10, 0.04, 0.04), 3))
    -0.933
    """
    fall = jnp.log1p(-jnp.asarray(cut))
    bend = jnp.asarray(share) * (1 - jnp.asarray(share)) * (1 - 1 / jnp.asarray(elasticity))
    return jnp.asarray(share) * fall + bend * fall**2 / 2


def bundle_cut(
    cut: Float[Array, "good ..."], share: Float[Array, "good ..."], elasticity: Numbers
) -> Numbers:
    """Share that is missing of a bundle of goods, of each of which a share is missing.

    At the elasticity at which goods stand in for all else they stand in for each other, so that the
    bundle is one good whose quantity follows from theirs.

    Parameters
    ----------
    cut, share
        Share missing and cost share of each good.
    elasticity
        Elasticity of substitution among them; zero means that the scarcest decides.

    Examples
    --------
    >>> cut, share = jnp.array([0.5, 0.0]), jnp.array([0.01, 0.03])
    >>> [round(float(bundle_cut(cut, share, each)), 3) for each in (0.0, 0.5, 1.0)]
    [0.5, 0.2, 0.159]
    """
    whole = share.sum(0)
    weight = share / jnp.where(whole > 0, whole, 1.0)[None]
    used = weight > 0
    left = jnp.where(used, jnp.log1p(-jnp.minimum(cut, 1 - GONE)), 0.0)
    fixed = elasticity < NEAR_ZERO
    cobb = jnp.abs(elasticity - 1) < NEAR_ONE
    power = jnp.where(fixed | cobb, -1.0, (elasticity - 1) / jnp.where(fixed, 1.0, elasticity))
    bent = jnp.expand_dims(power, range(left.ndim - power.ndim)) * left
    each = jnp.where(used, jnp.log(jnp.where(used, weight, 1.0)) + bent, -jnp.inf)
    mixed = jax.nn.logsumexp(jnp.where(whole > 0, each, 0.0), 0) / power
    scarcest = jnp.where(used, left, 0.0).min(0, initial=0.0)
    found = jnp.where(fixed, scarcest, jnp.where(cobb, (weight * left).sum(0), mixed))
    return jnp.where(whole > 0, -jnp.expm1(found), 0.0)


def elasticity_over(
    years: Numbers,
    short: Numbers,
    long: Numbers,
    lag: Numbers,
    earlier: Numbers | float = 0.0,
    since: Numbers | float = 0.0,
) -> Numbers:
    """Mean over a horizon of an elasticity that grows from a short to a long one.

    At a time ``t`` after the shortage began it is ``long - (long - short) exp(-t / lag)``.

    Parameters
    ----------
    years
        Length of the horizon.
    short, long
        Elasticity at once and after a long time.
    lag
        Years in which all but a third of the way is gone.
    earlier, since
        Years that an earlier shortage lasted, and years since it ended: what was learnt in it is
        unlearnt as fast.

    Examples
    --------
    >>> [round(float(elasticity_over(each, 0.1, 0.5, 3.0)), 3) for each in (1e-6, 1.0, 1e6)]
    [0.1, 0.16, 0.5]
    """
    part = jnp.asarray(years) / lag
    learnt = -jnp.expm1(-jnp.asarray(earlier) / lag) * jnp.exp(-jnp.asarray(since) / lag)
    return long - (long - short) * (1 - learnt) * -jnp.expm1(-part) / part
