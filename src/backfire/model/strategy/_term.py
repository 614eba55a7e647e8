"""The length of a deal, chosen together with its package by Nash's solution."""

from __future__ import annotations

from typing import Annotated

import equinox as eqx
import jax.numpy as jnp
from jaxtyping import Array, Float, Int

from backfire.units import USD

from ._deal import Issues, best_gains


class TermChoice(eqx.Module):
    """What the best package of each term brings, the shortest term first."""

    gains: Annotated[Float[Array, "term side draw"], USD]
    """To the sender and the target; NaN where no deal is possible."""

    @property
    def products(self) -> Float[Array, "term draw"]:
        """Product of both gains; zero where no deal is possible."""
        return jnp.where(jnp.isnan(self.gains[:, 0]), 0.0, self.gains.prod(1))

    @property
    def chosen(self) -> Int[Array, " draw"]:
        """Number of the term with the largest product; the shorter of two that are worth alike."""
        return self.products.argmax(0)

    @property
    def cost_for_shortest(self) -> Annotated[Float[Array, " draw"], USD]:
        """What any longer term must cost each side for the shortest to be chosen.

        The loss ``k`` to each side with ``(a - k)(b - k)`` of the best longer term equal to the
        product of the shortest.
        """
        if len(self.gains) == 1:
            return jnp.zeros(self.gains.shape[-1])
        longer = self.products[1:].argmax(0) + 1
        sender, target = self.gains[longer, :, jnp.arange(len(longer))].T
        root = jnp.sqrt((sender - target) ** 2 + 4 * self.products[0])
        return jnp.maximum((sender + target - root) / 2, 0.0)


def choose_term(
    issues: Issues, scale: Float[Array, "term issue"], beyond: Float[Array, "term side"]
) -> TermChoice:
    """The best package of each term.

    Parameters
    ----------
    scale
        Value of each issue under a term, over the value that it has in `issues`.
    beyond
        What a deal of that term brings each side beside its issues, USD.

    Examples
    --------
    >>> issues = Issues(jnp.array([[-1.0], [4.0]]), jnp.array([[4.0], [-1.0]]))
    >>> choice = choose_term(issues, jnp.array([[1.0, 1.0], [2.0, 2.0]]), jnp.zeros((2, 2)))
    >>> choice.chosen.tolist(), choice.cost_for_shortest.tolist()
    ([1], [3.0])
    """
    return TermChoice(
        jnp.stack(
            [
                best_gains(Issues(issues.sender * row[:, None], issues.target * row[:, None]), more)
                for row, more in zip(scale, beyond, strict=True)
            ]
        )
    )
