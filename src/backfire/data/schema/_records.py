"""Rows of a table that belongs to no edition, read, checked and given types."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

import polars as pl

from backfire.errors import DataError
from backfire.regular_file import read_regular

from ._cells import Bounds, Labels, check_cells, day_in, number_in, several
from ._references import reference_keys
from ._schema import LISTS, Column, schema_of
from ._text_table import ROW, Row, TextTable, read_rows

Record = TypeVar("Record")

Fault = tuple[Row | None, str]
"""A row and what is wrong with it; no row where it is about the whole table."""

ANY_TIME = Bounds()


@dataclass(frozen=True)
class DataGap:
    """A figure that was looked for and not found."""

    table: str
    key: str
    missing: str
    where: str
    """Where it might be found."""

    def __str__(self) -> str:
        """One line for a report."""
        lead = f"; {self.where}" if self.where else ""
        return f"{self.table} ({self.key}): {self.missing}{lead}"


def read_records(
    record: Callable[..., Record],
    name: str,
    path: str | Path,
    *,
    labels: Labels | None = None,
    bounds: Bounds = ANY_TIME,
    beside: Callable[[Sequence[Row]], Iterable[Fault]] | None = None,
) -> tuple[Record, ...]:
    """Read a table by its schema, one record a row, in the order of the file.

    Parameters
    ----------
    record
        Makes a record of the cells of a row by the names of their columns, as a class does. Text
        is blank and a list empty where the cell is, numbers and days are None; yes is true.
    name
        Name of the schema.
    labels
        Words that cells may name, besides the keys of the bibliography; those alone unless given.
    bounds
        What dates must lie within.
    beside
        Looks at all rows for what no single cell shows.

    Raises
    ------
    DataError
        With every problem of the columns, or else with every problem of the rows.
    """
    table = read_table(name, path, labels=labels, bounds=bounds, beside=beside)
    columns = table.schema.columns
    return tuple(
        record(**{column.name: _value(column, row[column.name]) for column in columns})
        for row in table.frame.iter_rows(named=True)
    )


def read_table(
    name: str,
    path: str | Path,
    *,
    labels: Labels | None = None,
    bounds: Bounds = ANY_TIME,
    beside: Callable[[Sequence[Row]], Iterable[Fault]] | None = None,
    where: str = "",
) -> TextTable:
    """Read and check a table by its schema, as ``read_records`` does, and leave its cells text.

    Parameters
    ----------
    where
        What stands before the rows in messages and in the column ``row``.
    """
    path = Path(path)
    try:
        body = read_regular(path)
    except OSError as fault:
        where = f"{path}: must be a UTF-8 table with commas, got {fault}"
        raise DataError(where) from fault
    table, problems = read_rows(schema_of(name), where, body)
    if table is None or table.absent:
        raise DataError(path.name, problems)
    problems += check_cells(table, labels or Labels({}, reference_keys()), bounds)
    for row, fault in beside(table.frame.rows(named=True)) if beside else ():
        problems.append(fault if row is None else f"{table.place(row)}: {fault}")
    if problems:
        raise DataError(path.name, problems)
    return table


def read_gaps(path: Path) -> tuple[DataGap, ...]:
    """What was looked for and not found, as a table beside the figures lists it."""
    return read_records(DataGap, "holes", path)


def typed(table: TextTable) -> pl.DataFrame:
    """Give the cells of one table their types; those that are no number become null."""
    return table.frame.select(*(_cast(column) for column in table.schema.columns), ROW)


def _cast(column: Column) -> pl.Expr:
    cells = pl.col(column.name)
    if column.is_number:
        return cells.cast(pl.Float64, strict=False).fill_nan(None)
    if column.type == "year":
        return cells.cast(pl.Int64, strict=False)
    return cells


def _value(column: Column, cell: str | None) -> Any:
    if column.is_number:
        return number_in(cell)
    if column.type == "day":
        return day_in(cell)
    if column.type == "count":
        number = number_in(cell)
        return None if number is None else int(number)
    if column.type == "yes or no":
        return cell == "yes"
    return several(cell) if column.type in LISTS else cell or ""
