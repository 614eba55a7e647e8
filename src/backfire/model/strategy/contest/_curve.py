"""Values that run straight between the points of a grid of beliefs."""

from __future__ import annotations

from typing import Annotated

import equinox as eqx
import jax.numpy as jnp
from jax import lax
from jaxtyping import Array, Float

from backfire.units import PURE, SHARE


class Curve(eqx.Module):
    """Values on a grid of beliefs along one axis, the same whatever the belief held before.

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

    def at(
        self, belief: Float[Array, "*state"]
    ) -> tuple[Float[Array, "*state"], Float[Array, "*state"]]:
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
