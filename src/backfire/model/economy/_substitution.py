"""Closure: firms and households substitute, as far as their elasticities let them."""

from __future__ import annotations

from typing import Annotated

import jax
import jax.numpy as jnp
from jax.scipy.linalg import lu_factor, lu_solve
from jaxtyping import Array, Float
from typing_extensions import override

from backfire.units import PURE

from ._ces import ces_output
from ._closure import AbstractClosure
from ._loss import Loss
from ._network import Network
from ._shortage import Shortage

STEPS = 64
"""Parts into which the loss of productivity is cut; shares follow after each."""
LEAST_ADDED = 1e-6
"""Share of value added in an industry's costs that is always left; below it income is gone."""


class Substitution(AbstractClosure):
    """Nested constant elasticities over the whole network, exact by stepping shares.

    An industry that lacks a good makes less of everything else it uses: a fall of productivity,
    found at its own elasticity in one piece. That fall moves prices through the network; cost
    shares of inputs and of final use follow their elasticities step by step, and real output falls
    by each industry's share of sales in income at the time (Baqaee and Farhi 2019).
    """

    of_good: Annotated[Float[Array, " industry"], PURE]
    """Elasticity between the good and all else in each industry."""
    of_inputs: Annotated[Float[Array, " industry"], PURE]
    """Elasticity among inputs and value added in each industry."""
    of_final: Annotated[Float[Array, ""], PURE]
    """Elasticity among products in final use."""

    @classmethod
    def uniform(
        cls, network: Network, of_good: float, of_inputs: float = 0.5, of_final: float = 0.9
    ) -> Substitution:
        """The same elasticities everywhere."""
        every = jnp.ones(len(network.value_added))
        return cls(of_good * every, of_inputs * every, jnp.asarray(of_final))

    @override
    def loss(self, network: Network, shortage: Shortage) -> Loss:
        made = ces_output(shortage.mean, shortage.cost_share, self.of_good)
        log_made = jnp.log(jnp.maximum(made, LEAST))
        real = _real_income(network, self, log_made)
        return Loss(
            output=(1 - made) * network.output,
            value_added=-jnp.expm1(real) * network.gdp,
        )


LEAST = 1e-12
"""Output over that of before that stands for nothing: keeps logarithms finite."""


def _real_income(
    network: Network, closure: Substitution, productivity: Float[Array, " industry"]
) -> Float[Array, ""]:
    """Log change of real income as productivity falls from one to its level in equal steps."""
    part = productivity / STEPS
    identity = jnp.eye(len(part))
    inputs = network.requirements
    final = jnp.maximum(network.final, 0.0)

    def step(at: tuple[Array, Array, Array], _: None) -> tuple[tuple[Array, Array, Array], Array]:
        shares, added, bought = at
        factors = lu_factor(identity - shares)
        price = lu_solve(factors, -part, trans=1)
        sales = lu_solve(factors, bought)
        dearer = shares.T @ price
        moved = shares * jnp.exp((1 - closure.of_inputs)[None, :] * (price[:, None] - dearer[None]))
        kept = added * jnp.exp(-(1 - closure.of_inputs) * dearer)
        kept = jnp.maximum(kept, LEAST_ADDED * (moved.sum(0) + kept))
        whole = moved.sum(0) + kept
        wanted = bought * jnp.exp((1 - closure.of_final) * (price - bought @ price))
        return (moved / whole[None], kept / whole, wanted / wanted.sum()), sales @ part

    start = inputs, network.value_added / network.output, final / final.sum()
    _, gained = jax.lax.scan(step, start, length=STEPS)
    return gained.sum()
