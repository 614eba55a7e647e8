"""What moves from quarter to quarter."""

from __future__ import annotations

from typing import Annotated

import equinox as eqx
from jaxtyping import Array, Float

from backfire.units import RATIO, TONNE_PER_YEAR, YEAR


class Structure(eqx.Module):
    """Plants that run, are built, ramp up or stand idle, and the activity of users."""

    capacity: Annotated[Float[Array, "process place draw"], TONNE_PER_YEAR]
    """Nameplate capacity of all plants that are open."""
    able: Annotated[Float[Array, "process place draw"], TONNE_PER_YEAR]
    """What they can put out now: nameplate less what young plants do not reach yet."""
    young: Annotated[Float[Array, "process place draw"], TONNE_PER_YEAR]
    """Part of the capacity that is still ramping up."""
    indebted: Annotated[Float[Array, "process place draw"], TONNE_PER_YEAR]
    """Part of the capacity that still pays for having been built."""
    building: Annotated[Float[Array, "process place stage draw"], TONNE_PER_YEAR]
    """Capacity on its way, by stage of the pipeline."""
    idle: Annotated[Float[Array, "process place draw"], TONNE_PER_YEAR]
    """Mothballed capacity."""
    cash: Annotated[Float[Array, "process place draw"], YEAR]
    """How long owners can pay for processing without earning."""
    demand: Annotated[Float[Array, "good place draw"], RATIO]
    """Activity of end users, over the baseline."""
