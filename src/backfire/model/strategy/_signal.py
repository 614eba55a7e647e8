"""What is known of the one who moves, and what each of his actions would tell."""

from __future__ import annotations

from typing import Annotated

import equinox as eqx
import jax.numpy as jnp
from jaxtyping import Array, Float

from backfire.units import SHARE


class Signal(eqx.Module):
    """A belief that the one who moves is resolute, and what he would then do.

    Examples
    --------
    >>> import jax.numpy as jnp
    >>> seen = Signal(jnp.array(0.5), jnp.array([0.2, 0.8]))
    >>> seen.posterior(jnp.log(jnp.array([0.6, 0.4]))).round(3).tolist()
    [0.25, 0.667]
    """

    belief: Annotated[Float[Array, "*node"], SHARE]
    """Probability that he is resolute, before he moves."""
    resolute: Annotated[Float[Array, "*node action"], SHARE]
    """Probability with which the resolute type takes each action."""
    off_path: Annotated[Float[Array, ""], SHARE] = eqx.field(default_factory=lambda: jnp.zeros(()))
    """Belief after an action that neither type would take."""

    def posterior(self, own: Float[Array, "*node action"]) -> Float[Array, "*node action"]:
        """Belief after each action, by the rule of Bayes.

        Parameters
        ----------
        own
            Logarithm of the probability with which the strategic type takes each action.
        """
        belief = self.belief[..., None]
        resolute = belief * self.resolute
        either = resolute + (1 - belief) * jnp.exp(own)
        never = jnp.where(belief < 1, 0.0, self.off_path)
        return jnp.where(either > 0, resolute / jnp.where(either > 0, either, 1.0), never)

    def seen(self, own: Float[Array, "*node action"]) -> Float[Array, "*node action"]:
        """Probability of each action to one who does not know the type."""
        belief = self.belief[..., None]
        return belief * self.resolute + (1 - belief) * jnp.exp(own)
