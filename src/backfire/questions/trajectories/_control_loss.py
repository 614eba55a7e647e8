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

    from ._policy_paths import Ensemble


@dataclass(frozen=True)
class ControlLoss:
    """Present values in USD, by draw."""

    target: Array
    """Loss of the targets where firms and households substitute: the leverage."""
    sender: Array
    """Loss of the sender: profit, idle plants, what its treasury adds, and its own end users."""
    exposed: Array
    """Value added of the targets' end uses that stand still: an upper bound by name."""
    effects: Leverage
    """What the control does to goods and producers."""


def loss_of_control(
    ensemble: Ensemble,
    held: Ledger,
    free: Ledger,
    horizon: float,
    earlier: tuple[float, float] = (0.0, 0.0),
) -> ControlLoss:
    """Compare the weeks of a path with the control with the same path without.

    Parameters
    ----------
    horizon
        Weeks over which the loss is counted.
    earlier
        Years that an earlier control lasted, and years since it ended.
    """
    reference_use = ensemble.context.reference_use
    kind = held.lost.dtype
    found = leverage(held, free, jnp.asarray(reference_use.weights(len(held.lost), horizon), kind))
    target = sum(
        (place_loss(ensemble, found, place, horizon, earlier) for place in reference_use.targets),
        jnp.zeros(found.dumped.shape),
    )
    own = place_loss(ensemble, found, reference_use.sender, horizon, earlier)
    return ControlLoss(
        target=target.astype(kind),
        sender=(found.foregone(reference_use.sender) + own).astype(kind),
        exposed=found.exposed[jnp.array(reference_use.targets)].sum(0),
        effects=found,
    )


def place_loss(
    ensemble: Ensemble,
    found: Leverage,
    place: int,
    horizon: float,
    earlier: tuple[float, float] = (0.0, 0.0),
) -> Array:
    """What the shortage of a place costs its economy over a horizon in weeks, by draw."""
    economy = ensemble.context.economies[place]
    years = horizon / WEEKS_PER_YEAR
    lost = economy.lost(found.missing[:, place], ensemble.elasticity_draws, years, earlier)
    return lost * counted(ensemble, horizon)


def counted(ensemble: Ensemble, horizon: float) -> float:
    """Years of a horizon in weeks, each worth what it is at the control's first day."""
    weeks = int(horizon + ensemble.context.reference_use.offset) + 2
    return float(ensemble.context.reference_use.weights(weeks, horizon).sum()) / WEEKS_PER_YEAR
