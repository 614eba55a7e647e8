"""CSV and spreadsheets: every table of an answer, with the ends of each band in columns."""

from __future__ import annotations

import csv
import math
from typing import TYPE_CHECKING, Any

from backfire.errors import DataError

from ._atomic_write import write_whole
from ._interval import Interval

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    from ._table import Cell, Table

    Filled = tuple[Table, Sequence[Sequence[Cell]]]

_SHEET_NAME = 31
"""Letters in the name of a sheet, by the limit of Excel."""


def write_csv(tables: Iterable[Filled], folder: Path) -> list[Path]:
    """Write each table to a file of its name, complete or not at all."""
    folder.mkdir(parents=True, exist_ok=True)

    def write(table: Table, rows: Sequence[Sequence[Cell]]) -> Path:
        def fill(draft: Path) -> None:
            with draft.open("w", encoding="utf-8", newline="") as file:
                csv.writer(file).writerows(_lines(table, rows))

        return write_whole(folder / f"{table.name}.csv", fill)

    return [write(table, rows) for table, rows in tables]


def write_xlsx(tables: Iterable[Filled], path: Path) -> Path:
    """Write each table to a sheet of one workbook, complete or not at all."""
    try:
        import xlsxwriter
    except ImportError as cause:
        problem = 'a spreadsheet needs the extra "excel"; run: pip install "backfire[excel]"'
        raise DataError(str(path), [problem]) from cause

    def fill(draft: Path) -> None:
        with xlsxwriter.Workbook(str(draft)) as book:
            for table, rows in tables:
                sheet = book.add_worksheet(table.name[:_SHEET_NAME])
                for number, line in enumerate(_lines(table, rows)):
                    sheet.write_row(number, 0, line)

    return write_whole(path, fill)


def _lines(table: Table, rows: Iterable[Sequence[Cell]]) -> Iterator[list[Any]]:
    """The heading and the rows; a band takes three columns, what is not finite stays empty."""
    listed = [tuple(row) for row in rows]
    banded = [
        any(isinstance(row[at], Interval) for row in listed) for at in range(len(table.columns))
    ]
    ends = ("_low", "", "_high")
    yield [
        f"{column.key}{end}"
        for column, wide in zip(table.columns, banded, strict=True)
        for end in (ends if wide else ("",))
    ]
    for row in listed:
        yield [
            part for cell, wide in zip(row, banded, strict=True) for part in _parts(cell, wide=wide)
        ]


def _parts(cell: Cell, *, wide: bool) -> list[Any]:
    if isinstance(cell, Interval):
        return [_plain(end) for end in (cell.low, cell.central, cell.high)]
    return ["", _plain(cell), ""] if wide else [_plain(cell)]


def _plain(cell: Any) -> Any:
    if cell is None or (isinstance(cell, float) and not math.isfinite(cell)):
        return ""
    return cell if isinstance(cell, int | float | str) else str(cell)
