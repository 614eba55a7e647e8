"""The labels behind the arrays."""

from __future__ import annotations

import equinox as eqx


class Axes(eqx.Module):
    """Names of the goods, places, processes and end uses, in the order of the arrays.

    Examples
    --------
    >>> axes = Axes(goods=("oxide",), places=("CHN", "USA"), processes=("mine",), uses=("cars",))
    >>> axes.places.index("USA")
    1
    """

    goods: tuple[str, ...] = eqx.field(static=True)
    """A material at a stage, such as ``dy_oxide``."""
    places: tuple[str, ...] = eqx.field(static=True)
    """ISO alpha-3 codes and named blocs."""
    processes: tuple[str, ...] = eqx.field(static=True)
    """Ways of making goods from goods."""
    uses: tuple[str, ...] = eqx.field(static=True)
    """End uses."""
