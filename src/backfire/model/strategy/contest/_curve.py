"""Values between the points of a grid of beliefs, to one who watches and to one who knows.

A belief between two points is rounded to one of them by a draw that keeps its mean. Such a draw is
a signal: those who are resolute are rounded up more often, or the belief would not be true of
those who are believed. So the game on the grid is a finite game of its own.
"""

from __future__ import annotations

from functools import reduce
from typing import Annotated

import equinox as eqx
import jax.numpy as jnp
from jax import lax
from jaxtyping import Array, Float
from typing_extensions import override

from backfire.model.strategy import AbstractWorth
from backfire.units import PURE, SHARE

ByState = Float[Array, "*state"]
"""One value at every state, some axes of which may have length one."""
ByPoint = Float[Array, "*node action point"]
"""One value for every action and point of a grid of beliefs, at every node."""
ByAction = Float[Array, "*node action"]
"""One value for every action at every node."""


class Curve(eqx.Module):
    """What beliefs about the other side are worth to who watches it: straight between points.

    A sum over the pieces of the grid takes the place of a look-up, so that all nodes of a batch
    are worked out in one pass over memory.

    Examples
    --------
    >>> curve = Curve(jnp.array([[0.0, 1.0, 4.0]]), jnp.array([0.0, 0.5, 1.0]), axis=1)
    >>> value, slope = curve.at(jnp.array([[0.25, 0.5, 0.75]]))
    >>> value.tolist(), slope.tolist()
    ([[0.5, 1.0, 2.5]], [[2.0, 2.0, 6.0]])
    """

    values: Annotated[Float[Array, "*state"], PURE]
    """Values at the points of the grid, which lie along the axis."""
    grid: Annotated[Float[Array, " point"], SHARE]
    """Beliefs in rising order, from 0 to 1."""
    axis: int = eqx.field(static=True)
    """Axis of the belief."""

    def at(self, belief: ByState) -> tuple[ByState, ByState]:
        """Value at each belief, and how fast it rises with it."""
        points = [lax.slice_in_dim(self.values, j, j + 1, axis=self.axis) for j in self._numbers]
        value = jnp.broadcast_to(points[0], jnp.broadcast_shapes(points[0].shape, belief.shape))
        slope = jnp.zeros_like(value)
        for number in self._numbers[:-1]:
            low, high = self.grid[number], self.grid[number + 1]
            rise = (points[number + 1] - points[number]) / (high - low)
            value = value + rise * jnp.clip(belief - low, 0.0, high - low)
            inside = (belief <= high) if number == 0 else (belief > low) & (belief <= high)
            slope = jnp.where(inside, rise, slope)
        return value, slope

    @property
    def _numbers(self) -> range:
        return range(len(self.grid))


class OwnCurve(eqx.Module):
    """What being believed resolute is worth to a side that knows it is not.

    Between the points ``(1 - belief) value`` runs straight, as the strategic type is rounded up
    with probability ``(1 - high) part / (1 - belief)``; to the last point, certainty, never.

    Examples
    --------
    >>> curve = OwnCurve(jnp.array([[0.0, 1.0, 4.0]]), jnp.array([0.0, 0.5, 1.0]), axis=1)
    >>> value, _ = curve.at(jnp.array([[0.25, 0.5, 0.75]]))
    >>> value.round(3).tolist()
    [[0.333, 1.0, 1.0]]
    """

    values: Annotated[Float[Array, "*state"], PURE]
    """Values at the points of the grid, which lie along the axis."""
    grid: Annotated[Float[Array, " point"], SHARE]
    """Beliefs in rising order, from 0 to 1."""
    axis: int = eqx.field(static=True)
    """Axis of the belief."""

    def at(self, belief: ByState) -> tuple[ByState, ByState]:
        """Value at each belief, and how fast it rises with it."""
        shape = [1] * self.values.ndim
        shape[self.axis] = len(self.grid)
        weighed = Curve(self.values * (1 - self.grid).reshape(shape), self.grid, self.axis)
        last = self.grid[-2]
        inside = jnp.minimum(belief, last)
        total, rise = weighed.at(inside)
        value = total / (1 - inside)
        return value, jnp.where(belief > last, 0.0, (rise + value) / (1 - inside))

    def ends(self) -> tuple[ByState, ByState]:
        """Least and largest value at any belief; the axis of the belief has length one."""
        points = self._points[:-1]
        return reduce(jnp.minimum, points), reduce(jnp.maximum, points)

    def steepest_fall(self, least: ByState, most: ByState) -> ByState:
        """The most that value falls with the log odds of being resolute, between two beliefs.

        Between two points it runs straight in the odds, so that it falls fastest near the higher
        one; from the last point before certainty on it stands.
        """
        points = self._points
        fall = jnp.zeros(jnp.broadcast_shapes(points[0].shape, least.shape, most.shape))
        for number in range(len(self.grid) - 2):
            low, high = self.grid[number], self.grid[number + 1]
            top = jnp.clip(most, low, high)
            odds = top / (1 - top)
            steep = (points[number] - points[number + 1]) * (1 - high) * (1 - low) / (high - low)
            fall = jnp.where((least < high) & (most > low), jnp.maximum(fall, steep * odds), fall)
        return fall

    @property
    def _points(self) -> list[ByState]:
        return [
            lax.slice_in_dim(self.values, j, j + 1, axis=self.axis) for j in range(len(self.grid))
        ]


class OwnOnGrid(AbstractWorth):
    """The same for nodes that are searched one by one: a row of values for each action."""

    grid: Annotated[Float[Array, " point"], SHARE]
    """Beliefs in rising order, from 0 to 1."""
    values: Annotated[Float[Array, "*node action point"], PURE]
    """Value of each action at each of them."""

    @override
    def value(self, posterior: ByAction) -> ByAction:
        curve = OwnCurve(self.values, self.grid, self.values.ndim - 1)
        return curve.at(posterior[..., None])[0][..., 0]

    @override
    def shape(self, least: ByAction) -> tuple[ByPoint, ByPoint]:
        """Value runs one way between two points, so that none is left out."""
        points = jnp.maximum(jnp.broadcast_to(self.grid, self.values.shape), least[..., None])
        curve = OwnCurve(self.values[..., None], self.grid, self.values.ndim - 1)
        return points, curve.at(points[..., None, :])[0][..., 0, :]
