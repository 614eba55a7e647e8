"""A place that is short of some goods, and what they are taken to cost it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import jax.numpy as jnp
import numpy as np

from backfire import data
from backfire.errors import DataError, ScenarioError
from backfire.questions.prepare import assemble, check, fixed_values, labels_of
from backfire.questions.trajectories import (
    MOST_OF_COSTS,
    TABLES,
    Economy,
    in_detail,
    spent_by_industry,
    with_table,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from jaxtyping import Array, Float

    from backfire.scenario import Scenario

GoodsByEdition: TypeAlias = "Mapping[str, Sequence[str]]"
"""Goods that are cut off, by the edition that holds them."""
MAGNET = "magnet"
_PUBLISHED = "published figures"


@dataclass(frozen=True)
class TargetEconomy:
    """A place that is short of some goods, and what they cost it."""

    place: str
    name: str
    editions: tuple[str, ...]
    goods: tuple[str, ...]
    named: tuple[str, ...]
    """Names of the goods in words."""
    economy: Economy
    """The goods alone are in it."""
    uses: frozenset[str]
    """End uses of the goods in the place."""
    bill: tuple[float, float, float]
    """USD a year by level of what is counted."""
    embedded: tuple[float, float]
    """Band of the last of them."""

    @classmethod
    def of(
        cls,
        question: Scenario,
        raw_imports: Mapping[str, float],
        edition: str | Path | None,
        cut: GoodsByEdition | None = None,
    ) -> TargetEconomy:
        """The first target of a scenario that has an input-output table.

        Parameters
        ----------
        raw_imports
            What imports of compounds and metals cost by place, USD a year, for the reference use.
        cut
            Goods by edition; those of the reference use unless told, of which all is known that a
            cut of others needs but what is imported of them.
        """
        figures = data.read_edition(question.edition, overlay=edition)
        check(question, figures)
        place = next((place for place in question.targets if place in TABLES), None)
        if place is None:
            known, got = ", ".join(TABLES), ", ".join(question.targets)
            fault = f"targets: must hold a place with an input-output table ({known}), got {got}"
            raise ScenarioError(question.name, [fault])
        if cut is None and place not in raw_imports:
            fault = (
                f"must tell what {place} imports of the goods, got nothing; add a row of imports"
            )
            raise DataError(_PUBLISHED, [fault])
        wanted = {figures.name: question.leverage.goods} if cut is None else cut
        held = [
            _holding(
                figures if name == figures.name else data.read_edition(name), question, place, goods
            )
            for name, goods in wanted.items()
        ]
        raw, paid, low, high = np.sum([one.bills for one in held], axis=0).tolist()
        economies = [one.economy for one in held]
        shares = jnp.concatenate([each.cost_share for each in economies])
        names = dict(figures.tables["places"].select("place", "name").iter_rows())
        return cls(
            place=place,
            name=names[place],
            editions=tuple(wanted),
            goods=tuple(good for one in held for good in one.goods),
            named=tuple(name for one in held for name in one.named),
            economy=Economy(economies[0].network, shares, economies[0].gdp),
            uses=frozenset[str]().union(*(one.uses for one in held)),
            bill=(raw_imports[place] if cut is None else raw, paid, float(np.sqrt(low * high))),
            embedded=(low, high),
        )

    @property
    def codes(self) -> tuple[str, ...]:
        """Codes of the industries of its economy."""
        name, _ = TABLES[self.place]
        groups = in_detail(data.read_input_output(name), data.read_bridge(name))
        return tuple(dict.fromkeys(groups.values()))

    @property
    def users(self) -> tuple[str, ...]:
        """Names of the industries that use any of the goods."""
        table = data.read_input_output(TABLES[self.place][0])
        named = dict(zip(table.industries, table.names, strict=True))
        used = np.asarray(self.economy.cost_share).max(0) > 0
        return tuple(named[code] for code, one in zip(self.codes, used, strict=True) if one)

    @property
    def costs(self) -> Float[Array, "level industry"]:
        """What the goods weigh in the costs of each industry, by level of what is counted.

        The bill of each level is spread over the industries as the edition's use is.
        """
        known = np.asarray(self.economy.cost_share).sum(0)
        output = np.asarray(self.economy.network.output)
        gdp, of_table = float(self.economy.gdp), float(self.economy.network.gdp)
        spread_over = float(known @ output) * gdp / of_table
        scale = np.array(self.bill) / spread_over
        return jnp.asarray(np.minimum(scale[:, None] * known[None, :], MOST_OF_COSTS))


@dataclass(frozen=True)
class _Holding:
    """What one edition knows of the goods."""

    goods: tuple[str, ...]
    named: tuple[str, ...]
    economy: Economy
    uses: frozenset[str]
    bills: tuple[float, float, float, float]


def _holding(
    figures: data.Edition, question: Scenario, place: str, names: Sequence[str]
) -> _Holding:
    """What an edition knows of some goods in a place.

    Bills are of compounds and metals, of all goods, and the band of that with what lies inside what
    is imported. Low: imports of what the users make carry as much of the goods a dollar as what is
    made at home. High: a place uses of the world's bill what it has of the world's product.
    """
    labels, kind = labels_of(figures), np.dtype("float64")
    fixed = fixed_values(data.read_parameters(question.parameters))
    chain = assemble(figures, data.reconcile(figures), labels, fixed, kind)
    gdp = dict(figures.tables["gdp"].select("place", "value").iter_rows())
    at, chosen = labels.places.index(place), list(labels.good_positions(names))
    name, _ = TABLES[place]
    table, bridge = data.read_input_output(name), data.read_bridge(name)
    used = np.asarray(chain.final_use)[chosen]
    world = used * np.asarray(chain.price)[chosen][:, None, None]
    stages = dict(figures.tables["goods"].select("good", "stage").iter_rows())
    raw = [stages[labels.goods[good]] != MAGNET for good in chosen]
    paid = float(world[:, :, at].sum())
    unworked = float(world[raw, :, at].sum()) if any(raw) else paid
    by_industry = spent_by_industry(chain, labels, place, table, bridge)[chosen].sum(0)
    inside = by_industry * (1 + table.imports / table.output)
    low = paid * float(inside.sum() / by_industry.sum())
    high = float(world.sum()) * gdp[place] / sum(gdp.values())
    whole = with_table(chain, labels, place, gdp)
    spoken = dict(figures.tables["goods"].select("good", "name").iter_rows())
    goods = tuple(labels.goods[good] for good in chosen)
    return _Holding(
        goods=goods,
        named=tuple(spoken[good] for good in goods),
        economy=Economy(whole.network, whole.cost_share[jnp.asarray(chosen)], whole.gdp),
        uses=frozenset(
            use for use, part in zip(labels.uses, used[:, :, at].max(0), strict=True) if part > 0
        ),
        bills=(unworked, paid, min(low, high), max(low, high)),
    )
