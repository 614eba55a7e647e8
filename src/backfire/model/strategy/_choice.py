"""What the one who moves does, and what it tells."""

from __future__ import annotations

from typing import Annotated

import equinox as eqx
import jax.numpy as jnp
from jaxtyping import Array, Bool, Float, Int

from backfire.units import PURE, SHARE


class Choice(eqx.Module):
    """The logit choice of the strategic type at every node of a batch."""

    log_probability: Annotated[Float[Array, "*node action"], PURE]
    """Logarithm of the probability of each action."""
    seen: Annotated[Float[Array, "*node action"], SHARE]
    """Probability of each action to one who does not know the type."""
    posterior: Annotated[Float[Array, "*node action"], SHARE]
    """Belief that he is resolute after each action."""
    value: Annotated[Float[Array, "*node action"], PURE]
    """What each action is worth, in the unit of the payoffs."""
    residual: Annotated[Float[Array, "*node"], PURE]
    """Largest distance of a log probability from the logit response to it."""
    monotone: Annotated[Bool[Array, "*node"], PURE]
    """Whether value falls nowhere so fast with reputation that there may be a second answer."""
    iterations: Annotated[Int[Array, ""], PURE]
    """Steps that the slowest node of the batch took."""

    @property
    def probability(self) -> Float[Array, "*node action"]:
        """Probability of each action."""
        return jnp.exp(self.log_probability)

    @property
    def mean(self) -> Float[Array, "*node"]:
        """What the node is worth to the strategic type."""
        return (self.probability * self.value).sum(-1)

    @property
    def several(self) -> Int[Array, ""]:
        """How many nodes may have more than one answer."""
        return jnp.sum(~self.monotone)
