"""What each issue of a deal is worth to each side: ranges, with the reason for each."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from backfire.errors import DataError

from ._economy_rows import (
    Row,
    faults_of_numbers,
    faults_of_order,
    faults_of_source,
    faults_of_words,
    number_in,
    rows_of,
)
from ._schema import TABLES

SHIPPED = TABLES / "deal" / "issue_values.csv"
MONEY = ("usd_low", "usd", "usd_high")
COLUMNS = (
    *("issue", "name", "giver", "side", "case", *MONEY),
    *("counts", "kind", "taken_from", "source", "method"),
)
REQUIRED = ("issue", "name", "method")
SIDES = ("CHN", "USA")
COUNTS = ("year", "once")
KINDS = ("reported", "derived", "judgement", "none")
TAKEN_FROM = ("range", "supply model")


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
    file = SHIPPED if path is None else Path(path)
    written = rows_of(file, COLUMNS)
    problems = list(_problems(written))
    if problems:
        raise DataError(file.name, problems)
    return tuple(_value(row) for _, row in written)


def _problems(written: list[tuple[str, Row]]) -> Iterator[str]:
    seen: dict[tuple[str, str, str], str] = {}
    named: dict[str, tuple[str, str]] = {}
    for where, row in written:
        key = (row["issue"], row["side"], row["case"])
        label = ", ".join(filter(None, key))
        if key in seen:
            yield f"{where} ({label}): must stand once, is already in {seen[key]}"
        seen.setdefault(key, where)
        yield from (f"{where} ({label}): {fault}" for fault in _faults(row))
        words = (row["name"], row["giver"])
        if named.setdefault(row["issue"], words) != words:
            yield f"{where} ({label}): name and giver must be the same in every row of an issue"
    for issue in named:
        for side in SIDES:
            if not any(each[:2] == (issue, side) for each in seen):
                yield f"{issue}: must have a row for {side}"


def _faults(row: Row) -> Iterator[str]:
    yield from (f"{name} is required" for name in REQUIRED if not row[name])
    choices = {"giver": SIDES, "side": SIDES, "counts": COUNTS, "kind": KINDS}
    yield from faults_of_words(row, choices | {"taken_from": TAKEN_FROM})
    yield from faults_of_source(row)
    yield from faults_of_numbers(row, MONEY)
    filled = [name for name in MONEY if row[name]]
    if row["kind"] == "none" and filled:
        yield f"{filled[0]} must be empty where kind is none"
    if row["kind"] != "none":
        yield from (f"{name} is required unless kind is none" for name in MONEY if not row[name])
    yield from faults_of_order(row, MONEY)


def _value(row: Row) -> IssueValue:
    low, central, high = (number_in(row[name]) for name in MONEY)
    words = {name: cell for name, cell in row.items() if name not in MONEY}
    return IssueValue(usd_low=low, usd=central, usd_high=high, **words)
