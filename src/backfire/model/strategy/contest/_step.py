"""One quarter of every path: who moves, what it tells, and what nature does."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ._chance import CommonRandomNumbers, pick, rounded
from ._contest import AXES
from ._postures import Act, Build, Postures, Reply

Whole = NDArray[np.int64]


@dataclass(frozen=True)
class Place:
    """Where every path stands, as positions on the axes of a state.

    Attributes
    ----------
    believed
        The belief about the target that the sender goes by; the public one unless it is misled.
    """

    posture: Whole
    capacity: Whole
    pipeline: Whole
    stock: Whole
    fear: Whole
    coalition: Whole
    target: Whole
    sender: Whole
    believed: Whole

    def seen_by_target(self) -> tuple[Whole, ...]:
        """The state with the public belief about the target."""
        return (*self._things(), self.target, self.sender)

    def seen_by_sender(self) -> tuple[Whole, ...]:
        """The state with the belief that the sender goes by."""
        return (*self._things(), self.believed, self.sender)

    def _things(self) -> tuple[Whole, ...]:
        return (
            *(self.posture, self.capacity, self.pipeline),
            *(self.stock, self.fear, self.coalition),
        )


class Move(StrEnum):
    """What is asked for in a quarter: the sender's act, the target's reply, what it builds."""

    ACT = "act"
    REPLY = "reply"
    BUILD = "build"

    @property
    def mover(self) -> int:
        """Row of the side that is asked: 0 for the sender, 1 for the target."""
        return 0 if self is Move.ACT else 1

    @property
    def choices(self) -> type[Act | Reply | Build]:
        """What can be done."""
        return {Move.ACT: Act, Move.REPLY: Reply, Move.BUILD: Build}[self]


@dataclass(frozen=True)
class Step:
    """One quarter of every path, move by move.

    Attributes
    ----------
    contest
        A ``Contest`` whose arrays are NumPy's.
    plan
        Logarithms of the probability of each choice, by move, choice and state.
    """

    contest: Any
    postures: Postures
    quarter: int
    types: NDArray[np.bool_]
    numbers: CommonRandomNumbers
    plan: Mapping[str, NDArray[np.float32]]
    forced: Act | None = None

    def taken(self, place: Place) -> tuple[Place, dict[str, Any]]:
        """Where every path stands a quarter later, and what happened on the way."""
        names = (*AXES[:-2], "target", "sender")
        row = {name: getattr(place, name) for name in names}
        postures: list[Whole] = []
        paid: Any = 0.0
        for move in Move:
            done = self.drawn(move, place)
            place, more = self.made(move, place, done)
            paid = paid + more
            postures.append(place.posture)
            row[move.value] = done
        paid = paid + self.flow(place)
        ends = self.passed(place)
        row |= {"left": postures[0], "answered": postures[1], "paid": paid}
        return ends, row | {"accident": ends.posture != place.posture}

    def drawn(self, move: Move, place: Place) -> Whole:
        """What every path's mover does, by its type."""
        own = self.chances(move, place)
        if move is not Move.BUILD:
            own = np.where(self.types[move.mover], self.rule(move, place), own)
        done = pick(own, self._draw(move.value))
        forced = move is Move.ACT and self.forced is not None
        return np.full_like(done, self.forced) if forced else done

    def chances(self, move: Move, place: Place) -> NDArray[np.float64]:
        """Probability of each choice by the plan of the strategic type."""
        seen = place.seen_by_sender if move is Move.ACT else place.seen_by_target
        return self._shown(move, place, seen())

    def allowed(self, move: Move, place: Place) -> NDArray[np.bool_]:
        """Whether each choice can be made: a truce is renewed at meetings alone."""
        found = np.ones((len(move.choices), len(place.posture)), dtype=bool)
        if move is Move.REPLY and not self.contest.meetings[self.quarter]:
            found[Reply.DEAL, self.postures.in_truce[place.posture]] = False
        return found

    def rule(self, move: Move, place: Place) -> NDArray[np.float64]:
        """Probability of each choice of the resolute type, which builds by the plan."""
        beliefs = self.contest.beliefs
        if move is Move.BUILD:
            return self.chances(move, place)
        if move is Move.ACT:
            return beliefs.resolute_sender[place.posture].T
        if self.contest.meetings[self.quarter]:
            return beliefs.resolute_target[place.posture].T
        rule = np.where(self.allowed(move, place), beliefs.resolute_target[place.posture].T, 0.0)
        rule[Reply.HOLD, rule.sum(0) == 0] = 1.0
        return rule / rule.sum(0)

    def posterior(self, move: Move, place: Place) -> NDArray[np.float64]:
        """Public belief that the mover is resolute after each choice, by the rule of Bayes.

        The target does not know that the sender is misled, and reads it as if it were not.
        """
        beliefs = self.contest.beliefs
        if move is Move.ACT:
            before, never = beliefs.sender[place.sender], beliefs.off_path_sender
        else:
            before, never = beliefs.target[place.target], beliefs.off_path_target
        shown = self._shown(move, place, place.seen_by_target())
        return _bayes(before, self.rule(move, place), shown, float(never))

    def made(self, move: Move, place: Place, done: Whole) -> tuple[Place, NDArray[np.float64]]:
        """Where a choice leads on every path, and what it pays both sides by itself, USD."""
        return {Move.ACT: self._act, Move.REPLY: self._reply, Move.BUILD: self._build}[move](
            place, done
        )

    def flow(self, place: Place) -> NDArray[np.float64]:
        """What the quarter pays both sides once all moves are made, USD."""
        stands = place.posture, place.capacity, place.stock, place.coalition
        return self.contest.payoffs.flow[(slice(None), *stands)]

    def advantage(self, move: Move, place: Place, precision: float) -> NDArray[np.float64]:
        """What each choice is worth against the best that can be made, USD of the quarter.

        In logit choice log probabilities differ as values do, over the unit.
        """
        seen = place.seen_by_sender() if move is Move.ACT else place.seen_by_target()
        logs = self.plan[move.value][(slice(None), *seen)].astype(float)
        best = np.where(self.allowed(move, place), logs, -np.inf).max(0)
        sharper = float(self.contest.building_over_answers) if move is Move.BUILD else 1.0
        return float(self.contest.unit[move.mover]) / precision / sharper * (logs - best)

    def _shown(self, move: Move, place: Place, state: tuple[Whole, ...]) -> NDArray[np.float64]:
        """Probability of each choice by the plan in a state as one side sees it."""
        if move is Move.ACT and self.contest.bound is not None:
            return np.asarray(self.contest.bound)[place.posture].T
        return np.exp(self.plan[move.value][(slice(None), *state)].astype(float))

    def _act(self, place: Place, act: Whole) -> tuple[Place, NDArray[np.float64]]:
        payoffs, nature, grid = (
            self.contest.payoffs,
            self.contest.nature,
            self.contest.beliefs.sender,
        )
        belief = _of(self.posterior(Move.ACT, place), act)
        floods = act == Act.FLOOD
        paid = payoffs.act[:, place.posture, act]
        paid = paid + np.where(floods, payoffs.flood[:, place.capacity], 0.0)
        fewer = pick(nature.kill[place.pipeline].T, self._draw("kill"))
        lower = pick(nature.closure[place.capacity].T, self._draw("closure"))
        return (
            replace(
                place,
                posture=self.postures.after_act[place.posture, act],
                sender=rounded(belief, grid, self.types[0], self._draw("sender")),
                pipeline=np.where(floods, fewer, place.pipeline),
                capacity=np.where(floods, lower, place.capacity),
            ),
            paid,
        )

    def _reply(self, place: Place, reply: Whole) -> tuple[Place, NDArray[np.float64]]:
        beliefs, draw = self.contest.beliefs, self._draw("target")
        grid, never = beliefs.target, float(beliefs.off_path_target)
        thought = self._shown(Move.REPLY, place, place.seen_by_sender())
        private = _bayes(grid[place.believed], self.rule(Move.REPLY, place), thought, never)
        public = self.posterior(Move.REPLY, place)
        return (
            replace(
                place,
                posture=self.postures.after_reply[place.posture, reply],
                target=rounded(_of(public, reply), grid, self.types[1], draw),
                believed=rounded(_of(private, reply), grid, self.types[1], draw),
            ),
            self.contest.payoffs.reply[:, place.posture, reply],
        )

    def _build(self, place: Place, build: Whole) -> tuple[Place, NDArray[np.float64]]:
        admitted = self._draw("admitted") < self.contest.nature.admitted[place.posture]
        stores = (build == Build.STOCKPILE) | (build == Build.BOTH)
        builds = (build == Build.PLANTS) | (build == Build.BOTH)
        shape = self.contest.shape
        cost = self.contest.payoffs.build[build]
        place = replace(
            place,
            stock=np.minimum(place.stock + (stores & admitted), shape[3] - 1),
            pipeline=np.minimum(place.pipeline + builds, shape[2] - 1),
        )
        return place, np.stack([np.zeros_like(cost), cost])

    def passed(self, place: Place) -> Place:
        """Where nature leads: plants, stocks, buyers, third parties, and steps nobody ordered."""
        nature, shape = self.contest.nature, self.contest.shape
        begins = nature.starts[place.posture, place.fear, place.coalition]
        wave = self._draw("starts") < begins
        pipeline = np.minimum(place.pipeline + wave, shape[2] - 1)
        both = nature.arrival[pipeline, place.capacity]
        which = pick(both.reshape(len(both), -1).T, self._draw("arrival"))
        pipeline, capacity = np.divmod(which, shape[1])
        stock = nature.stock[place.posture, capacity, place.stock]
        fear = nature.fear[place.posture, place.fear]
        coalition = nature.coalition[place.posture, place.coalition]
        accident = nature.accident[place.posture]
        return replace(
            place,
            pipeline=pipeline,
            capacity=capacity,
            stock=pick(stock.T, self._draw("stock")),
            fear=pick(fear.T, self._draw("fear")),
            coalition=pick(coalition.T, self._draw("coalition")),
            posture=self._after(place.posture, accident),
        )

    def _after(self, posture: Whole, chances: NDArray[np.float64]) -> Whole:
        """Where accidents lead; the posture itself comes first, so that fewer are fewer."""
        stays = chances[np.arange(len(posture)), posture]
        moved = chances.copy()
        moved[np.arange(len(posture)), posture] = 0.0
        which = pick(moved.T / np.maximum(1 - stays, 1e-300), self._draw("where"))
        return np.where(self._draw("accident") < 1 - stays, which, posture)

    def _draw(self, name: str) -> NDArray[np.float64]:
        return self.numbers.of(self.quarter, name)


def after(contest: Any, place: Place) -> NDArray[np.float64]:
    """What follows the last quarter is worth to both sides at its end, USD."""
    paid = np.asarray(contest.payoffs.after)
    return paid[:, place.posture, place.capacity, place.stock]


def _bayes(
    belief: NDArray[np.float64],
    resolute: NDArray[np.float64],
    strategic: NDArray[np.float64],
    never: float,
) -> NDArray[np.float64]:
    """Belief after each choice."""
    by_resolute = belief * resolute
    either = by_resolute + (1 - belief) * strategic
    unseen = np.where(belief < 1, 0.0, never)
    return np.where(either > 0, by_resolute / np.where(either > 0, either, 1.0), unseen)


def _of(by_choice: NDArray[np.float64], done: Whole) -> NDArray[np.float64]:
    """What belongs to the choice that each path made."""
    return by_choice[done, np.arange(len(done))]
