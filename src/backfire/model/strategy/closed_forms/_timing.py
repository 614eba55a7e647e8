"""Closed forms of a lever that use wears out, and of keeping substitutes away."""

from __future__ import annotations

import jax.numpy as jnp
from jaxtyping import Array, Float

Numbers = Float[Array, "..."]
"""One number or an array of any shape."""


def rent_lost_by_use(
    rent: Numbers, arrival: Numbers, faster: Numbers, discount: Numbers
) -> Numbers:
    """Gain that use must bring to be worth it now: use it iff the one-shot gain is above this.

    Substitutes end a rent ``rho`` at a hazard ``mu``, and at ``k mu`` once the lever was used:
    ``rho (k - 1) mu / ((r + mu)(r + k mu))``.

    Parameters
    ----------
    rent
        ``rho``, USD a year.
    arrival
        ``mu``, a year.
    faster
        ``k``, ratio by which use speeds substitutes up.
    discount
        ``r``, rate a year.

    Examples
    --------
    >>> round(float(rent_lost_by_use(1.0, 0.05, 2.0, 0.06)), 3)
    2.841
    """
    rate = jnp.asarray(arrival, float)
    return rent * (faster - 1) * rate / ((discount + rate) * (discount + faster * rate))


def dearest_arrival(faster: Numbers, discount: Numbers) -> Array:
    """Hazard at which use costs the most rent: nearer substitutes favour use only above it.

    ``mu* = r / sqrt(k)``, a year; below it, substitutes that come nearer make use dearer.

    Parameters
    ----------
    faster, discount
        ``k`` and ``r`` of ``rent_lost_by_use``.

    Examples
    --------
    Only where substitutes are expected within about 24 years:

    >>> round(1 / float(dearest_arrival(2.0, 0.06)), 1)
    23.6
    """
    return discount / jnp.sqrt(jnp.asarray(faster, float))


def worth_of_flooding(discount: Numbers, kill: Numbers, stakes: Numbers, cost: Numbers) -> Numbers:
    """What flooding a market brings: ``beta kill dV - F``; it is done iff this is above zero.

    A price floor lowers the probability that an entrant is driven out.

    Parameters
    ----------
    discount
        ``beta``, factor until the market is the flooder's again.
    kill
        Probability that the entrant is driven out.
    stakes
        ``dV``, USD by which the market is then worth more.
    cost
        ``F``, USD that the flood costs.

    Examples
    --------
    >>> [round(float(worth_of_flooding(0.9, kill, 10.0, 3.0)), 2) for kill in (0.5, 0.2)]
    [1.5, -1.2]
    """
    return jnp.asarray(discount) * kill * stakes - cost


def limit_price(
    unit_cost: Numbers, capital: Numbers, discount: Numbers, lead: Numbers, life: Numbers
) -> Numbers:
    """Highest price that keeps an entrant out: ``c + K e^(r L) r / (1 - e^(-r N))``.

    Parameters
    ----------
    unit_cost
        ``c``, USD a tonne, that the entrant pays to make it.
    capital
        ``K``, USD for a tonne a year of capacity.
    discount
        ``r``, rate a year.
    lead, life
        ``L`` and ``N``, years until a plant runs and that it runs.

    Examples
    --------
    A plant that runs at once and for good must earn interest; one that takes years, more:

    >>> [round(float(limit_price(40.0, 100.0, 0.1, lead, 1e9)), 1) for lead in (0.0, 5.0)]
    [50.0, 56.5]
    """
    rate = jnp.asarray(discount, float)
    return unit_cost + capital * jnp.exp(rate * lead) * rate / -jnp.expm1(-rate * life)
