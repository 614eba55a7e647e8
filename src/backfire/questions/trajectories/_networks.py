"""The economies that a control hits, as networks, and what closures make of a shortage in them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Annotated

import equinox as eqx
import jax
import jax.numpy as jnp
import numpy as np
from jaxtyping import Array, Float

from backfire import data
from backfire.model.economy import Network, Shortage, Substitution, elasticity_over
from backfire.units import PURE, SHARE, USD, YEAR

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from numpy.typing import NDArray

    from backfire.model.chain import Chain
    from backfire.questions.prepare import Labels

TABLES = {"USA": ("bea-2017-402", "bea-2017-71")}
"""Input-output tables of a place: one in detail, and one by the industries that ratings know."""
MOST_OF_COSTS = 0.5
"""Largest share of costs that goods are let to have; above it the figures do not fit together."""


class ElasticityDraws(eqx.Module):
    """How easily an economy does without a good, in each draw."""

    good_short: Annotated[Float[Array, " draw"], PURE]
    good_long: Annotated[Float[Array, " draw"], PURE]
    good_lag: Annotated[Float[Array, " draw"], YEAR]
    inputs: Annotated[Float[Array, " draw"], PURE]
    final: Annotated[Float[Array, " draw"], PURE]
    cost_share: Annotated[Float[Array, " draw"], PURE]
    """Cost shares of the goods over those of the edition."""

    @classmethod
    def of(cls, values: Mapping[str, object]) -> ElasticityDraws:
        """From values by name, in double precision."""
        names = cls.__dataclass_fields__
        return cls(**{name: jnp.asarray(values[name], float) for name in names})


class Economy(eqx.Module):
    """A place as a network of industries, with what the goods weigh in the costs of each."""

    network: Network
    cost_share: Annotated[Float[Array, "good industry"], SHARE]
    gdp: Annotated[Float[Array, ""], USD]
    """Gross domestic product, to which losses in the prices of the table are carried."""

    def at_stake(self, goods: Sequence[int]) -> float:
        """Value added in a year of all industries that use any of some goods, USD."""
        uses = np.asarray(self.cost_share)[list(goods)].max(0) > 0
        added = np.asarray(self.network.value_added)[uses].sum()
        return float(added * self.gdp / self.network.gdp)

    def lost(
        self,
        missing: Float[Array, "good draw"],
        elasticity_draws: ElasticityDraws,
        years: float,
        earlier: tuple[float, float] = (0.0, 0.0),
    ) -> Annotated[Float[Array, " draw"], USD]:
        """Loss a year where firms and households substitute, by draw.

        Parameters
        ----------
        missing
            Share of its use of each good that the place does without, mean of the horizon.
        years
            Length of the horizon, over which elasticities grow.
        earlier
            Years that an earlier control lasted, in which they have grown already, and years since.
        """
        clock = jnp.asarray([years, *earlier])
        return _lost(self, jnp.asarray(missing, float), elasticity_draws, clock)


# A product of matrices that is shared among threads waits for ever where two run at once.
ALONE = {"xla_cpu_multi_thread_eigen": False}


@partial(jax.jit, compiler_options=ALONE)
def _lost(
    economy: Economy,
    missing: Float[Array, "good draw"],
    elasticity_draws: ElasticityDraws,
    clock: Array,
) -> Float[Array, " draw"]:
    share = jax.vmap(lambda one, how: share_lost(economy, one, how, *clock), (1, 0))
    return share(missing, elasticity_draws) * economy.gdp


def share_lost(
    economy: Economy,
    missing: Float[Array, " good"],
    elasticity_draws: ElasticityDraws,
    years: Array,
    lasted: Array,
    since: Array,
) -> Float[Array, ""]:
    """Share of gross domestic product that is lost in one draw."""
    network = economy.network
    every = jnp.ones_like(network.value_added)
    known = elasticity_draws.good_short, elasticity_draws.good_long, elasticity_draws.good_lag
    of_good = elasticity_over(years, *known, lasted, since)
    closure = Substitution(of_good * every, elasticity_draws.inputs, elasticity_draws.final)
    costs = _within(economy.cost_share * elasticity_draws.cost_share)
    shortage = Shortage(jnp.minimum(missing, 1.0)[:, None] * every[None, :], costs)
    return closure.loss(network, shortage).value_added / network.gdp


def economies(chain: Chain, labels: Labels, gdp: Mapping[str, float]) -> tuple[Economy, ...]:
    """Every place as a network: by its table where there is one, else by its end uses alone.

    Parameters
    ----------
    gdp
        Gross domestic product by place, USD; a place without one has that of its end uses.
    """
    return tuple(
        with_table(chain, labels, place, gdp)
        if place in TABLES and place in gdp
        else without_table(chain, labels, place, gdp)
        for place in labels.places
    )


def network_of(
    table: data.InputOutput | data.CountryTable, groups: Mapping[str, str] | None = None
) -> Network:
    """A table as the model has it, some of its industries taken together.

    Parameters
    ----------
    groups
        Name of the group of each industry, in the order in which groups first come; none are
        taken together unless given.
    """
    flow, outside = table.home, table.bought_outside
    together = membership(table, groups)
    parts = (together @ flow @ together.T, together @ table.value_added, together @ outside)
    return Network(*(jnp.asarray(part) for part in parts))


def membership(
    table: data.InputOutput | data.CountryTable, groups: Mapping[str, str] | None
) -> NDArray[np.float64]:
    """One for each group (row) and industry in it."""
    if groups is None:
        return np.eye(len(table.industries))
    names = list(dict.fromkeys(groups[code] for code in table.industries))
    rows = [names.index(groups[code]) for code in table.industries]
    found = np.zeros((len(names), len(table.industries)))
    found[rows, np.arange(len(rows))] = 1.0
    return found


def in_detail(table: data.InputOutput, bridge: data.Bridge) -> dict[str, str]:
    """Users of goods as they are in the table, and all others by their group of the summary."""
    users = {reach.industry for reach in bridge.reaches}
    groups = data.industry_groups()
    return {code: code if code in users else groups[code] for code in table.industries}


def with_table(chain: Chain, labels: Labels, place: str, gdp: Mapping[str, float]) -> Economy:
    """A place by its table: users of the goods in detail, the rest by groups."""
    name, _ = TABLES[place]
    table, bridge = data.read_input_output(name), data.read_bridge(name)
    groups = in_detail(table, bridge)
    network = network_of(table, groups)
    spent = spent_by_industry(chain, labels, place, table, bridge) @ membership(table, groups).T
    output = np.asarray(network.output) * gdp[place] / float(network.gdp)
    return _economy(network, spent / output, gdp[place])


def spent_by_industry(
    chain: Chain, labels: Labels, place: str, table: data.InputOutput, bridge: data.Bridge
) -> Annotated[NDArray[np.float64], USD]:
    """USD a year that each industry pays for each good at rest, (good, industry)."""
    spent = np.asarray(chain.final_use)[:, :, labels.places.index(place)]
    spent = spent * np.asarray(chain.price)[:, None]
    found = np.zeros((len(labels.goods), len(table.industries)))
    for use in (use for use in bridge.uses if use in labels.uses):
        for reach in bridge.of(use):
            column = spent[:, labels.uses.index(use)]
            found[:, table.at(reach.industry)] += reach.share * column
    return found


def without_table(chain: Chain, labels: Labels, place: str, gdp: Mapping[str, float]) -> Economy:
    """A place by its end uses: each adds its own value and buys the goods, and all else is one."""
    at = labels.places.index(place)
    added = np.asarray(chain.value_added, dtype=float)[:, at]
    spent = np.asarray(chain.final_use, dtype=float)[:, :, at] * np.asarray(chain.price)[:, None]
    shares = np.divide(spent, added, out=np.zeros_like(spent), where=added > 0)
    whole = gdp.get(place, float("nan"))
    whole = whole if np.isfinite(whole) else max(added.sum(), 1.0)
    rest = max(whole - added.sum(), LEAST_REST * whole)
    values = np.append(added, rest)
    network = Network.closed(jnp.zeros((len(values), len(values))), jnp.asarray(values))
    return _economy(network, np.pad(shares, ((0, 0), (0, 1))), whole)


LEAST_REST = 0.01
"""Share of a place's product that no end use of the goods is let to claim."""


def _economy(network: Network, shares: NDArray[np.float64], gdp: float) -> Economy:
    return Economy(network, _within(jnp.asarray(shares)), jnp.asarray(gdp))


def _within(shares: Float[Array, "good industry"]) -> Float[Array, "good industry"]:
    """Cost shares of which no industry has more together than goods are let to have."""
    whole = shares.sum(0, keepdims=True)
    return shares * jnp.minimum(1.0, MOST_OF_COSTS / jnp.where(whole > 0, whole, 1.0))
