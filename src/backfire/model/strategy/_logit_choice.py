"""Logit choice where an action's value depends on how likely it was to be taken."""

from __future__ import annotations

import math
from typing import Annotated, TypeVar

import equinox as eqx
import jax
import jax.numpy as jnp
from jaxtyping import Array, Bool, Float, Int

from backfire.units import PURE, SHARE

from ._belief import AbstractWorth, Signal, steepest_fall

Tree = TypeVar("Tree")


class AgentLogit(eqx.Module):
    """Agent quantal response: at each node the better action is taken more often, not always."""

    precision: Annotated[Float[Array, ""], PURE]
    """Logit precision ``lambda`` over the unit of the payoffs: noise at 0, best response far up."""

    def faults(self) -> list[str]:
        """What keeps the concept from being followed, one sentence each."""
        precision = float(self.precision)
        if math.isfinite(precision) and precision > 0:
            return []
        return [f"precision: must be above zero and finite, got {precision}"]


class Choice(eqx.Module):
    """The logit choice of the strategic type at every node of a batch."""

    log_probability: Annotated[Float[Array, "*node action"], PURE]
    """Logarithm of the probability of each action."""
    seen: Annotated[Float[Array, "*node action"], SHARE]
    """Probability of each action to one who does not know the type."""
    posterior: Annotated[Float[Array, "*node action"], SHARE]
    """Belief that the mover is resolute after each action."""
    value: Annotated[Float[Array, "*node action"], PURE]
    """What each action is worth, in the unit of the payoffs."""
    residual: Annotated[Float[Array, "*node"], PURE]
    """Largest distance of a log probability from the logit response to it."""
    monotone: Annotated[Bool[Array, "*node"], PURE]
    """Whether value falls nowhere so fast with reputation that there may be a second answer."""

    @property
    def probability(self) -> Float[Array, "*node action"]:
        """Probability of each action."""
        return jnp.exp(self.log_probability)

    @property
    def mean(self) -> Float[Array, "*node"]:
        """What the node is worth to the strategic type."""
        return (self.probability * self.value).sum(-1)

    @property
    def several(self) -> Int[Array, ""]:
        """How many nodes may have more than one answer."""
        return jnp.sum(~self.monotone)


def choose(signal: Signal, worth: AbstractWorth, precision: Float[Array, ""] | float) -> Choice:
    """Agent quantal response of the strategic type at every node of a batch.

    Solves ``ln s_a - lambda Q_a(s_a) + ln Z = 0`` with ``sum s = 1``, where ``Q_a`` depends on the
    posterior that action ``a`` leaves, and so on its own probability ``s_a``. In the logarithms of
    the probabilities the Jacobian is diagonal plus rank one, so that a Newton step is closed-form.
    A look at any point narrows the range of the answer, as an action that is not taken often
    enough to be as good as the others is taken more often: a step that leaves the range goes to
    its middle, and so does one after a few that brought nothing. Where value rises with reputation
    there is one answer, and it is found; elsewhere ``Choice.monotone`` is false, and
    ``Choice.residual`` says how good what was found is.

    The derivative of the answer with respect to beliefs and values is exact to first order.

    Parameters
    ----------
    signal
        Beliefs, and what the resolute type does.
    worth
        Value of each action at each posterior.
    precision
        Logit precision ``lambda``, above zero, over the unit of the payoffs.

    Examples
    --------
    A side that is believed more the more it holds holds more often than payoffs alone would say:

    >>> import jax.numpy as jnp
    >>> from backfire.model.strategy import OnGrid, Signal, choose
    >>> seen = Signal(jnp.array(0.5), jnp.array([0.0, 1.0]))
    >>> worth = OnGrid(jnp.array([0.0, 1.0]), jnp.array([[0.0, 0.0], [0.0, 1.0]]))
    >>> found = choose(seen, worth, precision=2.0)
    >>> round(float(found.probability[1]), 3), round(float(found.posterior[1]), 3)
    (0.757, 0.569)
    """
    return _chosen(signal, worth, jnp.asarray(precision, float))


@eqx.filter_jit
def _chosen(signal: Signal, worth: AbstractWorth, sharp: Float[Array, ""]) -> Choice:
    held = _held((signal, worth, sharp))
    points, values = held[1].shape(held[0].posterior(jnp.zeros_like(signal.resolute)))
    monotone = (held[2] * steepest_fall(points, values)).max(-1) < 1
    found = search(*held, held[2] * values)
    # one more step carries the slopes: the Jacobian stands still, what it is applied to does not
    level = sharp * worth.value(signal.posterior(found.log)) - found.log
    log = jax.nn.log_softmax(found.log + found.step(level))
    posterior = signal.posterior(log)
    value = worth.value(posterior)
    residual = jnp.abs(log - jax.nn.log_softmax(sharp * value)).max(-1)
    return Choice(log, signal.seen(log), posterior, value, residual, monotone)


def _held(tree: Tree) -> Tree:
    """The same values, through which no derivative passes."""
    return jax.tree.map(
        lambda leaf: jax.lax.stop_gradient(leaf) if eqx.is_array(leaf) else leaf, tree
    )


ENOUGH = 1e-10
"""Residual at which the search stops."""
MOST = 200
"""Steps after which it stops anyway; the residual says where."""
LEAST_SLOPE = 0.1
"""Least element of the diagonal, where value falls with reputation."""
PATIENCE = 3
"""Steps without halving the residual after which the range is halved instead."""
SLACK = 1e-9
"""Logarithm by which the range is wider than it need be."""


class Point(eqx.Module):
    """What there is to know of the equations at given logarithms of probabilities."""

    log: Annotated[Float[Array, "*node action"], PURE]
    """Logarithm of the probability of each action."""
    response: Annotated[Float[Array, "*node action"], PURE]
    """Logarithm of the logit response to it."""
    level: Annotated[Float[Array, "*node action"], PURE]
    """Precision times value less logarithm: ``ln Z``, the same for all actions at the answer."""
    diagonal: Annotated[Float[Array, "*node action"], PURE]
    """How fast each level falls with its own logarithm."""

    @property
    def gap(self) -> Float[Array, "*node"]:
        """Largest distance of a logarithm from the logit response to it."""
        return jnp.abs(self.log - self.response).max(-1)

    def step(self, level: Float[Array, "*node action"]) -> Float[Array, "*node action"]:
        """Newton's step from these levels; a diagonal plus rank one is inverted in closed form."""
        weight = jax.nn.softmax(self.log) / self.diagonal
        total = jax.nn.logsumexp(self.log, -1, keepdims=True)
        mean = (weight * level).sum(-1, keepdims=True) + total
        return (level - mean / weight.sum(-1, keepdims=True)) / self.diagonal


class _Range(eqx.Module):
    low: Annotated[Float[Array, "*node action"], PURE]
    """Least logarithm of each probability."""
    high: Annotated[Float[Array, "*node action"], PURE]
    """Highest."""
    floor: Annotated[Float[Array, "*node 1"], PURE]
    """Least ``ln Z``."""
    ceiling: Annotated[Float[Array, "*node 1"], PURE]
    """Highest."""

    def narrowed(self, point: Point) -> _Range:
        """What a look at one point adds.

        If the probabilities add up to one or less, no answer has a level above all of theirs; if to
        one or more, none below. An action whose level is above that of every answer is taken more.
        """
        total = jax.nn.logsumexp(point.log, -1, keepdims=True)
        least = jnp.where(total >= -SLACK, point.level.min(-1, keepdims=True), -jnp.inf)
        most = jnp.where(total <= SLACK, point.level.max(-1, keepdims=True), jnp.inf)
        floor, ceiling = jnp.maximum(self.floor, least), jnp.minimum(self.ceiling, most)
        low = jnp.where(point.level >= ceiling, jnp.maximum(self.low, point.log), self.low)
        high = jnp.where(point.level <= floor, jnp.minimum(self.high, point.log), self.high)
        return _Range(low, high, floor, ceiling)


class _State(eqx.Module):
    next: Annotated[Float[Array, "*node action"], PURE]
    """Logarithms of probabilities to look at."""
    point: Point
    """What was seen last."""
    within: _Range
    """Where the answer must lie."""
    best: Annotated[Float[Array, "*node"], PURE]
    """Least residual when it was last halved."""
    since: Annotated[Int[Array, "*node"], PURE]
    """Steps since then."""
    steps: Annotated[Int[Array, ""], PURE]
    """Steps in all."""


def search(
    signal: Signal,
    worth: AbstractWorth,
    sharp: Float[Array, ""],
    levels: Float[Array, "*node action point"],
) -> Point:
    """The answer at every node of a batch.

    ``sharp`` is the logit precision over the unit of the payoffs; ``levels`` are precision times
    value at beliefs that tell how it runs.
    """

    def unsolved(state: _State) -> Array:
        return (state.point.gap.max() > ENOUGH) & (state.steps < MOST)

    def onward(state: _State) -> _State:
        point = _at(state.next, signal, worth, sharp)
        within = state.within.narrowed(point)
        better = point.gap <= state.best / 2
        best, since = (
            jnp.where(better, point.gap, state.best),
            jnp.where(better, 0, state.since + 1),
        )
        newton = point.log + point.step(point.level)
        middle = (within.low + within.high) / 2
        stays = (newton > within.low) & (newton < within.high)
        newton = jax.nn.log_softmax(jnp.where(stays, newton, middle))
        to = jnp.where(((since >= PATIENCE) & (since % 2 == 0))[..., None], middle, newton)
        to = jnp.where((point.gap <= ENOUGH)[..., None], point.log, to)
        return _State(to, point, within, best, since, state.steps + 1)

    even = jnp.full_like(signal.resolute, -jnp.log(signal.resolute.shape[-1]))
    unseen = Point(even, jnp.full_like(even, jnp.inf), even, even)
    far = unseen.gap
    none = jnp.zeros(far.shape, int)
    start = _State(even, unseen, _whole(levels), far, none, jnp.zeros((), int))
    return jax.lax.while_loop(unsolved, onward, start).point


def _whole(levels: Float[Array, "*node action point"]) -> _Range:
    """The range that the least and the highest of precision times value leave."""
    bottom, top = levels.min(-1), levels.max(-1)
    edge = jnp.full_like(bottom[..., :1], jnp.inf)
    low = bottom - jax.nn.logsumexp(top, -1, keepdims=True) - SLACK
    return _Range(low, jnp.full_like(low, SLACK), -edge, edge)


def _at(
    log: Float[Array, "*node action"], signal: Signal, worth: AbstractWorth, sharp: Float[Array, ""]
) -> Point:
    posterior = signal.posterior(log)
    value, slope = worth.slope(posterior)
    steep = sharp * slope * posterior * (1 - posterior)
    response = jax.nn.log_softmax(sharp * value)
    return Point(log, response, sharp * value - log, jnp.maximum(1 + steep, LEAST_SLOPE))
