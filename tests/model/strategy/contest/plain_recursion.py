"""A contest by plain recursion from a start, one state at a time, as its rules are told in words.

No array of values, no curve and no sweep: a belief is rounded by drawing it up or down for either
type, and every node is left to a root finder.
"""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from functools import cache
from itertools import product
from typing import NamedTuple

import numpy as np
from scipy.optimize import root

from backfire.model.strategy.contest import Act, Build, Contest, Postures, Reply, Start

SENDER, TARGET = 0, 1


class Worth(NamedTuple):
    """Value to the strategic types as they play, and at the best of their own plans."""

    sender: float
    target: float
    best_sender: float
    best_target: float


class State(NamedTuple):
    posture: int
    capacity: int
    pipeline: int
    stock: int
    fear: int
    coalition: int
    target: int
    sender: int


def mean(branches: Iterable[tuple[float, Worth]]) -> Worth:
    total = [0.0] * 4
    for chance, worth in branches:
        for number, value in enumerate(worth):
            total[number] += chance * value
    return Worth(*total)


def plus(worth: Worth, paid) -> Worth:
    sender, target = float(paid[SENDER]), float(paid[TARGET])
    return Worth(*(value + own for value, own in zip(worth, (sender, target) * 2, strict=True)))


class Recursion:
    """Every state that can be reached, once."""

    def __init__(self, contest: Contest, precision: float) -> None:
        self.rules, self.postures = contest, Postures(contest.term)
        self.quarters = len(contest.meetings)
        self.sharp = [precision / float(unit) for unit in contest.unit]
        self.sharp_building = precision / float(contest.unit_of_building)
        self.discount = float(contest.discount)
        self.meetings = [bool(each) for each in contest.meetings]
        parts = {**vars(contest.payoffs), **vars(contest.nature), **vars(contest.beliefs)}
        self.of = {name: np.asarray(table) for name, table in parts.items()}
        self.nodes = 0
        self.before_act = cache(self._before_act)
        self.before_reply = cache(self._before_reply)
        self.before_build = cache(self._before_build)
        self.before_nature = cache(self._before_nature)

    def at(self, start: Start) -> tuple[Worth, Worth]:
        """To the two sides, each of which knows its own type: only the first, and the second."""
        things = (*(start.posture, start.capacity, start.pipeline),)
        things += (start.stock, start.fear, start.coalition)
        drawn = {
            side: roundings(self.grid(side), belief)
            for side, belief in ((SENDER, start.sender), (TARGET, start.target))
        }
        seen = []
        for knows in (SENDER, TARGET):
            branches = []
            for sent, answered in product(drawn[SENDER], drawn[TARGET]):
                chance = sent.chance(knows == SENDER) * answered.chance(knows == TARGET)
                state = State(*things, answered.point, sent.point)
                branches.append((chance, self.before_act(0, state)))
            seen.append(mean(branches))
        return seen[0], seen[1]

    def grid(self, side: int) -> list[float]:
        return [float(each) for each in self.of[("sender", "target")[side]]]

    def _before_act(self, quarter: int, state: State) -> Worth:
        place = state.posture, state.capacity, state.stock
        if quarter == self.quarters:
            sender, target = self.of["after"][(slice(None), *place)]
            return Worth(sender, target, sender, target)
        resolute = self.of["resolute_sender"][state.posture]

        def after(act: int, believed: int) -> Worth:
            paid = self.of["act"][:, state.posture, act]
            goes = state._replace(
                posture=int(self.postures.after_act[state.posture, act]), sender=believed
            )
            if act != Act.FLOOD:
                return plus(self.before_reply(quarter, goes), paid)
            paid = paid + self.of["flood"][:, state.capacity]
            kill, close = self.of["kill"][state.pipeline], self.of["closure"][state.capacity]
            branches = [
                (share * other, self.before_reply(quarter, goes._replace(pipeline=p, capacity=k)))
                for p, share in enumerate(kill)
                for k, other in enumerate(close)
                if share * other
            ]
            return plus(mean(branches), paid)

        return self.watched(SENDER, state.sender, resolute, list(Act), after)

    def _before_reply(self, quarter: int, state: State) -> Worth:
        truce = state.posture >= 15
        may = [each for each in Reply if not (truce and each == Reply.DEAL)]
        may = list(Reply) if self.meetings[quarter] else may
        resolute = self.of["resolute_target"][state.posture].copy()
        resolute[[each for each in Reply if each not in may]] = 0.0
        resolute = resolute / resolute.sum()

        def after(reply: int, believed: int) -> Worth:
            goes = state._replace(
                posture=int(self.postures.after_reply[state.posture, reply]), target=believed
            )
            return plus(self.before_build(quarter, goes), self.of["reply"][:, state.posture, reply])

        return self.watched(TARGET, state.target, resolute, may, after)

    def watched(
        self, side: int, belief: int, resolute, may: list[int], after: Callable[[int, int], Worth]
    ) -> Worth:
        """One who moves, knows his type, and is believed to be resolute with some probability."""
        grid = self.grid(side)
        ends = [[after(each, point) for point in range(len(grid))] for each in may]
        rule = [float(resolute[each]) for each in may]
        prior = grid[belief]

        def told(number: int, share: float) -> list[Rounding]:
            either = prior * rule[number] + (1 - prior) * share
            posterior = prior * rule[number] / either if either > 0 else 1.0
            return roundings(grid, posterior)

        def own(number: int, share: float) -> Worth:
            drawn = told(number, share)
            return mean((each.chance(True), ends[number][each.point]) for each in drawn)

        def off(levels) -> list[float]:
            """Each action against the first: logarithms of odds less what their values say."""
            shares = softmax([0.0, *levels])
            values = [own(number, share)[side] for number, share in enumerate(shares)]
            pairs = zip(levels, values[1:], strict=True)
            return [level - self.sharp[side] * (value - values[0]) for level, value in pairs]

        self.nodes += 1
        shares = softmax(
            [0.0, *self.zero(off, [[each[side] for each in end] for end in ends], side)]
        )
        mine = [own(number, share) for number, share in enumerate(shares)]
        played = mean(zip(shares, mine, strict=True))
        seen = mean(
            (
                prior * rule[number] + (1 - prior) * share,
                mean(
                    (each.chance(False), ends[number][each.point]) for each in told(number, share)
                ),
            )
            for number, share in enumerate(shares)
        )
        best = max(each[side + 2] for each in mine)
        if side == SENDER:
            return Worth(played.sender, seen.target, best, seen.best_target)
        return Worth(seen.sender, played.target, seen.best_sender, best)

    def zero(self, off: Callable, values: list[list[float]], side: int) -> list[float]:
        """Where nothing is off, looked for from what each belief would call for."""
        for point in range(len(values[0])):
            guess = [self.sharp[side] * (each[point] - values[0][point]) for each in values[1:]]
            found = root(off, guess, tol=1e-13)
            if max(map(abs, off(found.x))) < 1e-9:
                return list(found.x)
        raise AssertionError(values)

    def _before_build(self, quarter: int, state: State) -> Worth:
        most_stock, most_waves = (self.of[name].shape[-1] - 1 for name in ("stock", "kill"))
        admitted = float(self.of["admitted"][state.posture])
        ways = []
        for build in Build:
            goes = state
            if build in (Build.PLANTS, Build.BOTH):
                goes = goes._replace(pipeline=min(goes.pipeline + 1, most_waves))
            bought = goes._replace(stock=min(goes.stock + 1, most_stock))
            buys = admitted if build in (Build.STOCKPILE, Build.BOTH) else 0.0
            branches = [(1 - buys, goes), (buys, bought)]
            worth = mean(
                (share, self.before_nature(quarter, to)) for share, to in branches if share
            )
            ways.append(plus(worth, (0.0, self.of["build"][build])))
        shares = softmax([self.sharp_building * way.target for way in ways])
        played = mean(zip(shares, ways, strict=True))
        return played._replace(best_target=max(way.best_target for way in ways))

    def _before_nature(self, quarter: int, state: State) -> Worth:
        of, here = self.of, state.posture
        paid = of["flow"][:, here, state.capacity, state.stock, state.coalition]
        begins = float(of["starts"][here, state.fear, state.coalition])
        branches = []
        for wave, chance in ((0, 1 - begins), (1, begins)):
            waves = min(state.pipeline + wave, of["kill"].shape[-1] - 1)
            come = of["arrival"][waves, state.capacity]
            for p, k in zip(*np.nonzero(come), strict=True):
                after = chance * float(come[p, k])
                rows = (
                    of["stock"][here, k, state.stock],
                    of["fear"][here, state.fear],
                    of["coalition"][here, state.coalition],
                    of["accident"][here],
                )
                for s, u, c, m in product(*(np.flatnonzero(row) for row in rows)):
                    share = after * math.prod(
                        float(row[to]) for row, to in zip(rows, (s, u, c, m), strict=True)
                    )
                    goes = State(*map(int, (m, k, p, s, u, c)), state.target, state.sender)
                    branches.append((share * self.discount, self.before_act(quarter + 1, goes)))
        return plus(mean(branches), paid)


class Rounding(NamedTuple):
    """A point beside a belief, and how likely it is."""

    point: int
    of_strategic: float
    of_either: float

    def chance(self, knows: bool) -> float:
        """To one who knows that the type is the strategic one, or to one who does not."""
        return self.of_strategic if knows else self.of_either


def roundings(grid: list[float], belief: float) -> list[Rounding]:
    """A draw after which the point is what is rightly believed, by the rule of Bayes."""
    for below in range(len(grid) - 1):
        low, high = grid[below], grid[below + 1]
        if belief <= high:
            break
    up = (belief - low) / (high - low)
    strategic = up * (1 - high) / (1 - belief) if high < 1 else 0.0
    return [Rounding(below + 1, strategic, up), Rounding(below, 1 - strategic, 1 - up)]


def softmax(levels: Iterable[float]) -> list[float]:
    listed = list(levels)
    top = max(listed)
    weights = [math.exp(level - top) for level in listed]
    return [weight / sum(weights) for weight in weights]
