"""Closure: firms and households substitute, as far as their elasticities let them."""

from __future__ import annotations

from typing import Annotated

import jax.numpy as jnp
from jaxtyping import Array, Float
from typing_extensions import override

from backfire.units import PURE

from ._ces import bundle_cut
from ._closure import AbstractClosure
from ._loss import Loss
from ._network import Network
from ._prices import Elasticities, clear
from ._shortage import Shortage


class Substitution(AbstractClosure):
    """Nested constant elasticities over the whole network, in general equilibrium.

    Each industry makes its product of the goods it is short of, at one elasticity, and a bundle of
    all else, at another; households and the trade that pays for imports buy a third bundle. Goods
    are rationed: their prices inside rise until what is used is what there is. Shares follow
    prices all the way, so that nothing is linear (Baqaee and Farhi 2019); the terms of trade stay.
    """

    of_good: Annotated[Float[Array, " industry"], PURE]
    """Elasticity between the goods and all else in each industry."""
    of_inputs: Annotated[Float[Array, ""], PURE]
    """Elasticity among all other inputs and value added."""
    of_final: Annotated[Float[Array, ""], PURE]
    """Elasticity among products in final use."""

    @classmethod
    def uniform(
        cls, network: Network, of_good: float, of_inputs: float = 0.5, of_final: float = 0.9
    ) -> Substitution:
        """The same elasticities everywhere.

        Parameters
        ----------
        of_inputs, of_final
            0.5 among intermediates and 0.9 in final use unless told (Baqaee and Farhi 2019).
        """
        every = jnp.ones(len(network.value_added))
        return cls(of_good * every, jnp.asarray(of_inputs), jnp.asarray(of_final))

    @override
    def loss(self, network: Network, shortage: Shortage) -> Loss:
        elasticities = Elasticities(self.of_good, self.of_inputs, self.of_final)
        missing = bundle_cut(shortage.mean, shortage.cost_share, self.of_good)
        found = clear(network, shortage.cost_share.sum(0), missing, elasticities)
        return Loss(
            output=(1 - found.output) * network.output,
            value_added=-jnp.expm1(found.real_income) * network.gdp,
            residual=found.residual,
        )
