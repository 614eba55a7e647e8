"""What a shortage costs by the model, beside published estimates R1, R4 and R8.

``python -m benchmarks.published_losses [--draws 200] [--leverage out/leverage.nc]``. Nothing is
fitted to the answer; a miss is printed as a miss.

R1: a year without China's net exports costs the United States 3.1 billion USD for gallium (1.7 to
8.2), 0.4 for germanium (0.01 to 1.1) and 3.4 for both (1.7 to 9.0), prices rise by more than 150 %
and by 26 %, over 40 % of the loss is in semiconductor devices (US Geological Survey, OFR 2024-1057,
abstract). R4 and R8 are in ``published_years.py``.

The inputs: what the world outside China loses of its supply is China's net exports over those and
what is recovered and recycled outside, in the balanced baseline of 2022 of edition 2023.06. It
starts from exports of 94 t of gallium and 43.7 t of germanium metal (reuters_factbox2023), 10 t of
gallium recovered outside (wmd2025), recycling from demand of 2021 (argus_gallium2021), germanium
from China's share in the world (reuters_factbox2023, usgs_mcs_germanium2020). Every user outside
lacks that share. Elasticities are those of ``economy/elasticities.csv`` with their sources, and of
``parameters/prior.csv`` for the price.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import jax
import jax.numpy as jnp
import numpy as np
from benchmarks import published_years
from benchmarks.published_years import Numbers, band, bearings

import backfire as bf
from backfire import data
from backfire.model.economy import Recipe, Shortage, Substitution, cost, elasticity_over
from backfire.questions.leverage._closures import recipe, summary
from backfire.questions.run._run import set_up
from backfire.questions.spread._target_economy import TargetEconomy
from backfire.questions.trajectories._networks import Economy, ElasticityDraws

DRAWS = 200
GOODS = {
    "gallium": ("gallium_primary", "gallium_refined"),
    "germanium": ("germanium_dioxide", "germanium_metal"),
}
CUTS = {"gallium": ("gallium",), "germanium": ("germanium",), "both": ("gallium", "germanium")}
METALS = "gallium-2023"
SEMICONDUCTORS = "334413"
PUBLISHED = {
    "gallium": "usgs-gallium",
    "germanium": "usgs-germanium",
    "both": "usgs-gallium-germanium",
}
RISES = {"gallium": 1.5, "germanium": 0.26}
"""Published rise of the price, over its level before."""
SUMS = (0.13, 0.19, 0.25, 0.5, 0.8, 1.0, 1.5, 2.0)
WEEKS = 52


def main(arguments: Sequence[str] | None = None) -> None:
    """Print every comparison."""
    wanted = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    wanted.add_argument("--draws", type=int, default=DRAWS)
    wanted.add_argument("--leverage", type=Path, help="a result that `backfire leverage` has left")
    asked = wanted.parse_args(arguments)
    set_up()
    print(f"{asked.draws} draws of the shipped elasticities; median (5-95 %)\n")
    survey(asked.draws)
    prices()
    published_years.over_the_years(asked.draws)
    published_years.growth(asked.draws, asked.leverage)


@cache
def lost_outside(element: str) -> tuple[float, float]:
    """China's net exports and what else the world outside has of an element, t/yr."""
    base = data.reconcile(data.read_edition(bf.read_scenario(METALS).edition))
    china = base.places.index("CHN")
    outside = np.arange(len(base.places)) != china
    flow = base.flow[[base.goods.index(good) for good in GOODS[element]]].sum(0)
    net = float(flow[china, outside].sum() - flow[outside, china].sum())
    makers = [
        row
        for row, process in enumerate(base.processes)
        if process in {f"recover_{element}", f"recycle_{element}"}
    ]
    return net, float(base.activity[makers][:, outside].sum())


def share_lost(element: str) -> float:
    """Share of the supply outside China that is lost with its net exports."""
    net, own = lost_outside(element)
    return net / (net + own)


@dataclass(frozen=True)
class Cut:
    """A year without China's net exports of some elements, in the United States."""

    name: str
    subject: TargetEconomy
    missing: Numbers
    """Share missing of each good."""

    @classmethod
    def of(cls, name: str) -> Cut:
        """The goods of the elements, each short by what is lost outside China."""
        question = bf.read_scenario(METALS)
        goods = [good for element in CUTS[name] for good in GOODS[element]]
        subject = TargetEconomy.of(question, {}, None, {question.edition: goods})
        share = {good: share_lost(each) for each in CUTS[name] for good in GOODS[each]}
        return cls(name, subject, np.array([share[good] for good in subject.goods]))

    def by_substitution(self, draws: int) -> Numbers:
        """USD lost in a year, by draw of the elasticities."""
        lacking = np.repeat(self.missing[:, None], draws, 1)
        return np.asarray(self.subject.economy.lost(jnp.asarray(lacking), bearings(draws), 1.0))

    def by_recipe(self) -> float:
        """USD lost in a year with fixed recipes."""
        total, _ = recipe(self.subject.economy, jnp.asarray(self.missing[:, None]))
        return float(total[0])

    def by_inventory(self) -> float:
        """USD lost in a year where stocks run down."""
        known, economy = summary(self.subject.place), self.subject.economy
        scarcest = np.zeros(len(known.network.value_added))
        for element in CUTS[self.name]:
            uses = Cut.of(element).subject.uses
            covered = sum(part for use, part in known.covered.items() if use in uses)
            scarcest = np.maximum(scarcest, share_lost(element) * np.minimum(covered, 1.0))
        weeks = jnp.broadcast_to(jnp.asarray(scarcest), (WEEKS, len(scarcest)))
        made = known.closure.path(known.network, weeks).mean(0)
        return float((1 - made) @ known.network.value_added * economy.gdp / known.network.gdp)

    def in_semiconductors(self, draws: int) -> tuple[Numbers, float]:
        """Their share of all output that falls, by draw where users substitute and by recipe."""
        economy, missing = self.subject.economy, jnp.asarray(self.missing)
        at = self.subject.codes.index(SEMICONDUCTORS)
        falls = jax.jit(jax.vmap(lambda one: fall(economy, missing, one)))(bearings(draws))
        eased = np.maximum(np.asarray(falls), 0.0)
        lacking = jnp.where(economy.cost_share > 0, missing[:, None], 0.0).max(0)
        short = Shortage(lacking[None], jnp.ones((1, len(lacking))))
        fixed = np.maximum(np.asarray(cost(economy.network, short, Recipe()).output), 0.0)
        return eased[:, at] / eased.sum(1), float(fixed[at] / fixed.sum())


def fall(economy: Economy, missing: jax.Array, elasticity_draws: ElasticityDraws) -> jax.Array:
    """Output that each industry makes less in a year where users substitute, USD of the table."""
    every = jnp.ones_like(economy.network.value_added)
    eased = elasticity_over(
        jnp.asarray(1.0),
        elasticity_draws.good_short,
        elasticity_draws.good_long,
        elasticity_draws.good_lag,
    )
    closure = Substitution(eased * every, elasticity_draws.inputs, elasticity_draws.final)
    shortage = Shortage(
        missing[:, None] * every[None], economy.cost_share * elasticity_draws.cost_share
    )
    return closure.loss(economy.network, shortage).output


def published(cut: str) -> data.PublishedLoss:
    """The published figure of a cut."""
    return next(one for one in data.read_published_losses() if one.id == PUBLISHED[cut])


def survey(draws: int) -> None:
    """R1: a year without China's net exports."""
    print("R1. A year without China's net exports, loss of the United States, billion USD")
    for element in GOODS:
        net, own = lost_outside(element)
        print(
            f"  {element}: {net:.0f} t of net exports over these and {own:.0f} t recovered and "
            f"recycled outside China: {share_lost(element):.3f} lost"
        )
    print(f"  {'':11}{'published':>18}{'substitution':>22}{'recipe':>8}{'inventory':>11}  bands")
    for name in CUTS:
        cut, stated = Cut.of(name), published(name)
        low, usd, high = (float(end or 0) for end in (stated.usd_low, stated.usd, stated.usd_high))
        eased = cut.by_substitution(draws)
        ends = np.quantile(eased, [0.05, 0.95])
        meets = ends[0] <= high and ends[1] >= low
        told = f"{usd / 1e9:.1f} ({low / 1e9:.2g}-{high / 1e9:.2g})"
        print(
            f"  {name:11}{told:>18}{band(eased, 1e9):>22}{cut.by_recipe() / 1e9:8.1f}"
            f"{cut.by_inventory() / 1e9:11.1f}  {'meet' if meets else 'do not meet'}; our median "
            f"is {np.median(eased) / usd:.2f} of theirs, "
            f"{np.mean((eased >= low) & (eased <= high)):.0%} of draws in their band"
        )
    print("  recipe and inventory stop the whole of every industry that takes any of the metal")
    for name in ("gallium", "both"):
        eased, fixed = Cut.of(name).in_semiconductors(draws)
        print(
            f"  output that falls, share in semiconductors ({SEMICONDUCTORS}), {name}: "
            f"substitution {band(eased)}, recipe {fixed:.2f}; published over .40 of the loss"
        )
    print()


def prices() -> None:
    """R1: the price at which what is left is used, by E3."""
    rows = data.read_parameters("prior").table.iter_rows(named=True)
    known = {row["parameter"]: row for row in rows}
    demand, supply = known["demand_elasticity"], known["byproduct_response"]["central"]
    sums = [demand[end] + supply for end in ("low", "central", "high")]
    print("R1, price. E3: P/P0 = (1 - x)^(-1/(sum of the elasticities of supply and demand))")
    print(
        f"  ours in the short run: demand {demand['central']} ({demand['low']}-{demand['high']}), "
        f"supply of by-products {supply}"
    )
    print(f"  {'sum':11}{''.join(f'{each:>9.2f}' for each in SUMS)}{'needed':>9}")
    for element, rise in RISES.items():
        kept = -np.log1p(-share_lost(element))
        told = "".join(f"{np.exp(kept / each):>8.3g}x" for each in SUMS)
        needed = kept / np.log1p(rise)
        print(f"  {element:11}{told}{needed:9.2f}  published {1 + rise:.2f}x")
        ours = [float(np.exp(kept / each)) for each in sums]
        print(
            f"    not matched: {ours[1]:.3g} times ({ours[2]:.3g}-{ours[0]:.3g}) beside "
            f"{1 + rise:.2f}; it would take {needed / sums[1]:.1f} times our sum"
        )
    print("  no published elasticity of either metal was found, so that the price stays open\n")


if __name__ == "__main__":
    main()
