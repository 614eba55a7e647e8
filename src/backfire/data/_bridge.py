"""Which industries of an input-output table put a good to an end use."""

from __future__ import annotations

import csv
from collections import defaultdict
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from backfire.errors import DataError

from ._input_output import SHIPPED
from ._report import Hole
from ._wording import nearest

if TYPE_CHECKING:
    from ._input_output import InputOutput
    from ._input_output_files import Array


@dataclass(frozen=True)
class Reach:
    """An industry that puts a good to an end use.

    Attributes
    ----------
    share
        Its part of the value added of all industries of the use; over a use they sum to 1.
    coverage
        The part of its own value added that lies in the use, between 0 and 1: below 1 where
        the industry also holds others.
    """

    use: str
    table: str
    industry: str
    share: float
    coverage: float
    source: str
    kind: str
    method: str
    note: str


@dataclass(frozen=True)
class Bridge:
    """The industries of one table by end use, and what is missing."""

    table: str
    reaches: tuple[Reach, ...]
    holes: tuple[str, ...]

    @property
    def uses(self) -> tuple[str, ...]:
        """End uses that lead to an industry."""
        return tuple(dict.fromkeys(reach.use for reach in self.reaches))

    def of(self, use: str) -> tuple[Reach, ...]:
        """Industries of an end use.

        Raises
        ------
        DataError
            If no industry is known for it, with the hole that says what is missing.
        """
        found = tuple(reach for reach in self.reaches if reach.use == use)
        if not found:
            where = f'"{use}" has no bridge to the industries of {self.table}'
            stated = [hole for hole in self.holes if f"({use})" in hole]
            raise DataError(where if stated else where + nearest(use, self.uses), stated)
        return found

    def coverage(self, use: str, table: InputOutput) -> Array:
        """Part of every industry's value added that lies in a use, between 0 and 1, (industry,)."""
        found = np.zeros(len(table.industries))
        for reach in self.of(use):
            found[table.at(reach.industry)] = reach.coverage
        return found


@cache
def read_bridge(table: str = "bea-2017-402") -> Bridge:
    """Read the shipped bridge from end uses to the industries of a shipped table.

    Raises
    ------
    DataError
        If the bridge knows no such table.

    Examples
    --------
    >>> [reach.industry for reach in read_bridge("bea-2017-402").of("semiconductors")]
    ['334413']
    """
    by_table: dict[str, list[Reach]] = defaultdict(list)
    with (SHIPPED / "bridge.csv").open(encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            share, coverage = float(row.pop("share")), float(row.pop("coverage"))
            by_table[row["table"]].append(Reach(share=share, coverage=coverage, **row))
    if table not in by_table:
        where = (
            f'"{table}" has no bridge{nearest(table, by_table)}; known are {", ".join(by_table)}'
        )
        raise DataError(where)
    with (SHIPPED / "bridge.holes.csv").open(encoding="utf-8", newline="") as lines:
        holes = tuple(str(Hole(**row)) for row in csv.DictReader(lines))
    return Bridge(table, tuple(by_table[table]), holes)


@cache
def industry_groups() -> dict[str, str]:
    """Code of the 71-industry table for every industry and commodity of the 402-industry table.

    Examples
    --------
    >>> industry_groups()["334413"]
    '334'
    """
    with (SHIPPED / "concordance.csv").open(encoding="utf-8", newline="") as lines:
        return {row["detail"]: row["summary"] for row in csv.DictReader(lines)}
