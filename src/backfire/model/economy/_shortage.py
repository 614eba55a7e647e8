"""What an economy is short of."""

from __future__ import annotations

from typing import Annotated

import equinox as eqx
from jaxtyping import Array, Float

from backfire.units import SHARE


class Shortage(eqx.Module):
    """Share of a good's use that each industry lacks, and how much the good weighs in its costs."""

    missing: Annotated[Float[Array, "*week industry"], SHARE]
    """Share of its use of the good that the industry lacks; weeks lead where they are told."""
    cost_share: Annotated[Float[Array, " industry"], SHARE]
    """What the good costs over what the industry puts out; zero where it is not used."""

    @property
    def mean(self) -> Float[Array, " industry"]:
        """Share missing over all weeks."""
        return self.missing if self.missing.ndim == 1 else self.missing.mean(0)
