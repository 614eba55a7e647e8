"""The search for a logit choice whose values depend on it: Newton within a range that narrows."""

from __future__ import annotations

from typing import Annotated

import equinox as eqx
import jax
import jax.numpy as jnp
from jaxtyping import Array, Float, Int

from backfire.units import PURE

from ._belief import AbstractWorth, Signal

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
