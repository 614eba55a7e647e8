"""Who buys from whom, in money."""

from __future__ import annotations

from typing import Annotated

import equinox as eqx
import jax.numpy as jnp
from jaxtyping import Array, Float

from backfire.units import SHARE, USD_PER_YEAR


class Network(eqx.Module):
    """An input-output table at rest: what each industry makes, buys, adds and sells to final use.

    It balances: output is intermediate sales and final use, and it is inputs, what is bought
    outside, and value added. Flows are between industries at home; imports are bought outside.
    """

    flow: Annotated[Float[Array, "supplier industry"], USD_PER_YEAR]
    """What each industry (column) buys from each other at home."""
    value_added: Annotated[Float[Array, " industry"], USD_PER_YEAR]
    """Wages, profits and taxes less subsidies: what is not bought."""
    outside: Annotated[Float[Array, " industry"], USD_PER_YEAR]
    """Inputs that no industry at home makes: imports, scrap."""

    @classmethod
    def closed(
        cls, flow: Float[Array, "supplier industry"], value_added: Float[Array, " industry"]
    ) -> Network:
        """An economy that buys nothing outside."""
        return cls(flow, value_added, jnp.zeros_like(value_added))

    @property
    def output(self) -> Float[Array, " industry"]:
        """Gross output, USD/yr."""
        return self.flow.sum(0) + self.outside + self.value_added

    @property
    def final(self) -> Float[Array, " industry"]:
        """Sales to consumption, investment, government and abroad, USD/yr."""
        return self.output - self.flow.sum(1)

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

        >>> one = Network.closed(jnp.array([[5.0]]), jnp.array([5.0]))
        >>> one.leontief_inverse.tolist()
        [[2.0]]
        """
        return jnp.linalg.inv(jnp.eye(len(self.value_added)) - self.requirements)
