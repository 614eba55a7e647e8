"""Closed forms of offers under discounting, misjudgement and shifting power."""

from __future__ import annotations

from typing import Annotated, NamedTuple

import jax.numpy as jnp
from jaxtyping import Array, Bool, Float

from backfire.units import SHARE

Numbers = Float[Array, "..."]
"""One number or an array of any shape."""


class Ultimatum(NamedTuple):
    """The best demand of one who does not know what conflict costs the other side."""

    demand: Annotated[Float[Array, "..."], SHARE]
    """Share of the pie."""
    conflict: Annotated[Float[Array, "..."], SHARE]
    """Probability that it is refused."""


def ultimatum(
    odds: Numbers, own_cost: Numbers, highest_cost: Numbers, believed: Numbers | None = None
) -> Ultimatum:
    """Demand and risk of conflict when the target's cost is uniform from 0 to ``c`` (Fearon 1995).

    ``x = p + (c - a) / 2`` is refused with probability ``1/2 - a / (2 c)``.

    Parameters
    ----------
    odds
        ``p``, what the sender would get of a pie of one in a conflict, before costs.
    own_cost
        ``a``, what a conflict costs the sender, at most ``c``.
    highest_cost
        ``c``, the most that it can cost the target.
    believed
        What the sender takes for ``c``, as far as ``(c' - a) / 2 <= c``; ``c`` unless given.

    Examples
    --------
    >>> [round(float(each), 3) for each in ultimatum(0.5, 0.1, 0.4)]
    [0.65, 0.375]
    """
    taken = jnp.asarray(highest_cost if believed is None else believed, float)
    above = (taken - own_cost) / 2
    return Ultimatum(odds + above, above / highest_cost)


def price_of_overconfidence(highest_cost: Numbers, believed: Numbers) -> Numbers:
    """What the sender loses by a demand made for the wrong ``c``: ``(c' - c)^2 / (4 c)``.

    Parameters
    ----------
    highest_cost, believed
        ``c`` and ``c'`` of ``ultimatum``.

    Examples
    --------
    >>> round(float(price_of_overconfidence(0.4, 0.6)), 4)
    0.025
    """
    return (jnp.asarray(believed) - highest_cost) ** 2 / (4 * jnp.asarray(highest_cost))


def shift_causes_conflict(
    rising: Numbers, declining: Numbers, rising_later: Numbers, discount: Numbers, pie: Numbers
) -> Bool[Array, "..."]:
    """Whether power shifts too fast for any offer to keep the declining side from acting now.

    Iff ``delta M_R(t+1) - M_R(t) > B - [M_D(t) + M_R(t)]``: the shift is larger than what peace
    saves (Powell 2004).

    Parameters
    ----------
    rising, declining
        ``M_R`` and ``M_D``, what each side can secure for itself now.
    rising_later
        What the rising side can secure in the next period.
    discount
        ``delta``, factor a period.
    pie
        ``B``, what there is to share.

    Examples
    --------
    >>> [bool(shift_causes_conflict(0.3, 0.5, later, 0.9, 1.0)) for later in (0.5, 0.6)]
    [False, True]
    """
    return jnp.asarray(discount) * rising_later - rising > pie - (jnp.asarray(declining) + rising)


def first_offer(own_factor: Numbers, other_factor: Numbers) -> Numbers:
    """Share of the side that offers first when offers alternate (Rubinstein 1982).

    ``(1 - d2) / (1 - d1 d2)``; as offers follow each other faster it goes to ``r2 / (r1 + r2)``,
    Nash's solution with patience as power.

    Parameters
    ----------
    own_factor, other_factor
        ``d1`` and ``d2``, discount factors between offers.

    Examples
    --------
    >>> round(float(first_offer(0.9, 0.8)), 4)
    0.7143
    """
    return (1 - jnp.asarray(other_factor)) / (1 - jnp.asarray(own_factor) * other_factor)
