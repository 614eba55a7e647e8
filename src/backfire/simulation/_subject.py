"""A place that is short of the goods of a control, and what they are taken to cost it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import jax.numpy as jnp
import numpy as np

from backfire import data
from backfire.errors import DataError, ScenarioError

from ._assemble import assemble
from ._check import check
from ._economy import MOST_OF_COSTS, TABLES, spent_by_industry, with_table
from ._labels import labels_of
from ._rules import fixed_values

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence
    from pathlib import Path

    from jaxtyping import Array, Float
    from numpy.typing import NDArray

    from backfire.model.chain import Chain
    from backfire.scenario import Scenario

    from ._economy import Economy
    from ._labels import Labels

_PUBLISHED = "published figures"


@dataclass(frozen=True)
class Subject:
    """The place that is short of the goods of a control, and what they cost it."""

    place: str
    name: str
    edition: str
    labels: Labels
    chain: Chain
    economy: Economy
    goods: tuple[int, ...]
    bill: tuple[float, float, float]
    """USD a year by level of what is counted."""
    embedded: tuple[float, float]
    """Band of the last of them."""

    @classmethod
    def of(
        cls, question: Scenario, raw_imports: Mapping[str, float], edition: str | Path | None
    ) -> Subject:
        """The first target of a scenario that has an input-output table."""
        figures = data.read_edition(question.edition, overlay=edition)
        check(question, figures)
        place = next((place for place in question.targets if place in TABLES), None)
        if place is None:
            known, got = ", ".join(TABLES), ", ".join(question.targets)
            fault = f"targets: must hold a place with an input-output table ({known}), got {got}"
            raise ScenarioError(question.name, [fault])
        if place not in raw_imports:
            fault = (
                f"must tell what {place} imports of the goods, got nothing; add a row of imports"
            )
            raise DataError(_PUBLISHED, [fault])
        labels, kind = labels_of(figures), np.dtype("float64")
        fixed = fixed_values(data.read_parameters(question.parameters))
        chain = assemble(figures, data.reconcile(figures), labels, fixed, kind)
        gdp = dict(figures.tables["gdp"].select("place", "value").iter_rows())
        goods = labels.good_positions(question.leverage.goods)
        paid, embedded = _bills(chain, labels, place, goods, gdp)
        middle = float(np.sqrt(embedded[0] * embedded[1]))
        economy = with_table(chain, labels, place, gdp)
        bill = (raw_imports[place], paid, middle)
        name = dict(figures.tables["places"].select("place", "name").iter_rows())[place]
        return cls(place, name, figures.name, labels, chain, economy, goods, bill, embedded)

    @property
    def uses(self) -> NDArray[np.bool_]:
        """Industries that use any of the goods."""
        return np.asarray(self.economy.cost_share)[list(self.goods)].max(0) > 0

    @property
    def costs(self) -> Float[Array, "level industry"]:
        """What the goods weigh in the costs of each industry, by level of what is counted.

        The bill of each level is spread over the industries as the edition's use is.
        """
        known = np.asarray(self.economy.cost_share)[list(self.goods)].sum(0)
        output = np.asarray(self.economy.network.output)
        gdp, of_table = float(self.economy.gdp), float(self.economy.network.gdp)
        spread_over = float(known @ output) * gdp / of_table
        scale = np.array(self.bill) / spread_over
        return jnp.asarray(np.minimum(scale[:, None] * known[None, :], MOST_OF_COSTS))


def _bills(
    chain: Chain, labels: Labels, place: str, goods: Sequence[int], gdp: dict[str, float]
) -> tuple[float, tuple[float, float]]:
    """What a place pays for goods, and the band of it with what lies inside what it imports.

    Low: imports of what the users make carry as much of the goods a dollar as what is made at home.
    High: a place uses of the world's bill what it has of the world's product.
    """
    name, _ = TABLES[place]
    table, bridge = data.read_input_output(name), data.read_bridge(name)
    at, chosen = labels.places.index(place), list(goods)
    world = np.asarray(chain.final_use)[chosen] * np.asarray(chain.price)[chosen][:, None, None]
    paid = float(world[:, :, at].sum())
    by_industry = spent_by_industry(chain, labels, place, table, bridge)[chosen].sum(0)
    inside = by_industry * (1 + table.imports / table.output)
    low = paid * float(inside.sum() / by_industry.sum())
    high = float(world.sum()) * gdp[place] / sum(gdp.values())
    return paid, (min(low, high), max(low, high))
