"""The logit choice of a mover whose actions tell its type, at every state at once."""

from __future__ import annotations

from collections.abc import Callable
from functools import reduce
from typing import Annotated

import equinox as eqx
import jax
import jax.numpy as jnp
from jaxtyping import Array, Bool, Float

from backfire.units import PURE, SHARE

from ._curve import OwnCurve

ByAct = Float[Array, "act *state"]
"""One value for every action at every state."""
ENOUGH = 1e-9
"""Longest step of the logarithm of a probability after which a node is solved."""
MOST = 16
"""Newton steps after which a node is handed to the slower search."""
FEW = 1e-3
"""Share of the nodes that may be handed to it before."""
LONGEST = 4.0
"""Longest step of the logarithm of a probability: beyond it the line says nothing."""
SHORTER = 0.4
"""Share of that length which is left of it when a step turns back."""
LEAST_SLOPE = 0.1
"""Least element of the diagonal, where value falls with reputation."""


class Node(eqx.Module):
    """The mover at each state: the belief about it, its resolute type, and what actions lead to.

    The action is the first axis; the others are those of the state.
    """

    curve: OwnCurve
    """Precision times what each action is worth at each belief that it can leave."""
    belief: Annotated[Float[Array, "1 *state"], SHARE]
    """Belief before the move; axes along which it does not differ have length one."""
    resolute: Annotated[Float[Array, "act *state"], SHARE]
    """Probability of each action of the resolute type."""
    allowed: Annotated[Bool[Array, "act *state"], PURE]
    """Whether each action can be taken."""
    off_path: Annotated[Float[Array, ""], SHARE]
    """Belief after what neither type would do."""

    def posterior(self, log: ByAct) -> ByAct:
        """Belief after each action, by the rule of Bayes."""
        return self.believed(jnp.exp(log))

    def believed(self, own: ByAct) -> ByAct:
        """The same from the probabilities themselves."""
        resolute = self.belief * self.resolute
        either = resolute + (1 - self.belief) * own
        never = jnp.where(self.belief < 1, 0.0, self.off_path)
        return jnp.where(either > 0, resolute / jnp.where(either > 0, either, 1.0), never)

    def seen(self, log: ByAct) -> ByAct:
        """Probability of each action to one who does not know the type."""
        return self.belief * self.resolute + (1 - self.belief) * jnp.exp(log)

    def worth(self, posterior: ByAct) -> tuple[ByAct, ByAct]:
        """Precision times value of each action at its own posterior, and its slope."""
        value, slope = self.curve.at(posterior)
        return jnp.where(self.allowed, value, NEVER), jnp.where(self.allowed, slope, 0.0)

    def several(self) -> Bool[Array, "*state"]:
        """Whether there may be a second answer: value falls so fast at some belief, not only here.

        Where it does not, each action's level falls with its own probability throughout. Only
        beliefs count that an answer can leave: no action is taken more often than if it were worth
        the most that it can be and the others the least.
        """
        low, high = (jnp.where(self.allowed, end, NEVER) for end in self.curve.ends())
        least, most = (
            self.believed(_alone(own, others)) for own, others in ((high, low), (low, high))
        )
        tells = self.allowed & (least > 0) & (self.belief < 1)
        return (tells & (self.curve.steepest_fall(least, most) >= 1)).any(0)

    def response(self, log: ByAct) -> ByAct:
        """Logarithms of the logit choice at what these probabilities would tell."""
        value, _ = self.worth(self.posterior(log))
        return jax.nn.log_softmax(value, axis=0)

    def residual(self, log: ByAct) -> Float[Array, "*state"]:
        """Largest distance of a log probability from the logit response to it."""
        gap = jnp.abs(log - self.response(log))
        return jnp.where(self.allowed, gap, 0.0).max(0)


NEVER = -1e6
"""What an action that cannot be taken is worth, so that it never is."""


@eqx.filter_jit
def respond(node: Node, start: ByAct) -> ByAct:
    """Logarithms of the logit choice at every state, by Newton's method from a first guess.

    In these logarithms the Jacobian is diagonal plus rank one and is inverted in closed form. The
    first step goes to the response to the guess, however far that is. Those that follow have a
    longest length, which shrinks where a step turns back: value may run in a stair of reputation.
    """
    few = _laid_node(node)

    def unsolved(carry: tuple[Array, ...]) -> Array:
        *_, left, steps = carry
        return (left > FEW) & (steps < MOST)

    def onward(carry: tuple[Array, ...]) -> tuple[Array, ...]:
        log, own, reach, _, steps = carry
        posterior = few.believed(own)
        value, slope = few.worth(posterior)
        inverse = 1 / jnp.maximum(1 + slope * posterior * (1 - posterior), LEAST_SLOPE)
        level = value - log
        weight = own * inverse
        mean = _over(jnp.add, weight * level) / _over(jnp.add, weight)
        step = (level - mean) * inverse
        longest = jnp.abs(reach) * jnp.where(step * reach < 0, SHORTER, 1.0)
        step = jnp.clip(step, -longest, longest)
        far = _over(jnp.maximum, jnp.where(few.allowed, jnp.abs(step), 0.0))
        jumped = _whole(jnp.where(few.allowed, log + step, NEVER))
        return *jumped, jnp.copysign(longest, step), (far > ENOUGH).mean(), steps + 1

    axis = node.curve.axis
    guess = _laid(start, axis)
    value, _ = few.worth(few.posterior(guess))
    log, own = _whole(value)
    reach = jnp.copysign(LONGEST, log - guess)
    begun = log, own, reach, jnp.asarray(jnp.inf), jnp.zeros((), int)
    log = jax.lax.while_loop(unsolved, onward, begun)[0]
    return jnp.moveaxis(log.reshape(jnp.moveaxis(start, axis, 1).shape), 1, axis)


def _laid(table: Array, axis: int) -> Array:
    """Action, belief and posture, and all other axes in one, so that the inmost loop is long."""
    moved = jnp.moveaxis(table, axis, 1)
    return moved.reshape(*moved.shape[:3], -1)


def _laid_node(node: Node) -> Node:
    axis = node.curve.axis
    return Node(
        curve=OwnCurve(_laid(node.curve.values, axis), node.curve.grid, 1),
        belief=_laid(node.belief, axis),
        resolute=_laid(node.resolute, axis),
        allowed=_laid(node.allowed, axis),
        off_path=node.off_path,
    )


def _alone(own: Array, others: Array) -> Array:
    """Logit probability of each action if it is worth the one and all others the other."""
    top = _over(jnp.maximum, others)
    weight = jnp.exp(others - top)
    highest = weight == 1
    below = _over(jnp.add, jnp.where(highest, 0.0, weight))
    tied = _over(jnp.add, jnp.where(highest, 1.0, 0.0))
    rest = below + jnp.where(highest, tied - 1, tied - weight)
    return jax.nn.sigmoid(own - top - jnp.log(rest))


def _over(join: Callable[[Array, Array], Array], table: Array) -> Array:
    """A sum or a maximum over the few actions, as long rows joined one to another."""
    return reduce(join, [table[number : number + 1] for number in range(len(table))])


def _whole(level: ByAct) -> tuple[Array, Array]:
    """Logarithms that make probabilities of one sum, and these, by one exponential each."""
    level = level - _over(jnp.maximum, level)
    weight = jnp.exp(level)
    total = _over(jnp.add, weight)
    return level - jnp.log(total), weight / total
