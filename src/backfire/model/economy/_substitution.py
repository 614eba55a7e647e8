"""Closure: firms and households substitute, as far as their elasticities let them.

Prices are found at which rationed goods, industries and final use agree. The economy is efficient,
so that real income is the least, over the prices of the rationed goods, of what labour and goods
are worth over what the bundle of final use costs; and by the envelope theorem its slope in anything
is the direct one, weighed by sales over income (Hulten 1978).
"""

from __future__ import annotations

from typing import Annotated

import equinox as eqx
import jax
import jax.numpy as jnp
from jaxtyping import Array, Float, Int
from typing_extensions import override

from backfire.units import LOG_RATIO, PURE, RATIO, SHARE

from ._ces import bundle_cut
from ._closure import AbstractClosure, Loss, Network, Shortage

ByIndustry = Float[Array, " industry"]
"""One value for every industry."""
TOLERANCE = 1e-9
"""Largest change of a log price or of sales in a round at which prices have been found."""
MOST_ROUNDS = 600
"""Rounds after which the search ends; what is left is the residual."""
HIGHEST = 60.0
"""Log price that stands for one without end."""
NEAR_ONE = 1e-6
"""Distance from an elasticity of one that is taken for its limit."""
ROUNDS_AT_REST = 64
"""Rounds in which sales at rest are found."""
FIRM = 0.7
"""Part of a Newton step that a goods price takes, and how strongly sales are taken to answer it."""
LONGEST = 2.0
"""Most that a log price of a good moves in a round."""
LEAST = 1e-12
"""Sales over income that stand for nothing."""


class Substitution(AbstractClosure):
    """Nested constant elasticities over the whole network, in general equilibrium.

    Each industry makes its product of the goods it is short of, at one elasticity, and a bundle of
    all else, at another; households and the trade that pays for imports buy a third bundle. Goods
    are rationed: their prices inside rise until what is used is what there is. Shares follow
    prices all the way, so that nothing is linear (Baqaee and Farhi 2019); the terms of trade stay.
    """

    of_good: Annotated[Float[Array, " industry"], PURE]
    """Elasticity between the goods and all else in each industry."""
    of_inputs: Annotated[Float[Array, ""], PURE]
    """Elasticity among all other inputs and value added."""
    of_final: Annotated[Float[Array, ""], PURE]
    """Elasticity among products in final use."""

    @classmethod
    def uniform(
        cls, network: Network, of_good: float, of_inputs: float = 0.5, of_final: float = 0.9
    ) -> Substitution:
        """The same elasticities everywhere.

        Parameters
        ----------
        of_inputs, of_final
            0.5 among intermediates and 0.9 in final use by default (Baqaee and Farhi 2019).
        """
        every = jnp.ones(len(network.value_added))
        return cls(of_good * every, jnp.asarray(of_inputs), jnp.asarray(of_final))

    @override
    def loss(self, network: Network, shortage: Shortage) -> Loss:
        """Output, and real income as value added, that a year costs after substitution."""
        missing = bundle_cut(shortage.mean, shortage.cost_share, self.of_good)
        found = clear(network, shortage.cost_share.sum(0), missing, self)
        return Loss(
            output=(1 - found.output) * network.output,
            value_added=-jnp.expm1(found.real_income) * network.gdp,
            residual=found.residual,
        )


class Cleared(eqx.Module):
    """Where prices came to rest."""

    real_income: Annotated[Float[Array, ""], LOG_RATIO]
    """Log of real income over that of before."""
    output: Annotated[Float[Array, " industry"], RATIO]
    """What is made of each product over that of before."""
    residual: Annotated[Float[Array, ""], PURE]
    """Largest change in the last round."""


class _Table(eqx.Module):
    """The economy at rest, per dollar of income; the last industry is trade.

    Trade makes what is bought outside of final products, at unchanged terms.
    """

    inputs: Annotated[Float[Array, "supplier industry"], SHARE]
    """Part of each supplier in the costs of each buyer, goods left out."""
    goods: Annotated[Float[Array, " industry"], SHARE]
    """Part of the goods in costs."""
    sales: Annotated[Float[Array, " industry"], RATIO]
    """Sales over income."""
    solve: Annotated[Float[Array, "supplier industry"], RATIO]
    """Sales of each supplier, all stages counted, for a dollar of final use of each product."""


class _Point(eqx.Module):
    """Where the search is after a round."""

    price: Annotated[Float[Array, " industry"], LOG_RATIO]
    """Price of each product."""
    good: Annotated[Float[Array, " industry"], LOG_RATIO]
    """Price of the goods in each industry."""
    sales: Annotated[Float[Array, " industry"], RATIO]
    """Sales over income of before."""
    excess: Annotated[Float[Array, " industry"], LOG_RATIO]
    """Goods that are asked for over those that are left, at the price before."""
    moved: Annotated[Float[Array, " industry"], LOG_RATIO]
    """By how much the price of goods moved."""
    change: Annotated[Float[Array, ""], PURE]
    """Largest change of anything in the round."""
    rounds: Annotated[Int[Array, ""], PURE]
    """Rounds so far."""


def clear(
    network: Network, cost_share: ByIndustry, missing: ByIndustry, elasticities: Substitution
) -> Cleared:
    """Find the prices at which every industry uses just what is left of the goods it is short of.

    Parameters
    ----------
    missing
        Share of each good's use that is gone, 0 to 1.

    Returns
    -------
    Cleared
        With its residual; not found is a value and not an error. It has exact slopes.
    """
    table = _at_rest(network, cost_share)
    power = _Power.of(elasticities)
    found = _search(*jax.lax.stop_gradient((table, missing, power)))
    income = jnp.log(_income(table, missing, found.good))
    costs, _ = _costs(table, power, found.price, found.good)
    # At prices that clear, the second term is zero and its slope is that of the cost of living.
    weights = found.sales / jnp.exp(income)
    weights = weights.at[-1].add(1.0)
    gap = jax.lax.stop_gradient(weights) @ (costs - found.price)
    made = found.sales / table.sales / jnp.exp(found.price)
    return Cleared(income - found.price[-1] - gap, made[:-1], found.change)


class _Power(eqx.Module):
    """One less each elasticity, kept off zero; trade buys like final use."""

    goods: Annotated[Float[Array, " industry"], PURE]
    """Of that between goods and all else."""
    inputs: Annotated[Float[Array, " industry"], PURE]
    """Of that among all else, and in final use."""

    @classmethod
    def of(cls, elasticities: Substitution) -> _Power:
        goods = jnp.append(1 - elasticities.of_good, 0.5)
        inputs = jnp.full_like(goods, 1 - elasticities.of_inputs)
        inputs = inputs.at[-1].set(1 - elasticities.of_final)
        return cls(_off_zero(goods), _off_zero(inputs))


def _off_zero(power: ByIndustry) -> ByIndustry:
    return jnp.where(jnp.abs(power) < NEAR_ONE, NEAR_ONE, power)


def _at_rest(network: Network, cost_share: ByIndustry) -> _Table:
    """Cost shares; an industry with value added below zero counts that as a rebate on its costs."""
    costs = network.flow.sum(0) + network.outside + jnp.maximum(network.value_added, 0.0)
    final = jnp.maximum(network.final, 0.0)
    goods = jnp.append(cost_share, 0.0)
    bought = jnp.vstack([network.flow, network.outside]) / jnp.where(costs > 0, costs, 1.0)[None]
    trade = jnp.append(final / final.sum(), 0.0)
    inputs = jnp.column_stack([bought, trade])
    # The inverse is that without goods, of which they are a small part: it is the same for every
    # draw, and inverting one for each in two threads at once makes them wait for each other.
    solve = jnp.linalg.inv(jnp.eye(len(trade)) - inputs)
    others = 1 - goods

    def nearer(sales: Array, _: None) -> tuple[Array, None]:
        return sales - solve @ (sales - inputs @ (others * sales) - trade), None

    sales, _ = jax.lax.scan(nearer, trade, length=ROUNDS_AT_REST)
    return _Table(inputs, goods, sales, solve)


def _costs(
    table: _Table, power: _Power, price: ByIndustry, good: ByIndustry
) -> tuple[ByIndustry, ByIndustry]:
    """Log unit cost of each product, and of the bundle of all but goods in it."""
    (inner, outer) = jnp.expm1(power.inputs[0] * price), jnp.expm1(power.inputs[-1] * price)
    mixed = (inner @ table.inputs).at[-1].set(outer @ table.inputs[:, -1])
    bundle = jnp.log1p(mixed) / power.inputs
    dearer = table.goods * jnp.expm1(power.goods * (good - bundle))
    return bundle + jnp.log1p(dearer) / power.goods, bundle


def _income(table: _Table, missing: ByIndustry, good: ByIndustry) -> Float[Array, ""]:
    """Wages and what is left of the goods at their prices, over income of before."""
    worth = table.goods * table.sales
    left = jnp.append(1 - missing, 0.0)
    return 1 + (worth * (jnp.exp(good) * left - 1)).sum()


def _search(table: _Table, missing: ByIndustry, power: _Power) -> _Point:
    """Rounds of prices at given sales and sales at given prices, by the table's inverse at rest."""
    used = table.goods > 0
    cut = jnp.append(missing, 0.0)
    left = jnp.log(jnp.maximum(1 - cut, jnp.exp(-HIGHEST)))
    trade = jnp.append(jnp.zeros(len(table.sales) - 1), 1.0)

    def round_of(at: _Point) -> _Point:
        costs, _ = _costs(table, power, at.price, at.good)
        price = jnp.clip(at.price - (at.price - costs) @ table.solve, -HIGHEST, HIGHEST)
        costs, bundle = _costs(table, power, price, at.good)
        goods = table.goods * jnp.exp(power.goods * (at.good - costs))
        others = 1 - goods
        spent = at.sales * others * jnp.exp(-power.inputs * bundle)
        spent = spent + trade * _income(table, missing, at.good) * jnp.exp(-power.inputs * bundle)
        inner = jnp.exp(power.inputs[0] * price) * (table.inputs[:, :-1] @ spent[:-1])
        outer = jnp.exp(power.inputs[-1] * price) * table.inputs[:, -1] * spent[-1]
        sales = jnp.maximum(at.sales - table.solve @ (at.sales - inner - outer), LEAST)
        wanted = jnp.log(
            jnp.where(used, goods, 1.0) / jnp.where(used, table.goods, 1.0) * (sales / table.sales)
        )
        excess = wanted - at.good - left
        within = jnp.maximum((1 - power.goods) * (1 - goods), LEAST)
        seen = (at.excess - excess) / jnp.where(at.moved == 0, 1.0, at.moved)
        known = (at.moved != 0) & (seen > 0.5 * within) & (seen < 1)
        answer = jnp.where(known, seen, within + goods * FIRM)
        step = jnp.clip(FIRM * excess / answer, -LONGEST, LONGEST)
        good = jnp.where(used, at.good + step, 0.0)
        good = jnp.clip(good, -HIGHEST, HIGHEST)
        moved = (
            jnp.abs(price - at.price).max(),
            jnp.abs(good - at.good).max(),
            (jnp.abs(sales - at.sales) / (sales + LEAST**0.5)).max(),
        )
        return _Point(
            price, good, sales, excess, good - at.good, jnp.stack(moved).max(), at.rounds + 1
        )

    start = _Point(
        jnp.zeros_like(table.sales),
        jnp.zeros_like(table.goods),
        table.sales,
        jnp.zeros_like(table.goods),
        jnp.zeros_like(table.goods),
        jnp.ones_like(table.sales[0]),
        jnp.asarray(0),
    )
    return jax.lax.while_loop(
        lambda at: (at.change > TOLERANCE) & (at.rounds < MOST_ROUNDS), round_of, start
    )
