"""From a scenario's game to the arrays of a contest."""

from __future__ import annotations

from typing import TYPE_CHECKING

import jax.numpy as jnp
import numpy as np

from backfire.model.strategy.contest import SIDES, Act, Beliefs, Contest, Postures, Reply

from ._move_payoffs import payoffs_of
from ._nature import nature_of
from ._setting import meetings

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ._setting import Setting


def contest_of(setting: Setting, unit: NDArray[np.float64]) -> Contest:
    """The arrays of a game in one future.

    Parameters
    ----------
    unit
        What choices of each side, and the target's investments, are compared in, USD; the same in
        all futures.
    """
    return Contest(
        payoffs=payoffs_of(setting),
        nature=nature_of(setting),
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
