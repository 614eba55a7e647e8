"""What nobody decides in a game: plants, stocks, fear, third parties and accidents."""

from __future__ import annotations

from typing import TYPE_CHECKING

import jax.numpy as jnp
import numpy as np
from scipy.stats import binom

from backfire.model.strategy.contest import RUNGS, Nature, Postures

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ._setting import Setting

    Numbers = NDArray[np.float64]


def nature_of(setting: Setting) -> Nature:
    """What moves by chance in a contest, in one future."""
    game, values, known, stakes = setting.game, setting.values, setting.postures, setting.stakes
    controlled = known.rung > 0
    waves = game.investment.waves
    kill = "kill_with_floor" if game.flooding.floor else "kill"
    return Nature(
        accident=jnp.asarray(_accidents(known, values["accidents"])),
        starts=jnp.asarray(_starts(setting, controlled)),
        arrival=jnp.asarray(
            _arrivals(waves, stakes.harm.shape[1], 1 / max(values["investment.lead_quarters"], 1))
        ),
        kill=jnp.asarray(_thinned(waves, values[f"flooding.{kill}"])),
        closure=jnp.asarray(_step_down(stakes.harm.shape[1], values["flooding.closure"])),
        stock=jnp.asarray(_kept_mean(stakes.stock_after)[known.rung]),
        admitted=jnp.asarray(np.where(controlled, values["investment.admitted"], 1.0)),
        fear=jnp.asarray(
            _ladder(controlled, game.fear_levels, values["fear.learn"], values["fear.forget"])
        ),
        coalition=jnp.asarray(
            _ladder(
                controlled,
                game.coalition_levels,
                values["third_parties.join"],
                values["third_parties.leave"],
            )
        ),
    )


def _accidents(known: Postures, chance: float) -> Numbers:
    """A measure of either side that nobody ordered, with even odds; it ends a truce."""
    found = np.eye(known.count) * (1 - chance)
    for at in range(known.count):
        rung, level = known.parts(at)
        for to in ((min(rung + 1, RUNGS - 1), level), (rung, min(level + 1, 2))):
            found[at, known.open(*to)] += chance / 2
    return found


def _starts(setting: Setting, controlled: NDArray[np.bool_]) -> Numbers:
    """Probability that a wave begins by itself, by posture, fear and coalition."""
    game, values, stakes = setting.game, setting.values, setting.stakes
    calm, used = stakes.pace, stakes.pace_used
    if game.starts is not None:
        calm, used = values["starts.calm"], values["starts.used"]
    afraid, joined = steps(game.fear_levels), steps(game.coalition_levels)
    alone = np.where(controlled, used, calm)[:, None]
    alone = np.maximum(alone, calm + (used - calm) * afraid[None, :])
    allied = values["third_parties.starts"] * joined
    return np.clip(alone[:, :, None] + allied[None, None, :], 0.0, 1.0)


def steps(levels: int) -> Numbers:
    """From nothing to all; with one level, nothing."""
    return np.linspace(0.0, 1.0, levels) if levels > 1 else np.zeros(1)


def _arrivals(waves: int, levels: int, chance: float) -> Numbers:
    """Each wave under way comes on line with the same probability, and moves capacity a step."""
    found = np.zeros((waves, levels, waves, levels))
    for under_way in range(waves):
        odds = binom.pmf(np.arange(under_way + 1), under_way, chance)
        for level in range(levels):
            for number, odd in enumerate(odds):
                found[under_way, level, under_way - number, min(level + number, levels - 1)] += odd
    return found


def _thinned(waves: int, chance: float) -> Numbers:
    """Each wave gives up with the same probability."""
    found = np.zeros((waves, waves))
    for under_way in range(waves):
        odds = binom.pmf(np.arange(under_way + 1), under_way, chance)
        found[under_way, under_way - np.arange(under_way + 1)] = odds
    return found


def _step_down(levels: int, chance: float) -> Numbers:
    found = np.eye(levels) * (1 - chance)
    found[np.arange(levels), np.maximum(np.arange(levels) - 1, 0)] += chance
    return found


def _kept_mean(after: Numbers) -> Numbers:
    """Stochastic matrices that keep the mean level, each between the two levels beside it."""
    levels = after.shape[-1]
    inside = np.clip(after, 0.0, levels - 1)
    points = np.arange(levels)
    return np.maximum(1 - np.abs(inside[..., None] - points), 0.0)


def _ladder(controlled: NDArray[np.bool_], levels: int, rise: float, fall: float) -> Numbers:
    """A step up with one probability while a control stands, a step down with another in calm."""
    found = np.zeros((len(controlled), levels, levels))
    points = np.arange(levels)
    for at, stands in enumerate(controlled):
        to = np.clip(points + (1 if stands else -1), 0, levels - 1)
        chance = rise if stands else fall
        found[at, points, points] += 1 - chance
        found[at, points, to] += chance
    return found
