"""Codes of industries in the two shipped tables, and which detailed one belongs to which group."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

from backfire.data.schema import EVERY, Labels, nearest, read_records, reference_keys
from backfire.errors import DataError

from ._industry_table import SHIPPED, read_input_output

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
