"""What is known to come whatever prices do."""

from __future__ import annotations

from typing import Annotated

import equinox as eqx
import jax.numpy as jnp
from jaxtyping import Array, Float

from backfire.model.chain import Chain
from backfire.units import PER_YEAR, RATIO, TONNE_PER_YEAR


class Outlook(eqx.Module):
    """Activity of users, named projects and a sender's own plans, with a leading quarter axis."""

    demand: Annotated[Float[Array, "*quarter good place"], RATIO]
    """Activity of end users over the baseline."""
    arrivals: Annotated[Float[Array, "*quarter process place draw"], TONNE_PER_YEAR]
    """Capacity of named projects that opens in the quarter, in the futures in which it does."""
    plan: Annotated[Float[Array, "*quarter process place"], PER_YEAR]
    """Growth of what users need, where a government plans for a part of it, ``own_growth``."""
    trend: Annotated[Float[Array, "*quarter process place"], PER_YEAR]
    """Growth of capacity where it follows what users need, whoever owns it."""

    @classmethod
    def still(cls, chain: Chain, quarters: int) -> Outlook:
        """Nothing grows and nothing comes."""
        kind = chain.capacity.dtype
        return cls(
            demand=jnp.ones((quarters, *chain.use.shape), kind),
            arrivals=jnp.zeros((quarters, *chain.capacity.shape, 1), kind),
            plan=jnp.zeros((quarters, *chain.capacity.shape), kind),
            trend=jnp.zeros((quarters, *chain.capacity.shape), kind),
        )
