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
from ._search import search

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
