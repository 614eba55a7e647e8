"""Paths of a contest are those of the game that was solved."""

from __future__ import annotations

from dataclasses import dataclass, replace

import equinox as eqx
import jax.numpy as jnp
import numpy as np
import pytest
from numpy.typing import NDArray

from backfire.model.strategy.contest import SIDES, Act, CommonRandomNumbers, Start, value_at, walk
from tests.model.strategy.contest import small

PATHS = 20_000
FAR = 3.5
"""Standard errors beyond which chance is no excuse."""
ON_GRID = Start(small.CALM, target=0.4, sender=0.5)
OFF_GRID = Start(small.POSTURES.open(2, 0), target=0.25, sender=0.15)
IN_TRUCE = Start(small.POSTURES.truce(1, 2), pipeline=1, fear=1, target=0.7, sender=0.8)
start = pytest.mark.parametrize(
    "start", [ON_GRID, OFF_GRID, IN_TRUCE], ids=["on", "off", "in truce"]
)


@pytest.fixture(scope="module")
def luck():
    return CommonRandomNumbers.drawn(1, small.SIZE.quarters, PATHS)


@start
def test_beliefs_are_a_martingale_and_true(contest, solution, start, luck):
    paths = walk(contest, solution, start, luck)
    for side, prior, resolute in zip(
        SIDES, (start.sender, start.target), paths.resolute, strict=True
    ):
        grid = np.asarray(getattr(contest.beliefs, side))
        beliefs = grid[getattr(paths, side)]
        assert beliefs[-1].std() > 0.05  # something was learnt
        for believed in beliefs:
            assert abs(off(believed, prior)) < FAR
            for point in np.unique(believed):
                those = resolute[believed == point]
                if 0 < point < 1:
                    assert abs(off(those, point)) < FAR, (side, point)
                else:
                    assert (those == point).all()


def off(values: NDArray, expected: float) -> float:
    """Standard errors between a mean and what it should be; none if nothing varies."""
    gap = values.mean() - expected
    error = values.std() / np.sqrt(len(values))
    return 0.0 if abs(gap) < 1e-12 else gap / error


@start
@pytest.mark.parametrize("precision", [1.0, 10.0])
def test_mean_present_value_is_what_the_sweep_says(contest, sweep, start, luck, precision):
    solution = sweep[precision]
    paths = walk(contest, solution, start, luck)
    present = paths.present(float(contest.discount))
    expected = value_at(contest, solution, start).value
    for side, name in enumerate(SIDES):
        strategic = present[side, ~paths.resolute[side]]
        assert abs(off(strategic, float(expected[side]))) < FAR, name
        assert strategic.std() / np.sqrt(len(strategic)) < 0.01 * float(expected[side])


def test_a_sender_who_is_bound_is_paid_what_the_sweep_says(contest, luck):
    hold = jnp.zeros_like(contest.beliefs.resolute_sender).at[:, Act.HOLD].set(1.0)
    bound = eqx.tree_at(lambda each: each.bound, contest, hold, is_leaf=lambda leaf: leaf is None)
    solution = small.solved(bound, 3.0)
    paths = walk(bound, solution, OFF_GRID, luck)
    strategic = ~paths.resolute[0]
    assert (paths.act[:, strategic] == Act.HOLD).all()
    value = float(value_at(bound, solution, OFF_GRID).value[0])
    assert abs(off(paths.present(float(bound.discount))[0, strategic], value)) < FAR


@dataclass(frozen=True)
class Stubborn(CommonRandomNumbers):
    """One side's every draw is the same: he departs from his plan, and nobody is told."""

    name: str = "act"
    draw: float = 0.0

    def of(self, quarter: int, name: str) -> NDArray:
        drawn = super().of(quarter, name)
        return np.full_like(drawn, self.draw) if name == self.name else drawn


@pytest.mark.parametrize("precision", [3.0, 30.0])
@pytest.mark.parametrize(("side", "name"), [(0, "act"), (1, "reply")])
def test_no_other_policy_is_paid_more_than_the_best(contest, sweep, side, name, precision):
    """Those that take the first, the middle, the last of what the plan may do, among others."""
    solution = sweep[precision]
    stands = value_at(contest, solution, OFF_GRID)
    value, best = float(stands.value[side]), float(stands.best[side])
    resolute = (0.0, OFF_GRID.target) if side == 0 else (OFF_GRID.sender, 0.0)
    chance = Stubborn.drawn(2, small.SIZE.quarters, PATHS // 2)
    means = []
    for draw in (0.0, 0.4, 0.6, 0.75, 1 - 1e-9):
        other = replace(chance, name=name, draw=draw)
        paths = walk(contest, solution, OFF_GRID, other, resolute)
        present = paths.present(float(contest.discount))[side]
        assert off(present, best) < FAR
        means.append(present.mean())
    assert max(means) > value + 0.2 * (best - value)  # to depart is worth something
    assert min(means) < value


def test_without_accidents_there_are_none(contest, solution, luck):
    calm = eqx.tree_at(lambda each: each.nature.accident, contest, jnp.eye(small.POSTURES.count))
    assert walk(contest, solution, ON_GRID, luck).accident.any()
    assert not walk(calm, solution, ON_GRID, luck).accident.any()


def test_with_the_same_luck_paths_differ_only_once_something_does(contest, solution, luck):
    """The same plans with accidents and without: alike up to each path's first accident."""
    calm = eqx.tree_at(lambda each: each.nature.accident, contest, jnp.eye(small.POSTURES.count))
    ours, theirs = (walk(each, solution, ON_GRID, luck) for each in (contest, calm))
    before = np.cumsum(ours.accident, axis=0) == 0
    for name in ("act", "reply", "build", "answered"):
        same = getattr(ours, name) == getattr(theirs, name)
        assert same[before].all()
    assert (ours.posture != theirs.posture).any()
    again = walk(
        contest, solution, ON_GRID, CommonRandomNumbers.drawn(1, small.SIZE.quarters, PATHS)
    )
    np.testing.assert_array_equal(again.paid, ours.paid)


def test_a_sender_who_is_misled_goes_by_what_he_believes(contest, solution, luck):
    told = replace(ON_GRID, believed=ON_GRID.target)
    same, plain = (walk(contest, solution, each, luck) for each in (told, ON_GRID))
    np.testing.assert_array_equal(same.paid, plain.paid)
    misled = walk(contest, solution, replace(ON_GRID, believed=0.0), luck)
    assert (misled.act != plain.act).any()
    np.testing.assert_array_equal(misled.resolute, plain.resolute)
