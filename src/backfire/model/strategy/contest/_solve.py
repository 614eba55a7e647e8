"""What both sides do in a contest, from the last quarter to the first."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import equinox as eqx
import jax.numpy as jnp
import numpy as np
from jaxtyping import Array, Float

from backfire.errors import SolveError
from backfire.model.strategy import AgentLogit
from backfire.units import PURE

from ._contest import SIDES, Contest
from ._quarter import Care, Plan, Worth, back


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
        Whether plans are kept; without them only values are.
    regret
        Whether the best of each side is worked out as well, which takes half as long again.
    progress
        Called with the quarters solved and all quarters.

    Raises
    ------
    SolveError
        With every problem found: a hole in the payoffs, a probability that is none, a horizon
        shorter than a truce, a precision of zero or infinity.
    """
    problems = contest.faults()
    precision = float(concept.precision)
    if not (np.isfinite(precision) and precision > 0):
        problems.append(f"precision: must be above zero and finite, got {precision}")
    if problems:
        where = "the contest"
        raise SolveError(where, problems)
    sharp = precision / jnp.asarray(contest.unit, float)
    worth = _last(contest, regret)
    guess: Plan | None = None
    plans: list[Plan] = []
    care = Care(jnp.zeros(()), jnp.zeros((), int), jnp.zeros((), int))
    for done, quarter in enumerate(reversed(range(contest.quarters)), 1):
        worth, guess, now = back(contest, sharp, contest.meetings[quarter], worth, guess)
        care = _joined(care, now)
        if keep:
            plans.append(_short(guess))
        if progress is not None:
            progress(done, contest.quarters)
    return Solution(
        plans=tuple(reversed(plans)),
        worth=worth,
        residual=care.residual,
        unsolved=care.unsolved,
        several=care.several,
        nodes=len(SIDES) * contest.quarters * int(np.prod(contest.shape)),
    )


def _last(contest: Contest, regret: bool) -> Worth:
    """What follows the last quarter, at every state."""
    after = contest.payoffs.after[:, :, :, None, :, None, None, None, None]
    value = jnp.broadcast_to(after, (len(SIDES), *contest.shape)).astype(float)
    return Worth(value, value if regret else None)


def _joined(one: Care, other: Care) -> Care:
    return Care(
        jnp.maximum(one.residual, other.residual),
        one.unsolved + other.unsolved,
        one.several + other.several,
    )


def _short(plan: Plan) -> Plan:
    """The same in single precision, of which forty quarters fit into memory."""
    act, reply, build = (leaf.astype(jnp.float32) for leaf in (plan.act, plan.reply, plan.build))
    return Plan(act, reply, build)
