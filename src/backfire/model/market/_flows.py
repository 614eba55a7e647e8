"""What happened in a week."""

from __future__ import annotations

from dataclasses import replace
from functools import reduce
from operator import add
from typing import Annotated

import equinox as eqx
import jax
from jaxtyping import Array, Float

from backfire.units import LOG_RATIO, PURE, SHARE, TONNE, TONNE_PER_YEAR, USD_PER_TONNE

from ._accounts import Accounts

AT_FIRST = ("unmet", "stopped", "weakest", "spot", "contract", "licence_price", "quota_left")
"""What is read off the state at the start rather than summed over the week."""


class Flows(eqx.Module):
    """Trade, use and prices of one week, as yearly rates; the draw is the innermost axis.

    Tonnes are means over the week; prices and what stocks can serve are those at its start.
    """

    use: Annotated[Float[Array, "good place draw"], TONNE_PER_YEAR]
    """Use in processes and end uses."""
    final: Annotated[Float[Array, "good place draw"], TONNE_PER_YEAR]
    """End use."""
    unmet: Annotated[Float[Array, "good place draw"], SHARE]
    """Share of desired use that stocks could not serve."""
    stopped: Annotated[Float[Array, "good place draw"], SHARE]
    """Share of buyers who get less of their use than ``Shortage.below``."""
    weakest: Annotated[Float[Array, "good place draw"], SHARE]
    """Share of use that the buyer gets whose stop makes a shortage."""
    made: Annotated[Float[Array, "good place draw"], TONNE_PER_YEAR]
    """Output before discards."""
    kept: Annotated[Float[Array, "good place draw"], TONNE_PER_YEAR]
    """Output that is finished and sold; the rest is discarded."""
    shipped: Annotated[Float[Array, "good place draw"], TONNE_PER_YEAR]
    """Tonnes that leave each origin's stock."""
    bought: Annotated[Float[Array, "good place draw"], TONNE_PER_YEAR]
    """Tonnes that set out for each place, home included."""
    imported: Annotated[Float[Array, "good place draw"], TONNE_PER_YEAR]
    """Tonnes that set out for each place from others."""
    from_sender: Annotated[Float[Array, "good sender place draw"], TONNE_PER_YEAR]
    """Tonnes from each sender to each place, home included."""
    spot: Annotated[Float[Array, "good place draw"], LOG_RATIO]
    """Delivered spot quote."""
    contract: Annotated[Float[Array, "good place draw"], LOG_RATIO]
    """Contract price."""
    licence_price: Annotated[Float[Array, "pool draw"], USD_PER_TONNE]
    """What a licence for a tonne costs in each pool."""
    quota_left: Annotated[Float[Array, "pool draw"], TONNE]
    """Licence tonnes of each pool that are not used yet."""
    accounts: Accounts
    """Money of the week."""
    imbalance: Annotated[Float[Array, " draw"], PURE]
    """Largest mass imbalance of any good and place, over the good's world use a year."""

    @classmethod
    def over(cls, *parts: Flows) -> Flows:
        """The flows of a while from those of its equal parts."""
        mean = jax.tree.map(lambda *leaves: reduce(add, leaves) / len(leaves), *parts)
        first = {name: getattr(parts[0], name) for name in AT_FIRST}
        return replace(mean, **first)
