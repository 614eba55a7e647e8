"""Who closes, and who comes back."""

from __future__ import annotations

from typing import TYPE_CHECKING

import jax.numpy as jnp
from jaxtyping import Array, Float

from backfire.model.market import turnover, turnover_at_rest

if TYPE_CHECKING:
    from backfire.model.chain import Chain, State, Structure

    from ._pace import Pace

WIDEST_SURPLUS = 2.0
"""Yearly surplus or loss, in processing costs, beyond which cash moves no faster."""


def cash_change(
    chain: Chain,
    pace: Pace,
    state: State,
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
    structure = state.structure
    sold, bought = turnover(chain, state.intensity, earned, paid)
    sold_at_rest, bought_at_rest = turnover_at_rest(chain)
    gain = (sold - bought) - (sold_at_rest - bought_at_rest)
    surplus = gain / chain.processing_cost[:, None, None]
    nameplate = structure.capacity + (structure.capacity <= 0)
    unready = structure.young * (1 - pace.ramp_yield)
    burden = (pace.debt_burden * structure.indebted + unready) / nameplate
    earns = WIDEST_SURPLUS * jnp.tanh(surplus / WIDEST_SURPLUS)
    return earns - burden - structure.cash / pace.refinancing


def closing(pace: Pace, structure: Structure) -> Float[Array, "process place draw"]:
    """Hazard a year of closing a plant that is not paid for: 0 while owners can carry its losses.

    A plant that is paid for stands still when it earns too little, and is there when prices rise.
    """
    beyond = jnp.maximum(-structure.cash / pace.cash_cover - 1, 0.0)
    return pace.exit_rate * jnp.tanh(beyond)


def reopening(
    pace: Pace, margin: Float[Array, "process place draw"]
) -> Float[Array, "process place draw"]:
    """Share a year of mothballed plants that reopens."""
    return pace.restart_rate * jnp.tanh(jnp.maximum(margin, 0.0))
