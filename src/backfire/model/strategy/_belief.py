"""What an action reveals about the type of the mover, and what it is worth once it has."""

from __future__ import annotations

from abc import abstractmethod
from typing import Annotated

import equinox as eqx
import jax
import jax.numpy as jnp
from jaxtyping import Array, Float, Int
from typing_extensions import override

from backfire.units import PURE, SHARE

ByPoint = Float[Array, "*node action point"]
"""One value for every action and point of a grid of beliefs, at every node."""
ByAction = Float[Array, "*node action"]
"""One value for every action at every node."""


class Signal(eqx.Module):
    """A belief that the mover is resolute, and what a resolute mover does.

    Examples
    --------
    >>> import jax.numpy as jnp
    >>> seen = Signal(jnp.array(0.5), jnp.array([0.2, 0.8]))
    >>> seen.posterior(jnp.log(jnp.array([0.6, 0.4]))).round(3).tolist()
    [0.25, 0.667]
    """

    belief: Annotated[Float[Array, "*node"], SHARE]
    """Probability that the mover is resolute, before the move."""
    resolute: Annotated[Float[Array, "*node action"], SHARE]
    """Probability with which the resolute type takes each action."""
    off_path: Annotated[Float[Array, ""], SHARE] = eqx.field(default_factory=lambda: jnp.zeros(()))
    """Belief after an action that neither type would take."""

    def posterior(self, own: ByAction) -> ByAction:
        """Belief after each action, by Bayes' rule, from the strategic type's log probability."""
        belief = self.belief[..., None]
        resolute = belief * self.resolute
        either = resolute + (1 - belief) * jnp.exp(own)
        never = jnp.where(belief < 1, 0.0, self.off_path)
        return jnp.where(either > 0, resolute / jnp.where(either > 0, either, 1.0), never)

    def seen(self, own: ByAction) -> ByAction:
        """Probability of each action to one who does not know the type."""
        belief = self.belief[..., None]
        return belief * self.resolute + (1 - belief) * jnp.exp(own)


class AbstractWorth(eqx.Module):
    """Value of each action to the one who takes it, as a function of the belief it leaves behind.

    The belief is the probability that the one who moves is resolute.
    """

    @abstractmethod
    def value(self, posterior: ByAction) -> ByAction:
        """Value of each action, each at its own posterior."""

    @abstractmethod
    def shape(self, least: ByAction) -> tuple[ByPoint, ByPoint]:
        """Posteriors in rising order and values at them, which tell how value runs between.

        Parameters
        ----------
        least
            The lowest posterior that each action can leave; one is the highest.
        """

    def slope(self, posterior: ByAction) -> tuple[ByAction, ByAction]:
        """Value of each action, and how fast it rises with its own posterior."""
        return jax.jvp(self.value, (posterior,), (jnp.ones_like(posterior),))


class OnGrid(AbstractWorth):
    """Value on a grid of beliefs, straight between its points.

    A straight line is the mean of its ends: the posterior is rounded to a point of the grid by a
    draw that keeps its mean, so that the game on the grid is a finite game of its own.

    Examples
    --------
    >>> import jax.numpy as jnp
    >>> worth = OnGrid(jnp.array([0.0, 0.5, 1.0]), jnp.array([[0.0, 1.0, 4.0]]))
    >>> worth.value(jnp.array([0.75])).tolist()
    [2.5]
    """

    grid: Annotated[Float[Array, " point"], SHARE]
    """Beliefs in rising order, from 0 to 1."""
    at: Annotated[Float[Array, "*node action point"], PURE]
    """Value of each action at each of them, in the unit of the payoffs."""

    @override
    def value(self, posterior: ByAction) -> ByAction:
        below, part = rounding(posterior, self.grid)
        lower, upper = (
            jnp.take_along_axis(self.at, each[..., None], -1)[..., 0] for each in (below, below + 1)
        )
        return lower + part * (upper - lower)

    @override
    def shape(self, least: ByAction) -> tuple[ByPoint, ByPoint]:
        """Value runs straight between them, so that nothing is left out."""
        points = jnp.maximum(jnp.broadcast_to(self.grid, self.at.shape), least[..., None])
        below, part = rounding(points, self.grid)
        lower, upper = (jnp.take_along_axis(self.at, each, -1) for each in (below, below + 1))
        return points, lower + part * (upper - lower)


def steepest_fall(points: ByPoint, values: ByPoint) -> ByAction:
    """The most that value falls with the log of the odds of being resolute; zero if it rises.

    On a line the fall is largest where the belief is nearest to one half.

    Examples
    --------
    >>> steepest_fall(jnp.array([0.0, 0.4, 1.0]), jnp.array([0.0, 4.0, 1.0])).tolist()
    1.25
    """
    step = jnp.diff(points)
    fall = -jnp.diff(values) / jnp.where(step > 0, step, 1.0)
    nearest = jnp.clip(0.5, points[..., :-1], points[..., 1:])
    return jnp.where(step > 0, fall * nearest * (1 - nearest), 0.0).max(-1, initial=0.0)


def rounding(
    posterior: Float[Array, "..."], grid: Float[Array, " point"]
) -> tuple[Int[Array, "..."], Float[Array, "..."]]:
    """The point of a grid below a belief, and the probability of rounding up to the next.

    The mean of the two points is the belief, so that a martingale stays one.

    Parameters
    ----------
    posterior
        Beliefs between 0 and 1.
    grid
        Beliefs in rising order, from 0 to 1.

    Examples
    --------
    >>> below, up = rounding(jnp.array([0.6, 1.0]), jnp.array([0.0, 0.5, 1.0]))
    >>> below.tolist(), up.round(3).tolist()
    ([1, 1], [0.2, 1.0])
    """
    below = jnp.clip(jnp.searchsorted(grid, posterior, side="right") - 1, 0, grid.size - 2)
    lower, upper = grid[below], grid[below + 1]
    return below, (posterior - lower) / (upper - lower)
