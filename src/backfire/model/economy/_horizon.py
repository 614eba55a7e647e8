"""How elasticities grow with the time that a shortage lasts."""

from __future__ import annotations

import jax.numpy as jnp
from jaxtyping import Array, Float


def elasticity_over(
    years: Float[Array, "..."],
    short: Float[Array, "..."],
    long: Float[Array, "..."],
    lag: Float[Array, "..."],
    earlier: Float[Array, "..."] | float = 0.0,
    since: Float[Array, "..."] | float = 0.0,
) -> Float[Array, "..."]:
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
