"""Dates at which a curve passes a level, interpolated between the points where it is known."""

from __future__ import annotations

from typing import Any

import numpy as np

Numbers = np.ndarray[Any, np.dtype[np.float64]]


def first_fall(years: Numbers, curve: Numbers, level: float) -> float | None:
    """Give the time at which a curve first reaches a level from above, None if it never does.

    Points that are NaN are passed over.

    Examples
    --------
    >>> first_fall(np.array([0.0, 1.0, 2.0]), np.array([4.0, np.nan, 2.0]), 3.0)
    1.0
    """
    known = ~np.isnan(curve)
    at, height = years[known], curve[known]
    below = np.flatnonzero(height <= level)
    if not below.size:
        return None
    first = int(below[0])
    if first == 0:
        return float(at[0])
    return _between(at, height - level, first)


def positive_spells(years: Numbers, curve: Numbers) -> list[tuple[float | None, float | None]]:
    """Give the spells in which a curve is above zero: when each begins and when it ends.

    None stands for a beginning before the first point or an end after the last.

    Examples
    --------
    >>> positive_spells(np.array([0.0, 1.0, 2.0]), np.array([1.0, -1.0, 1.0]))
    [(None, 0.5), (1.5, None)]
    """
    known = ~np.isnan(curve)
    at, height = years[known], curve[known]
    spells: list[tuple[float | None, float | None]] = []
    begins: float | None = None
    above = False
    for point, value in enumerate(height):
        if (value > 0) == above:
            continue
        when = _between(at, height, point) if point else None
        if above:
            spells.append((begins, when))
        begins, above = when, not above
    return [*spells, (begins, None)] if above else spells


def _between(at: Numbers, height: Numbers, point: int) -> float:
    """The time between a point and the one before at which a straight line passes zero."""
    before, after = height[point - 1], height[point]
    part = before / (before - after)
    return float(at[point - 1] + part * (at[point] - at[point - 1]))
