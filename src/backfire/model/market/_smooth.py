"""Shapes of response: smooth, monotone, and the same whatever the numerical step."""

from __future__ import annotations

import jax.numpy as jnp
from jaxtyping import Array, Float

from backfire.units import YEAR_OF_ONE_WEEK

STOCK_REACH = 3.0
"""Log gap beyond which more missing stock moves a price no further (model.md, section 2)."""
SERVICE_WINDOW = 1.5 * YEAR_OF_ONE_WEEK
"""Cover below which a buyer begins to run dry: a fixed 1.5 weeks, not the numerical step."""
SHIPPING_WINDOW = 2 * YEAR_OF_ONE_WEEK
"""Cover below which a producer begins to ship late: a fixed 2 weeks."""
MOST_ORDERS = 4.0
"""Orders never exceed this multiple of use."""
ORDER_SOFTNESS = 0.25
"""Width of the rounded corner where orders reach zero, as a multiple of use."""
HALTING_EDGE = 0.04
"""Width of the edge between running and stopped, as a share of use."""
LEAST_SERVICE = 1e-6
"""Service below which an input counts as absent."""
TAIL = 0.05
"""Share of draws at each end of a band: a band runs from the 5th to the 95th percentile."""
LEAK_THRESHOLD = 0.05
"""Log price gap that does not yet pay for smuggling."""
LEAK_SHARPNESS = 20.0
"""Sharpness of that threshold."""


def scarcity(wanted: Float[Array, "..."], held: Float[Array, "..."]) -> Float[Array, "..."]:
    """Log of wanted over held stock, levelling off at ``STOCK_REACH`` on both sides.

    Examples
    --------
    >>> float(scarcity(jnp.array(1.0), jnp.array(1.0)))
    0.0
    """
    return STOCK_REACH * jnp.tanh(jnp.log(wanted / held) / STOCK_REACH)


def service(cover: Float[Array, "..."], normal: Float[Array, "..."]) -> Float[Array, "..."]:
    """Share of desired use that a buyer can serve with so many years of cover.

    It is 1 at normal cover and falls steeply in the last weeks before the shelf is empty; a stock
    that is drawn down by it never turns negative.
    """
    return _full(cover) / _full(normal)


def _full(cover: Float[Array, "..."]) -> Float[Array, "..."]:
    return 1 - jnp.exp(-jnp.square(cover / SERVICE_WINDOW))


def filled(cover: Float[Array, "..."], normal: Float[Array, "..."]) -> Float[Array, "..."]:
    """Share of permitted orders that a producer ships with so many years of cover."""
    return (1 - jnp.exp(-cover / SHIPPING_WINDOW)) / (1 - jnp.exp(-normal / SHIPPING_WINDOW))


def appetite(gap: Float[Array, "..."]) -> Float[Array, "..."]:
    """Orders over use, when a buyer's stock is short by ``gap`` times what is adjusted at once.

    It is 1 when nothing is missing, never negative and at most ``MOST_ORDERS``.

    Examples
    --------
    >>> float(appetite(jnp.array(0.0)))
    1.0
    """
    return jnp.minimum(_positive(1 + gap) / _positive(jnp.ones_like(gap)), MOST_ORDERS)


def _positive(value: Float[Array, "..."]) -> Float[Array, "..."]:
    return 0.5 * (value + jnp.sqrt(jnp.square(value) + ORDER_SOFTNESS**2))


def excitement(momentum: Float[Array, "..."]) -> Float[Array, "..."]:
    """Answer of buyers to a rally: nothing near rest, so that calm markets stay calm.

    ``x |x| / (1 + x^2)``; a linear answer makes the market at rest unstable.
    """
    return momentum * jnp.abs(momentum) / (1 + jnp.square(momentum))


def leakable(gap: Float[Array, "..."], scale: Float[Array, "..."]) -> Float[Array, "..."]:
    """Share of the most that can leak, when prices across the border differ by ``gap`` in logs."""
    beyond = LEAK_SHARPNESS * (gap - LEAK_THRESHOLD)
    # As logaddexp, in functions that compile to vector code.
    softplus = jnp.maximum(beyond, 0.0) + jnp.log(1 + jnp.exp(-jnp.abs(beyond)))
    return 1 - jnp.exp(-softplus / (LEAK_SHARPNESS * scale))


def worth_keeping(price: Float[Array, "..."], floor: Float[Array, "..."]) -> Float[Array, "..."]:
    """Share of output that is finished and sold at a price, when discarding begins at ``floor``.

    All of it above, so that nothing is discarded at rest, and none at a price of zero.

    Examples
    --------
    >>> float(worth_keeping(jnp.array(0.1), jnp.array(0.2)))
    0.75
    """
    return 1 - jnp.square(jnp.maximum(1 - price / floor, 0.0))


def lack(served: Float[Array, "..."]) -> Float[Array, "..."]:
    """How much one input holds a process up: 0 when it is there, without bound when it is not."""
    # As one power: the slope of a quotient would overflow in single precision.
    return jnp.maximum(served, LEAST_SERVICE) ** -4 - 1


def scarcest(lacks: Float[Array, "..."]) -> Float[Array, "..."]:
    """Smooth minimum over inputs, from the sum of their ``lack``: at most the scarcest input.

    It is ``(sum_i s_i ** -4) ** (-1/4)`` when the inputs that are there count for nothing.

    Examples
    --------
    >>> round(float(scarcest(lack(jnp.array(0.5)) + lack(jnp.array(1.0)))), 6)
    0.5
    """
    return 1 / jnp.sqrt(jnp.sqrt(1 + lacks))


def halted(served: Float[Array, "..."], below: float) -> Float[Array, "..."]:
    """1 under ``below``, 0 over it, with an edge of 4 % of use that keeps it differentiable."""
    ramp = jnp.clip((below - served) / HALTING_EDGE + 0.5, 0.0, 1.0)
    return ramp * ramp * (3 - 2 * ramp)


def between(
    low: Float[Array, "..."],
    central: Float[Array, "..."],
    high: Float[Array, "..."],
    rank: Float[Array, "..."],
) -> Float[Array, "..."]:
    """Each draw's value on the two straight lines from low over central to high.

    One draw in twenty takes the low branch and one in twenty the high one. Written as distances
    from the high branch, so that three equal branches give that value to the last bit.

    Examples
    --------
    >>> float(between(jnp.array(0.0), jnp.array(0.25), jnp.array(1.0), jnp.array(0.5)))
    0.25
    """
    level = (rank - TAIL) / (1 - 2 * TAIL)
    below = jnp.clip(1 - 2 * level, 0.0, 1.0)
    above = jnp.clip(2 - 2 * level, 0.0, 1.0)
    return high - (high - central) * above - (central - low) * below
