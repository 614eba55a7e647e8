"""What each issue of a deal is worth to each side: ranges, with the reason for each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import product
from typing import TYPE_CHECKING

from backfire.data.schema import TABLES, Fault, Row, read_records

if TYPE_CHECKING:
    from pathlib import Path

SHIPPED = TABLES / "deal" / "issue_values.csv"
SIDES = ("CHN", "USA")


@dataclass(frozen=True)
class IssueValue:
    """What one issue is worth to one side, if it is in the deal against no deal.

    Attributes
    ----------
    issue, name
        Short name, and the words of the deal.
    giver
        Side whose concession it is.
    side
        Side to which it is worth this much.
    case
        What is assumed or counted where an issue has several rows for a side, such as
        ``carried out``.
    usd_low, usd, usd_high
        USD of 2025: above zero for a gain, below for a cost; nothing where no value was found.
    counts
        ``year``: each year the issue is in force; ``once``.
    kind
        ``reported``, ``derived`` from figures, ``judgement``, or ``none``: no figure, so that a
        threshold is reported instead.
    taken_from
        ``range``, or ``supply model`` where the program's own value takes the place of the range.
    source
        Keys of ``docs/references.bib``.
    method
        How the range was made.
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
    return read_records(IssueValue, "issue_values", path or SHIPPED, beside=_faults)


def _faults(rows: Sequence[Row]) -> Iterator[Fault]:
    named: dict[str | None, tuple[str | None, ...]] = {}
    for row in rows:
        words = (row["name"], row["giver"])
        if named.setdefault(row["issue"], words) != words:
            yield row, "name and giver must be the same in every row of an issue"
    for issue, side in product(named, SIDES):
        if not any((row["issue"], row["side"]) == (issue, side) for row in rows):
            yield None, f"{issue}: must have a row for {side}"
