"""What every table of an edition must look like, read from the schema tables."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from functools import cache
from pathlib import Path

TABLES = Path(__file__).parent / "tables"
SUFFIX = ".schema.csv"

CHOICES = {
    "stage": ("concentrate", "oxide", "metal", "magnet", "component", "scrap"),
    "market": ("thin", "deep"),
    "role": ("input", "output", "recovery"),
    "holder": ("buyer", "producer"),
    "side": ("inside", "outside"),
    "kind": ("reported", "derived", "estimate"),
    "status": (
        "operating",
        "ramping",
        "construction",
        "funded",
        "study",
        "agreement",
        "stalled",
    ),
    "unit": ("t/month", "t/yr", "t", "USD/kg", "USD/t", "USD", "1", "d", "wk"),
}
"""Types of column that hold one word out of a few."""

NUMBERS = ("number", "amount", "positive", "share")
"""Types of column that hold a number: any, zero or more, above zero, between 0 and 1."""


@dataclass(frozen=True)
class Column:
    """One column of a table: what it may hold, in which unit, and whether it may be empty."""

    name: str
    type: str
    unit: str
    status: str
    description: str

    @property
    def is_key(self) -> bool:
        """Whether the column helps to tell a row from the others."""
        return self.status.endswith("key")

    @property
    def must_be_filled(self) -> bool:
        """Whether no cell may be empty."""
        return self.status in ("key", "required")

    @property
    def is_number(self) -> bool:
        """Whether the cells are numbers with a fraction."""
        return self.type in NUMBERS


@dataclass(frozen=True)
class Schema:
    """The columns of one table."""

    table: str
    columns: tuple[Column, ...]

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the columns in order."""
        return tuple(column.name for column in self.columns)

    @property
    def keys(self) -> tuple[str, ...]:
        """Columns that together tell a row from the others."""
        return tuple(column.name for column in self.columns if column.is_key)

    @property
    def unit(self) -> str:
        """Unit of the table's figure, or nothing if it has none."""
        return next((column.unit for column in self.columns if column.name == "value"), "")


@cache
def schemas() -> dict[str, Schema]:
    """The schema of every table of an edition, by the name of the table.

    A schema beside a folder of its own name (seen) describes tables that belong to no edition.

    Examples
    --------
    >>> schemas()["trade"].keys
    ('good', 'origin', 'destination')
    >>> schemas()["trade"].unit
    't/yr'
    """
    paths = {path.name.removesuffix(SUFFIX): path for path in sorted(TABLES.glob(f"*{SUFFIX}"))}
    return {name: _read(path) for name, path in paths.items() if not (TABLES / name).is_dir()}


@cache
def schema_of(name: str) -> Schema:
    """The schema of one table, of an edition or of another kind.

    Examples
    --------
    >>> schema_of("seen").keys[:2]
    ('series', 'good')
    """
    return _read(TABLES / f"{name}{SUFFIX}")


def _read(path: Path) -> Schema:
    with path.open(encoding="utf-8", newline="") as text:
        columns = tuple(
            Column(row["attribute"], row["type"], row["unit"], row["status"], row["description"])
            for row in csv.DictReader(text)
        )
    return Schema(path.name.removesuffix(SUFFIX), columns)
