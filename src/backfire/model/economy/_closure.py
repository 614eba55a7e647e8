"""Who buys from whom in money, a shortage there, and what every closure of the economy must do."""

from __future__ import annotations

from abc import abstractmethod
from typing import Annotated

import equinox as eqx
import jax.numpy as jnp
from jaxtyping import Array, Float

from backfire.units import PURE, SHARE, USD, USD_PER_YEAR


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


class Shortage(eqx.Module):
    """Share of its use of each good that each industry lacks, and what the goods weigh in costs."""

    missing: Annotated[Float[Array, "*week good industry"], SHARE]
    """Share of its use of the good that the industry lacks; weeks lead where they are given."""
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


class Loss(eqx.Module):
    """Output and value added lost over the year, by industry and in all."""

    output: Annotated[Float[Array, " industry"], USD]
    """Gross output that is not made."""
    value_added: Annotated[Float[Array, ""], USD]
    """Gross domestic product that is lost."""
    residual: Annotated[Float[Array, ""], PURE] = eqx.field(default_factory=lambda: jnp.zeros(()))
    """What the search for an answer has left; zero where there is none to be made."""


class AbstractClosure(eqx.Module):
    """What an economy does when an input is missing."""

    @abstractmethod
    def loss(self, network: Network, shortage: Shortage) -> Loss:
        """What a year of the shortage costs the economy at rest."""


def cost(network: Network, shortage: Shortage, closure: AbstractClosure) -> Loss:
    """What a year of a shortage costs an economy, under one closure.

    Parameters
    ----------
    network
        The economy at rest.
    shortage
        What each industry lacks.
    closure
        ``Recipe``, ``Substitution`` or ``Inventory``: report them together, as they answer
        different questions.

    Examples
    --------
    >>> import jax.numpy as jnp
    >>> from backfire.model.economy import Network, Shortage, Substitution, cost
    >>> one = Network.closed(jnp.zeros((1, 1)), jnp.array([100.0]))
    >>> tenth = Shortage(jnp.array([[0.1]]), jnp.array([[0.04]]))
    >>> found = cost(one, tenth, Substitution.uniform(one, of_good=0.04))
    >>> round(float(found.value_added), 2)  # Bachmann et al. (2022): 1.57 %
    1.57
    """
    return closure.loss(network, shortage)
