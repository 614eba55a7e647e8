"""What a table must look like, read from the schema tables."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from ._wording import listed

TABLES = Path(__file__).parents[1] / "tables"
SUFFIX = ".schema.csv"
APART = TABLES / "schemas"
"""Schemas of tables that belong to no edition."""

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
    "yes or no": ("yes", "no"),
    "unit": ("t/month", "t/yr", "t", "USD/kg", "USD/t", "USD", "1", "d", "wk"),
}
"""Types of column that hold one word out of a few; a schema may list further words of its own."""

NUMBERS = ("number", "amount", "positive", "share", "relative sd")
"""Types of column that hold a number: any, zero or more, above zero, between 0 and 1, and one
standard deviation over the value."""

LISTS = ("texts", "places")
"""Types of column that hold several words, joined by a semicolon."""


@dataclass(frozen=True)
class Condition:
    """Whether another cell of the row says one of some words, or is filled at all.

    Examples
    --------
    >>> kind, act = Condition.parse("kind!=none"), Condition.parse("act=move|threat")
    >>> kind.when, act.when, act.otherwise
    ('unless kind is none', 'where act is move or threat', 'unless act is move or threat')
    >>> Condition.parse("ends").holds({"ends": None})
    False
    """

    column: str
    words: tuple[str, ...]
    negated: bool

    @classmethod
    def parse(cls, text: str) -> Condition:
        """Read ``column``, ``column=word|word`` or ``column!=word|word``."""
        column, _, words = text.partition("=")
        known = tuple(words.split("|")) if words else ()
        return cls(column.rstrip("!"), known, column.endswith("!"))

    def holds(self, row: Mapping[str, str | None]) -> bool:
        """Whether it is so in a row."""
        cell = row[self.column]
        return (cell in self.words) != self.negated if self.words else cell is not None

    @property
    def when(self) -> str:
        """When it holds, as it stands in a message."""
        return f"{'unless' if self.negated else 'where'} {self._said}"

    @property
    def otherwise(self) -> str:
        """When it does not hold, as it stands in a message."""
        return f"{'where' if self.negated else 'unless'} {self._said}"

    @property
    def _said(self) -> str:
        return f"{self.column} is {listed(self.words) if self.words else 'filled'}"


@dataclass(frozen=True)
class Column:
    """One column of a table: what it may hold, in which unit, and whether it may be empty.

    Attributes
    ----------
    choices
        Words that a cell may hold; any unless given.
    least, most
        Ends of the range of its numbers, if it has any besides those of its type.
    required_if, only_if
        When a cell must be filled, and when alone it may be.
    at_most
        Columns that must not be below this one where they are filled.
    advice
        The way out, told after a fault of a cell.
    """

    name: str
    type: str
    unit: str
    status: str
    description: str
    choices: tuple[str, ...] = ()
    least: float | None = None
    most: float | None = None
    required_if: Condition | None = None
    only_if: Condition | None = None
    at_most: tuple[str, ...] = ()
    advice: str = ""

    @property
    def is_key(self) -> bool:
        """Whether the column helps to tell a row from the others."""
        return self.status.endswith("key")

    @property
    def must_be_filled(self) -> bool:
        """Whether no cell may be empty."""
        return self.status in ("key", "required")

    @property
    def may_be_absent(self) -> bool:
        """Whether a table may lack the column."""
        return self.status == "optional" and self.required_if is None

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

    Examples
    --------
    >>> schemas()["trade"].keys
    ('good', 'origin', 'destination')
    >>> schemas()["trade"].unit
    't/yr'
    """
    paths = sorted(TABLES.glob(f"*{SUFFIX}"))
    return {path.name.removesuffix(SUFFIX): _read(path) for path in paths}


@cache
def schema_of(name: str) -> Schema:
    """The schema of a table of an edition, or of one that belongs to none.

    Examples
    --------
    >>> schema_of("seen").keys[:2]
    ('series', 'good')
    """
    return schemas().get(name) or _read(APART / f"{name}{SUFFIX}")


def _read(path: Path) -> Schema:
    with path.open(encoding="utf-8", newline="") as text:
        columns = tuple(_column(row) for row in csv.DictReader(text))
    return Schema(path.name.removesuffix(SUFFIX), columns)


def _column(row: Mapping[str, str]) -> Column:
    def condition(name: str) -> Condition | None:
        return Condition.parse(row[name]) if row.get(name) else None

    def end(name: str) -> float | None:
        return float(row[name]) if row.get(name) else None

    return Column(
        name=row["attribute"],
        type=row["type"],
        unit=row["unit"],
        status=row["status"],
        description=row["description"],
        choices=_words(row.get("choices")) or CHOICES.get(row["type"], ()),
        least=end("min"),
        most=end("max"),
        required_if=condition("required_if"),
        only_if=condition("only_if"),
        at_most=_words(row.get("at_most")),
        advice=row.get("advice") or "",
    )


def _words(cell: str | None) -> tuple[str, ...]:
    return tuple(cell.split("|")) if cell else ()
