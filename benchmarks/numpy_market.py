"""The market and the plants of ``backfire.model`` once more, in plain NumPy, one future at a time.

Written from the equations of ``docs/explanation/model.md`` to check the compiled model and to have
something to time it against.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields, replace
from types import SimpleNamespace
from typing import TYPE_CHECKING, Any

import numpy as np
from benchmarks.numpy_adaptation import turn
from benchmarks.numpy_week import WEEK, step
from benchmarks.numpy_world import WEEKLY, State, Values, Week, World, at_rest, plain

if TYPE_CHECKING:
    from backfire.model.adaptation import Outlook
    from backfire.model.chain import Chain
    from backfire.model.controls import Schedule

QUARTER = 13
AT_FIRST = ("spot", "contract", "unmet")
"""What is read off the state at the start of a week rather than averaged over it."""


def roll(
    chain: Chain,
    schedule: Schedule,
    rules: Mapping[str, float],
    weeks: int,
    outlook: Outlook | None = None,
    turn_weeks: int = QUARTER,
) -> tuple[dict[str, Values], list[State]]:
    """Trade one future week by week.

    Parameters
    ----------
    rules
        One value for every field of ``Rules``, and of ``Pace`` where plants move.
    weeks
        Weeks to roll, at most those of the schedule.
    outlook
        What is known to come in this future alone; without it plants stay as they are.
    turn_weeks
        Weeks between two turns of the slow clock.

    Returns
    -------
    dict, list
        What ``Week`` holds, with a leading week axis, and the state before each turn of the slow
        clock and at the end.
    """
    world = World.of(chain, schedule)
    rule = SimpleNamespace(**{name: float(value) for name, value in rules.items()})
    policies = plain(schedule.weeks)
    state = at_rest(world, rule)
    found: list[Week] = []
    turns: list[State] = []
    for number in range(weeks):
        policy = SimpleNamespace(**{name: leaf[number] for name, leaf in vars(policies).items()})
        if number % turn_weeks == 0:
            turns.append(state)
            if outlook is not None:
                coming = _of_turn(outlook, number // turn_weeks)
                spent = policies.funding[number : number + turn_weeks].mean(0)
                money = SimpleNamespace(**{**vars(policy), "funding": spent})
                state = turn(world, rule, state, money, coming, turn_weeks * WEEK)
        left = state.quota_left * (1 - policy.lapse) + policy.tranche
        opened = replace(state, quota_left=left)
        ahead, first = step(world, rule, opened, policy)
        further, second = step(world, rule, ahead, policy)
        state = replace(opened, **_mean(opened, further, WEEKLY))
        over = tuple(field.name for field in fields(Week) if field.name not in AT_FIRST)
        found.append(replace(first, **_mean(first, second, over)))
    weekly = {
        field.name: np.stack([getattr(week, field.name) for week in found])
        for field in fields(Week)
    }
    return weekly, [*turns, state]


def _of_turn(outlook: Outlook, number: int) -> SimpleNamespace:
    known = {name: leaf[number] for name, leaf in vars(plain(outlook)).items()}
    return SimpleNamespace(**known | {"arrivals": known["arrivals"][:, :, 0]})


def _mean(one: Any, other: Any, names: tuple[str, ...]) -> dict[str, Values]:
    return {name: (getattr(one, name) + getattr(other, name)) / 2 for name in names}
