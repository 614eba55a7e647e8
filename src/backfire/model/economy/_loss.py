"""What was lost."""

from __future__ import annotations

from typing import Annotated

import equinox as eqx
from jaxtyping import Array, Float

from backfire.units import USD


class Loss(eqx.Module):
    """Output and value added lost over the year, by industry and in all."""

    output: Annotated[Float[Array, " industry"], USD]
    """Gross output that is not made."""
    value_added: Annotated[Float[Array, ""], USD]
    """Gross domestic product that is lost."""
