"""Which inputs stop a user who lacks them, and which he does without for some months.

Analysts rated, for each of 55 industries, whether production can go on for two months without each
input [@pichler_etal2022]; an input counts as critical where they said that it cannot.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from backfire.errors import DataError

from ._economy_rows import (
    DETAIL,
    EVERY,
    SHIPPED,
    SUMMARY,
    Row,
    faults_of_source,
    faults_of_words,
    industry_codes,
    rows_of,
    summary_of,
)
from ._input_output import read_input_output
from ._wording import nearest, shown

if TYPE_CHECKING:
    from numpy.typing import NDArray

FILE = "critical.csv"
COLUMNS = ("supplier", "user", "critical", "source", "note")
SIDES = ("supplier", "user")
NO, YES = "0", "1"


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
    file = SHIPPED / FILE if path is None else Path(path)
    written = rows_of(file, COLUMNS)
    problems = list(_problems(written))
    if problems:
        raise DataError(file.name, problems)
    summary = _spread(
        {(row["supplier"], row["user"]): row["critical"] == YES for _, row in written}
    )
    at = [industry_codes().index(summary_of(code)) for code in read_input_output(table).industries]
    found = summary[np.ix_(at, at)]
    found.setflags(write=False)
    return found


def _problems(written: list[tuple[str, Row]]) -> Iterator[str]:
    known = (EVERY, *industry_codes())
    seen: dict[tuple[str, str], str] = {}
    for where, row in written:
        pair = (row["supplier"], row["user"])
        lead = f"{where} ({', '.join(pair)})"
        if pair in seen:
            yield f"{lead}: must stand once, is already in {seen[pair]}"
        seen.setdefault(pair, where)
        for side in SIDES:
            if row[side] not in known:
                got = f"{shown(row[side])}{nearest(row[side], known)}"
                yield f"{lead}: {side} must be one of {SUMMARY} or {EVERY}, got {got}"
        faults = [*faults_of_words(row, {"critical": (NO, YES)}), *faults_of_source(row)]
        yield from (f"{lead}: {fault}" for fault in faults)
    if (EVERY, EVERY) not in seen:
        yield f"{EVERY}, {EVERY}: must have a row for all other pairs"


def _spread(stated: dict[tuple[str, str], bool]) -> NDArray[np.bool_]:
    """Answers for every pair of the 71-industry table, the most particular row last."""
    codes = industry_codes()
    found = np.full((len(codes), len(codes)), stated[EVERY, EVERY])
    for supplier, user in sorted(stated, key=lambda pair: (pair[0] != EVERY, pair[1] != EVERY)):
        rows = slice(None) if supplier == EVERY else codes.index(supplier)
        columns = slice(None) if user == EVERY else codes.index(user)
        found[rows, columns] = stated[supplier, user]
    return found
