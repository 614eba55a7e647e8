"""Tables: the same columns on the screen, on the page, in JSON and as CSV."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from ._interval import Interval

Cell = str | int | float | bool | date | Interval | None
"""What a table holds: typed values, written only when the table is shown."""

MISSING = "unknown"
"""The one word for a figure that is missing."""
NEVER = "never"
"""The one word for what does not happen within the horizon."""


@dataclass(frozen=True)
class Column:
    """A column of a table.

    Attributes
    ----------
    key, title
        Its name in JSON and CSV, and its heading.
    show
        How one number is written, such as ``money``; none for a column of words.
    band
        Heading of the column with the ends of the band; empty if the cells hold no intervals.
    ends
        How both ends are written, where that is more than each of them with "to" between.
    screen, page
        Whether it is shown on a screen of 80 columns, and on the page; the files hold every column.
    """

    key: str
    title: str
    show: Callable[[float], str] | None = None
    band: str = ""
    ends: Callable[[float, float], str] | None = None
    screen: bool = True
    page: bool = True

    @property
    def headings(self) -> tuple[str, ...]:
        """One heading, or two with that of the band."""
        return (self.title, self.band) if self.band else (self.title,)

    def texts(self, cell: Cell) -> tuple[str, ...]:
        """A cell as it is shown, with the ends of its band apart."""
        if isinstance(cell, Interval):
            middle = self.text(cell.central)
            return (middle, self._ends(cell)) if self.band else (middle,)
        return (self.text(cell), "") if self.band else (self.text(cell),)

    def text(self, cell: Cell) -> str:
        """One value as it is shown."""
        if cell is None:
            return ""
        if isinstance(cell, bool):
            return "yes" if cell else "no"
        if isinstance(cell, int | float):
            if math.isnan(cell):
                return MISSING
            if math.isinf(cell):
                return NEVER
            return f"{cell:g}" if self.show is None else self.show(cell)
        return str(cell)

    def _ends(self, cell: Interval) -> str:
        if math.isnan(cell.low) or math.isnan(cell.high):
            return ""
        if self.ends is not None and cell.bounded:
            return self.ends(cell.low, cell.high)
        low, high = self.text(cell.low), self.text(cell.high)
        return low if low == high else f"{low} to {high}"


@dataclass(frozen=True)
class Table:
    """A table of an answer.

    Attributes
    ----------
    name, title, note
        Its name in JSON and CSV, its heading, and a sentence under it.
    columns
        Its columns, those of words first.
    rows
        From the answer to its rows, a cell for each column.
    screen
        Whether the terminal shows it; the page and the files hold every table.
    most
        Rows that the terminal shows at most.
    """

    name: str
    title: str
    columns: tuple[Column, ...]
    rows: Callable[[Any], Iterable[Sequence[Cell]]]
    note: str = ""
    screen: bool = True
    most: int = 12

    def headings(self, columns: Sequence[Column]) -> list[str]:
        """The headings of some of its columns."""
        return [title for column in columns for title in column.headings]

    def texts(self, rows: Iterable[Sequence[Cell]], columns: Sequence[Column]) -> list[list[str]]:
        """Rows as text, of some of its columns."""
        places = [self.columns.index(column) for column in columns]
        return [
            [
                text
                for place, column in zip(places, columns, strict=True)
                for text in column.texts(row[place])
            ]
            for row in rows
        ]

    def words(self, columns: Sequence[Column]) -> int:
        """How many of the first shown columns hold words."""
        count = 0
        for column in columns:
            if column.show is not None:
                break
            count += len(column.headings)
        return count

    def records(self, rows: Iterable[Sequence[Cell]]) -> list[dict[str, Cell]]:
        """Rows by the keys of their columns."""
        keys = [column.key for column in self.columns]
        return [dict(zip(keys, row, strict=True)) for row in rows]
