"""What happened in a week."""

from __future__ import annotations

from typing import Annotated

import equinox as eqx
from jaxtyping import Array, Float

from backfire.units import LOG_RATIO, PURE, SHARE, TONNE_PER_YEAR


class Flows(eqx.Module):
    """Trade, use and prices of one week, as yearly rates; the draw is the innermost axis."""

    use: Annotated[Float[Array, "good place draw"], TONNE_PER_YEAR]
    """Use in processes and end uses."""
    final: Annotated[Float[Array, "good place draw"], TONNE_PER_YEAR]
    """End use."""
    unmet: Annotated[Float[Array, "good place draw"], SHARE]
    """Share of desired use that stocks could not serve."""
    stopped: Annotated[Float[Array, "good place draw"], SHARE]
    """Share of buyers who get less than half of their use."""
    weakest: Annotated[Float[Array, "good place draw"], SHARE]
    """Share of use that the buyer gets whose stop makes a shortage."""
    made: Annotated[Float[Array, "good place draw"], TONNE_PER_YEAR]
    """Output before discards."""
    shipped: Annotated[Float[Array, "good place draw"], TONNE_PER_YEAR]
    """Tonnes that leave each origin's stock."""
    from_sender: Annotated[Float[Array, "good sender place draw"], TONNE_PER_YEAR]
    """Tonnes from each sender to each place, home included."""
    spot: Annotated[Float[Array, "good place draw"], LOG_RATIO]
    """Delivered spot quote."""
    contract: Annotated[Float[Array, "good place draw"], LOG_RATIO]
    """Contract price."""
    imbalance: Annotated[Float[Array, " draw"], PURE]
    """Largest mass imbalance of any good and place, over the good's world use a year."""
