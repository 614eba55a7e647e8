"""Logit choice where an action's value depends on how likely it was to be taken."""

from __future__ import annotations

from typing import TypeVar

import equinox as eqx
import jax
import jax.numpy as jnp
from jaxtyping import Array, Float

from ._choice import Choice
from ._search import search
from ._signal import Signal
from ._worth import AbstractWorth, steepest_fall

Tree = TypeVar("Tree")


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
    One who is believed more the more he holds holds more often than his payoffs alone would say:

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
    found, steps = search(*held, held[2] * values)
    # one more step carries the slopes: the Jacobian stands still, what it is applied to does not
    level = sharp * worth.value(signal.posterior(found.log)) - found.log
    log = jax.nn.log_softmax(found.log + found.step(level))
    posterior = signal.posterior(log)
    value = worth.value(posterior)
    residual = jnp.abs(log - jax.nn.log_softmax(sharp * value)).max(-1)
    return Choice(log, signal.seen(log), posterior, value, residual, monotone, steps)


def _held(tree: Tree) -> Tree:
    """The same values, through which no derivative passes."""
    return jax.tree.map(
        lambda leaf: jax.lax.stop_gradient(leaf) if eqx.is_array(leaf) else leaf, tree
    )
