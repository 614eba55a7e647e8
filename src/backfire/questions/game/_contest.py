"""From a scenario's game to the arrays of a contest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import jax.numpy as jnp
import numpy as np

from backfire.model.strategy.contest import (
    SIDES,
    Act,
    Beliefs,
    Contest,
    Nature,
    Postures,
    Reply,
    accidents,
    arrivals,
    between_levels,
    step_down,
    thinned,
    up_and_down,
)

from ._move_payoffs import payoffs_of, steps
from ._setting import meetings

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ._setting import Setting


def contest_of(setting: Setting, unit: NDArray[np.float64]) -> Contest:
    """The arrays of a game in one draw.

    Parameters
    ----------
    unit
        What choices of each side, and the target's investments, are compared in, USD; the same in
        all draws.
    """
    return Contest(
        payoffs=payoffs_of(setting),
        nature=_nature(setting),
        beliefs=_beliefs(setting),
        meetings=jnp.asarray(meetings(setting.game, setting.begins)),
        unit=jnp.asarray(unit[: len(SIDES)]),
        unit_of_building=jnp.asarray(float(unit[len(SIDES)])),
        discount=jnp.asarray(setting.discount),
        term=setting.game.term,
        in_calm=setting.signed_in_calm,
    )


def _beliefs(setting: Setting) -> Beliefs:
    asked, known = setting.game.beliefs, setting.postures
    return Beliefs(
        target=jnp.asarray(np.linspace(0, 1, asked.target_grid)),
        sender=jnp.asarray(np.linspace(0, 1, asked.sender_grid)),
        resolute_target=jnp.asarray(
            [
                _rule(setting.game.resolute_target, _stand_of_target(known, at), Reply)
                for at in range(known.count)
            ]
        ),
        resolute_sender=jnp.asarray(
            [
                _rule(setting.game.resolute_sender, _stand_of_sender(known, at), Act)
                for at in range(known.count)
            ]
        ),
        off_path_target=jnp.asarray(asked.off_path_target),
        off_path_sender=jnp.asarray(asked.off_path_sender),
    )


def _stand_of_target(known: Postures, at: int) -> str:
    if known.in_truce[at]:
        return "in_truce"
    return "pressed" if known.parts(at)[0] else "calm"


def _stand_of_sender(known: Postures, at: int) -> str:
    if known.in_truce[at]:
        return "in_truce"
    return "answered" if known.parts(at)[1] else "calm"


def _rule(rules: object, where: str, moves: type[Act] | type[Reply]) -> list[float]:
    rule = getattr(rules, where)
    return [getattr(rule, move.name.lower()) for move in moves]


def _nature(setting: Setting) -> Nature:
    """What moves by chance in a contest, in one draw."""
    game, values, known, stakes = setting.game, setting.values, setting.postures, setting.stakes
    controlled = known.rung > 0
    waves = game.investment.waves
    kill = "kill_with_floor" if game.flooding.floor else "kill"
    return Nature(
        accident=jnp.asarray(accidents(known, values["accidents"])),
        starts=jnp.asarray(_starts(setting, controlled)),
        arrival=jnp.asarray(
            arrivals(waves, stakes.harm.shape[1], 1 / max(values["investment.lead_quarters"], 1))
        ),
        kill=jnp.asarray(thinned(waves, values[f"flooding.{kill}"])),
        closure=jnp.asarray(step_down(stakes.harm.shape[1], values["flooding.closure"])),
        stock=jnp.asarray(
            between_levels(stakes.stock_after, stakes.stock_after.shape[-1])[known.rung]
        ),
        admitted=jnp.asarray(np.where(controlled, values["investment.admitted"], 1.0)),
        fear=jnp.asarray(
            up_and_down(controlled, game.fear_levels, values["fear.learn"], values["fear.forget"])
        ),
        coalition=jnp.asarray(
            up_and_down(
                controlled,
                game.coalition_levels,
                values["third_parties.join"],
                values["third_parties.leave"],
            )
        ),
    )


def _starts(setting: Setting, controlled: NDArray[np.bool_]) -> NDArray[np.float64]:
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
