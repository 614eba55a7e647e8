"""Who closes, and who comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import jax.numpy as jnp
from jaxtyping import Array, Float

from backfire.model.market import turnover

if TYPE_CHECKING:
    from backfire.model.chain import Chain, Structure

    from ._pace import Pace

WIDEST_SURPLUS = 2.0
"""Yearly surplus or loss, in processing costs, beyond which cash moves no faster."""


def cash_change(
    chain: Chain,
    pace: Pace,
    structure: Structure,
    earned: Float[Array, "good place draw"],
    paid: Float[Array, "good place draw"],
) -> Float[Array, "process place draw"]:
    """Change a year of the cash of owners, in years of processing cost; 0 at rest.

    New plants carry debt and pay for capacity that does not run yet, which old ones do not: an
    entrant can fail while every operating margin in the market is positive.

    Parameters
    ----------
    earned, paid
        What contracts earn and cost a tonne, over the baseline price, guarantees included.
    """
    sold, bought = turnover(chain, earned, paid)
    resting = jnp.ones_like(chain.use)[:, :, None]
    sold_at_rest, bought_at_rest = turnover(chain, resting, resting)
    gain = (sold - bought) - (sold_at_rest - bought_at_rest)
    surplus = gain / chain.processing_cost[:, None, None]
    before = chain.capacity[:, :, None]
    nameplate = structure.capacity + (structure.capacity <= 0)
    # Where there is no plant there is no debt either.
    new = jnp.where(structure.capacity > 0, jnp.clip(1 - before / nameplate, 0.0, 1.0), 0.0)
    unready = structure.young / nameplate * (1 - pace.ramp_yield)
    earns = WIDEST_SURPLUS * jnp.tanh(surplus / WIDEST_SURPLUS)
    return earns - (pace.debt_burden + unready) * new - structure.cash / pace.refinancing


def closing(pace: Pace, structure: Structure) -> Float[Array, "process place draw"]:
    """Hazard a year of closing: 0 while owners can still carry their losses."""
    beyond = jnp.maximum(-structure.cash / pace.cash_cover - 1, 0.0)
    return pace.exit_rate * jnp.tanh(beyond)


def reopening(
    pace: Pace, margin: Float[Array, "process place draw"]
) -> Float[Array, "process place draw"]:
    """Share a year of mothballed plants that reopens."""
    return pace.restart_rate * jnp.tanh(jnp.maximum(margin, 0.0))
