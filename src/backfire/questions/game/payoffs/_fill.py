"""The payoff tables of a scenario, from rollouts: every rung, capacity and stock, in batches."""

from __future__ import annotations

import os
import time
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field, replace
from functools import cached_property
from threading import Lock
from typing import TYPE_CHECKING, Any

import jax
import numpy as np

from backfire.errors import SolveError
from backfire.questions.trajectories import ElasticityDraws

from ._axes import CHECKED, RUNGS, STOCKS, USUAL, WAYS
from ._capacity_growth import Along, along, pace
from ._quarter import (
    QUARTER,
    QUARTERS_IN_YEAR,
    Money,
    Quarter,
    money,
    read_quarters,
    weights_of_quarters,
    year_by_model,
    year_by_table,
)
from ._stocks import Shelves

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping
    from concurrent.futures import Future

    from numpy.typing import NDArray

    from backfire.model.chain import State
    from backfire.questions.trajectories import Ensemble, ModelContext, Trajectory

    from ._context import PayoffContext

    Numbers = NDArray[np.float64]
    Whole = NDArray[np.int_]
    At = tuple[int, str]


@dataclass
class Filling:
    """One set of tables while it is worked out, on all cores.

    Futures of a cell are numbered by stock level, then by draw; each batch holds as many, so that
    one compiled program serves the histories and every cell.
    """

    payoff_context: PayoffContext
    capacities: tuple[int, ...]
    stocks: tuple[int, ...]
    progress: Callable[[int, int, str], None] | None = None
    done: int = 0
    lock: Lock = field(default_factory=Lock)

    def tables(self) -> dict[str, NDArray[Any]]:
        """Every array of the answer, by name; draws that went astray are left out.

        Raises
        ------
        SolveError
            If no draw stayed finite.
        """
        began = time.perf_counter()
        pool = ThreadPoolExecutor(os.cpu_count() or 1)
        try:
            found = self._found(pool)
        finally:
            pool.shutdown(cancel_futures=True)
        parts = [np.isfinite(array).reshape(-1, self.draws).all(0) for array in found.values()]
        whole = np.logical_and.reduce(parts)
        if not whole.any():
            msg = "no future stayed finite: the parameters lie outside what the equations can carry"
            raise SolveError(msg)
        kept = {name: array[..., whole] for name, array in found.items()}
        seconds = np.array(time.perf_counter() - began)
        return kept | {"draw": np.flatnonzero(whole), "seconds": seconds}

    def _found(self, pool: ThreadPoolExecutor) -> dict[str, Numbers]:
        """Both histories, then all cells and years, then what they cost."""
        past = Along.joined(list(pool.map(self._along, self._by_draw)), self.draws)
        boards = {
            (capacity, rung): self.payoff_context.under(rung, capacity)
            for capacity in self.capacities
            for rung in RUNGS
        }
        travelled = {
            at: [
                pool.submit(self._cell, past, at[0], context, number)
                for number in range(len(self._by_stock))
            ]
            for at, context in boards.items()
        }
        years = {
            level: [pool.submit(self._year, past, level, group) for group in self._by_draw]
            for level in self.checked
        }
        cells = {at: self._joined(parts) for at, parts in travelled.items()}
        paid = {at: pool.submit(self._paid, past, cells, *at) for at in cells}
        tables = self._tables(past, cells, {at: each.result() for at, each in paid.items()})
        added_up = [
            self._added_up(tables, level, [part.result() for part in parts])
            for level, parts in years.items()
        ]
        none = np.empty((0, len(WAYS), self.draws))
        return tables | {"aggregation": np.array(added_up) if added_up else none}

    @property
    def draws(self) -> int:
        """Number of draws."""
        return self.payoff_context.scenario.draws

    @property
    def checked(self) -> tuple[int, ...]:
        """Levels from which a year is added up; none where the table has not all stocks."""
        whole = self.stocks == STOCKS
        return tuple(level for level in CHECKED if whole and level in self.capacities)

    @cached_property
    def _by_draw(self) -> list[Whole]:
        return self.payoff_context.groups(np.arange(self.draws))

    @cached_property
    def _by_stock(self) -> list[Whole]:
        return self.payoff_context.groups(np.arange(self.draws * len(self.stocks)))

    @cached_property
    def _batches(self) -> list[Ensemble]:
        return [
            self.payoff_context.ensemble(group % self.draws, quarters=1) for group in self._by_stock
        ]

    def _along(self, group: Whole) -> Along:
        found = along(self.payoff_context, self.payoff_context.ensemble(group))
        self._count("histories")
        return found

    def _cell(self, past: Along, capacity: int, context: ModelContext, number: int) -> Quarter:
        """One batch of a cell: a quarter with a rung, from the stocks of each level."""
        group = self._by_stock[number]
        level = np.array(self.stocks)[group // self.draws]
        ensemble = replace(self._batches[number], context=context)
        shelves, trajectory = self._travel(past, capacity, ensemble, group % self.draws, level)
        (found,) = read_quarters(shelves, trajectory)
        self._count("quarters")
        return found

    def _year(self, past: Along, capacity: int, group: Whole) -> Numbers:
        """A year of the full ban in all ways but the chained one, (way, draw)."""
        level = np.full(len(group), USUAL)
        ensemble = self.payoff_context.ensemble(group)
        held, calm = (
            self._travel(past, capacity, replace(ensemble, context=context), group, level)
            for context in (
                self.payoff_context.under(RUNGS[-1], capacity, QUARTERS_IN_YEAR),
                self.payoff_context.under(RUNGS[0], capacity),
            )
        )
        found = year_by_model(ensemble, held, calm, 1 - past.covered[group])
        self._count("years")
        return found

    def _added_up(self, tables: Mapping[str, Numbers], level: int, parts: list[Numbers]) -> Numbers:
        """A year from one level in all ways, (way, draw)."""
        weights = weights_of_quarters(self.payoff_context.context.reference_use)
        chain = year_by_table(tables, self.capacities.index(level), weights)
        return np.vstack([chain, np.concatenate(parts, axis=-1)[:, : self.draws]])

    def _travel(
        self, past: Along, capacity: int, ensemble: Ensemble, draws: Whole, level: Whole
    ) -> tuple[Shelves, Trajectory]:
        start: State = jax.tree.map(lambda leaf: leaf[..., draws], past.states[capacity])
        shelves = Shelves.of(ensemble)
        quarter = self.payoff_context.quarter_of(capacity)
        return shelves, ensemble.travel(
            self.payoff_context.policy_path, shelves.filled(start, level), quarter, 1
        )

    def _joined(self, parts: list[Future[Quarter]]) -> Quarter:
        whole = Quarter.joined([part.result() for part in parts])
        return whole.of(slice(self.draws * len(self.stocks)))

    def _paid(self, past: Along, cells: Mapping[At, Quarter], capacity: int, rung: str) -> Money:
        """What a cell costs against a calm quarter with usual stocks."""
        draw = np.arange(self.draws * len(self.stocks)) % self.draws
        usual = self.stocks.index(USUAL) * self.draws + draw
        elasticity_draws = ElasticityDraws.of(
            {name: column[draw] for name, column in self.payoff_context.values.items()}
        )
        calm = cells[capacity, RUNGS[0]].of(usual)
        part = 1 - past.covered[draw]
        found = money(
            self.payoff_context.context, elasticity_draws, cells[capacity, rung], calm, part
        )
        self._count("losses")
        return found

    def _tables(
        self, past: Along, cells: Mapping[At, Quarter], told: Mapping[At, Money]
    ) -> dict[str, Numbers]:
        """What a rung adds to a quarter without one from the same stocks, and what these are."""
        sender = self.payoff_context.context.reference_use.sender
        free = {capacity: told[capacity, RUNGS[0]] for capacity in self.capacities}
        added = {at: each.less(free[at[0]]) for at, each in told.items()}
        calm = {capacity: cells[capacity, RUNGS[0]] for capacity in self.capacities}
        profit = [calm[capacity].profit[sender] * QUARTER for capacity in self.capacities]

        def table(of: Callable[[At], Numbers]) -> Numbers:
            """By rung, capacity, stock and draw."""
            rows = [[of((capacity, rung)) for capacity in self.capacities] for rung in RUNGS]
            return np.array(rows).reshape(*np.shape(rows)[:2], len(self.stocks), self.draws)

        after = table(lambda at: cells[at].stock)
        return {
            "harm": table(lambda at: added[at].harm),
            "rent": table(lambda at: added[at].rent),
            "third_harm": table(lambda at: added[at].third_harm),
            "price": table(lambda at: cells[at].price),
            "stock_after": after,
            "stock_back": after[0, :, 0],
            "shelf_harm": table(lambda at: free[at[0]].harm)[0],
            "rent_level": np.array(profit).reshape(len(profit), -1, self.draws)[
                :, self.stocks.index(USUAL)
            ],
            "outside": past.share[:, list(self.capacities)],
            "built": past.built,
            "pace": pace(past.built),
            "stock_held": past.stock[list(self.capacities)],
        }

    def _count(self, doing: str) -> None:
        steps = len(self.capacities) * len(RUNGS)
        of_years = len(self._by_draw) * len(self.checked)
        total = len(self._by_draw) + steps * (len(self._by_stock) + 1) + of_years
        with self.lock:
            self.done += 1
            if self.progress is not None:
                self.progress(self.done, total, doing)
