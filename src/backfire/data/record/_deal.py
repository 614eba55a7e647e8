"""A deal: what its issues are worth, what was signed, and what the supply model is asked."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import TYPE_CHECKING

from backfire.data.schema import TABLES, Fault, Row, day_in, read_records

if TYPE_CHECKING:
    import datetime
    from pathlib import Path

DEAL = TABLES / "deal"
SIDES = ("CHN", "USA")
DAYS_PER_YEAR = 365.25


@dataclass(frozen=True)
class IssueValue:
    """What one issue is worth to one side, if it is in the deal against no deal, USD of 2025.

    What every field holds stands in ``issue_values.schema.csv``; a gain is above zero.
    """

    issue: str
    name: str
    giver: str
    side: str
    case: str
    usd_low: float | None
    usd: float | None
    usd_high: float | None
    counts: str
    kind: str
    taken_from: str
    source: str
    method: str


@cache
def read_issue_values(path: str | Path | None = None) -> tuple[IssueValue, ...]:
    """Read the values of the issues of a deal, in the order of the file.

    Parameters
    ----------
    path
        A file with the same columns; that of the deal of October 2025 unless given.

    Raises
    ------
    DataError
        With every problem found: a missing column, text for a number, a range that does not hold
        its middle, a value where there is none or none where there is one, an unknown source.

    Examples
    --------
    >>> values = {(each.issue, each.side): each for each in read_issue_values()}
    >>> values["soybeans", "CHN"].usd, values["taiwan", "CHN"].kind
    (-940000000.0, 'none')
    """
    return read_records(
        IssueValue, "issue_values", path or DEAL / "issue_values.csv", beside=_faults_of_values
    )


def _faults_of_values(rows: Sequence[Row]) -> Iterator[Fault]:
    named: dict[str | None, tuple[str | None, ...]] = {}
    for row in rows:
        words = (row["name"], row["giver"])
        if named.setdefault(row["issue"], words) != words:
            yield row, "name and giver must be the same in every row of an issue"
    for issue, side in product(named, SIDES):
        if not any((row["issue"], row["side"]) == (issue, side) for row in rows):
            yield None, f"{issue}: must have a row for {side}"


@dataclass(frozen=True)
class Signed:
    """Whether one issue went into a deal, and on which terms.

    What every field holds stands in ``signed.schema.csv``.
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
    return read_records(Signed, "signed", path or DEAL / "signed_2025.csv", beside=_faults_of_terms)


def _faults_of_terms(rows: Sequence[Row]) -> Iterator[Fault]:
    for row in rows:
        starts, ends = day_in(row["starts"]), day_in(row["ends"])
        if starts and ends and ends <= starts:
            yield row, f"ends must be after starts ({starts}), got {ends}"


@dataclass(frozen=True)
class SupplyQuestion:
    """A control that stands if an issue is left out of the deal.

    What every field holds stands in ``supply_questions.schema.csv``.
    """

    issue: str
    case: str
    goods: tuple[str, ...]
    starts: datetime.date
    weeks: int
    instead_of: tuple[str, ...]
    source: str
    method: str


@dataclass(frozen=True)
class SupplyBeside:
    """What the supply model does not hold of an issue, USD a year to one side."""

    issue: str
    side: str
    usd_low: float
    usd: float
    usd_high: float
    source: str
    method: str


@cache
def read_supply_questions() -> tuple[SupplyQuestion, ...]:
    """Read the questions to the supply model, in the order of the table.

    Raises
    ------
    DataError
        If the table is not as it was shipped.

    Examples
    --------
    >>> [each.case for each in read_supply_questions() if each.issue == "mineral-licences"]
    ['licensed as in April', 'elements refused']
    """
    return read_records(SupplyQuestion, "supply_questions", DEAL / "supply_questions.csv")


@cache
def read_supply_besides() -> tuple[SupplyBeside, ...]:
    """Read what is added to the supply model's values, in the order of the table.

    Raises
    ------
    DataError
        If the table is not as it was shipped.

    Examples
    --------
    >>> [(each.side, each.usd) for each in read_supply_besides()]
    [('USA', 2500000000.0), ('CHN', 0.0)]
    """
    return read_records(SupplyBeside, "supply_besides", DEAL / "supply_besides.csv")
