"""Truces and other suspensions with a date: how long they were set, and what became of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

from backfire.errors import DataError

from ._economy_rows import Row, faults_of_source, faults_of_words, number_in, rows_of
from ._events import CONFLICT, day_in, faults_of_dates
from ._wording import shown

if TYPE_CHECKING:
    import datetime

FILE = "truces.csv"
COLUMNS = (
    *("series", "name", "began", "due", "due_in_days", "at_due", "ended", "ended_by"),
    *("source", "method"),
)
SERIES = ("truce", "deal", "exclusions", "divestiture")
AT_DUE = ("renewed", "stood", "lapsed", "open")
ENDS = ("renewal", "tariff rise")
DATES = ("began", "due", "ended")


@dataclass(frozen=True)
class Truce:
    """One term of a truce, or of another suspension between the United States and China.

    Attributes
    ----------
    series
        ``truce`` of tariffs, ``deal`` without an end, section 301 ``exclusions``, or
        ``divestiture`` of TikTok.
    began, due
        First day, and the day on which the term ends; nothing where none was set or found.
    due_in_days
        Days from the first to the last one, where the last lies after the record's end.
    at_due
        ``renewed`` by then, ``stood`` on without a new date, ``lapsed``, or still ``open``; empty
        where no date was set.
    ended, ended_by
        Day on which the term was over, by ``renewal`` or a ``tariff rise``; empty while it runs.
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
    file = CONFLICT / FILE if path is None else Path(path)
    written = rows_of(file, COLUMNS)
    problems = list(_problems(written))
    if problems:
        raise DataError(file.name, problems)
    return tuple(_truce(row) for _, row in written)


def _problems(written: list[tuple[str, Row]]) -> Iterator[str]:
    seen: dict[str, str] = {}
    for where, row in written:
        if row["name"] in seen:
            yield f"{where} ({row['name']}): must stand once, is already in {seen[row['name']]}"
        seen.setdefault(row["name"], where)
        yield from (f"{where} ({row['name']}): {fault}" for fault in _faults(row))


def _faults(row: Row) -> Iterator[str]:
    yield from (f"{name} is required" for name in ("name", "method") if not row[name])
    choices = {"series": SERIES}
    choices |= {name: words for name, words in _OPTIONAL.items() if row[name]}
    yield from faults_of_words(row, choices)
    yield from faults_of_source(row)
    yield from faults_of_dates(row, DATES)
    if row["due_in_days"] and not _is_count(row["due_in_days"]):
        yield f"due_in_days must be a whole number of days, got {shown(row['due_in_days'])}"
    if bool(row["at_due"]) != bool(row["due"] or row["due_in_days"]):
        yield "at_due must be filled where a term was set and nowhere else"
    if bool(row["ended"]) != bool(row["ended_by"]):
        yield "ended and ended_by must both be filled or both be empty"
    began = day_in(row["began"])
    for name in ("due", "ended"):
        last = day_in(row[name])
        if began and last and last < began:
            yield f"{name} must not be before began, got {row[name]} and {row['began']}"
    if row["series"] == "truce" and not began:
        yield "began is required for a truce"


_OPTIONAL = {"at_due": AT_DUE, "ended_by": ENDS}


def _is_count(cell: str) -> bool:
    found = number_in(cell)
    return found is not None and found > 0 and found == int(found)


def _truce(row: Row) -> Truce:
    set_for = number_in(row["due_in_days"])
    cells: dict[str, Any] = dict(row)
    cells |= {name: day_in(row[name]) for name in DATES}
    cells["due_in_days"] = None if set_for is None else int(set_for)
    return Truce(**cells)
