"""Closure: firms keep their recipes, run down stocks and are rationed, week by week."""

from __future__ import annotations

from typing import Annotated

import jax
import jax.numpy as jnp
from jaxtyping import Array, Bool, Float
from typing_extensions import override

from backfire.units import PURE, RATIO, WEEK, WEEKS_PER_YEAR

from ._closure import AbstractClosure, Loss, Network, Shortage


class Inventory(AbstractClosure):
    """Adaptive input-output with stocks and proportional rationing (Hallegatte 2008, 2014).

    Every industry holds some weeks of each input, makes what its stocks and what it gets of the
    scarcest good allow, and serves other industries before final use, in proportion to their
    orders (Henriet, Hallegatte and Tabourier 2012). Only inputs without which its work stops hold
    it up (Pichler et al. 2022), what is bought outside goes on to come, and the stock that it means
    to hold is that at rest: one that followed output would amplify a shock at every stage.
    """

    critical: Annotated[Bool[Array, "supplier industry"], PURE]
    """Inputs without which a user stops."""
    cover: Annotated[Float[Array, " industry"], WEEK]
    """Weeks of each input on each industry's shelf at rest, at least those that a week needs."""
    restock: Annotated[Float[Array, ""], WEEK]
    """Weeks in which a gap in stocks is meant to be closed."""
    needed: Annotated[Float[Array, ""], PURE]
    """Share of the stock at rest below which output begins to fall."""
    most: Annotated[Float[Array, ""], RATIO]
    """Most output over that at rest when demand outruns it."""
    speed_up: Annotated[Float[Array, ""], WEEK]
    """Weeks in which output can be raised to the most."""

    @classmethod
    def uniform(
        cls,
        network: Network,
        critical: Bool[Array, "supplier industry"] | None = None,
        cover: float = 13.0,
        restock: float = 4.3,
        needed: float = 0.8,
        most: float = 1.25,
        speed_up: float = 52.0,
    ) -> Inventory:
        """The same stocks everywhere.

        Parameters
        ----------
        critical
            Every input that is bought by default.
        cover, restock, needed, most, speed_up
            90 days of stock, refilled in 30, output hurt below 80 % of it, and 25 % more output
            within a year by default (Hallegatte 2014).
        """
        bought = network.flow > 0 if critical is None else critical & (network.flow > 0)
        every = cover * jnp.ones_like(network.value_added)
        numbers = (jnp.asarray(each) for each in (restock, needed, most, speed_up))
        return cls(bought, every, *numbers)

    @override
    def loss(self, network: Network, shortage: Shortage) -> Loss:
        """Output and value added that a year of rationing costs, week by week.

        A shortage of one week stands for every week of the year.
        """
        scarcest = jnp.atleast_2d(shortage.scarcest)
        weeks = jnp.repeat(scarcest, WEEKS_PER_YEAR, 0) if len(scarcest) == 1 else scarcest
        made = self.path(network, weeks)
        lost = network.output * (1 - made).sum(0) / WEEKS_PER_YEAR
        return Loss(output=lost, value_added=lost @ (network.value_added / network.output))

    def path(
        self, network: Network, lacking: Float[Array, "week industry"]
    ) -> Annotated[Float[Array, "week industry"], RATIO]:
        """Output over that at rest, week by week, when industries lack a share of a good."""
        final = jnp.maximum(network.final, 0.0)
        at_rest = network.flow.sum(1) + final
        one, pace = jnp.ones_like(network.output), 1 / self.restock
        # What is needed on the shelf is at least a week of use: the clock has no shorter step.
        shelf = jnp.maximum(self.cover, 1 / self.needed)

        def week(
            at: tuple[Array, Array, Array], lacking: Array
        ) -> tuple[tuple[Array, Array, Array], Array]:
            # Stocks and orders are in weeks of use at rest, by supplier and user.
            stock, made, effort = at
            orders = jnp.maximum(made[None, :] + (shelf[None, :] - stock) * pace, 0.0)
            asked = (network.flow * orders) @ one  # a product with one is summed in vectors
            demand = (asked + final) / at_rest
            able = effort * (1 - lacking)
            wanted = jnp.minimum(demand, able)
            least = jnp.where(self.critical, stock, jnp.inf).min(0)
            enough = self.needed * shelf * wanted
            made = wanted * jnp.minimum(least / jnp.where(enough > 0, enough, 1.0), 1.0)
            served = jnp.minimum(made * at_rest / jnp.where(asked > 0, asked, 1.0), 1.0)
            stock = stock + orders * served[:, None] - made[None, :]
            short = 1 - jnp.minimum(able / jnp.where(demand > 0, demand, 1.0), 1.0)
            rise = (self.most - 1) * short + (1 - effort) * (short <= 0)
            effort = jnp.minimum(effort + rise / self.speed_up, self.most)
            return (stock, made, effort), made

        start = shelf[None, :] * jnp.ones_like(network.flow), one, one
        _, made = jax.lax.scan(week, start, lacking)
        return made
