"""Who buys from whom, in money."""

from __future__ import annotations

from typing import Annotated

import equinox as eqx
import jax.numpy as jnp
from jaxtyping import Array, Float

from backfire.units import SHARE, USD_PER_YEAR


class Network(eqx.Module):
    """An input-output table at rest: what each industry makes, buys, adds and sells to final use.

    It balances: output is intermediate sales and final use, and inputs and value added.
    """

    flow: Annotated[Float[Array, "supplier industry"], USD_PER_YEAR]
    """What each industry (column) buys from each other."""
    value_added: Annotated[Float[Array, " industry"], USD_PER_YEAR]
    """Wages, profits and taxes: what is not bought."""
    final: Annotated[Float[Array, " industry"], USD_PER_YEAR]
    """Sales to consumption, investment, government and abroad, less imports of the same product."""

    @property
    def output(self) -> Float[Array, " industry"]:
        """Gross output, USD/yr."""
        return self.flow.sum(0) + self.value_added

    @property
    def gdp(self) -> Float[Array, ""]:
        """Value added of all industries, USD/yr."""
        return self.value_added.sum()

    @property
    def requirements(self) -> Annotated[Float[Array, "supplier industry"], SHARE]:
        """Inputs per dollar of output: the recipe of each industry."""
        return self.flow / self.output[None, :]

    @property
    def leontief_inverse(self) -> Float[Array, "supplier industry"]:
        """Output of each industry that a dollar of final use of each needs, all stages counted.

        Examples
        --------
        An industry that uses half of its own output makes two for one:

        >>> one = Network(jnp.array([[5.0]]), jnp.array([5.0]), jnp.array([5.0]))
        >>> one.leontief_inverse.tolist()
        [[2.0]]
        """
        return jnp.linalg.inv(jnp.eye(len(self.value_added)) - self.requirements)
