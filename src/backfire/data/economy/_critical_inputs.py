"""Which inputs stop a user who lacks them, and which he does without for some months.

Analysts rated, for each of 55 industries, whether production can go on for two months without each
input [@pichler_etal2022]; an input counts as critical where they said that it cannot.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

import numpy as np

from backfire.data.input_output import (
    DETAIL,
    SUMMARY,
    industry_codes,
    industry_labels,
    read_input_output,
    summary_of,
)
from backfire.data.schema import EVERY, TABLES, Fault, Row, nearest, read_records
from backfire.errors import DataError

if TYPE_CHECKING:
    from pathlib import Path

    from numpy.typing import NDArray

SHIPPED = TABLES / "economy" / "critical.csv"
YES = "1"


@dataclass(frozen=True)
class _Pair:
    supplier: str
    user: str
    critical: str
    source: str
    note: str


@cache
def read_critical(table: str = SUMMARY, path: str | Path | None = None) -> NDArray[np.bool_]:
    """Whether the industry of the row sells what stops that of the column when it is missing.

    A row for a pair goes before one for a supplier and all users, that before one for a user and
    all suppliers, and that before the one for all.

    Parameters
    ----------
    table
        The input-output table whose industries are meant; those of the 402-industry table take
        what is known of their group in the 71-industry table.
    path
        A file with the same columns; the shipped one unless given.

    Returns
    -------
    :
        Yes or no, no unit, (supplier, user); read-only.

    Raises
    ------
    DataError
        If the table is another, or with every problem of the file: a missing column, an unknown
        industry or source, a pair that stands twice, a cell that is neither 0 nor 1.

    Examples
    --------
    >>> critical = read_critical("bea-2017-402")
    >>> critical.shape, str(critical.dtype)
    ((402, 402), 'bool')
    """
    if table not in (SUMMARY, DETAIL):
        near = nearest(table, (SUMMARY, DETAIL))
        where = f'"{table}" has no critical inputs{near}; known are {SUMMARY} and {DETAIL}'
        raise DataError(where)
    stated = read_records(
        _Pair, "critical", path or SHIPPED, labels=industry_labels(), beside=_faults
    )
    summary = _spread({(pair.supplier, pair.user): pair.critical == YES for pair in stated})
    at = [industry_codes().index(summary_of(code)) for code in read_input_output(table).industries]
    found = summary[np.ix_(at, at)]
    found.setflags(write=False)
    return found


def _faults(rows: Sequence[Row]) -> Iterator[Fault]:
    if not any((row["supplier"], row["user"]) == (EVERY, EVERY) for row in rows):
        yield None, f"{EVERY}, {EVERY}: must have a row for all other pairs"


def _spread(stated: dict[tuple[str, str], bool]) -> NDArray[np.bool_]:
    """Answers for every pair of the 71-industry table, the most particular row last."""
    codes = industry_codes()
    found = np.full((len(codes), len(codes)), stated[EVERY, EVERY])
    for supplier, user in sorted(stated, key=lambda pair: (pair[0] != EVERY, pair[1] != EVERY)):
        rows = slice(None) if supplier == EVERY else codes.index(supplier)
        columns = slice(None) if user == EVERY else codes.index(user)
        found[rows, columns] = stated[supplier, user]
    return found
