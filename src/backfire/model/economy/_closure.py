"""The verb, and what every way to close the economy must do."""

from __future__ import annotations

from abc import abstractmethod
from typing import TYPE_CHECKING

import equinox as eqx

if TYPE_CHECKING:
    from ._loss import Loss
    from ._network import Network
    from ._shortage import Shortage


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
