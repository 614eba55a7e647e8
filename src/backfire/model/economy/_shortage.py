"""What an economy is short of."""

from __future__ import annotations

from typing import Annotated

import equinox as eqx
import jax.numpy as jnp
from jaxtyping import Array, Float

from backfire.units import SHARE


class Shortage(eqx.Module):
    """Share of its use of each good that each industry lacks, and what the goods weigh in costs."""

    missing: Annotated[Float[Array, "*week good industry"], SHARE]
    """Share of its use of the good that the industry lacks; weeks lead where they are told."""
    cost_share: Annotated[Float[Array, "good industry"], SHARE]
    """What the good costs over what the industry puts out; zero where it is not used."""

    @property
    def mean(self) -> Float[Array, "good industry"]:
        """Share missing over all weeks, of the goods that an industry uses."""
        lacking = self.missing if self.missing.ndim == 2 else self.missing.mean(0)
        return jnp.where(self.cost_share > 0, lacking, 0.0)

    @property
    def scarcest(self) -> Float[Array, "*week industry"]:
        """Share missing of the good that each industry lacks most.

        Examples
        --------
        >>> import jax.numpy as jnp
        >>> short = Shortage(jnp.array([[0.2], [0.6]]), jnp.array([[0.01], [0.01]]))
        >>> short.scarcest.tolist()
        [0.6...]
        """
        return jnp.where(self.cost_share > 0, self.missing, 0.0).max(-2)
