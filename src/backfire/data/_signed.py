"""What was signed, and for how long."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from backfire.errors import DataError

from ._economy_rows import Row, faults_of_source, faults_of_words, rows_of
from ._issue_values import SIDES
from ._schema import TABLES
from ._wording import shown

SHIPPED = TABLES / "deal" / "signed_2025.csv"
COLUMNS = ("issue", "giver", "starts", "ends", "signed", "terms", "source")
DATES = ("starts", "ends")
ANSWERS = ("yes", "no")
DAYS_PER_YEAR = 365.25


@dataclass(frozen=True)
class Signed:
    """Whether one issue went into a deal, and on which terms.

    Attributes
    ----------
    issue, giver
        As in the table of values.
    starts, ends
        First day, and the day on which it runs out; nothing where it has no end, or was not signed.
    signed
        Whether it is in the deal.
    terms
        What was agreed, in words.
    source
        Keys of ``docs/references.bib``.
    """

    issue: str
    giver: str
    starts: date | None
    ends: date | None
    signed: bool
    terms: str
    source: str

    @property
    def years(self) -> float | None:
        """Years for which it was signed; nothing where it has no end."""
        if self.starts is None or self.ends is None:
            return None
        return (self.ends - self.starts).days / DAYS_PER_YEAR


@cache
def read_signed(path: str | Path | None = None) -> tuple[Signed, ...]:
    """Read what was signed and what was not, in the order of the file.

    Parameters
    ----------
    path
        A file with the same columns; the deal of October 2025 unless given.

    Raises
    ------
    DataError
        With every problem found: a missing column, a date that is none, an end before its start, an
        issue twice, an unknown source.

    Examples
    --------
    >>> found = {each.issue: each for each in read_signed()}
    >>> round(found["soybeans"].years, 2), found["taiwan"].signed
    (3.16, False)
    """
    file = SHIPPED if path is None else Path(path)
    written = rows_of(file, COLUMNS)
    problems = list(_problems(written))
    if problems:
        raise DataError(file.name, problems)
    return tuple(_entry(row) for _, row in written)


def _problems(written: list[tuple[str, Row]]) -> Iterator[str]:
    seen: dict[str, str] = {}
    for where, row in written:
        label = f"{where} ({row['issue']})"
        if row["issue"] in seen:
            yield f"{label}: must stand once, is already in {seen[row['issue']]}"
        seen.setdefault(row["issue"], where)
        yield from (f"{label}: {fault}" for fault in _faults(row))


def _faults(row: Row) -> Iterator[str]:
    if not row["issue"]:
        yield "issue is required"
    yield from faults_of_words(row, {"giver": SIDES, "signed": ANSWERS})
    yield from faults_of_source(row)
    wrong = [name for name in DATES if row[name] and _day(row[name]) is None]
    for name in wrong:
        yield f"{name} must be a date such as 2025-11-10, got {shown(row[name])}"
    first, last = (_day(row[name]) for name in DATES)
    if last is not None and not row["starts"]:
        yield "starts is required where ends is filled"
    if first is not None and last is not None and last <= first:
        yield f"ends must be after starts ({first}), got {last}"


def _day(cell: str) -> date | None:
    try:
        return date.fromisoformat(cell)
    except ValueError:
        return None


def _entry(row: Row) -> Signed:
    return Signed(
        issue=row["issue"],
        giver=row["giver"],
        starts=_day(row["starts"]),
        ends=_day(row["ends"]),
        signed=row["signed"] == "yes",
        terms=row["terms"],
        source=row["source"],
    )
