"""Transition probabilities of what nobody decides in a contest: plants, stocks, accidents."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray
from scipy.stats import binom

from ._postures import RUNGS, Postures

Numbers = NDArray[np.float64]


def accidents(known: Postures, chance: float) -> Numbers:
    """A measure of either side that nobody ordered, with even odds; it ends a truce."""
    found = np.eye(known.count) * (1 - chance)
    for at in range(known.count):
        rung, level = known.parts(at)
        for to in ((min(rung + 1, RUNGS - 1), level), (rung, min(level + 1, 2))):
            found[at, known.open(*to)] += chance / 2
    return found


def arrivals(waves: int, levels: int, chance: float) -> Numbers:
    """Each wave under way comes on line with the same probability, and moves capacity a step.

    Axes are waves and level before, then waves and level after.
    """
    found = np.zeros((waves, levels, waves, levels))
    for under_way in range(waves):
        odds = binom.pmf(np.arange(under_way + 1), under_way, chance)
        for level in range(levels):
            for number, odd in enumerate(odds):
                found[under_way, level, under_way - number, min(level + number, levels - 1)] += odd
    return found


def thinned(waves: int, chance: float) -> Numbers:
    """Each wave gives up with the same probability."""
    found = np.zeros((waves, waves))
    for under_way in range(waves):
        odds = binom.pmf(np.arange(under_way + 1), under_way, chance)
        found[under_way, under_way - np.arange(under_way + 1)] = odds
    return found


def step_down(levels: int, chance: float) -> Numbers:
    """A level less with some probability."""
    found = np.eye(levels) * (1 - chance)
    found[np.arange(levels), np.maximum(np.arange(levels) - 1, 0)] += chance
    return found


def between_levels(after: Numbers, levels: int) -> Numbers:
    """Probability of each level, on a new last axis, so that the mean is a level between two.

    >>> between_levels(np.array([0.25, 2.0]), 3).tolist()
    [[0.75, 0.25, 0.0], [0.0, 0.0, 1.0]]
    """
    inside = np.clip(after, 0.0, levels - 1)
    return np.maximum(1 - np.abs(inside[..., None] - np.arange(levels)), 0.0)


def up_and_down(rising: NDArray[np.bool_], levels: int, rise: float, fall: float) -> Numbers:
    """A step up with one probability where a level rises, a step down with another elsewhere."""
    found = np.zeros((len(rising), levels, levels))
    points = np.arange(levels)
    for at, rises in enumerate(rising):
        to = np.clip(points + (1 if rises else -1), 0, levels - 1)
        chance = rise if rises else fall
        found[at, points, points] += 1 - chance
        found[at, points, to] += chance
    return found


def chained(cost: Numbers, after: Numbers, start: int, weights: Numbers) -> Numbers:
    """Expected cost of some quarters in a row in which a level moves as the table says, by draw.

    Parameters
    ----------
    cost, after
        Cost of a quarter that begins at each level, and the level after it, (level, draw).
    start
        Level at the start.
    weights
        What each quarter counts.
    """
    moves = between_levels(after, len(cost))
    chance = np.zeros_like(cost)
    chance[start] = 1.0
    total = np.zeros(cost.shape[-1])
    for weight in weights:
        total += weight * (chance * cost).sum(0)
        chance = np.einsum("ln,lnm->mn", chance, moves)
    return total
