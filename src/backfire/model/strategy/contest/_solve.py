"""What both sides do in a contest, from the last quarter to the first, and what that is worth."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import equinox as eqx
import jax.numpy as jnp
import numpy as np
from jaxtyping import Array, Float

from backfire.errors import SolveError
from backfire.model.strategy import AgentLogit
from backfire.units import PURE, USD

from ._contest import AXES, SIDES, Beliefs, Contest, Start
from ._curve import Curve, OwnCurve
from ._node_solver import SolveStatistics
from ._quarter import Plan, Worth, back


class Solution(eqx.Module):
    """What the strategic types do in every quarter, and what that is worth to them."""

    plans: tuple[Plan, ...]
    """One for each quarter, in single precision; none if they were not kept."""
    worth: Worth
    """At the start of the first quarter."""
    residual: Annotated[Float[Array, ""], PURE]
    """Largest distance of a log probability from the logit response to it."""
    unsolved: Annotated[Float[Array, ""], PURE]
    """Nodes, over all quarters, at which it stayed above 1e-8; they are not in the residual."""
    several: Annotated[Float[Array, ""], PURE]
    """Nodes at which there may be a second answer."""
    nodes: int = eqx.field(static=True)
    """Nodes in all, at which one who is watched moves."""


def solve(
    contest: Contest,
    concept: AgentLogit,
    keep: bool = True,
    regret: bool = True,
    progress: Callable[[int, int], None] | None = None,
) -> Solution:
    """What both sides do in every quarter at every state, in logit agent equilibrium.

    One sweep from the last quarter to the first: every node is one player's, and what follows it
    is known, so that no outer fixed point is needed. Inside a node the value of an action depends
    on its own probability through the belief that it leaves (McKelvey and Palfrey 1998). The best
    each side could do against the other's plan is worked out in the same sweep, exactly.

    Parameters
    ----------
    contest
        What each posture pays, what nature does, and what the resolute types do.
    concept
        How sharply the better action is preferred, over each side's unit.
    keep
        Whether plans are returned; values are in any case.
    regret
        Whether the best of each side is worked out as well, which takes half as long again.
    progress
        Called with the quarters solved and all quarters.

    Raises
    ------
    SolveError
        With every problem found: a gap in the payoffs, a probability that is none, a horizon
        shorter than a truce, a precision of zero or infinity.
    """
    problems = [*contest.faults(), *concept.faults()]
    if problems:
        where = "the contest"
        raise SolveError(where, problems)
    sharp = float(concept.precision) / jnp.asarray(contest.unit, float)
    worth = _last(contest, regret)
    guess: Plan | None = None
    plans: list[Plan] = []
    statistics = SolveStatistics.none()
    for done, quarter in enumerate(reversed(range(contest.quarters)), 1):
        worth, guess, now = back(contest, sharp, contest.meetings[quarter], worth, guess)
        statistics = statistics.joined(now)
        if keep:
            plans.append(_short(guess))
        if progress is not None:
            progress(done, contest.quarters)
    return Solution(
        plans=tuple(reversed(plans)),
        worth=worth,
        residual=statistics.residual,
        unsolved=statistics.unsolved,
        several=statistics.several,
        nodes=len(SIDES) * contest.quarters * int(np.prod(contest.shape)),
    )


def _last(contest: Contest, regret: bool) -> Worth:
    """What follows the last quarter, at every state."""
    after = contest.payoffs.after[:, :, :, None, :, None, None, None, None]
    value = jnp.broadcast_to(after, (len(SIDES), *contest.shape)).astype(float)
    return Worth(value, value if regret else None)


def _short(plan: Plan) -> Plan:
    """The same in single precision, of which forty quarters fit into memory."""
    act, reply, build = (leaf.astype(jnp.float32) for leaf in (plan.act, plan.reply, plan.build))
    return Plan(act, reply, build)


class Valuation(eqx.Module):
    """Values of the strategic types at a start, sender first."""

    value: Annotated[Float[Array, " side"], USD]
    """As both play."""
    best: Annotated[Float[Array, " side"], USD]
    """By the best of all plans against the other's; NaN where it was not worked out."""

    @property
    def regret(self) -> Float[Array, " side"]:
        """What is forgone, USD."""
        return self.best - self.value

    def share(self) -> Annotated[Float[Array, " side"], PURE]:
        """What is forgone, over the value of what it does."""
        return self.regret / jnp.abs(self.value)


def value_at(contest: Contest, solution: Solution, start: Start) -> Valuation:
    """What a start is worth to both sides, at beliefs that need not lie on the grid.

    Parameters
    ----------
    start
        Where the contest begins; a belief of the sender's own is left out.
    """
    place = tuple(getattr(start, name) for name in AXES[:-2])
    beliefs = contest.beliefs

    def at(worth: Float[Array, "side *state"]) -> Float[Array, " side"]:
        here = worth[(slice(None), *place)]
        row = (OwnCurve, Curve), (Curve, OwnCurve)
        return jnp.stack(
            [
                _at(values, beliefs, start, of_sender, of_target)
                for values, (of_sender, of_target) in zip(here, row, strict=True)
            ]
        )

    value, best = at(solution.worth.value), solution.worth.best
    return Valuation(value, jnp.full_like(value, jnp.nan) if best is None else at(best))


def _at(
    values: Float[Array, "target sender"],
    beliefs: Beliefs,
    start: Start,
    of_sender: type[Curve] | type[OwnCurve],
    of_target: type[Curve] | type[OwnCurve],
) -> Float[Array, ""]:
    """One side's value between the points of the two grids."""
    row = of_sender(values, beliefs.sender, 1).at(jnp.array([[start.sender]]))[0]
    return of_target(row, beliefs.target, 0).at(jnp.array([[start.target]]))[0][0, 0]
