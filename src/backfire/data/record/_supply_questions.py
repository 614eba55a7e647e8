"""What the supply model is asked so as to value the issues of a deal that are about minerals."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from backfire.data.schema import TABLES, read_records

if TYPE_CHECKING:
    import datetime

DEAL = TABLES / "deal"


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
