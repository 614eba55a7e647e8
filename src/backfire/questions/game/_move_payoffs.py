"""What every posture and every move of a game pays both sides."""

from __future__ import annotations

from typing import TYPE_CHECKING

import jax.numpy as jnp
import numpy as np

from backfire.model.strategy.contest import SIDES, Act, Build, Payoffs, Postures, Reply

from ._setting import SENDER, TARGET
from ._stakes import QUARTERS_PER_YEAR

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from ._setting import Setting

    Numbers = NDArray[np.float64]


def payoffs_of(setting: Setting) -> Payoffs:
    """The payoffs of a contest in one draw."""
    values, known = setting.values, setting.postures
    return Payoffs(
        flow=jnp.asarray(_flow(setting)),
        act=jnp.asarray(_cost_of_acts(values, known)),
        flood=jnp.asarray(
            np.stack(
                [
                    np.full(len(setting.stakes.rent_level), sign * values[f"flooding.{name}"])
                    for sign, name in ((-1, "cost"), (1, "gain"))
                ]
            )
        ),
        reply=jnp.asarray(_cost_of_replies(values, known)),
        build=jnp.asarray(_cost_of_building(values)),
        after=jnp.asarray(_rents_for_ever(setting)),
    )


def _flow(setting: Setting) -> Numbers:
    """What each posture pays a quarter, by side, posture, capacity, stock and coalition."""
    values, known, stakes = setting.values, setting.postures, setting.stakes
    joined = steps(setting.game.coalition_levels)
    found = np.zeros((2, known.count, *stakes.harm.shape[1:], len(joined)))
    for at in range(known.count):
        rung, level = known.parts(at)
        found[SENDER, at] += (stakes.rent_level[:, None] + stakes.rent[rung])[..., None]
        found[TARGET, at] -= stakes.harm[rung][..., None]
        if known.in_truce[at]:
            name = "concessions" if known.package(at) else "quiet"
            for side, who in enumerate(SIDES):
                found[side, at] += values[f"{name}.{who}"] / QUARTERS_PER_YEAR
        if level:
            name = f"retaliation.{('proportional', 'maximal')[level - 1]}"
            more = 1 + values["third_parties.retaliation"] * joined
            hurt = values[f"{name}.sender"] * values["vulnerability"] * more
            found[SENDER, at] += hurt / QUARTERS_PER_YEAR
            found[TARGET, at] += values[f"{name}.target"] / QUARTERS_PER_YEAR
    return found


def _cost_of_acts(values: Mapping[str, float], known: Postures) -> Numbers:
    """Breaking a truce, and lifting a control that was answered and won nothing."""
    found = np.zeros((2, known.count, len(Act)))
    for at in range(known.count):
        rung, level = known.parts(at)
        if known.in_truce[at]:
            found[SENDER, at, Act.LICENCE_DELAY : Act.FLOOD] = -values["breaking.sender"]
        elif rung and level:
            found[SENDER, at, [Act.HOLD, Act.FLOOD]] = -values["backing_down"]
    return found


def _cost_of_replies(values: Mapping[str, float], known: Postures) -> Numbers:
    """Breaking a truce, and conceding under a control."""
    found = np.zeros((2, known.count, len(Reply)))
    for at in range(known.count):
        if known.in_truce[at]:
            found[TARGET, at, [Reply.PROPORTIONAL, Reply.MAXIMAL]] = -values["breaking.target"]
        elif known.parts(at)[0]:
            found[TARGET, at, Reply.DEAL] = -values["conceding"]
    return found


def _cost_of_building(values: Mapping[str, float]) -> Numbers:
    stockpile, plants = values["investment.stockpile"], values["investment.plants"]
    found = np.zeros(len(Build))
    found[Build.STOCKPILE], found[Build.PLANTS] = -stockpile, -plants
    found[Build.BOTH] = -stockpile - plants
    return found


def _rents_for_ever(setting: Setting) -> Numbers:
    """What follows the last quarter: the sender's rent in calm, as if nothing more happened."""
    stakes, known = setting.stakes, setting.postures
    found = np.zeros((2, known.count, *stakes.harm.shape[1:]))
    rate = 1 - setting.discount
    if rate > 0:
        found[SENDER] += (stakes.rent_level / rate)[:, None]
    return found


def steps(levels: int) -> Numbers:
    """From nothing to all; with one level, nothing."""
    return np.linspace(0.0, 1.0, levels) if levels > 1 else np.zeros(1)
