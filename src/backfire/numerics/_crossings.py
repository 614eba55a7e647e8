"""Where curves that run straight between known points pass a level, with slopes where JAX asks."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from jaxtyping import Float

Spell = tuple[float | None, float | None]


def first_fall(
    curve: Float[Any, "point ..."], at: Float[Any, " point"], level: Float[Any, "..."] | float
) -> Float[Any, "..."]:
    """Where each curve first reaches a level from above; infinite where it never does.

    Points that do not exist (NaN) are passed over.

    Parameters
    ----------
    curve
        NumPy or JAX; the result is of the same kind.
    at
        Positions of its points, in rising order.
    level
        One for all curves, or one for each.

    Examples
    --------
    >>> import numpy as np
    >>> float(first_fall(np.array([4.0, np.nan, 2.0]), np.array([0.0, 1.0, 2.0]), 3.0))
    1.0
    """
    xp = curve.__array_namespace__()
    found = xp.where(curve[0] <= level, at[0], xp.inf)
    for crossing, _, after, exists in _pieces(curve, at, level):
        here = exists & (after <= level) & xp.isinf(found)
        found = xp.where(here, crossing, found)
    return found


def last_fall(
    curve: Float[Any, "point ..."], at: Float[Any, " point"], level: Float[Any, "..."] | float
) -> Float[Any, "..."]:
    """Where each curve goes below a level for good; infinite where it ends at or above it.

    A curve that is below it throughout, or reaches it at the first point alone, falls there.
    Parameters are those of ``first_fall``.

    Examples
    --------
    >>> import numpy as np
    >>> float(last_fall(np.array([2.0, -2.0, 2.0, -2.0]), np.arange(4.0), 0.0))
    2.5
    """
    xp = curve.__array_namespace__()
    found = xp.where(curve[-1] < level, at[0], xp.inf)
    for crossing, before, after, _ in _pieces(curve, at, level):
        falls = (before >= level) & (after < level)
        found = xp.where(falls & xp.isfinite(found), crossing, found)
    return found


def _pieces(
    curve: Float[Any, "point ..."], at: Float[Any, " point"], level: Float[Any, "..."] | float
) -> Iterator[tuple[Any, Any, Any, Any]]:
    """Crossing, both ends, and whether the second exists, of each piece between known points."""
    xp = curve.__array_namespace__()
    start, before = at[0], curve[0]
    for point in range(1, len(at)):
        after = curve[point]
        exists = xp.isfinite(after)
        fall = before - after
        part = xp.where(fall > 0, (before - level) / xp.where(fall > 0, fall, 1.0), 1.0)
        yield start + part * (at[point] - start), before, after, exists
        start, before = xp.where(exists, at[point], start), xp.where(exists, after, before)


def spells_above(
    curve: Float[Any, " point"], at: Float[Any, " point"], level: float = 0.0
) -> list[Spell]:
    """The spells in which one curve is above a level: where each begins and where it ends.

    None stands for a beginning before the first point or an end after the last. Points that do not
    exist (NaN) are passed over.

    Examples
    --------
    >>> import numpy as np
    >>> spells_above(np.array([1.0, -1.0, 1.0]), np.arange(3.0))
    [(None, 0.5), (1.5, None)]
    """
    spells: list[Spell] = []
    begins: float | None = None
    above, start, before = False, None, 0.0
    for point, height in zip(map(float, at), map(float, curve - level), strict=True):
        if height != height:
            continue
        if (height > 0) != above:
            part = before / (before - height) if start is not None else 0.0
            when = None if start is None else start + part * (point - start)
            if above:
                spells.append((begins, when))
            begins, above = when, not above
        start, before = point, height
    return [*spells, (begins, None)] if above else spells
