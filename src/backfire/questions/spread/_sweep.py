"""One economy, one control, and every assumption that makes published losses disagree."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import equinox as eqx
import jax
import jax.numpy as jnp
import numpy as np
import xarray as xr

from backfire import data
from backfire.answers.spread import (
    AXES,
    COST_SHARE,
    EXPOSURE,
    IMPORTS,
    INVENTORY,
    LEVELS,
    RECIPE,
    SUBSTITUTION,
    WAYS,
)
from backfire.model.economy import Inventory, Network, Shortage, Substitution
from backfire.questions.leverage import MONTHS_PER_YEAR, recipe, summary
from backfire.questions.run import set_up
from backfire.scenario import Scenario, read_scenario
from backfire.units import WEEKS_PER_YEAR

from ._target_economy import GoodsByEdition, TargetEconomy

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping, Sequence
    from pathlib import Path

    from jaxtyping import Array, Float
    from numpy.typing import NDArray


BATCH = 128
"""Shortages whose prices are found together."""
FOUND = 1e-6
"""Largest change in the last round at which prices count as found."""


def loss_surface(
    scenario: Scenario | str | Path,
    raw_imports: Mapping[str, float],
    elasticity: Sequence[float],
    severity: Sequence[float],
    months: Sequence[float],
    edition: str | Path | None = None,
    progress: Callable[[int, int, str], None] | None = None,
    cut: GoodsByEdition | None = None,
    ways: Sequence[str] = WAYS,
) -> xr.Dataset:
    """What a shortage of some goods costs the target under every mix of assumptions.

    Parameters
    ----------
    scenario
        Its first target with an input-output table is the place; its reference use names the goods
        unless `cut` does.
    raw_imports
        What imports of compounds and metals cost by place, USD a year: the least bill of the
        reference use. That of other goods is the edition's use of compounds and metals.
    elasticity
        Elasticities between the goods and all else over the horizon.
    severity
        Shares of supply that are missing, 0 to 1, the same for every user.
    months
        Lengths of the shortage.
    progress
        Called with the pieces done, all pieces, and what is worked on.
    cut
        Goods that are cut off, by the edition that holds them.
    ways
        Ways of counting that are swept; the others are NaN.

    Returns
    -------
    Dataset
        ``loss`` in USD and ``share_of_gdp`` over a year's product, by closure, elasticity, cost
        share, months and severity; ``bill`` in USD a year by cost share.
    """
    set_up()
    question = scenario if isinstance(scenario, Scenario) else read_scenario(scenario)
    subject = TargetEconomy.of(question, raw_imports, edition, cut)
    rises, lacking, lengths = (
        np.asarray(axis, dtype=float) for axis in (elasticity, severity, months)
    )
    batches = -(-len(rises) * len(LEVELS) * int((lacking < 1).sum()) // BATCH)
    pieces = {SUBSTITUTION: batches, RECIPE: 1, INVENTORY: 1}
    count = _Count(sum(pieces.get(way, 0) for way in ways), progress)
    by_way = _by_way(subject, rises, lacking, lengths, ways, count)
    coords = dict(zip(AXES, (list(WAYS), rises, list(LEVELS), lengths, lacking), strict=True))
    return _labelled(subject, question.name, np.stack([by_way[way] for way in WAYS]), coords)


def _by_way(
    subject: TargetEconomy,
    rises: NDArray[np.float64],
    lacking: NDArray[np.float64],
    months: NDArray[np.float64],
    ways: Sequence[str],
    done: _Count,
) -> dict[str, NDArray[np.float64]]:
    """USD lost by way of counting, (elasticity, level, months, severity); NaN where not swept."""
    years = months / MONTHS_PER_YEAR
    shape = len(rises), len(LEVELS), len(months), len(lacking)
    found: dict[str, NDArray[np.float64]] = {
        IMPORTS: np.array(subject.bill)[:, None, None] * (years[:, None] * lacking)
    }
    if RECIPE in ways or EXPOSURE in ways:
        total, direct = recipe(subject.economy, _missing(subject, lacking))
        found |= {RECIPE: years[:, None] * total, EXPOSURE: years[:, None] * direct}
        done("recipe")
    if INVENTORY in ways:
        found[INVENTORY] = _inventory(subject, lacking, months)
        done("inventory")
    if SUBSTITUTION in ways:
        gone = float(subject.economy.gdp) * _substitution(subject, rises, lacking, done)
        found[SUBSTITUTION] = gone[:, :, None, :] * years[:, None]
    none = np.array(np.nan)
    return {way: np.broadcast_to(found.get(way, none), shape) for way in WAYS}


def _labelled(
    subject: TargetEconomy, scenario: str, loss: NDArray[np.float64], coords: Mapping[Any, Any]
) -> xr.Dataset:
    gdp, swept = float(subject.economy.gdp), loss[WAYS.index(SUBSTITUTION), :, :, 0]
    units = {"units": "USD", "long_name": "loss of the place over the horizon"}
    return xr.Dataset(
        {
            "loss": (AXES, loss, units),
            "share_of_gdp": (
                AXES,
                loss / gdp,
                {"units": "1", "long_name": "over a year's product"},
            ),
            "bill": (
                (COST_SHARE,),
                np.array(subject.bill),
                {"units": "USD", "long_name": "the goods in a year"},
            ),
        },
        coords=coords,
        attrs={
            "place": subject.place,
            "place_name": subject.name,
            "edition": ", ".join(subject.editions),
            "scenario": scenario,
            "goods": ", ".join(subject.goods),
            "goods_named": "; ".join(subject.named),
            "gdp": gdp,
            "users": "; ".join(subject.users),
            "embedded_low": subject.embedded[0],
            "embedded_high": subject.embedded[1],
            "not_found": int(np.isnan(swept).sum() if np.isfinite(swept).any() else 0),
        },
    )


class _Count:
    """Counts the pieces that are done."""

    def __init__(self, pieces: int, progress: Callable[[int, int, str], None] | None) -> None:
        self.pieces, self.progress, self.done = pieces, progress, 0

    def __call__(self, doing: str) -> None:
        self.done += 1
        if self.progress is not None:
            self.progress(self.done, self.pieces, doing)


def _missing(subject: TargetEconomy, lacking: NDArray[np.float64]) -> Float[Array, "good severity"]:
    return jnp.asarray(np.broadcast_to(lacking, (len(subject.goods), len(lacking))))


def _substitution(
    subject: TargetEconomy,
    elasticity: NDArray[np.float64],
    lacking: NDArray[np.float64],
    done: Callable[[str], None],
) -> NDArray[np.float64]:
    """Share of a year's product lost, by elasticity, level and severity; NaN where not found.

    Where nothing is left of what nothing is made without, all of it is lost: the exact limit.
    """
    level, costs = np.arange(len(LEVELS)), np.asarray(subject.costs)
    mixed = np.meshgrid(elasticity, level, lacking, indexing="ij")
    rises, levels, short = (part.ravel() for part in mixed)
    figures = data.read_elasticities()
    others = tuple(figures.of(name).central for name in ("inputs", "final"))
    found = np.ones(len(rises))
    open_to = np.flatnonzero((short < 1) | (np.maximum(rises, max(others)) >= 1))
    for first in range(0, len(open_to), BATCH):
        rows = open_to[np.minimum(np.arange(first, first + BATCH), len(open_to) - 1)]
        some = (others, costs[levels[rows].astype(int)], rises[rows], short[rows])
        share, residual = _cleared(subject.economy.network, *jax.tree.map(jnp.asarray, some))
        found[rows] = np.where(np.asarray(residual) <= FOUND, np.asarray(share), np.nan)
        done("substitution")
    return found.reshape(len(elasticity), len(LEVELS), len(lacking))


@eqx.filter_jit
def _cleared(
    network: Network,
    others: tuple[Array, Array],
    costs: Float[Array, "point industry"],
    elasticity: Float[Array, " point"],
    lacking: Float[Array, " point"],
) -> tuple[Float[Array, " point"], Float[Array, " point"]]:
    """Share of the product lost at each point, and what the search for prices has left."""
    every = jnp.ones_like(network.value_added)

    def one(cost: Array, rise: Array, short: Array) -> tuple[Array, Array]:
        closure = Substitution(rise * every, *others)
        told = closure.loss(network, Shortage((short * every)[None], cost[None]))
        return told.value_added / network.gdp, told.residual

    return jax.vmap(one)(costs, elasticity, lacking)


def _inventory(
    subject: TargetEconomy, lacking: NDArray[np.float64], months: NDArray[np.float64]
) -> NDArray[np.float64]:
    """USD lost by horizon and severity where stocks run down, (months, severity)."""
    known = summary(subject.place)
    parts = [part for use, part in known.covered.items() if use in subject.uses]
    covered = np.minimum(sum(parts, np.zeros_like(np.asarray(known.network.value_added))), 1.0)
    wanted = months * WEEKS_PER_YEAR / MONTHS_PER_YEAR
    weeks = int(np.ceil(wanted.max()))
    short = jnp.asarray(lacking[:, None] * covered[None, :])
    lost = np.asarray(_weekly(known.network, known.closure, short, weeks))
    sums = np.cumsum(np.pad(lost, ((0, 0), (1, 0))), axis=1)
    scale = float(subject.economy.gdp / known.network.gdp) / WEEKS_PER_YEAR
    return scale * np.stack([np.interp(wanted, range(weeks + 1), row) for row in sums], axis=1)


@eqx.filter_jit
def _weekly(
    network: Network, closure: Inventory, short: Float[Array, "severity industry"], weeks: int
) -> Float[Array, "severity week"]:
    """Value added that is not made in each week, as a yearly rate."""

    def one(lacking: Array) -> Array:
        path = closure.path(network, jnp.broadcast_to(lacking, (weeks, *lacking.shape)))
        return (1 - path) @ network.value_added

    return jax.lax.map(one, short)
