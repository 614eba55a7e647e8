"""Paths of a contest as it may go, drawn from the plans of both sides."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import jax
import numpy as np
from numpy.typing import NDArray

from ._chance import CommonRandomNumbers, rounded
from ._contest import AXES, Contest, Start
from ._postures import Act
from ._solve import Solution
from ._step import Place, Step, Whole, after


@dataclass(frozen=True)
class Paths:
    """What happened on every path; the quarter comes first, the path last.

    Attributes
    ----------
    posture, capacity, pipeline, stock, fear, coalition, target, sender
        Where each quarter began.
    act, reply, build
        What was done.
    left, answered
        Posture after the sender has acted, and after the target has answered.
    paid
        What each side was paid in each quarter, in USD of that quarter, sender first.
    after
        Value of what follows the last quarter, USD of the quarter after it, sender first.
    accident
        Whether a step was taken that nobody ordered.
    resolute
        Whether the sender, and the target, is of the resolute type.
    """

    posture: Whole
    capacity: Whole
    pipeline: Whole
    stock: Whole
    fear: Whole
    coalition: Whole
    target: Whole
    sender: Whole
    act: Whole
    reply: Whole
    build: Whole
    left: Whole
    answered: Whole
    paid: NDArray[np.float64]
    after: NDArray[np.float64]
    accident: NDArray[np.bool_]
    resolute: NDArray[np.bool_]

    def states(self, quarter: int) -> tuple[Whole, ...]:
        """Where every path stands at the beginning of a quarter, along the axes of a state."""
        return tuple(getattr(self, name)[quarter] for name in AXES)

    def present(self, discount: float) -> NDArray[np.float64]:
        """Present value to both sides, by path, USD."""
        quarters = self.paid.shape[1]
        weights = discount ** np.arange(quarters)
        return np.einsum("aqn,q->an", self.paid, weights) + discount**quarters * self.after


def walk(
    contest: Contest,
    solution: Solution,
    start: Start,
    numbers: CommonRandomNumbers,
    resolute: tuple[float, float] | None = None,
    first: Act | None = None,
) -> Paths:
    """Draw paths of the contest from a start.

    Beliefs are moved by the rule of Bayes and rounded to the grid by a draw that keeps their mean,
    so that the paths are those of the very game that was solved.

    Parameters
    ----------
    solution
        With its plans.
    numbers
        Uniform numbers; the same ones make two contests comparable path by path.
    resolute
        True probability that the sender, and the target, is resolute; the start's by default.
    first
        What the sender does in the first quarter, whatever its type and its plan; the target reads
        it as if it had been a choice.
    """
    plain = jax.tree.map(np.asarray, contest)
    postures = contest.postures
    chance = resolute or (start.sender, start.target)
    types = np.stack([numbers.types[0] < chance[0], numbers.types[1] < chance[1]])
    place = begun(contest, start, types, numbers)
    rows: list[dict[str, Any]] = []
    for quarter, plan in enumerate(solution.plans):
        forced = first if quarter == 0 else None
        logs = {name: np.asarray(leaf) for name, leaf in vars(plan).items()}
        step = Step(plain, postures, quarter, types, numbers, logs, forced)
        place, row = step.taken(place)
        rows.append(row)
    joined = {name: np.stack([row[name] for row in rows]) for name in rows[0]}
    paid = np.moveaxis(joined.pop("paid"), 1, 0)
    return Paths(**joined, paid=paid, after=after(plain, place), resolute=types)


def begun(
    contest: Contest, start: Start, types: NDArray[np.bool_], numbers: CommonRandomNumbers
) -> Place:
    """Where every path begins; beliefs are rounded to the grid by what each side truly is."""
    shape = (numbers.paths,)
    grids = np.asarray(contest.beliefs.target), np.asarray(contest.beliefs.sender)
    believed = start.target if start.believed is None else start.believed
    names = AXES[:-2]
    return Place(
        **{name: np.full(shape, getattr(start, name)) for name in names},
        target=rounded(np.full(shape, start.target), grids[0], types[1], numbers.begun[0]),
        sender=rounded(np.full(shape, start.sender), grids[1], types[0], numbers.begun[1]),
        believed=rounded(np.full(shape, believed), grids[0], types[1], numbers.begun[0]),
    )
