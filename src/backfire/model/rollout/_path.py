"""What a rollout gives back."""

from __future__ import annotations

from typing import Annotated, Any

import equinox as eqx
from jaxtyping import Array, Bool

from backfire.model.chain import State
from backfire.units import PURE


class Path(eqx.Module):
    """Every week's flows and every quarter's state, for each future."""

    flows: Any
    """What was recorded of the flows (``Flows`` if nothing else was asked for), with a leading week
    axis."""
    quarters: State
    """States with a leading quarter axis: the start of each quarter, to branch from."""
    final: State
    """State at the end."""
    sound: Annotated[Bool[Array, " draw"], PURE]
    """Whether a future stayed finite and free of negative stocks."""
