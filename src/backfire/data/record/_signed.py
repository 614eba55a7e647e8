"""What was signed, and for how long."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from backfire.data.schema import TABLES, Fault, Row, day_in, read_records

if TYPE_CHECKING:
    import datetime
    from pathlib import Path

SHIPPED = TABLES / "deal" / "signed_2025.csv"
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
    starts: datetime.date | None
    ends: datetime.date | None
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
    return read_records(Signed, "signed", path or SHIPPED, beside=_faults)


def _faults(rows: Sequence[Row]) -> Iterator[Fault]:
    for row in rows:
        starts, ends = day_in(row["starts"]), day_in(row["ends"])
        if starts and ends and ends <= starts:
            yield row, f"ends must be after starts ({starts}), got {ends}"
