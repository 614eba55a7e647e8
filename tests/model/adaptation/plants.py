"""The slow clock alone on the small world, and years of trade with it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import equinox as eqx
import jax
import jax.numpy as jnp
import numpy as np

from backfire.model.adaptation import Outlook, Pace, advance
from backfire.model.chain import Chain, State, Structure
from backfire.model.controls import AbstractControl, Schedule, schedule
from backfire.model.market import steady_state
from backfire.model.rollout import Path, Problem, rollout
from tests import worlds

CHN, USA, JPN = 0, 1, 2
MINE, SEPARATE, PRESS = 0, 1, 2
LIGHT, HEAVY, MAGNET = 1, 2, 3
QUARTER = 0.25


def at_prices(**logs: float) -> State:
    """The small world at rest, but for a log ratio of every good and place in some fields."""
    rest = steady_state(worlds.three_places(), worlds.rules().wide(), worlds.free_trade(1).terms)
    return replace(
        rest, **{name: jnp.full_like(getattr(rest, name), log) for name, log in logs.items()}
    )


def structures(
    state: State,
    turns: int,
    pace: Pace | None = None,
    years: float = QUARTER,
    control: AbstractControl | None = None,
    outlook: Outlook | None = None,
) -> Structure:
    """Plants before each turn of the slow clock and at the end, while prices stay as they are."""
    chain = worlds.three_places()
    policy = schedule([control] if control else [], worlds.frame(turns))
    coming = outlook or Outlook.still(chain, turns)
    last, before = turned(chain, (pace or worlds.pace()).wide(), state, policy, coming, years)
    return joined(before, last.structure)


@eqx.filter_jit
def turned(
    chain: Chain, pace: Pace, first: State, policy: Schedule, coming: Outlook, years: float
) -> tuple[State, Structure]:
    """Turn the slow clock once for each week of a policy."""

    def turn(moving: State, now: Any) -> tuple[State, Structure]:
        after = advance(chain, pace, moving, now[0], policy.terms, now[1], years)
        return after, moving.structure

    return jax.lax.scan(turn, first, (policy.weeks, coming))


def joined(before: Any, last: Any) -> Any:
    """What was before each turn and what came last, along one axis."""
    return jax.tree.map(lambda some, one: np.concatenate([some, one[None]]), before, last)


def traded(
    *controls: AbstractControl,
    weeks: int,
    pace: Pace | None = None,
    outlook: Outlook | None = None,
    **behaviour: float,
) -> Path:
    """Years of trade on the small world; plants move where a pace is given."""
    return rollout(
        Problem(
            worlds.three_places(),
            schedule(controls, worlds.frame(weeks)),
            worlds.rules(1, **behaviour),
            pace=pace,
            outlook=outlook,
        )
    )


def states(path: Path) -> State:
    """The state at the start of each quarter and at the end."""
    return joined(path.quarters, path.final)
