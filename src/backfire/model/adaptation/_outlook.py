"""What is known to come whatever prices do."""

from __future__ import annotations

from typing import Annotated

import equinox as eqx
import jax.numpy as jnp
from jaxtyping import Array, Float

from backfire.model.chain import Chain
from backfire.units import RATIO, SHARE, TONNE_PER_YEAR


class Outlook(eqx.Module):
    """Activity of users, named projects and a sender's own plans, with a leading quarter axis."""

    demand: Annotated[Float[Array, "*quarter good place"], RATIO]
    """Activity of end users over the baseline."""
    arrivals: Annotated[Float[Array, "*quarter process place draw"], TONNE_PER_YEAR]
    """Capacity of named projects that opens in the quarter, in the futures in which it does."""
    expanding: Annotated[Float[Array, "*quarter process place"], SHARE]
    """1 where a government lets capacity grow by plan, at the pace ``own_growth``."""

    @classmethod
    def still(cls, chain: Chain, quarters: int) -> Outlook:
        """Nothing grows and nothing comes."""
        kind = chain.capacity.dtype
        return cls(
            demand=jnp.ones((quarters, *chain.use.shape), kind),
            arrivals=jnp.zeros((quarters, *chain.capacity.shape, 1), kind),
            expanding=jnp.zeros((quarters, *chain.capacity.shape), kind),
        )
