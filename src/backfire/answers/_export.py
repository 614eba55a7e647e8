"""JSON, CSV and spreadsheets: arrays, facts and tables of an answer as plain values."""

from __future__ import annotations

import csv
import json
import math
from collections.abc import Callable, Mapping
from datetime import date
from enum import Enum
from typing import TYPE_CHECKING, Any

import numpy as np
from pydantic import BaseModel

from backfire.errors import DataError

from ._atomic_write import write_whole
from ._interval import Interval

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence
    from pathlib import Path

    import xarray as xr

    from ._kind import Kind, Provenance
    from ._table import Cell, Table

    Filled = tuple[Table, Sequence[Sequence[Cell]]]


_DIGITS = 6
"""Significant digits of a number; more would pretend to a precision no run has."""


def content(
    kind: Kind,
    dataset: xr.Dataset,
    provenance: Provenance,
    facts: BaseModel,
    bands: Callable[[str], xr.DataArray],
) -> dict[str, Any]:
    """Provenance, facts and quantities of an answer as plain values.

    A quantity is nested by the labels of its axes; draws become intervals.
    """
    quantities = {
        each.name: _nested(bands(each.name))
        for each in kind.quantities
        if not each.dense and each.name in dataset.data_vars
    }
    return {"kind": kind.name, **provenance.model_dump(), "facts": facts, "quantities": quantities}


def dumps(value: Any) -> str:
    """JSON text of plain values, models, intervals and dates; neither NaN nor infinity.

    Examples
    --------
    >>> print(dumps({"days": Interval(1.0, 2.0, math.inf)}))
    {
      "days": {
        "low": 1.0,
        "central": 2.0,
        "high": null
      }
    }
    """
    return json.dumps(plain(value), indent=2, allow_nan=False, ensure_ascii=False)


def plain(value: Any) -> Any:
    """The same in types that JSON knows; what is not finite is null."""
    if isinstance(value, Interval):
        return {name: plain(getattr(value, name)) for name in ("low", "central", "high")}
    if isinstance(value, BaseModel):
        return {name: plain(getattr(value, name)) for name in type(value).model_fields}
    if isinstance(value, Mapping):
        return {_key(key): plain(each) for key, each in value.items()}
    if isinstance(value, list | tuple):
        return [plain(each) for each in value]
    if isinstance(value, Enum):
        return plain(value.value)
    if isinstance(value, np.generic):
        return plain(value.item())
    if isinstance(value, float):
        return float(f"{value:.{_DIGITS}g}") if math.isfinite(value) else None
    return value.isoformat() if isinstance(value, date) else value


def _nested(bands: xr.DataArray) -> Any:
    """Intervals by the labels of the axes after the first, which is that of quantiles."""
    values = np.asarray(bands.values, dtype=float)
    if bands.ndim == 1:
        drawn = bands.attrs.get("drawn", True)
        return Interval(*map(float, values)) if drawn else float(values[1])
    axis = bands.dims[1]
    labels = bands[axis].values if axis in bands.coords else range(bands.sizes[axis])
    return {_key(label): _nested(bands.isel({axis: at})) for at, label in enumerate(labels)}


def _key(label: Any) -> str:
    if isinstance(label, np.datetime64):
        return str(label.astype("datetime64[D]"))
    return str(label.value if isinstance(label, Enum) else label)


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
