"""Node solver: Newton's method, else a bracketed search, else homotopy from even odds."""

from __future__ import annotations

from collections.abc import Callable
from typing import Annotated

import equinox as eqx
import jax
import jax.numpy as jnp
import numpy as np
from jaxtyping import Array, Float, Int
from numpy.typing import NDArray

from backfire.model.strategy import Signal, choose
from backfire.units import PURE

from ._curve import OwnCurve, OwnOnGrid
from ._node import NEVER, Node, respond

EXACT = 1e-8
"""Residual above which a node is not solved."""
BATCH = 512
"""Nodes that the slower ways take at once, so that they are compiled once."""
FAR = 200.0
"""How much worse, in logarithms, an action is that cannot be taken."""
UNSEEN = -100.0
"""Logarithm of a probability below which a guess says only that an action could not be taken."""
STAGES = 64
"""Precisions from none to all at which the branch that begins at even odds is followed."""
LOOKS = 4
"""Newton steps at each of them."""
LEAST_DIAGONAL = 0.05
"""Least size of an element of the diagonal where the branch turns."""


class SolveStatistics(eqx.Module):
    """How well nodes were solved, as values and not as errors."""

    residual: Annotated[Float[Array, ""], PURE]
    """Largest distance of a log probability from the logit response to it."""
    unsolved: Annotated[Int[Array, ""], PURE]
    """Nodes at which it is above 1e-8."""
    several: Annotated[Int[Array, ""], PURE]
    """Nodes where value falls with reputation so fast, at some belief, that there may be a second
    answer."""

    @classmethod
    def none(cls) -> SolveStatistics:
        """Of no nodes."""
        return cls(jnp.zeros(()), jnp.zeros((), int), jnp.zeros((), int))

    def joined(self, other: SolveStatistics) -> SolveStatistics:
        """Of these nodes and others."""
        return SolveStatistics(
            jnp.maximum(self.residual, other.residual),
            self.unsolved + other.unsolved,
            self.several + other.several,
        )


def solved(
    node: Node, guess: Float[Array, "act *state"] | None
) -> tuple[Float[Array, "act *state"], SolveStatistics]:
    """The logit choice at every state: Newton, else a search; homotopy where there may be two."""
    log = respond(node, _begun(node, guess))
    residual, several = _looked_at(node, log)
    for way, also in ((_search, False), (_follow, several)):
        hard = np.argwhere(np.asarray((residual > EXACT) | also))
        if len(hard):
            log, residual = _mended(node, (log, residual), hard, way)
    unsolved = (residual > EXACT).sum()
    return log, SolveStatistics(
        jnp.where(residual > EXACT, 0.0, residual).max(), unsolved, several.sum()
    )


@eqx.filter_jit
def _begun(node: Node, guess: Float[Array, "act *state"] | None) -> Float[Array, "act *state"]:
    """A first guess: the one given, and where it knows nothing the choice without beliefs."""
    plain = node.worth(jnp.broadcast_to(node.belief, node.curve.values.shape))[0]
    if guess is None:
        return plain
    unknown = (guess < UNSEEN) & node.allowed
    return jnp.where(unknown.any(0), plain, guess)


@eqx.filter_jit
def _looked_at(node: Node, log: Array) -> tuple[Array, Array]:
    """Residual at every node, and whether there may be a second answer."""
    return node.residual(log), node.several()


def _mended(
    node: Node, found: tuple[Array, Array], hard: NDArray[np.int64], way: Callable[[Node], Array]
) -> tuple[Array, Array]:
    """The same, and its residual, with some nodes solved again, a batch at a time."""
    for first in range(0, len(hard), BATCH):
        batch = np.resize(hard[first : first + BATCH], (BATCH, hard.shape[1]))
        if len(hard) - first < BATCH:
            batch[len(hard) - first :] = hard[first]
        places = tuple(jnp.asarray(column) for column in batch.T)
        found = _again(node, found, places, way)
    return found


@eqx.filter_jit
def _again(
    node: Node, found: tuple[Array, Array], places: tuple[Array, ...], way: Callable[[Node], Array]
) -> tuple[Array, Array]:
    """Some nodes solved one way, where that solves them or is better than what there was."""
    log, residual = found
    few = _picked(node, log.shape, places)
    tried = way(few)
    before, was = log[(slice(None), *places)], residual[places]
    left = few.residual(tried)[0]
    better = (left <= EXACT) | (left < was)
    best = jnp.where(better, tried[:, 0], before)
    return log.at[(slice(None), *places)].set(best), residual.at[places].set(
        jnp.where(better, left, was)
    )


def _picked(node: Node, shape: tuple[int, ...], places: tuple[Array, ...]) -> Node:
    """Some of the states, side by side along one axis; the grid of beliefs lies before it."""
    axis = node.curve.axis
    whole = (slice(None), *places)
    curves = jnp.moveaxis(node.curve.values, axis, 1)
    kept = tuple(column for number, column in enumerate(places, 1) if number != axis)

    def of(table: Array) -> Array:
        return jnp.broadcast_to(table, shape)[whole][:, None]

    return Node(
        curve=OwnCurve(curves[(slice(None), slice(None), *kept)], node.curve.grid, 1),
        belief=jnp.broadcast_to(node.belief, (1, *shape[1:]))[whole][:, None],
        resolute=of(node.resolute),
        allowed=of(node.allowed),
        off_path=node.off_path,
    )


def _search(few: Node) -> Float[Array, "act one node"]:
    """By Newton's method within a range that narrows."""
    at = jnp.moveaxis(few.curve.values, (0, 1, 2), (1, 2, 0))
    allowed = few.allowed[:, 0].T
    at = jnp.where(allowed[..., None], at, at.min((1, 2))[:, None, None] - FAR)
    seen = Signal(few.belief[0, 0], few.resolute[:, 0].T, few.off_path)
    found = choose(seen, OwnOnGrid(few.curve.grid, at), 1.0)
    return jnp.where(allowed, found.log_probability, NEVER).T[:, None]


def _follow(few: Node) -> Float[Array, "act one node"]:
    """Along the branch that begins at even odds where precision is none.

    Where value falls with reputation there may be several answers; this is the one that McKelvey
    and Palfrey (1998) select.
    """

    def stage(log: Array, part: Array) -> tuple[Array, None]:
        curve = OwnCurve(part * few.curve.values, few.curve.grid, few.curve.axis)
        here = eqx.tree_at(lambda node: node.curve, few, curve)
        for _ in range(LOOKS):
            log = _turned(here, log)
        return log, None

    even = jnp.where(few.allowed, 0.0, NEVER) + jnp.zeros_like(few.resolute)
    parts = jnp.linspace(0.0, 1.0, STAGES + 1)[1:]
    found, _ = jax.lax.scan(stage, jax.nn.log_softmax(even, axis=0), parts)
    return found


def _turned(node: Node, log: Array) -> Array:
    """A Newton step with the diagonal as it is, below zero on the way back of a turn."""
    posterior = node.posterior(log)
    value, slope = node.worth(posterior)
    exact = 1 + slope * posterior * (1 - posterior)
    small = jnp.abs(exact) < LEAST_DIAGONAL
    diagonal = jnp.where(small, jnp.where(exact < 0, -LEAST_DIAGONAL, LEAST_DIAGONAL), exact)
    weight = jnp.exp(log) / diagonal
    total = weight.sum(0, keepdims=True)
    total = jnp.where(jnp.abs(total) < LEAST_DIAGONAL, LEAST_DIAGONAL, total)
    level = value - log
    step = (level - (weight * level).sum(0, keepdims=True) / total) / diagonal
    moved = jnp.where(node.allowed, log + jnp.clip(step, -1.0, 1.0), NEVER)
    return jax.nn.log_softmax(moved, axis=0)
