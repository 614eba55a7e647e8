"""What an edition rests on: counts by kind, figures that had to move, and data gaps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from backfire.data.schema import CHOICES, DataGap

if TYPE_CHECKING:
    from backfire.data.edition import Edition

    from ._baseline import Adjustment, Baseline


@dataclass(frozen=True)
class DataReport:
    """What ``backfire data check`` says about an edition."""

    edition: str
    checksum: str
    counts: Mapping[str, int]
    """Number of figures by kind."""
    tables: Mapping[str, Mapping[str, int]]
    """Number of figures by table and kind."""
    adjustments: tuple[Adjustment, ...]
    """Figures moved by more than two standard deviations, the farthest first."""
    data_gaps: tuple[DataGap, ...]
    residual: float
    """Largest imbalance, relative to what passes through."""

    @property
    def lines(self) -> tuple[str, ...]:
        """The report as plain text, one line each."""
        return (
            f"Edition {self.edition} ({self.checksum[:12]}): {_counted(self.counts)}",
            *(f"  {table}: {_counted(counts)}" for table, counts in self.tables.items()),
            f"Balanced at every good and place to {self.residual:.0e}",
            f"Moved by more than two standard deviations: {len(self.adjustments)}",
            *(f"  {each}" for each in self.adjustments),
            f"Data gaps: {len(self.data_gaps)}",
            *(f"  {each}" for each in self.data_gaps),
        )

    def __str__(self) -> str:
        """The whole report."""
        return "\n".join(self.lines)


def data_report(edition: Edition, baseline: Baseline) -> DataReport:
    """Gather counts, adjustments and gaps; prices and capacities that nobody stated are gaps."""
    stated = [
        DataGap(*(cell or "" for cell in row))
        for row in edition.tables["holes"].select("table", "key", "missing", "where").iter_rows()
    ]
    return DataReport(
        edition=edition.name,
        checksum=edition.checksum,
        counts=baseline.counts,
        tables=MappingProxyType(_by_table(edition)),
        adjustments=baseline.adjustments,
        data_gaps=(*stated, *_unpriced(baseline), *_without_capacity(edition, baseline)),
        residual=baseline.residual,
    )


def count_kinds(edition: Edition) -> dict[str, int]:
    """Number of reported, derived and estimated figures in all tables."""
    by_table = _by_table(edition).values()
    return {kind: sum(counts[kind] for counts in by_table) for kind in CHOICES["kind"]}


def _by_table(edition: Edition) -> dict[str, dict[str, int]]:
    return {
        name: {kind: int((table["kind"] == kind).sum()) for kind in CHOICES["kind"]}
        for name, table in edition.tables.items()
        if "kind" in table.columns
    }


def _counted(counts: Mapping[str, int]) -> str:
    parts = ", ".join(f"{number} {kind}" for kind, number in counts.items())
    return f"{sum(counts.values())} figures ({parts})"


def _unpriced(baseline: Baseline) -> list[DataGap]:
    return [
        DataGap("prices", good, "no price", "")
        for good, price in zip(baseline.goods, baseline.price, strict=True)
        if np.isnan(price)
    ]


def _without_capacity(edition: Edition, baseline: Baseline) -> list[DataGap]:
    stated = set(edition.tables["capacity"].select("process", "place").iter_rows())
    running = (
        (process, place)
        for number, process in enumerate(baseline.processes)
        for place, activity in zip(baseline.places, baseline.activity[number], strict=True)
        if activity > 0
    )
    return [
        DataGap("capacity", f"{process}, {place}", "no capacity; taken as just above activity", "")
        for process, place in running
        if (process, place) not in stated
    ]
