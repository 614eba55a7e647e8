"""One quarter of every path: who moves, what it tells, and what nature does."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from ._contest import AXES
from ._postures import Act, Build, Postures, Reply
from ._random_numbers import CommonRandomNumbers, pick, rounded

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


@dataclass(frozen=True)
class Step:
    """One quarter of every path.

    Attributes
    ----------
    contest
        A ``Contest`` whose arrays are NumPy's.
    """

    contest: Any
    postures: Postures
    quarter: int
    types: NDArray[np.bool_]
    numbers: CommonRandomNumbers
    forced: Act | None = None

    def taken(
        self, place: Place, plan: dict[str, NDArray[np.float32]]
    ) -> tuple[Place, dict[str, Any]]:
        """Where every path stands a quarter later, and what happened on the way."""
        began = place
        act, place, paid = self._act(place, plan["act"])
        left = place.posture
        reply, place, more = self._reply(place, plan["reply"])
        answered = place.posture
        build, place, cost = self._build(place, plan["build"])
        stands = place.posture, place.capacity, place.stock, place.coalition
        paid = paid + more + cost
        paid = paid + self.contest.payoffs.flow[(slice(None), *stands)]
        place = self._nature(place)
        names = (*AXES[:-2], "target", "sender")
        row = {name: getattr(began, name) for name in names}
        row |= {"act": act, "reply": reply, "build": build, "left": left, "answered": answered}
        return place, row | {"paid": paid, "accident": place.posture != answered}

    def _act(self, place: Place, logs: NDArray[np.float32]) -> tuple[Whole, Place, Any]:
        payoffs, nature, beliefs = self.contest.payoffs, self.contest.nature, self.contest.beliefs
        resolute = beliefs.resolute_sender[place.posture].T
        own = self._bound(place, logs[(slice(None), *place.seen_by_sender())])
        act = pick(np.where(self.types[0], resolute, own), self._draw("act"))
        act = act if self.forced is None else np.full_like(act, self.forced)
        # The target does not know that the sender is misled, and reads it as if it were not.
        shown = self._bound(place, logs[(slice(None), *place.seen_by_target())])
        grid, never = beliefs.sender, float(beliefs.off_path_sender)
        belief = _bayes(grid[place.sender], resolute, shown, act, never)
        paid = payoffs.act[:, place.posture, act]
        floods = act == Act.FLOOD
        paid = paid + np.where(floods, payoffs.flood[:, place.capacity], 0.0)
        fewer = pick(nature.kill[place.pipeline].T, self._draw("kill"))
        lower = pick(nature.closure[place.capacity].T, self._draw("closure"))
        place = replace(
            place,
            posture=self.postures.after_act[place.posture, act],
            sender=rounded(belief, grid, self.types[0], self._draw("sender")),
            pipeline=np.where(floods, fewer, place.pipeline),
            capacity=np.where(floods, lower, place.capacity),
        )
        return act, place, paid

    def _bound(self, place: Place, logs: NDArray[np.float32]) -> NDArray[np.float64]:
        bound = self.contest.bound
        return np.exp(logs.astype(float)) if bound is None else np.asarray(bound)[place.posture].T

    def _reply(self, place: Place, logs: NDArray[np.float32]) -> tuple[Whole, Place, Any]:
        beliefs = self.contest.beliefs
        resolute = beliefs.resolute_target[place.posture].T.copy()
        if not self.contest.meetings[self.quarter]:
            resolute[Reply.DEAL, self.postures.in_truce[place.posture]] = 0.0
            total = resolute.sum(0)
            resolute[Reply.HOLD, total == 0] = 1.0
            resolute = resolute / resolute.sum(0)
        own, thought = (
            np.exp(logs[(slice(None), *state)].astype(float))
            for state in (place.seen_by_target(), place.seen_by_sender())
        )
        reply = pick(np.where(self.types[1], resolute, own), self._draw("reply"))
        grid, never = beliefs.target, float(beliefs.off_path_target)
        public = _bayes(grid[place.target], resolute, own, reply, never)
        private = _bayes(grid[place.believed], resolute, thought, reply, never)
        paid = self.contest.payoffs.reply[:, place.posture, reply]
        draw = self._draw("target")
        place = replace(
            place,
            posture=self.postures.after_reply[place.posture, reply],
            target=rounded(public, grid, self.types[1], draw),
            believed=rounded(private, grid, self.types[1], draw),
        )
        return reply, place, paid

    def _build(self, place: Place, logs: NDArray[np.float32]) -> tuple[Whole, Place, Any]:
        chances = np.exp(logs[(slice(None), *place.seen_by_target())].astype(float))
        build = pick(chances, self._draw("build"))
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
        return build, place, np.stack([np.zeros_like(cost), cost])

    def _nature(self, place: Place) -> Place:
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


def _bayes(
    belief: NDArray[np.float64],
    resolute: NDArray[np.float64],
    strategic: NDArray[np.float64],
    done: Whole,
    never: float,
) -> NDArray[np.float64]:
    """Belief after what was done."""
    column = np.arange(len(done))
    by_resolute = belief * resolute[done, column]
    either = by_resolute + (1 - belief) * strategic[done, column]
    unseen = np.where(belief < 1, 0.0, never)
    return np.where(either > 0, by_resolute / np.where(either > 0, either, 1.0), unseen)
