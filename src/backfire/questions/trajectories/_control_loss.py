"""What is at stake in a control: the losses that an economy's closure makes of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import jax.numpy as jnp

from backfire.model.leverage import Leverage, leverage
from backfire.units import WEEKS_PER_YEAR

if TYPE_CHECKING:
    from jaxtyping import Array

    from backfire.model.leverage import Ledger

    from ._policy_paths import Batch


@dataclass(frozen=True)
class Stake:
    """Present values in USD, by future."""

    target: Array
    """Loss of the targets where firms and households substitute: the leverage."""
    sender: Array
    """Loss of the sender: profit, idle plants, what its treasury adds, and its own end users."""
    exposed: Array
    """Value added of the targets' end uses that stand still: an upper bound by name."""
    told: Leverage
    """What the control does to goods and producers."""


def stake(
    batch: Batch,
    held: Ledger,
    free: Ledger,
    horizon: float,
    earlier: tuple[float, float] = (0.0, 0.0),
) -> Stake:
    """Compare the weeks of a path with the control with the same path without.

    Parameters
    ----------
    horizon
        Weeks over which the loss is counted.
    earlier
        Years that an earlier control lasted, and years since it ended.
    """
    card = batch.board.card
    kind = held.lost.dtype
    found = leverage(held, free, jnp.asarray(card.weights(len(held.lost), horizon), kind))
    target = sum(
        (place_loss(batch, found, place, horizon, earlier) for place in card.targets),
        jnp.zeros(found.dumped.shape),
    )
    own = place_loss(batch, found, card.sender, horizon, earlier)
    return Stake(
        target=target.astype(kind),
        sender=(found.foregone(card.sender) + own).astype(kind),
        exposed=found.exposed[jnp.array(card.targets)].sum(0),
        told=found,
    )


def place_loss(
    batch: Batch,
    found: Leverage,
    place: int,
    horizon: float,
    earlier: tuple[float, float] = (0.0, 0.0),
) -> Array:
    """What the shortage of a place costs its economy over a horizon in weeks, by future."""
    economy = batch.board.economies[place]
    years = horizon / WEEKS_PER_YEAR
    lost = economy.lost(found.missing[:, place], batch.bearing, years, earlier)
    return lost * counted(batch, horizon)


def counted(batch: Batch, horizon: float) -> float:
    """Years of a horizon in weeks, each worth what it is at the control's first day."""
    weeks = int(horizon + batch.board.card.offset) + 2
    return float(batch.board.card.weights(weeks, horizon).sum()) / WEEKS_PER_YEAR
