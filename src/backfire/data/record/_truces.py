"""Truces and other suspensions with a date: how long they were set, and what became of them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from backfire.data.schema import TABLES, Fault, Row, read_records

if TYPE_CHECKING:
    import datetime
    from pathlib import Path

SHIPPED = TABLES / "conflict" / "truces.csv"


@dataclass(frozen=True)
class Truce:
    """One term of a truce, or of another suspension between the United States and China.

    What every field holds stands in ``truces.schema.csv``.
    """

    series: str
    name: str
    began: datetime.date | None
    due: datetime.date | None
    due_in_days: int | None
    at_due: str
    ended: datetime.date | None
    ended_by: str
    source: str
    method: str


@cache
def read_truces(path: str | Path | None = None) -> tuple[Truce, ...]:
    """Read the terms of truces and suspensions, in the order of the file.

    Parameters
    ----------
    path
        A file with the same columns; that of 2018 to November 2025 unless given.

    Raises
    ------
    DataError
        With every problem found: a missing column, no date for a date, an unknown word or source,
        an end before its beginning, an outcome at a date that was not set.

    Examples
    --------
    >>> buenos_aires = read_truces()[0]
    >>> (buenos_aires.ended - buenos_aires.began).days, buenos_aires.ended_by
    (160, 'tariff rise')
    """
    return read_records(Truce, "truces", path or SHIPPED, beside=_faults)


def _faults(rows: Sequence[Row]) -> Iterator[Fault]:
    for row in rows:
        if (row["at_due"] is None) != (row["due"] is None and row["due_in_days"] is None):
            yield row, "at_due must be filled where a term was set and nowhere else"
