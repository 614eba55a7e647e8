"""What was lost."""

from __future__ import annotations

from typing import Annotated

import equinox as eqx
import jax.numpy as jnp
from jaxtyping import Array, Float

from backfire.units import PURE, USD


class Loss(eqx.Module):
    """Output and value added lost over the year, by industry and in all."""

    output: Annotated[Float[Array, " industry"], USD]
    """Gross output that is not made."""
    value_added: Annotated[Float[Array, ""], USD]
    """Gross domestic product that is lost."""
    residual: Annotated[Float[Array, ""], PURE] = eqx.field(default_factory=lambda: jnp.zeros(()))
    """What the search for an answer has left; zero where there is none to be made."""
