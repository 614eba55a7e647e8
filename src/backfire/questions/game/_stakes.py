"""What each control does in a quarter: from the supply model, or from ranges."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from backfire.model.strategy.contest import RUNGS, Act

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from backfire.scenario import Game

    from .payoffs import Payoffs

QUARTERS_PER_YEAR = 4
STEPS = 5
"""Steps from no capacity outside to the highest level, however many levels are told apart."""


@dataclass(frozen=True)
class Stakes:
    """What a quarter of each control does, in one draw.

    Attributes
    ----------
    harm, rent
        Loss of the target and gain of the sender, USD a quarter, by rung, capacity and stock.
    rent_level
        What the sender earns in calm, USD a quarter, by capacity.
    stock_after
        Level of stocks after a quarter, by rung, capacity and stock.
    pace, pace_used
        Levels of outside capacity a quarter, in calm and while a control stands.
    """

    harm: NDArray[np.float64]
    rent: NDArray[np.float64]
    rent_level: NDArray[np.float64]
    stock_after: NDArray[np.float64]
    pace: float
    pace_used: float


def stakes_of_model(tables: Payoffs, future: int | None) -> Stakes:
    """Stakes by the supply model: one of its draws, or the median of them all.

    The pace is the mean over the levels of the history; what beginning with fewer stocks costs by
    itself is part of the harm.
    """

    def one(table: NDArray[np.float64]) -> NDArray[np.float64]:
        if future is None:
            return np.median(table, axis=-1)
        return table[..., future % table.shape[-1]]

    paces = one(np.maximum(tables.pace, 0.0).mean(1))
    return Stakes(
        harm=one(tables.harm) + one(tables.shelf_harm)[None],
        rent=one(tables.rent),
        rent_level=one(tables.rent_level),
        stock_after=one(tables.stock_after),
        pace=float(paces[0]),
        pace_used=float(paces[1]),
    )


def stakes_in_ranges(game: Game, values: Mapping[str, float]) -> Stakes:
    """Stakes of goods that the supply model does not hold: straight between ends that are ranges.

    Harm falls by the square of what is built outside, as those short of little find it elsewhere
    (an assumption), and straight with what is in store.
    """
    built = np.linspace(0.0, 1.0, game.capacity_levels)
    stored = np.linspace(0.0, 1.0, game.stock_levels) if game.stock_levels > 1 else np.zeros(1)
    left = values["payoffs.built"] + (1 - values["payoffs.built"]) * (1 - built) ** 2
    cushion = 1 - (1 - values["payoffs.cushion"]) * stored
    names = [act.name.lower() for act in Act if 0 < act < RUNGS]

    def table(kind: str) -> NDArray[np.float64]:
        rungs = np.array([0.0, *(values[f"payoffs.{kind}.{name}"] for name in names)])
        return rungs[:, None] * left[None, :] / QUARTERS_PER_YEAR

    strength = np.array([0.0, *(values[f"payoffs.harm.{name}"] for name in names)])
    strength = strength / max(strength.max(), 1e-300)
    lasts = max(values["payoffs.drain"], 1.0)
    steps = (game.stock_levels - 1) / lasts * strength
    level = np.arange(game.stock_levels, dtype=float)
    after = np.maximum(level[None, None, :] - steps[:, None, None], 0.0)
    after[0] = np.maximum(level, min(1, game.stock_levels - 1))
    pace = [
        values[f"payoffs.{name}"] * (game.capacity_levels - 1) / STEPS / QUARTERS_PER_YEAR
        for name in ("pace", "pace_used")
    ]
    return Stakes(
        harm=table("harm")[:, :, None] * cushion[None, None, :],
        rent=np.repeat(table("rent")[:, :, None], game.stock_levels, axis=2),
        rent_level=values["payoffs.rent_level"] / QUARTERS_PER_YEAR * left,
        stock_after=np.broadcast_to(after, (RUNGS, game.capacity_levels, game.stock_levels)),
        pace=pace[0],
        pace_used=pace[1],
    )
