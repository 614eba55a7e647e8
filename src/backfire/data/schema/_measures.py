"""Figures that share a table but not a unit: each measure has a unit and a range of its own."""

from __future__ import annotations

import csv
import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING

from ._cells import number_in, span
from ._schema import APART
from ._wording import shown

if TYPE_CHECKING:
    from ._text_table import Row


@dataclass(frozen=True)
class Measure:
    """What a table counts under one name: the one unit of its figures, and their range."""

    name: str
    unit: str
    least: float
    most: float

    def faults(self, row: Row, columns: Iterable[str]) -> Iterator[str]:
        """What is wrong with the unit and with the figures of a row of this measure."""
        if row["unit"] is not None and row["unit"] != self.unit:
            yield (
                f"unit must be {self.unit}, that of {self.name}, got {shown(row['unit'])}; "
                "convert the figures"
            )
        for column in columns:
            number = number_in(row[column])
            if number is not None and not self.least <= number <= self.most:
                range_ = span(self.least, self.most)
                yield f"{column} must be {range_}, got {row[column]}; convert the figures"


@cache
def measures(table: str) -> dict[str, Measure]:
    """The measures of a table, by name.

    Examples
    --------
    >>> measures("elasticities")["needed"]
    Measure(name='needed', unit='1', least=0.0, most=1.0)
    """
    with (APART / f"{table}.measures.csv").open(encoding="utf-8", newline="") as lines:
        return {
            row["name"]: Measure(
                row["name"],
                row["unit"],
                float(row["min"] or -math.inf),
                float(row["max"] or math.inf),
            )
            for row in csv.DictReader(lines)
        }
