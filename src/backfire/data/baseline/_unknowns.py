"""The unknowns of a balance in one row, the technology of processes, and the mass balance."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl
from scipy import sparse

from backfire.data.schema import EVERY

if TYPE_CHECKING:
    from collections.abc import Iterable

    from jaxtyping import Bool, Float, Int

    from backfire.data.edition import Edition


@dataclass(frozen=True)
class Technology:
    """Coefficients of every process, t per t of activity."""

    input: Float[np.ndarray, "good process"]
    output: Float[np.ndarray, "good process"]


def technology(edition: Edition) -> Technology:
    """Gather recipes, baskets and recoveries into coefficients.

    A process with a recovery puts out the basket of its deposit times the recovery. A process whose
    main good has no row among the outputs puts out one tonne of it per tonne of activity.
    """
    goods, processes = edition.goods, edition.processes
    shape = (len(goods), len(processes))
    taken, made = np.zeros(shape), np.zeros(shape)
    recovery: dict[str, float] = {}
    recipes = edition.tables["recipes"].select("process", "good", "role", "value")
    for process, good, role, value in recipes.iter_rows():
        if role == "recovery":
            recovery[process] = value
            continue
        side = taken if role == "input" else made
        side[goods.index(good), processes.index(process)] += value
    rows = edition.tables["processes"].select("process", "main_good", "deposit")
    for number, (process, main, deposit) in enumerate(rows.iter_rows()):
        if process in recovery:
            for good, share in _basket(edition, deposit).items():
                made[goods.index(good), number] += share * recovery[process]
        if main is not None and made[goods.index(main), number] == 0:
            made[goods.index(main), number] = 1.0
    return Technology(taken, made)


def _basket(edition: Edition, deposit: str) -> dict[str, float]:
    """Shares of a deposit's oxides, scaled to sum to one exactly."""
    rows = edition.tables["baskets"].filter(pl.col("deposit") == deposit)
    shares = dict(rows.select("good", "value").iter_rows())
    total = sum(shares.values())
    return {good: share / total for good, share in shares.items()}


def prices(edition: Edition) -> Float[np.ndarray, " good"]:
    """One price a good, USD/t: the geometric mean of its quotations, weighted by precision.

    NaN where there is none.
    """
    table = edition.tables["prices"].sort("good", "market", "basis")
    found = np.full(len(edition.goods), np.nan)
    for number, good in enumerate(edition.goods):
        quoted = table.filter((pl.col("good") == good) & (pl.col("value") > 0))
        if not quoted.is_empty():
            weight = quoted["relative_sd"].to_numpy() ** -2.0
            log_price = np.log(quoted["value"].to_numpy())
            found[number] = np.exp(np.average(log_price, weights=weight))
    return found


def processing_costs(edition: Edition) -> Float[np.ndarray, " process"]:
    """Mean processing cost of each process over the places that state one, USD/t; NaN for none."""
    table = edition.tables["costs"].sort("process", "place")
    found = np.full(len(edition.processes), np.nan)
    for number, process in enumerate(edition.processes):
        stated = table.filter(pl.col("process") == process)["value"]
        if not stated.is_empty():
            found[number] = stated.to_numpy().mean()
    return found


BLOCKS = ("activity", "flow", "use", "discarded")


@dataclass(frozen=True)
class Blocks:
    """One value for each activity, flow, use and discard, by label; zero where it cannot be."""

    activity: Float[np.ndarray, "process place"]
    flow: Float[np.ndarray, "good origin destination"]
    use: Float[np.ndarray, "good use place"]
    discarded: Float[np.ndarray, "good place"]


@dataclass(frozen=True)
class Unknowns:
    """Position of every unknown in one row of numbers; -1 where the cell cannot be."""

    activity: Int[np.ndarray, "process place"]
    flow: Int[np.ndarray, "good origin destination"]
    use: Int[np.ndarray, "good use place"]
    discarded: Int[np.ndarray, "good place"]
    count: int

    def row(self, blocks: Blocks) -> Float[np.ndarray, " unknown"]:
        """Values by position."""
        values = np.zeros(self.count)
        for block in BLOCKS:
            at = getattr(self, block)
            values[at[at >= 0]] = getattr(blocks, block)[at >= 0]
        return values

    def blocks(self, row: Float[np.ndarray, " unknown"]) -> Blocks:
        """Values by label."""
        padded = np.append(row, 0.0)
        return Blocks(*(padded[getattr(self, block)] for block in BLOCKS))


def unknowns(edition: Edition, made_of: Technology) -> Unknowns:
    """Number every cell that can be above zero.

    A process can run where production or capacity above zero was observed. A good can be put to a
    use where a row of ``use`` says so. A flow runs from a place that can make the good to one that
    can take it, unless a row of ``trade`` says that nothing does. Joint products can be discarded;
    the main good of a process cannot.
    """
    running = _running(edition, made_of)
    used = _used(edition)
    makes = ((made_of.output > 0).astype(int) @ running) > 0
    takes = (((made_of.input > 0).astype(int) @ running) > 0) | used.any(axis=1)
    by_product = ((_joint(edition, made_of)).astype(int) @ running) > 0
    routes = makes[:, :, None] & takes[:, None, :] & ~_closed(edition)
    possible = (running, routes, used, by_product)
    positions: list[Int[np.ndarray, "..."]] = []
    count = 0
    for cells in possible:
        at = np.full(cells.shape, -1)
        at[cells] = np.arange(count, count + cells.sum())
        count += int(cells.sum())
        positions.append(at)
    return Unknowns(*positions, count=count)


def mass_balance(made_of: Technology, at: Unknowns) -> sparse.csr_array:
    """One row for each good and place that can make it, and for each that can take it.

    Rows are zero where output less discards equals sales, and purchases equal input and use.
    """
    goods, places = at.discarded.shape
    activity = at.activity[None]
    supply = np.arange(goods * places).reshape(goods, places)
    demand = supply + goods * places
    entries = [
        _entries(activity, supply[:, None, :], made_of.output[:, :, None]),
        _entries(at.discarded, supply, -1.0),
        _entries(at.flow, supply[:, :, None], -1.0),
        _entries(at.flow, demand[:, None, :], 1.0),
        _entries(activity, demand[:, None, :], -made_of.input[:, :, None]),
        _entries(at.use, demand[:, None, :], -1.0),
    ]
    rows, columns, values = (np.concatenate(parts) for parts in zip(*entries, strict=True))
    shape = (2 * goods * places, at.count)
    laws = sparse.csr_array((values, (rows, columns)), shape=shape)
    return sparse.csr_array(laws[np.diff(laws.indptr) > 0])


def _running(edition: Edition, made_of: Technology) -> Bool[np.ndarray, "process place"]:
    found = np.zeros((len(edition.processes), len(edition.places)), dtype=bool)
    production = edition.tables["production"].filter(pl.col("value") > 0)
    capacity = edition.tables["capacity"].filter(pl.col("value") > 0)
    named = production.filter(pl.col("process").is_not_null())
    for table in (named, capacity):
        for process, place in table.select("process", "place").iter_rows():
            found[edition.processes.index(process), edition.places.index(place)] = True
    by_good = production.filter(pl.col("good").is_not_null())
    opened = found.copy()
    for good, place in by_good.select("good", "place").iter_rows():
        at = edition.places.index(place)
        members = [edition.goods.index(name) for name in edition.members(good)]
        makers = (made_of.output[members] > 0).any(axis=0)
        if not (makers & found[:, at]).any():
            opened[:, at] |= makers
    return opened


def _used(edition: Edition) -> Bool[np.ndarray, "good use place"]:
    goods, uses, places = edition.goods, edition.uses, edition.places
    found = np.zeros((len(goods), len(uses), len(places)), dtype=bool)
    rows = edition.tables["use"].filter(pl.col("value") > 0)
    named: set[str] = set()
    for good, use, place in _narrow_first(rows.select("good", "use", "place").iter_rows()):
        members = edition.members(good)
        within = [name for name in members if use != EVERY or name not in named]
        if use != EVERY:
            named |= set(members)
        at_goods = [goods.index(name) for name in within]
        at_uses = range(len(uses)) if use == EVERY else [uses.index(use)]
        at_places = range(len(places)) if place == EVERY else [places.index(place)]
        found[np.ix_(at_goods, list(at_uses), list(at_places))] = True
    return found


def _closed(edition: Edition) -> Bool[np.ndarray, "good origin destination"]:
    """Routes on which a figure of zero stands."""
    places = edition.places
    found = np.zeros((len(edition.goods), len(places), len(places)), dtype=bool)
    abroad = ~np.eye(len(places), dtype=bool)
    rows = edition.tables["trade"].filter(pl.col("value") == 0)
    for good, origin, destination in rows.select("good", "origin", "destination").iter_rows():
        routes = chosen(places, origin)[:, None] & chosen(places, destination)[None, :]
        if origin != destination or origin == EVERY:
            routes &= abroad
        found[[edition.goods.index(name) for name in edition.members(good)]] |= routes
    return found


def chosen(labels: tuple[str, ...], name: str) -> Bool[np.ndarray, " label"]:
    """Which labels a cell of a table means: the one it names, or every one."""
    return np.array([name in (EVERY, each) for each in labels])


def _narrow_first(rows: Iterable[tuple[str, ...]]) -> list[tuple[str, ...]]:
    """Rows that name a use before rows that sum over uses."""
    return sorted(rows, key=lambda row: (row[1] == EVERY, row))


def _joint(edition: Edition, made_of: Technology) -> Bool[np.ndarray, "good process"]:
    """Outputs that come along with others and are not what the process is run for."""
    outputs = made_of.output > 0
    joint = outputs & (outputs.sum(axis=0) > 1)
    for number, main in enumerate(edition.tables["processes"]["main_good"]):
        if main is not None:
            joint[edition.goods.index(main), number] = False
    return joint


def _entries(
    at: np.ndarray, law: np.ndarray, value: np.ndarray | float
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    at, law, weight = np.broadcast_arrays(at, law, np.asarray(value, dtype=np.float64))
    there = (at >= 0) & (weight != 0)
    return law[there], at[there], weight[there]
