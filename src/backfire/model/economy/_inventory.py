"""Closure: firms keep their recipes, run down stocks and are rationed, week by week."""

from __future__ import annotations

from typing import Annotated

import equinox as eqx
import jax
import jax.numpy as jnp
from jaxtyping import Array
from typing_extensions import override

from backfire.units import PURE, RATIO, WEEK, WEEKS_PER_YEAR

from ._closure import AbstractClosure
from ._loss import Loss
from ._network import Network
from ._shortage import Shortage


class Inventory(AbstractClosure):
    """Adaptive input-output with stocks and proportional rationing (Hallegatte 2008, 2014).

    Every industry holds some weeks of each input, makes what its stocks and what it gets of the
    short good allow, and serves its buyers in proportion to their orders. What is bought abroad at
    rest, final use below zero, goes on to come in its share.
    """

    cover: Annotated[float, WEEK] = eqx.field(static=True, default=8.0)
    """Weeks of each input on the shelf at rest."""
    restock: Annotated[float, WEEK] = eqx.field(static=True, default=4.0)
    """Weeks in which a gap in stocks is meant to be closed."""
    needed: Annotated[float, PURE] = eqx.field(static=True, default=0.8)
    """Share of the stock at rest below which output begins to fall."""
    most: Annotated[float, RATIO] = eqx.field(static=True, default=1.25)
    """Most output over that at rest when demand outruns it."""
    speed_up: Annotated[float, WEEK] = eqx.field(static=True, default=52.0)
    """Weeks in which output can be raised to the most."""

    @override
    def loss(self, network: Network, shortage: Shortage) -> Loss:
        missing = jnp.atleast_2d(shortage.missing)
        uses = (shortage.cost_share > 0).astype(missing.dtype)
        weeks = (
            jnp.broadcast_to(missing, (WEEKS_PER_YEAR, missing.shape[1]))
            if missing.shape[0] == 1
            else missing
        )
        output = network.output / WEEKS_PER_YEAR
        inputs = network.flow / WEEKS_PER_YEAR
        final = jnp.maximum(network.final, 0.0) / WEEKS_PER_YEAR
        wholly = inputs.sum(1) + final
        home = output / jnp.where(wholly > 0, wholly, 1.0)
        start = self.cover * inputs, inputs, jnp.ones_like(output)

        def week(
            at: tuple[Array, Array, Array], lacking: Array
        ) -> tuple[tuple[Array, Array, Array], Array]:
            stock, orders, effort = at
            demand = home * (orders.sum(1) + final)
            able = output * effort * (1 - uses * lacking)
            wanted = jnp.minimum(demand, able)
            recipe = inputs / output[None, :]
            enough = self.needed * self.cover * recipe * wanted[None, :]
            held = jnp.where(enough > 0, stock / jnp.where(enough > 0, enough, 1.0), 1.0)
            made = wanted * jnp.minimum(held.min(0), 1.0)
            served = 1 - home + home * made / jnp.where(demand > 0, demand, 1.0)
            after = stock + orders * served[:, None] - recipe * made[None, :]
            gap = self.cover * recipe * wanted[None, :] - after
            asked = jnp.maximum(recipe * made[None, :] + gap / self.restock, 0.0)
            short = 1 - jnp.minimum(able / jnp.where(demand > 0, demand, 1.0), 1.0)
            raised = (
                effort + ((self.most - 1) * short + (1 - effort) * (short <= 0)) / self.speed_up
            )
            return (after, asked, jnp.minimum(raised, self.most)), made

        _, made = jax.lax.scan(week, start, weeks)
        lost = (output[None] - made).sum(0)
        return Loss(output=lost, value_added=lost @ (network.value_added / network.output))
