"""What a hindcast says of a series that was observed, in the unit of the observation."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from backfire.answers.run import INSIDE, OUTSIDE

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from backfire.data import Edition
    from backfire.scenario import Scenario

    from ._hindcast import Hindcast

Row = Mapping[str, Any]


class NotComparableError(Exception):
    """An observation that the model has no counterpart of; its words say why."""


@dataclass(frozen=True)
class HindcastSeries:
    """A hindcast, with the names that its series are about."""

    hindcast: Hindcast
    scenario: Scenario
    edition: Edition

    def by_year(self, row: Row) -> NDArray[np.float64]:
        """The series of an observation in every future and calendar year.

        Raises
        ------
        NotComparableError
            If the model has no counterpart of the series.
        """
        series = str(row["series"])
        if series not in BY_YEAR:
            raise NotComparableError(NO_COUNTERPART.get(series, "has no counterpart in the model"))
        if row["partner"] not in (None, "", self.hindcast.sender):
            msg = f"is about {row['partner']}, and only exports of {self.hindcast.sender} are kept"
            raise NotComparableError(msg)
        return BY_YEAR[series](self, row)

    def on(self, row: Row, day: np.datetime64) -> NDArray[np.float64]:
        """The same on one day, for what is quoted by the day.

        Raises
        ------
        NotComparableError
            If the series is not quoted by the day, or the day is not in the run.
        """
        weeks = self.hindcast.dataset["week"].values
        if not weeks[0] <= day <= weeks[-1]:
            msg = "lies outside the run"
            raise NotComparableError(msg)
        if row["series"] == "price":
            quotes = self.hindcast.dataset["price"].sel(good=self.good(row), side=row["side"])
            return _values(quotes.sel(week=day, method="pad"))
        if row["series"] == "licence_price":
            prices = self.hindcast.dataset["licence_price"].sel(pool=self.pool(row))
            return _values(prices.sel(week=day, method="pad"))
        msg = "holds at a date, and the model adds this series up by year"
        raise NotComparableError(msg)

    def flow(self, name: str, goods: Mapping[str, float], places: list[str]) -> Any:
        """Tonnes of some goods, each counted by its weight, in some places; all where none is."""
        array = self.hindcast.dataset[name].sel(good=list(goods))
        if "place" in array.dims:
            array = array.sel(place=places) if places else array
            array = array.sum("place")
        weight = np.array(list(goods.values()))
        return (array * weight.astype(array.dtype)).sum("good")

    def good(self, row: Row) -> str:
        """The good of an observation."""
        good = str(row["good"] or "")
        if good not in self.hindcast.dataset["good"].values:
            msg = f"is about {good or 'no good'}, which edition {self.edition.name} has not"
            raise NotComparableError(msg)
        return good

    def of_stage(self, stage: str) -> dict[str, float]:
        """Goods of a stage, each counted whole."""
        table = self.edition.tables["goods"]
        return dict.fromkeys(table.filter(table["stage"] == stage)["good"], 1.0)

    def traded(self, *, gross: bool) -> dict[str, float]:
        """Goods that figures on trade count, by gross weight or each by its own tonne."""
        asked = self.scenario.backtest
        if asked is None or not asked.traded:
            msg = "needs backtest.traded, the goods that figures on trade count"
            raise NotComparableError(msg)
        members = {
            good: w for name in asked.traded for good, w in self.edition.members(name).items()
        }
        return members if gross else dict.fromkeys(members, 1.0)

    def places(self, row: Row) -> list[str]:
        """The places of an observation; none is the whole world."""
        told = [name.strip() for name in str(row["place"] or "").split(";") if name.strip()]
        known = self.hindcast.dataset["place"].values
        missing = [name for name in told if name not in known]
        if missing:
            msg = f"is about {', '.join(missing)}, which edition {self.edition.name} has not"
            raise NotComparableError(msg)
        if told or not row["side"]:
            return told
        sender = self.hindcast.sender
        return [sender] if row["side"] == INSIDE else [str(p) for p in known if p != sender]

    def pool(self, row: Row) -> str:
        """The quota that stood when a licence was quoted."""
        pools = [c for c in self.scenario.controls if c.kind == "quota_pool"]
        if not pools:
            msg = "needs a quota, and the scenario has none"
            raise NotComparableError(msg)
        day = str(row["date"] or row["year"])
        standing = [control.name for control in pools if str(control.starts)[: len(day)] <= day]
        return standing[-1] if standing else pools[0].name


def _values(array: Any) -> NDArray[np.float64]:
    return np.asarray(array.values, dtype=float)


def _price(told: HindcastSeries, row: Row) -> NDArray[np.float64]:
    quotes = told.hindcast.dataset["price_by_year"]
    return _values(quotes.sel(good=told.good(row), side=row["side"] or OUTSIDE))


def _exports(told: HindcastSeries, _: Row) -> NDArray[np.float64]:
    return _values(told.flow("exports", told.traded(gross=False), []))


def _exports_gross(told: HindcastSeries, _: Row) -> NDArray[np.float64]:
    return _values(told.flow("exports", told.traded(gross=True), []))


def _import_share(told: HindcastSeries, row: Row) -> NDArray[np.float64]:
    goods, places = told.traded(gross=True), told.places(row)
    whole = _values(told.flow("imports", goods, places))
    return _values(told.flow("from_sender", goods, places)) / np.maximum(whole, 1e-9)


def _import_share_value(told: HindcastSeries, row: Row) -> NDArray[np.float64]:
    """By value, every good at its quote outside."""
    places, data = told.places(row), told.hindcast.dataset
    goods = list(told.traded(gross=False))
    worth = (data["price_by_year"].sel(side=OUTSIDE) * data["price0"]).sel(good=goods)
    bought = data["imports"].sel(good=goods, place=places).sum("place") * worth
    sent = data["from_sender"].sel(good=goods, place=places).sum("place") * worth
    return _values(sent.sum("good") / bought.sum("good").clip(min=1e-9))


def _mine_output(told: HindcastSeries, row: Row) -> NDArray[np.float64]:
    return _values(told.flow("made", told.of_stage("concentrate"), told.places(row)))


def _mine_share(told: HindcastSeries, row: Row) -> NDArray[np.float64]:
    ores = told.of_stage("concentrate")
    world = _values(told.flow("made", ores, []))
    return _values(told.flow("made", ores, told.places(row))) / np.maximum(world, 1e-9)


def _magnet_exports(told: HindcastSeries, _: Row) -> NDArray[np.float64]:
    return _values(told.flow("exports", told.of_stage("magnet"), []))


def _magnet_output(told: HindcastSeries, row: Row) -> NDArray[np.float64]:
    return _values(told.flow("made", told.of_stage("magnet"), told.places(row)))


def _licence_price(told: HindcastSeries, row: Row) -> NDArray[np.float64]:
    prices = told.hindcast.dataset["licence_price"].sel(pool=told.pool(row))
    mean = prices.groupby("week.year").mean()
    return _values(mean.reindex(year=list(told.hindcast.years)))


def _quota_used(told: HindcastSeries, _: Row) -> NDArray[np.float64]:
    """Licence tonnes of the year that are gone when they lapse, over those handed out."""
    pools = [c for c in told.scenario.controls if c.kind == "quota_pool"]
    if not pools:
        msg = "needs a quota, and the scenario has none"
        raise NotComparableError(msg)
    left = told.hindcast.dataset["quota_left"]
    used: list[NDArray[np.float64]] = []
    for year in told.hindcast.years:
        issued = {c.name: sum(t.tonnes for t in c.tranches if t.date.year == year) for c in pools}
        last = left.sel(week=f"{year}-12-25", method="pad")  # what is left lapses a week later
        whole = sum(issued.values())
        kept = _values(
            last.sel(pool=[name for name, tonnes in issued.items() if tonnes]).sum("pool")
        )
        used.append(1 - kept / whole if whole else np.full(len(kept), np.nan))
    return np.stack(used, axis=1)


def _dysprosium_per_magnet(told: HindcastSeries, row: Row) -> NDArray[np.float64]:
    """Dysprosium taken in by processes over magnets made, relative to the first year."""
    taken = _values(told.flow("intake", {"dy_metal": 1.0}, told.places(row)))
    magnets = {good: 1.0 for good in told.of_stage("magnet") if good.startswith("ndfeb")}
    ratio = taken / np.maximum(_values(told.flow("made", magnets, told.places(row))), 1e-9)
    return ratio / ratio[:, :1]


BY_YEAR: Mapping[str, Callable[[HindcastSeries, Row], NDArray[np.float64]]] = {
    "price": _price,
    "exports": _exports,
    "exports_gross": _exports_gross,
    "import_share": _import_share,
    "import_share_value": _import_share_value,
    "mine_output": _mine_output,
    "mine_share": _mine_share,
    "magnet_exports": _magnet_exports,
    "magnet_output": _magnet_output,
    "licence_price": _licence_price,
    "quota_used": _quota_used,
    "dysprosium_per_magnet": _dysprosium_per_magnet,
}
"""What is computed for each series."""

NO_COUNTERPART = {
    "quota": "is what was decided, not what came of it",
    "quota_tranche": "is what was decided, not what came of it",
    "exports_customs": "leaves out what was smuggled, which the model counts as exports",
    "entrant_output": "is about one plant, and the model does not tell plants of a place apart",
    "entrant_start": "is about one plant, and the model does not tell plants of a place apart",
    "entrant_lost": "is about one plant, and the model does not tell plants of a place apart",
}
"""Why other series are not compared."""
