"""What the supply model is asked so as to value the issues of a deal that are about minerals."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from backfire.errors import DataError

from ._economy_rows import Row, faults_of_numbers, faults_of_order, faults_of_source, rows_of
from ._issue_values import MONEY
from ._schema import TABLES

QUESTIONS = TABLES / "deal" / "supply_questions.csv"
BESIDES = TABLES / "deal" / "supply_besides.csv"
ASKED = ("issue", "case", "goods", "starts", "weeks", "instead_of", "source", "method")
BESIDE = ("issue", "side", *MONEY, "source", "method")


@dataclass(frozen=True)
class SupplyQuestion:
    """A control that stands if an issue is left out of the deal.

    Attributes
    ----------
    issue, case
        Issue that it values, and how strictly the control is carried out.
    goods
        Goods or groups of an edition that the sender refuses to the target.
    starts, weeks
        First day, and how long everything is refused; the loss is that of a year.
    instead_of
        Controls of the scenario that it stands for, by name.
    source, method
        Keys of ``docs/references.bib``, and the reason.
    """

    issue: str
    case: str
    goods: tuple[str, ...]
    starts: date
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
    written = _checked(QUESTIONS.name, rows_of(QUESTIONS, ASKED), ("weeks",))
    return tuple(
        SupplyQuestion(
            issue=row["issue"],
            case=row["case"],
            goods=_parts(row["goods"]),
            starts=date.fromisoformat(row["starts"]),
            weeks=int(row["weeks"]),
            instead_of=_parts(row["instead_of"]),
            source=row["source"],
            method=row["method"],
        )
        for row in written
    )


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
    written = _checked(BESIDES.name, rows_of(BESIDES, BESIDE), MONEY)
    return tuple(
        SupplyBeside(
            issue=row["issue"],
            side=row["side"],
            usd_low=float(row["usd_low"]),
            usd=float(row["usd"]),
            usd_high=float(row["usd_high"]),
            source=row["source"],
            method=row["method"],
        )
        for row in written
    )


def _checked(where: str, written: list[tuple[str, Row]], numbers: tuple[str, ...]) -> list[Row]:
    problems = [
        f"{place} ({row['issue']}): {fault}"
        for place, row in written
        for fault in (
            *(f"{name} is required" for name in numbers if not row[name]),
            *faults_of_numbers(row, numbers),
            *faults_of_order(row, numbers),
            *faults_of_source(row),
        )
    ]
    if problems:
        raise DataError(where, problems)
    return [row for _, row in written]


def _parts(cell: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in cell.split(";") if part.strip())
