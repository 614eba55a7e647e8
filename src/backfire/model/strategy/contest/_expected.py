"""What a state is worth before nature has moved."""

from __future__ import annotations

import jax.numpy as jnp
from jax import lax
from jaxtyping import Array, Float

from ._contest import Nature

BySide = Float[Array, "side *state"]
"""One value for each side at every state."""
PIPELINE, STOCK = 3, 4
"""Axes of values, which have the side in front."""


def expected(nature: Nature, value: BySide) -> BySide:
    """Mean over what nature does between two quarters.

    Waves of plants begin, those under way come on line, stocks move, buyers learn or forget, third
    parties join or leave, and accidents happen, each as the posture of the quarter has it.
    """
    flat = value.reshape(*value.shape[:2], -1)
    value = jnp.einsum("mn,ans->ams", nature.accident, flat).reshape(value.shape)
    value = _along(value, nature.coalition[:, None, None, None, None], 6)
    value = _along(value, nature.fear[:, None, None, None], 5)
    value = _along(value, nature.stock[:, :, None], STOCK)
    value = _arrived(nature, value)
    begins = nature.starts[None, :, None, None, None, :, :, None, None]
    return value + begins * (shifted(value, PIPELINE) - value)


def shifted(value: BySide, axis: int) -> BySide:
    """Values one step further along an axis; the last step stays where it is."""
    last = value.shape[axis]
    further = lax.slice_in_dim(value, 1, last, axis=axis)
    return jnp.concatenate([further, lax.slice_in_dim(value, last - 1, last, axis=axis)], axis)


def moved(value: BySide, matrix: Float[Array, "before after"], axis: int) -> BySide:
    """Mean along one axis, by the same matrix everywhere."""
    return jnp.moveaxis(jnp.tensordot(value, matrix, axes=[[axis], [1]]), -1, axis)


def _along(value: BySide, matrix: Float[Array, "..."], axis: int) -> BySide:
    """Mean along one axis by matrices that depend on the axes before it.

    The matrix has the axes of the state up to and with this one, and what follows comes last. A sum
    of a few whole arrays is one pass over memory, which small matrix products are not.
    """
    total = jnp.zeros_like(value)
    after = value.ndim - 1 - axis
    for number in range(value.shape[axis]):
        weight = matrix[..., number].reshape(1, *matrix.shape[:-1], *(1,) * after)
        total = total + weight * lax.slice_in_dim(value, number, number + 1, axis=axis)
    return total


def _arrived(nature: Nature, value: BySide) -> BySide:
    """Mean over the waves that come on line, each of which moves capacity a step."""
    pipeline, capacity = nature.arrival.shape[:2]
    square = nature.arrival.transpose(1, 0, 3, 2).reshape(pipeline * capacity, -1)
    shape = value.shape
    flat = value.reshape(shape[0] * shape[1], pipeline * capacity, -1)
    return jnp.einsum("xy,ays->axs", square, flat).reshape(shape)
