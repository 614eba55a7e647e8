"""Tables as they are written: text in every cell, and where each line stands."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import polars as pl
from polars.exceptions import PolarsError

from ._schema import Schema, schemas
from ._wording import nearest, shown

ROW = "row"
"""Column that says where a line was written, such as ``trade.csv row 7``."""

_HEADER_LINES = 1


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


def read_text(file: str, body: bytes, prefix: str = "") -> tuple[TextTable | None, list[str]]:
    """Read one file, with every problem of its columns and keys.

    Parameters
    ----------
    file
        Name of the file; the part before ``.csv`` is the table.
    prefix
        What stands before the file's name where its rows are spoken of.
    """
    name = file.removesuffix(".csv")
    known = schemas()
    where = f"{prefix}{file}"
    if name not in known:
        return None, [f"{where}: is not a table of an edition{nearest(name, known)}"]
    return read_rows(known[name], where, body)


def read_rows(schema: Schema, where: str, body: bytes) -> tuple[TextTable | None, list[str]]:
    """Read the rows of one table, with every problem of its columns and keys.

    Parameters
    ----------
    where
        How the file is spoken of in a message.
    """
    try:
        frame = pl.read_csv(body, infer_schema=False, encoding="utf8")
    except (PolarsError, UnicodeDecodeError) as fault:
        said = str(fault).splitlines()[0]
        return None, [f"{where}: must be a UTF-8 table with commas, got {said}"]
    frame = frame.with_columns(pl.all().str.strip_chars().replace("", None))
    frame = frame.with_columns(
        pl.format(f"{where} row {{}}", pl.int_range(pl.len()) + _HEADER_LINES + 1).alias(ROW)
    )
    absent, problems = _compare_columns(schema, frame.columns, where)
    problems += _wrong_units(schema, frame)
    empty = [pl.lit(None, dtype=pl.String).alias(column) for column in absent]
    frame = frame.with_columns(empty).select(*schema.names, ROW)
    problems += _duplicates(schema, frame)
    needed = {column.name for column in schema.columns if column.status != "optional"}
    return TextTable(schema, frame, frozenset(absent) & needed), problems


def overlaid(below: TextTable, above: TextTable | None) -> TextTable:
    """Replace rows by those of equal key, in their place, and append the others."""
    if above is None:
        return below
    keys = below.schema.keys
    rows = {_key(row, keys): row for row in below.frame.iter_rows(named=True)}
    rows |= {_key(row, keys): row for row in above.frame.iter_rows(named=True)}
    frame = pl.DataFrame(list(rows.values()), schema=below.frame.schema)
    return TextTable(below.schema, frame, below.absent | above.absent)


def label(row: dict[str, str | None], schema: Schema) -> str:
    """The keys of a row, as they stand in brackets in a message.

    Examples
    --------
    >>> label({"process": "mine", "place": "USA", "good": None}, schemas()["production"])
    'mine, USA'
    """
    return ", ".join(value for key in schema.keys if (value := row[key]))


def _key(row: dict[str, str | None], keys: Iterable[str]) -> tuple[str | None, ...]:
    return tuple(row[key] for key in keys)


def _compare_columns(schema: Schema, found: list[str], where: str) -> tuple[list[str], list[str]]:
    allowed = {*schema.names, ROW} | ({"unit"} if schema.unit else set[str]())
    absent = [column for column in schema.names if column not in found]
    unknown = [column for column in found if column not in allowed]
    optional = {column.name for column in schema.columns if column.status == "optional"}
    problems = [
        f"{where}: column {column} is missing" for column in absent if column not in optional
    ]
    problems += [
        f"{where}: {column} is not a column here{nearest(column, schema.names)}"
        for column in unknown
    ]
    return absent, problems


def _wrong_units(schema: Schema, frame: pl.DataFrame) -> list[str]:
    """Cells of a ``unit`` column that say something else than the schema."""
    if "unit" not in frame.columns or "unit" in schema.names or not schema.unit:
        return []
    wrong = frame.filter(pl.col("unit") != schema.unit)
    return [
        f"{row[ROW]}: unit must be {schema.unit}, got {shown(row['unit'])}"
        for row in wrong.iter_rows(named=True)
    ]


def _duplicates(schema: Schema, frame: pl.DataFrame) -> list[str]:
    first: dict[tuple[str | None, ...], str] = {}
    problems: list[str] = []
    for row in frame.iter_rows(named=True):
        key = _key(row, schema.keys)
        if key in first:
            problems.append(
                f"{row[ROW]} ({label(row, schema)}): must stand once, is already in {first[key]}"
            )
        else:
            first[key] = row[ROW]
    return problems
