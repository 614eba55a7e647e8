"""Codes of industries in the shipped tables, and which of them put a good to an end use."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from backfire.data.schema import EVERY, Labels, nearest, read_gaps, read_records, reference_keys
from backfire.errors import DataError

from ._industry_table import SHIPPED, read_input_output

if TYPE_CHECKING:
    from ._account import Array
    from ._industry_table import InputOutput


SUMMARY, DETAIL = "bea-2017-71", "bea-2017-402"


@dataclass(frozen=True)
class _Pair:
    detail: str
    summary: str


@cache
def industry_groups() -> dict[str, str]:
    """Code of the 71-industry table for every industry and commodity of the 402-industry table.

    Examples
    --------
    >>> industry_groups()["334413"]
    '334'
    """
    pairs = read_records(_Pair, "concordance", SHIPPED / "concordance.csv")
    return {pair.detail: pair.summary for pair in pairs}


@cache
def industry_codes() -> tuple[str, ...]:
    """Codes of the industries of the 71-industry table."""
    return read_input_output(SUMMARY).industries


def industry_labels() -> Labels:
    """Words that a table of the economy may name: industries, all of them, and sources."""
    return Labels({f"industry of {SUMMARY} or *": (*industry_codes(), EVERY)}, reference_keys())


def summary_of(industry: str) -> str:
    """Code of the 71-industry table for an industry of it or of the 402-industry table.

    Raises
    ------
    DataError
        If neither table has the industry.

    Examples
    --------
    >>> summary_of("334413"), summary_of("334"), summary_of("*")
    ('334', '334', '*')
    """
    if industry == EVERY or industry in industry_codes():
        return industry
    groups = industry_groups()
    if industry not in groups:
        near = nearest(industry, (*industry_codes(), *groups))
        where = f'"{industry}" is not an industry of {SUMMARY} or {DETAIL}{near}'
        raise DataError(where)
    return groups[industry]


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
    data_gaps: tuple[str, ...]

    @property
    def uses(self) -> tuple[str, ...]:
        """End uses that lead to an industry."""
        return tuple(dict.fromkeys(reach.use for reach in self.reaches))

    def of(self, use: str) -> tuple[Reach, ...]:
        """Industries of an end use.

        Raises
        ------
        DataError
            If no industry is known for it, with the gap that says what is missing.
        """
        found = tuple(reach for reach in self.reaches if reach.use == use)
        if not found:
            where = f'"{use}" has no bridge to the industries of {self.table}'
            stated = [gap for gap in self.data_gaps if f"({use})" in gap]
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
    reaches = read_records(Reach, "bridge", SHIPPED / "bridge.csv")
    known = tuple(dict.fromkeys(reach.table for reach in reaches))
    if table not in known:
        where = f'"{table}" has no bridge{nearest(table, known)}; known are {", ".join(known)}'
        raise DataError(where)
    return Bridge(
        table=table,
        reaches=tuple(reach for reach in reaches if reach.table == table),
        data_gaps=tuple(map(str, read_gaps(SHIPPED / "bridge.holes.csv"))),
    )
