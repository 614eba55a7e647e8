"""What a control does to its targets and to its sender, against the same future without it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import equinox as eqx
import jax.numpy as jnp
from jaxtyping import Array, Float

from backfire.units import SHARE, USD, YEAR_OF_ONE_WEEK

if TYPE_CHECKING:
    from ._ledger import Ledger


class Leverage(eqx.Module):
    """What one control does over its horizon, before an economy's closure makes a loss of it."""

    missing: Annotated[Float[Array, "good place draw"], SHARE]
    """Share of its end use of each good that each place does without."""
    exposed: Annotated[Float[Array, "place draw"], USD]
    """Value added of the end uses that stand still in each place: an upper bound, not a loss."""
    dearer: Annotated[Float[Array, "place draw"], USD]
    """What the end users of each place pay more for what they still get."""
    earned: Annotated[Float[Array, "place draw"], USD]
    """What the producers of each place earn more."""
    processed: Annotated[Float[Array, "place draw"], USD]
    """Wages and capital of plants that run more, at baseline cost; negative where they idle."""
    dumped: Annotated[Float[Array, " draw"], USD]
    """What the sender's treasury adds."""

    def foregone(self, sender: int) -> Float[Array, " draw"]:
        """What the sender itself loses in profit, idle plants and treasury, USD."""
        return self.dumped - self.earned[sender] - self.processed[sender]


def leverage(controlled: Ledger, free: Ledger, weights: Float[Array, " week"]) -> Leverage:
    """Present value, at the control's first day, of what the two paths differ by.

    Parameters
    ----------
    controlled, free
        The weeks of a path with the control and of the same path without.
    weights
        Part of each week inside the horizon, times its discount factor.
    """
    held, calm = (present(each.final, weights) for each in (controlled, free))
    return Leverage(
        missing=1 - jnp.where(calm > 0, held / jnp.where(calm > 0, calm, 1.0), 1.0),
        exposed=present(controlled.lost - free.lost, weights),
        dearer=present(controlled.dearer - free.dearer, weights),
        earned=present(controlled.profit - free.profit, weights),
        processed=present(controlled.processing - free.processing, weights),
        dumped=present(controlled.dumped - free.dumped, weights)[0],
    )


def present(flow: Float[Array, "week ..."], weights: Float[Array, " week"]) -> Float[Array, "..."]:
    """Present value of a yearly rate over weeks, USD."""
    return YEAR_OF_ONE_WEEK * jnp.tensordot(weights, flow, axes=1)
