"""A contest of any size with made-up payoffs, in billions of dollars a quarter.

Times, and the laws of any contest, rest on it; no answer about the world does.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import jax.numpy as jnp
import numpy as np
from scipy.stats import binom

from backfire.model.strategy.contest import (
    LEVELS,
    RUNGS,
    Act,
    Beliefs,
    Contest,
    Nature,
    Payoffs,
    Postures,
    Reply,
)

SEVERITY = np.array([0.0, 0.25, 0.5, 0.75, 1.0])
"""Of each rung."""
TRADE = (6.0, 9.0)
"""What trade in calm brings each side."""
HARM = 8.0
"""Of a full cut, to a target that holds no stocks and has built nothing."""
RENT = 2.0
"""What selling brings the sender; a full cut loses half of it."""
BLOW, SPITE = (0.0, 2.0, 9.0), (0.0, 0.7, 6.0)
"""What retaliation costs the sender, and the target."""
CONCESSION = (3.0, -0.8)
"""What a truce with concessions brings each side, beside what any truce does."""
QUIET = 0.4
ORDERING, BREAKING, CONCEDING, BACKING_DOWN = 0.8, 1.0, 0.3, 0.5
"""Costs: of a quarter in which a control is ordered, and of what is paid once."""
BUILD = (0.0, 0.1, 0.5, 0.6)
FLOOD = (-0.5, 0.1)
RISK = 0.01
"""Probability of a step that nobody ordered."""
YEARS_AFTER = 5
"""For which the last quarter is thought to go on."""
DISCOUNT = 0.98


@dataclass(frozen=True)
class Size:
    """Points of each axis of a state, and quarters; the hundred thousand states unless told."""

    term: int = 4
    capacity: int = 6
    pipeline: int = 3
    stock: int = 4
    fear: int = 1
    coalition: int = 2
    target: int = 6
    sender: int = 5
    quarters: int = 40


def made_up(size: Size) -> Contest:
    """The contest with these axes; a meeting every other quarter."""
    postures = Postures(size.term)
    return Contest(
        payoffs=_payoffs(size, postures),
        nature=_nature(size, postures),
        beliefs=_beliefs(size, postures),
        meetings=jnp.arange(size.quarters) % 2 == 0,
        unit=jnp.array([20.0, 20.0]),
        discount=jnp.array(DISCOUNT),
        term=size.term,
    )


def _payoffs(size: Size, postures: Postures) -> Payoffs:
    severity = SEVERITY[postures.rung][:, None, None]
    built, stored = _share(size.capacity)[None, :, None], _share(size.stock)[None, None, :]
    harm = HARM * severity**2 * (1 - built) ** 1.5 * np.exp(-2 * stored)
    rent = RENT * (1 - built) * (1 - severity / 2) + 0 * stored
    truce = np.where(postures.in_truce, QUIET, 0.0)
    by_posture = [
        trade + truce + np.where(postures.conceding, given, 0.0) - np.array(lost)[postures.level]
        for trade, given, lost in zip(TRADE, CONCESSION, (BLOW, SPITE), strict=True)
    ]
    own, other = (each[:, None, None] for each in by_posture)
    flow = np.stack([own + rent, other - harm])
    joined = np.array([-0.3, 0.1])[:, None, None, None, None] * _share(size.coalition)
    act = np.zeros((2, postures.count, len(Act)))
    act[0, :, Act.LICENCE_DELAY : Act.FLOOD] = -ORDERING
    act[0, postures.in_truce, Act.LICENCE_DELAY : Act.FLOOD] -= BREAKING
    act[0, (postures.rung > 0) & (postures.level > 0), Act.HOLD] = -BACKING_DOWN
    reply = np.zeros((2, postures.count, len(Reply)))
    reply[1, postures.rung > 0, Reply.DEAL] = -CONCEDING
    reply[1, postures.in_truce, Reply.PROPORTIONAL :] = -BREAKING
    ahead = (1 - DISCOUNT ** (4 * YEARS_AFTER)) / (1 - DISCOUNT)
    return Payoffs(
        flow=_array(flow[..., None] + joined),
        act=_array(act),
        flood=_array(np.array(FLOOD)[:, None] * np.ones(size.capacity)),
        reply=_array(reply),
        build=-_array(BUILD),
        after=ahead * _array(flow),
    )


def _nature(size: Size, postures: Postures) -> Nature:
    severity, count = SEVERITY[postures.rung], postures.count
    accident = (1 - RISK) * np.eye(count)
    for at in range(count):
        rung, level = postures.parts(at)
        accident[at, postures.open(min(rung + 1, RUNGS - 1), level)] += RISK / 2
        accident[at, postures.open(rung, min(level + 1, LEVELS - 1))] += RISK / 2
    used, feared, joined = severity[:, None, None], _share(size.fear), _share(size.coalition)
    starts = 0.02 + 0.1 * used + 0.05 * feared[:, None] + 0.05 * joined
    drained = np.where(severity > 0, -severity, 0.3)[:, None] * np.ones(size.capacity)
    return Nature(
        accident=_array(accident),
        starts=_array(starts),
        arrival=_array(_arrival(size.pipeline, size.capacity, 0.08)),
        kill=_array(_steps(-0.3, size.pipeline)),
        closure=_array(_steps(-0.05, size.capacity)),
        stock=_array(_steps(drained, size.stock)),
        admitted=_array(1 - severity / 2),
        fear=_array(_steps(np.where(severity > 0, severity / 2, -0.1), size.fear)),
        coalition=_array(_steps(np.where(severity > 0, severity / 5, -0.02), size.coalition)),
    )


def _beliefs(size: Size, postures: Postures) -> Beliefs:
    sender, target = np.zeros((postures.count, 6)), np.zeros((postures.count, 4))
    sender[:] = [0.5, 0.15, 0.15, 0.1, 0.1, 0.0]
    sender[postures.level > 0] = [0.1, 0.1, 0.1, 0.2, 0.5, 0.0]
    sender[postures.in_truce] = [0.9, 0.04, 0.02, 0.02, 0.01, 0.01]
    target[:] = [0.0, 0.9, 0.1, 0.0]
    target[postures.rung > 0] = [0.0, 0.1, 0.6, 0.3]
    target[postures.in_truce] = [0.1, 0.85, 0.05, 0.0]
    return Beliefs(
        target=jnp.linspace(0.0, 1.0, size.target),
        sender=jnp.linspace(0.0, 1.0, size.sender),
        resolute_target=_array(target),
        resolute_sender=_array(sender),
        off_path_target=jnp.array(1.0),
        off_path_sender=jnp.array(1.0),
    )


def _share(points: int) -> np.ndarray:
    return np.linspace(0.0, 1.0, points) if points > 1 else np.zeros(1)


def _steps(probability: Any, points: int) -> np.ndarray:
    """A step up with each probability, or down with one below zero; none from the last point."""
    chance = np.asarray(probability, float)
    matrix = np.zeros((*chance.shape, points, points))
    for at in range(points):
        to = np.clip(at + np.sign(chance).astype(int), 0, points - 1)
        np.put_along_axis(matrix[..., at, :], to[..., None], np.abs(chance)[..., None], -1)
        matrix[..., at, at] += 1 - np.abs(chance)
    return matrix


def _arrival(pipeline: int, capacity: int, chance: float) -> np.ndarray:
    """Every wave comes on line by itself with this probability."""
    matrix = np.zeros((pipeline, capacity, pipeline, capacity))
    for waves in range(pipeline):
        for built in range(capacity):
            for come in range(waves + 1):
                to = waves - come, min(built + come, capacity - 1)
                matrix[(waves, built, *to)] += binom.pmf(come, waves, chance)
    return matrix


def _array(values: Any) -> Any:
    return jnp.asarray(np.asarray(values, float))
