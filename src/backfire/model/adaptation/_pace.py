"""How fast plants come and go, one value per draw, and what comes whatever prices do."""

from __future__ import annotations

from typing import Annotated

import equinox as eqx
import jax
import jax.numpy as jnp
from jaxtyping import Array, Float

from backfire.model.chain import Chain
from backfire.units import LOG_RATIO, PER_YEAR, PURE, RATIO, SHARE, TONNE_PER_YEAR, YEAR


class Pace(eqx.Module):
    """Behaviour of investors and owners, one value per draw.

    Field names are the rows of ``parameters.csv``, which holds priors and sources; the symbols of
    the equations are in ``docs/explanation/model.md``.
    """

    entry_rate: Annotated[Float[Array, "*axes draw"], PER_YEAR]
    """Plants started a year, over the world market, for each e-fold of what draws them."""
    entry_margin: Annotated[Float[Array, "*axes draw"], PURE]
    """Pull of the log margin, beyond the hurdle, on new plants."""
    entry_risk: Annotated[Float[Array, "*axes draw"], PURE]
    """Pull of buyers' perceived risk on new plants outside the sender."""
    entry_cap: Annotated[Float[Array, "*axes draw"], PER_YEAR]
    """Most that can be started in a year, over the world market."""
    entry_hurdle: Annotated[Float[Array, "*axes draw"], LOG_RATIO]
    """Log margin above the baseline at which a new plant outside the sender earns its capital."""
    lead_scale: Annotated[Float[Array, "*axes draw"], RATIO]
    """Factor on every lead time."""
    ramp_yield: Annotated[Float[Array, "*axes draw"], SHARE]
    """Share of nameplate that a young plant reaches."""
    ramp_time: Annotated[Float[Array, "*axes draw"], YEAR]
    """Time in which a plant stops being young."""
    debt_burden: Annotated[Float[Array, "*axes draw"], SHARE]
    """Debt service of new plants a year, over their processing cost."""
    cash_cover: Annotated[Float[Array, "*axes draw"], YEAR]
    """Losses that owners can carry, in years of processing cost."""
    refinancing: Annotated[Float[Array, "*axes draw"], YEAR]
    """Time in which owners win back their usual cash."""
    exit_rate: Annotated[Float[Array, "*axes draw"], PER_YEAR]
    """Hazard of closing a plant whose owners are far beyond their means."""
    restart_rate: Annotated[Float[Array, "*axes draw"], PER_YEAR]
    """Share of mothballed plants that reopens a year when margins are high."""
    own_growth: Annotated[Float[Array, "*axes draw"], RATIO]
    """Growth that the sender plans for its ore and separation, over that of what users need."""
    growth_scale: Annotated[Float[Array, "*axes draw"], RATIO]
    """Factor on the log growth of every end use."""

    def wide(self) -> Pace:
        """The pace with leading axes of length 1, to stand beside (process, place, draw)."""
        return jax.tree.map(lambda value: value[None, None, :], self)


class Outlook(eqx.Module):
    """Activity of users, named projects and a sender's own plans, with a leading quarter axis."""

    demand: Annotated[Float[Array, "*quarter good place"], RATIO]
    """Activity of end users over the baseline."""
    arrivals: Annotated[Float[Array, "*quarter process place draw"], TONNE_PER_YEAR]
    """Capacity of named projects that opens in the quarter, in the draws in which it does."""
    plan: Annotated[Float[Array, "*quarter process place"], PER_YEAR]
    """Growth of what users need, where a government plans for a part of it, ``own_growth``."""
    trend: Annotated[Float[Array, "*quarter process place"], PER_YEAR]
    """Growth of capacity where it follows what users need, whoever owns it."""

    @classmethod
    def still(cls, chain: Chain, quarters: int) -> Outlook:
        """Nothing grows and nothing comes."""
        kind = chain.capacity.dtype
        return cls(
            demand=jnp.ones((quarters, *chain.use.shape), kind),
            arrivals=jnp.zeros((quarters, *chain.capacity.shape, 1), kind),
            plan=jnp.zeros((quarters, *chain.capacity.shape), kind),
            trend=jnp.zeros((quarters, *chain.capacity.shape), kind),
        )
