"""Tables and the JSON beside them as they are written: text, and where each line stands."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, cast

import polars as pl

from backfire.regular_file import read_regular

from ._wording import nearest, shown

if TYPE_CHECKING:
    from pathlib import Path

    from ._schema import Schema


def read_json(path: Path, required: Iterable[str]) -> tuple[dict[str, Any] | None, list[str]]:
    """Read a mapping, with every problem found: unreadable, no mapping, or a field that lacks.

    Examples
    --------
    >>> from pathlib import Path
    >>> read_json(Path("none.json"), ())[1][0][:45]
    'none.json: must be a readable JSON file, got '
    """
    try:
        found: Any = json.loads(read_regular(path).decode("utf-8"))
    except (OSError, ValueError) as fault:
        return None, [f"{path.name}: must be a readable JSON file, got {fault}"]
    except RecursionError:
        return None, [f"{path.name}: must be a readable JSON file, got brackets nested too deep"]
    if not isinstance(found, dict):
        return None, [f"{path.name}: must hold a mapping"]
    fields = cast("dict[str, Any]", found)
    problems = [f"{path.name}: {key} is required" for key in required if key not in fields]
    return (None, problems) if problems else (fields, [])


ROW = "row"
"""Column that says where a line was written, such as ``trade.csv row 7``."""

Row = Mapping[str, str | None]
_FIRST_ROW = 2


@dataclass(frozen=True)
class TextTable:
    """A table before its cells are understood.

    Attributes
    ----------
    frame
        The columns of the schema as text (empty cells are null) and the column ``row``.
    absent
        Columns that the file did not have; nothing more is said about their cells.
    """

    schema: Schema
    frame: pl.DataFrame
    absent: frozenset[str] = frozenset()

    @property
    def name(self) -> str:
        """Name of the table."""
        return self.schema.table

    def place(self, row: Row) -> str:
        """Where a row stands, with its keys in brackets."""
        named = label(row, self.schema)
        return f"{row[ROW]} ({named})" if named else f"{row[ROW]}"


def read_rows(schema: Schema, where: str, body: bytes) -> tuple[TextTable | None, list[str]]:
    """Read the rows of one table, with every problem of its columns and keys.

    Parameters
    ----------
    where
        How the file is spoken of in a message; blank where the message names it already.
    """
    lead = f"{where}: " if where else ""
    try:
        header, *lines = _lines(body)
    except ValueError as fault:
        return None, [f"{lead}{fault}"]
    names = [cell.strip() for cell in header[1]]
    while not names[-1]:  # A spreadsheet leaves empty columns behind.
        names.pop()
    problems = [f"{lead}{fault}" for fault in _compare_columns(schema, names)]
    rows = f"{where} row" if where else "row"
    long = [
        f"{rows} {number}"
        for number, cells in lines
        if len(cells) > len(header[1]) or any(cells[len(names) :])
    ]
    if not problems:
        problems += [f"{row}: has more cells than there are columns" for row in long]
    wanted = (*schema.names, *(("unit",) if "unit" in names and schema.unit else ()))
    frame = pl.DataFrame(
        {name: _column(names, lines, name) for name in dict.fromkeys(wanted)}
        | {ROW: [f"{rows} {number}" for number, _ in lines]},
        schema_overrides=dict.fromkeys((*wanted, ROW), pl.String),
    )
    problems += _wrong_units(schema, frame)
    absent = {name for name in schema.names if name not in names}
    needed = {column.name for column in schema.columns if not column.may_be_absent}
    table = TextTable(schema, frame.select(*schema.names, ROW), frozenset(absent & needed))
    return table, problems if absent & set(schema.keys) else problems + _duplicates(table)


def overlaid(below: TextTable, above: TextTable | None) -> TextTable:
    """Replace rows by those of equal key, in their place, and append the others."""
    if above is None:
        return below
    keys = below.schema.keys
    rows = {_key(row, keys): row for row in below.frame.iter_rows(named=True)}
    rows |= {_key(row, keys): row for row in above.frame.iter_rows(named=True)}
    frame = pl.DataFrame(list(rows.values()), schema=below.frame.schema)
    return TextTable(below.schema, frame, below.absent | above.absent)


def label(row: Row, schema: Schema) -> str:
    """The keys of a row, as they stand in brackets in a message.

    Examples
    --------
    >>> from backfire.data.schema import schemas
    >>> label({"process": "mine", "place": "USA", "good": None}, schemas()["production"])
    'mine, USA'
    """
    return ", ".join(value for key in schema.keys if (value := row[key]))


def _lines(body: bytes) -> list[tuple[int, list[str]]]:
    """The header and every line that is not blank, each with its number.

    Raises
    ------
    ValueError
        If it is no table, with what must be true.
    """
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError as fault:
        line = body.count(b"\n", 0, fault.start) + 1
        message = (
            f"must be a UTF-8 table with commas, got the byte 0x{body[fault.start]:02x} in line "
            f"{line}; save it as UTF-8"
        )
        raise ValueError(message) from fault
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    lines: list[tuple[int, list[str]]] = []
    try:
        for number, cells in enumerate(reader, start=_FIRST_ROW - 1):
            if any(cell.strip() for cell in cells):
                lines.append((number, cells))
    except csv.Error as fault:
        message = (
            "must be a UTF-8 table with commas, got a quotation mark out of place or an endless "
            f"cell in line {reader.line_num}; close it"
        )
        raise ValueError(message) from fault
    if not lines:
        message = "is empty; must begin with the names of its columns"
        raise ValueError(message)
    return lines


def _column(
    names: list[str], lines: list[tuple[int, list[str]]], name: str
) -> Iterable[str | None]:
    if name not in names:
        return [None] * len(lines)
    at = names.index(name)
    return [(cells[at].strip() or None) if at < len(cells) else None for _, cells in lines]


def _key(row: Row, keys: Iterable[str]) -> tuple[str | None, ...]:
    return tuple(row[key] for key in keys)


def _compare_columns(schema: Schema, found: list[str]) -> Iterable[str]:
    allowed = {*schema.names, ROW} | ({"unit"} if schema.unit else set[str]())
    for column in schema.columns:
        if column.name not in found and not column.may_be_absent:
            yield f"column {column.name} is missing"
    for name in dict.fromkeys(found):
        if name not in allowed:
            yield f"{name} is not a column here{nearest(name, schema.names)}"
        elif found.count(name) > 1:
            yield f"column {name} must stand once, stands {found.count(name)} times"


def _wrong_units(schema: Schema, frame: pl.DataFrame) -> list[str]:
    """Cells of a ``unit`` column that say something else than the schema."""
    if "unit" not in frame.columns or "unit" in schema.names or not schema.unit:
        return []
    wrong = frame.filter(pl.col("unit") != schema.unit)
    return [
        f"{row[ROW]}: unit must be {schema.unit}, got {shown(row['unit'])}"
        for row in wrong.iter_rows(named=True)
    ]


def _duplicates(table: TextTable) -> list[str]:
    keys, frame = table.schema.keys, table.frame
    if not keys or not frame.select(keys).is_duplicated().any():
        return []
    first: dict[tuple[str | None, ...], str] = {}
    problems: list[str] = []
    for row in frame.iter_rows(named=True):
        key = _key(row, keys)
        if key in first:
            problems.append(f"{table.place(row)}: must stand once, is already in {first[key]}")
        first.setdefault(key, row[ROW])
    return problems
