"""What having used the control is worth to the sender."""

from __future__ import annotations

from typing import TYPE_CHECKING, Annotated

import equinox as eqx
import jax.numpy as jnp
from jaxtyping import Array, Float

from backfire.units import USD

from ._leverage import present

if TYPE_CHECKING:
    from ._ledger import Ledger


class Value(eqx.Module):
    """Value of a use by horizon, and what it adds up (product.md)."""

    concessions: Annotated[Float[Array, "horizon draw"], USD]
    """What the use obtains."""
    profit: Annotated[Float[Array, "horizon draw"], USD]
    """Change of its producers' profit, what its treasury makes up left out."""
    output_lost: Annotated[Float[Array, "horizon draw"], USD]
    """Its own plants and end uses that stand idle; subtracted."""
    leverage_lost: Annotated[Float[Array, "horizon draw"], USD]
    """Leverage without use less that with use, at its worth to the sender; subtracted."""

    @property
    def total(self) -> Float[Array, "horizon draw"]:
        """Value of use."""
        return self.concessions + self.profit - self.output_lost - self.leverage_lost


def value_of_use(
    used: Ledger,
    unused: Ledger,
    weights: Float[Array, "horizon week"],
    sender: int,
    concessions: Float[Array, "horizon draw"],
    leverage_lost: Float[Array, "horizon draw"],
) -> Value:
    """Compare the weeks of a future in which the control was used with the same one without.

    Parameters
    ----------
    weights
        Part of each week inside each horizon, times its discount factor.
    concessions
        Present value of what the use obtains.
    leverage_lost
        Present value of the leverage that the use has cost by each horizon.
    """

    def each(flow: Float[Array, "week draw"]) -> Float[Array, "horizon draw"]:
        return jnp.stack([present(flow, row) for row in weights])

    gained = used.profit[:, sender] - unused.profit[:, sender]
    paid = used.dumped[:, 0] - unused.dumped[:, 0]
    idle = unused.processing[:, sender] - used.processing[:, sender]
    short = used.lost[:, sender] - unused.lost[:, sender]
    return Value(
        concessions=concessions,
        profit=each(gained - paid),
        output_lost=each(idle + short),
        leverage_lost=leverage_lost,
    )
