"""Half-life, backfire date and window, by interpolated crossings so that they have slopes."""

from __future__ import annotations

import jax.numpy as jnp
from jaxtyping import Array, Float


def half_life(
    curve: Float[Array, "start draw"], years: Float[Array, " start"]
) -> Float[Array, " draw"]:
    """Years from the first entry until leverage has halved, linear between entries.

    Entries that do not exist (NaN) are passed over; infinite where it never halves.

    Examples
    --------
    >>> float(half_life(jnp.array([[4.0], [3.0], [1.0]]), jnp.array([0.0, 1.0, 2.0]))[0])
    1.5
    """
    half = curve[0] / 2
    before = (jnp.asarray(years[0]), curve[0])
    found = jnp.full_like(half, jnp.inf)
    for year, level in zip(years[1:], curve[1:], strict=True):
        exists = jnp.isfinite(level)
        fall = before[1] - level
        part = jnp.where(fall > 0, (before[1] - half) / jnp.where(fall > 0, fall, 1.0), 1.0)
        crossing = before[0] + part * (year - before[0])
        here = exists & (level <= half) & jnp.isinf(found)
        found = jnp.where(here, crossing, found)
        before = (jnp.where(exists, year, before[0]), jnp.where(exists, level, before[1]))
    return jnp.where(half > 0, found, jnp.inf)


def backfires(
    value: Float[Array, "horizon draw"], years: Float[Array, " horizon"]
) -> Float[Array, " draw"]:
    """Years until cumulative value is below zero for good; infinite if it ends above.

    A use that is never worth anything has backfired at once.

    Examples
    --------
    >>> float(backfires(jnp.array([[2.0], [-2.0], [-3.0]]), jnp.array([1.0, 2.0, 3.0]))[0])
    1.5
    """
    found = jnp.where(value[-1] < 0, 0.0, jnp.inf)
    for number in range(1, len(years)):
        above, below = value[number - 1], value[number]
        part = above / jnp.where(above > below, above - below, 1.0)
        crossing = years[number - 1] + part * (years[number] - years[number - 1])
        falls = (above >= 0) & (below < 0)
        found = jnp.where(falls & jnp.isfinite(found), crossing, found)
    return found


def window_of_use(
    value: Float[Array, " start"], years: Float[Array, " start"]
) -> tuple[float | None, float | None, bool]:
    """Years at which expected value of a first use turns positive and ends to be so.

    Returns
    -------
    :
        Opening (None if it is open from the first date), closing (None if it does not close), and
        whether any date is inside.

    Examples
    --------
    >>> window_of_use(jnp.array([1.0, -1.0]), jnp.array([0.0, 1.0]))
    (None, 0.5, True)
    """
    inside = [bool(level > 0) for level in value]
    if not any(inside):
        return None, None, False
    first = inside.index(True)
    last = len(inside) - 1 - inside[::-1].index(True)
    opens = None if first == 0 else _crossing(value, years, first - 1)
    closes = None if last == len(inside) - 1 else _crossing(value, years, last)
    return opens, closes, True


def _crossing(value: Float[Array, " start"], years: Float[Array, " start"], left: int) -> float:
    part = value[left] / (value[left] - value[left + 1])
    return float(years[left] + part * (years[left + 1] - years[left]))
