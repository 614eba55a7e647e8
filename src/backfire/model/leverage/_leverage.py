"""The loss that a control imposes, against the same future without it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import equinox as eqx
import jax.numpy as jnp
from jaxtyping import Array, Float

from backfire.units import USD, YEAR_OF_ONE_WEEK

if TYPE_CHECKING:
    from ._ledger import Ledger


class Leverage(eqx.Module):
    """What one control costs its targets, its sender and everybody, over its horizon."""

    target: Annotated[Float[Array, " draw"], USD]
    """Loss of the targets: the leverage."""
    sender: Annotated[Float[Array, " draw"], USD]
    """Loss of the sender: profit, idle plants, end uses at home, and what its treasury adds."""
    place: Annotated[Float[Array, "place draw"], USD]
    """Loss of value added in the end uses of each place."""


def leverage(
    controlled: Ledger,
    free: Ledger,
    weights: Float[Array, " week"],
    sender: int,
    targets: tuple[int, ...],
) -> Leverage:
    """Present value, at the control's first day, of what the two paths differ by.

    Parameters
    ----------
    controlled, free
        The weeks of a path with the control and of the same path without.
    weights
        Part of each week inside the horizon, times its discount factor.
    sender, targets
        Positions of the places.

    Returns
    -------
    Leverage
        Losses as positive numbers.
    """
    place = present(controlled.lost - free.lost, weights)
    earned = present(free.profit - controlled.profit, weights)[sender]
    idle = present(free.processing - controlled.processing, weights)[sender]
    dumped = present(controlled.dumped - free.dumped, weights)[0]
    return Leverage(
        target=sum((place[target] for target in targets), jnp.zeros_like(earned)),
        sender=earned + idle + dumped + place[sender],
        place=place,
    )


def present(flow: Float[Array, "week ..."], weights: Float[Array, " week"]) -> Float[Array, "..."]:
    """Present value of a yearly rate over weeks, USD."""
    return YEAR_OF_ONE_WEEK * jnp.tensordot(weights, flow, axes=1)
