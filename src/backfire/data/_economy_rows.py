"""Rows of the economy's small tables, read as text, with every fault told once."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING

from backfire.errors import DataError

from ._bridge import industry_groups
from ._input_output import read_input_output
from ._references import reference_keys
from ._report import Hole
from ._schema import TABLES
from ._wording import listed, nearest, shown

if TYPE_CHECKING:
    from pathlib import Path

SHIPPED = TABLES / "economy"
EVERY = "*"
"""Stands for every industry that has no row of its own."""
SUMMARY, DETAIL = "bea-2017-71", "bea-2017-402"
_HEADER_LINES = 1
Row = Mapping[str, str]


def rows_of(path: Path, columns: Sequence[str]) -> list[tuple[str, Row]]:
    """Rows of a file, each with where it was written.

    Raises
    ------
    DataError
        If the file cannot be read, or with every column that is missing or not one of its own.
    """
    try:
        with path.open(encoding="utf-8", newline="") as lines:
            reader = csv.DictReader(lines, restval="")
            found = list(reader)
            names = list(reader.fieldnames or ())
    except (OSError, UnicodeDecodeError, csv.Error) as fault:
        where = f"{path}: must be a UTF-8 table with commas, got {fault}"
        raise DataError(where) from fault
    if not names:
        raise DataError(path.name, [f"is empty; must begin with the columns {', '.join(columns)}"])
    missing = [f"column {name} is missing" for name in columns if name not in names]
    problems = list(missing)
    problems += [
        f"{name} is not a column here{nearest(name, columns)}"
        for name in names
        if name not in columns
    ]
    for number, row in enumerate(found, start=_HEADER_LINES + 1):
        # With a column too few in the header every row has a cell too many.
        if None in row and not missing:
            problems.append(f"row {number}: has more cells than there are columns")
    if problems:
        raise DataError(path.name, problems)
    return [
        (f"row {number}", {name: (row[name] or "").strip() for name in columns})
        for number, row in enumerate(found, start=_HEADER_LINES + 1)
    ]


def number_in(cell: str) -> float | None:
    """A finite number, or nothing where the cell holds none.

    Examples
    --------
    >>> number_in("0.5"), number_in("half"), number_in("nan")
    (0.5, None, None)
    """
    try:
        found = float(cell)
    except ValueError:
        return None
    return found if math.isfinite(found) else None


def faults_of_numbers(row: Row, names: Iterable[str]) -> list[str]:
    """What is wrong with cells that must be numbers where they are filled."""
    return [
        f"{name} must be a number, got {shown(row[name])}"
        for name in names
        if row[name] and number_in(row[name]) is None
    ]


def faults_of_order(row: Row, names: Iterable[str]) -> list[str]:
    """What is wrong with the order of cells that must rise where they are filled."""
    stated = [(name, found) for name in names if (found := number_in(row[name])) is not None]
    return [
        f"must have {lower} <= {upper}, got {less:g} and {more:g}"
        for (lower, less), (upper, more) in pairwise(stated)
        if less > more
    ]


def faults_of_words(row: Row, choices: Mapping[str, Sequence[str]]) -> list[str]:
    """What is wrong with cells that hold one word out of a few."""
    return [
        f"{name} must be {listed(known)}, got {shown(row[name] or None)}{nearest(row[name], known)}"
        for name, known in choices.items()
        if row[name] not in known
    ]


def faults_of_source(row: Row) -> list[str]:
    """What is wrong with the keys of the bibliography that a row names."""
    keys = [key.strip() for key in row["source"].split(";") if key.strip()]
    if not keys:
        return ["source is required"]
    known = reference_keys()
    return [
        f"source must name entries of references.bib, got {shown(key)}{nearest(key, known)}"
        for key in keys
        if known and key not in known
    ]


@cache
def industry_codes() -> tuple[str, ...]:
    """Codes of the industries of the 71-industry table."""
    return read_input_output(SUMMARY).industries


def summary_of(industry: str) -> str:
    """Code of the 71-industry table for an industry of it or of the 402-industry table.

    Raises
    ------
    DataError
        If neither table has the industry.

    Examples
    --------
    >>> summary_of("334413"), summary_of("334"), summary_of("*")
    ('334', '334', '*')
    """
    if industry == EVERY or industry in industry_codes():
        return industry
    groups = industry_groups()
    if industry not in groups:
        near = nearest(industry, (*industry_codes(), *groups))
        where = f'"{industry}" is not an industry of {SUMMARY} or {DETAIL}{near}'
        raise DataError(where)
    return groups[industry]


def economy_holes(table: str = "") -> tuple[str, ...]:
    """What was looked for and not found for the tables of the economy, one line each.

    Parameters
    ----------
    table
        Only the holes of this table, such as ``critical``; of all tables unless given.

    Examples
    --------
    >>> any("housing" in hole for hole in economy_holes("critical"))
    True
    """
    with (SHIPPED / "holes.csv").open(encoding="utf-8", newline="") as lines:
        holes = [Hole(**row) for row in csv.DictReader(lines)]
    return tuple(str(hole) for hole in holes if hole.table.startswith(table))
