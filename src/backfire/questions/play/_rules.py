"""One path of a contest, move by move: what each move leads to, tells and pays.

The order of moves and the use of luck are those of ``walk``, so that a match in which both sides
are left to the model is one of its paths.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

import numpy as np

from backfire.model.strategy.contest import AXES, Act, Build, Reply
from backfire.questions.game import SENDER, TARGET

if TYPE_CHECKING:
    from collections.abc import Mapping

    from numpy.typing import NDArray

    from backfire.model.strategy.contest import CommonRandomNumbers, Contest, Plan, Start
    from backfire.results.match import Asked

    Numbers = NDArray[np.float64]

MOVER: Mapping[Asked, int] = {"act": SENDER, "reply": TARGET, "build": TARGET}
"""Who is asked."""
AFTER: Mapping[Asked, Asked] = {"act": "reply", "reply": "build", "build": "act"}
"""What is asked for next."""
NOTHING = np.zeros(2)


@dataclass(frozen=True)
class Place:
    """Where a match stands, as positions on the axes of a state."""

    posture: int
    capacity: int
    pipeline: int
    stock: int
    fear: int
    coalition: int
    target: int
    sender: int

    @property
    def state(self) -> tuple[int, ...]:
        """The same in the order of the axes."""
        return tuple(getattr(self, name) for name in AXES)


@dataclass(frozen=True)
class Rules:
    """A contest and its plans, the luck of one path, and what the two sides truly are.

    Attributes
    ----------
    contest
        With NumPy arrays.
    resolute
        Whether the sender, and the target, is of the resolute type.
    """

    contest: Contest
    plans: tuple[Plan, ...]
    luck: CommonRandomNumbers
    resolute: tuple[bool, bool]

    def begun(self, start: Start) -> Place:
        """Where the first quarter begins; beliefs are rounded to the grid."""
        things = {name: int(getattr(start, name)) for name in AXES[:-2]}
        beliefs = self.contest.beliefs
        draws = self.luck.begun[:, 0]
        of_target, of_sender = self.resolute[TARGET], self.resolute[SENDER]
        return Place(
            **things,
            target=_rounded(start.target, np.asarray(beliefs.target), of_target, draws[0]),
            sender=_rounded(start.sender, np.asarray(beliefs.sender), of_sender, draws[1]),
        )

    def logs(self, quarter: int, asked: Asked, place: Place) -> Numbers:
        """Logarithm of the probability of each move by the plan of the strategic type."""
        plan = np.asarray(getattr(self.plans[quarter], asked))
        return plan[(slice(None), *place.state)].astype(float)

    def allowed(self, quarter: int, asked: Asked, place: Place) -> NDArray[np.bool_]:
        """Which moves can be made: a truce is renewed at meetings alone."""
        moves = np.ones(len(MOVES[asked]), dtype=bool)
        if asked == "reply" and self.contest.postures.in_truce[place.posture]:
            moves[Reply.DEAL] = bool(self.contest.meetings[quarter])
        return moves

    def rule(self, quarter: int, asked: Asked, place: Place) -> Numbers:
        """Probability of each move if the mover is resolute; what it builds is by the plan."""
        if asked == "build":
            return np.exp(self.logs(quarter, asked, place))
        beliefs = self.contest.beliefs
        table = beliefs.resolute_sender if asked == "act" else beliefs.resolute_target
        rule = np.where(self.allowed(quarter, asked, place), np.asarray(table)[place.posture], 0.0)
        if rule.sum() == 0:
            rule[Reply.HOLD] = 1.0
        return rule if asked == "act" else rule / rule.sum()

    def drawn(self, quarter: int, asked: Asked, place: Place) -> int:
        """The move that the luck of the quarter picks for what the mover truly is."""
        if self.resolute[MOVER[asked]]:
            chances = self.rule(quarter, asked, place)
        else:
            chances = np.exp(self.logs(quarter, asked, place))
        return _picked(chances, self._luck(quarter, asked))

    def posterior(self, quarter: int, asked: Asked, place: Place) -> Numbers | None:
        """Belief that the mover is resolute after each move; nothing if no move tells anything."""
        if asked == "build":
            return None
        beliefs = self.contest.beliefs
        name, never = ("sender", beliefs.off_path_sender)
        if asked == "reply":
            name, never = ("target", beliefs.off_path_target)
        before = float(np.asarray(getattr(beliefs, name))[getattr(place, name)])
        resolute = before * self.rule(quarter, asked, place)
        either = resolute + (1 - before) * np.exp(self.logs(quarter, asked, place))
        unseen = 0.0 if before < 1 else float(never)
        return np.where(either > 0, resolute / np.where(either > 0, either, 1.0), unseen)

    def made(self, quarter: int, asked: Asked, place: Place, move: int) -> tuple[Place, Numbers]:
        """Where a move leads, and what it pays both sides by itself, USD."""
        if asked == "act":
            return self._acted(quarter, place, move)
        if asked == "reply":
            return self._answered(quarter, place, move)
        return self._invested(quarter, place, move)

    def flow(self, place: Place) -> Numbers:
        """What the quarter pays both sides once all moves are made, USD."""
        paid = np.asarray(self.contest.payoffs.flow)
        return paid[:, place.posture, place.capacity, place.stock, place.coalition]

    def after(self, place: Place) -> Numbers:
        """What follows the last quarter is worth to both sides at its end, USD."""
        return np.asarray(self.contest.payoffs.after)[:, place.posture, place.capacity, place.stock]

    def _acted(self, quarter: int, place: Place, act: int) -> tuple[Place, Numbers]:
        payoffs, nature = self.contest.payoffs, self.contest.nature
        paid = np.asarray(payoffs.act)[:, place.posture, act]
        pipeline, capacity = place.pipeline, place.capacity
        if act == Act.FLOOD:
            paid = paid + np.asarray(payoffs.flood)[:, capacity]
            kill, closure = np.asarray(nature.kill), np.asarray(nature.closure)
            pipeline = _picked(kill[pipeline], self._luck(quarter, "kill"))
            capacity = _picked(closure[capacity], self._luck(quarter, "closure"))
        return (
            replace(
                place,
                posture=int(self.contest.postures.after_act[place.posture, act]),
                sender=self._believed(quarter, "act", place, act),
                pipeline=pipeline,
                capacity=capacity,
            ),
            paid,
        )

    def _answered(self, quarter: int, place: Place, reply: int) -> tuple[Place, Numbers]:
        paid = np.asarray(self.contest.payoffs.reply)[:, place.posture, reply]
        return (
            replace(
                place,
                posture=int(self.contest.postures.after_reply[place.posture, reply]),
                target=self._believed(quarter, "reply", place, reply),
            ),
            paid,
        )

    def _invested(self, quarter: int, place: Place, build: int) -> tuple[Place, Numbers]:
        _, _, pipelines, stocks, *_ = self.contest.shape
        admitted = np.asarray(self.contest.nature.admitted)[place.posture]
        bought = build in {Build.STOCKPILE, Build.BOTH}
        bought = bought and self._luck(quarter, "admitted") < admitted
        begun = build in {Build.PLANTS, Build.BOTH}
        cost = np.array([0.0, float(self.contest.payoffs.build[build])])
        return (
            replace(
                place,
                stock=min(place.stock + bought, stocks - 1),
                pipeline=min(place.pipeline + begun, pipelines - 1),
            ),
            cost,
        )

    def passed(self, quarter: int, place: Place) -> Place:
        """Where nature leads: plants, stocks, buyers, third parties, and steps nobody ordered."""
        nature = self.contest.nature
        _, capacities, pipelines, *_ = self.contest.shape
        begins = np.asarray(nature.starts)[place.posture, place.fear, place.coalition]
        wave = self._luck(quarter, "starts") < begins
        pipeline = min(place.pipeline + wave, pipelines - 1)
        both = np.asarray(nature.arrival)[pipeline, place.capacity].ravel()
        pipeline, capacity = divmod(_picked(both, self._luck(quarter, "arrival")), capacities)
        stock = np.asarray(nature.stock)[place.posture, capacity, place.stock]
        fear = np.asarray(nature.fear)[place.posture, place.fear]
        coalition = np.asarray(nature.coalition)[place.posture, place.coalition]
        return replace(
            place,
            pipeline=pipeline,
            capacity=capacity,
            stock=_picked(stock, self._luck(quarter, "stock")),
            fear=_picked(fear, self._luck(quarter, "fear")),
            coalition=_picked(coalition, self._luck(quarter, "coalition")),
            posture=self._stumbled(quarter, place.posture),
        )

    def _stumbled(self, quarter: int, posture: int) -> int:
        """Where a step that nobody ordered leads, if one is taken."""
        chances = np.asarray(self.contest.nature.accident)[posture].copy()
        moved = 1 - chances[posture]
        if self._luck(quarter, "accident") >= moved:
            return posture
        chances[posture] = 0.0
        return _picked(chances / moved, self._luck(quarter, "where"))

    def _believed(self, quarter: int, asked: Asked, place: Place, move: int) -> int:
        """Point of the grid at which the mover's belief comes to lie."""
        posterior = self.posterior(quarter, asked, place)
        assert posterior is not None
        name = "sender" if asked == "act" else "target"
        grid = np.asarray(getattr(self.contest.beliefs, name))
        draw = self._luck(quarter, name)
        return _rounded(float(posterior[move]), grid, self.resolute[MOVER[asked]], draw)

    def _luck(self, quarter: int, name: str) -> float:
        return float(self.luck.of(quarter, name)[0])


MOVES: Mapping[Asked, type[Act] | type[Reply] | type[Build]] = {
    "act": Act,
    "reply": Reply,
    "build": Build,
}
"""All moves, by what is asked for."""


def _picked(chances: Numbers, draw: float) -> int:
    """Which of some things happens."""
    return min(int((draw >= np.cumsum(chances)).sum()), len(chances) - 1)


def _rounded(belief: float, grid: Numbers, resolute: bool, draw: float) -> int:
    """A point of the grid beside a belief; one who is resolute is rounded up more often."""
    below = int(np.clip(np.searchsorted(grid, belief, side="right") - 1, 0, len(grid) - 2))
    low, high = grid[below], grid[below + 1]
    part = (belief - low) / (high - low)
    if resolute:
        up = high * part / (belief if belief > 0 else 1.0)
    else:
        up = (1 - high) * part / (1 - belief if belief < 1 else 1.0)
    return below + int(draw < up)
