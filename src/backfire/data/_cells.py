"""Whether every cell is what its column holds."""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from ._schema import CHOICES, Column
from ._text import ROW, TextTable, label
from ._wording import listed, nearest, shown

if TYPE_CHECKING:
    import polars as pl

EVERY = "*"
"""Stands for the sum over all labels of a column."""

_DATE = re.compile(r"\d{4}(-\d{2}(-\d{2})?)?")
_FIRST_YEAR = 1900
Row = dict[str, str | None]


@dataclass(frozen=True)
class Labels:
    """Every word that a cell may name."""

    known: Mapping[str, tuple[str, ...]]
    """Words by type of column."""
    sources: frozenset[str]

    @classmethod
    def of(cls, frames: Mapping[str, pl.DataFrame], sources: frozenset[str]) -> Labels:
        """Collect the words that the tables of labels define."""

        def words(table: str, column: str) -> tuple[str, ...]:
            if table not in frames:
                return ()
            return tuple(dict.fromkeys(frames[table][column].drop_nulls()))

        goods, places, uses = words("goods", "good"), words("places", "place"), words("uses", "use")
        return cls(
            known={
                "good": goods,
                "good or group": (*goods, *words("groups", "group")),
                "place": places,
                "place or *": (*places, EVERY),
                "process": words("processes", "process"),
                "use": uses,
                "use or *": (*uses, EVERY),
            },
            sources=sources,
        )


@dataclass(frozen=True)
class Bounds:
    """What dates must lie within."""

    last: datetime.date
    """Date of the edition; nothing observed may be later."""
    baseline: int
    """Baseline year; what is expected must be later."""


def check_cells(table: TextTable, labels: Labels, bounds: Bounds) -> list[str]:
    """Every cell that is empty, of the wrong type, out of bounds or unknown, one sentence each."""
    columns = [column for column in table.schema.columns if column.name not in table.absent]
    tests = [(column, _test(column, labels, bounds)) for column in columns]
    problems: list[str] = []
    for row in table.frame.iter_rows(named=True):
        for column, test in tests:
            value = row[column.name]
            fault = _emptiness(column, row) if value is None else test(value)
            if fault:
                where = f"{row[ROW]} ({label(row, table.schema)})"
                problems.append(f"{where}: {column.name} {fault}")
    return problems


def _emptiness(column: Column, row: Row) -> str:
    if column.must_be_filled:
        return "must be given, got nothing"
    if column.status == "required unless zero" and _number(row["value"]) != 0:
        return "must be given unless the value is zero, got nothing"
    if column.status == "required unless reported" and row["kind"] in ("derived", "estimate"):
        return f'must say how the figure was made, as its kind is "{row["kind"]}", got nothing'
    return ""


def _test(column: Column, labels: Labels, bounds: Bounds) -> Callable[[str], str]:
    kind = column.type
    if column.is_number:
        return lambda value: _about_number(value, kind)
    if kind == "year":
        return lambda value: _about_year(value, bounds.last)
    if kind == "date":
        return lambda value: _about_date(value, bounds.last)
    if kind == "when":
        return lambda value: _about_when(value, bounds.baseline)
    if kind == "sources":
        return lambda value: _about_sources(value, labels.sources)
    if kind in CHOICES:
        choices = CHOICES[kind]
        return lambda value: "" if value in choices else _must_be(listed(choices), value, choices)
    if kind in labels.known:
        known = labels.known[kind]
        members = frozenset(known)
        return lambda value: "" if value in members else _must_be(f"a known {kind}", value, known)
    return lambda value: ""


def _must_be(what: str, value: str, known: tuple[str, ...]) -> str:
    return f"must be {what}, got {shown(value)}{nearest(value, known)}"


def _number(value: str | None) -> float:
    try:
        return float(value) if value is not None else math.nan
    except ValueError:
        return math.nan


def _about_number(value: str, kind: str) -> str:
    number = _number(value)
    if not math.isfinite(number):
        return f"must be a number, got {shown(value)}"
    if kind == "share" and not 0 <= number <= 1:
        return f"must be a share between 0 and 1, got {value}"
    if kind == "amount" and number < 0:
        return f"must be zero or more, got {value}"
    if kind == "positive" and number <= 0:
        return f"must be above zero, got {value}"
    return ""


def _about_year(value: str, last: datetime.date) -> str:
    if not value.isdecimal() or int(value) < _FIRST_YEAR:
        return f"must be a year, got {shown(value)}"
    if int(value) > last.year:
        return f"must not be after the edition's date {last}, got {value}"
    return ""


def _about_date(value: str, last: datetime.date) -> str:
    day = _day(value)
    if isinstance(day, str):
        return day
    return f"must not be after the edition's date {last}, got {value}" if day > last else ""


def _about_when(value: str, baseline: int) -> str:
    day = _day(value)
    if isinstance(day, str):
        return day
    if day.year <= baseline:
        return f"must be later than {baseline}, got {value}: already in the baseline of {baseline}"
    return ""


def _day(value: str) -> datetime.date | str:
    """The first day of what a cell names, or what is wrong with it."""
    if not _DATE.fullmatch(value):
        return f"must be a date (YYYY, YYYY-MM or YYYY-MM-DD), got {shown(value)}"
    parts = (*map(int, value.split("-")), 1, 1)[:3]
    try:
        return datetime.date(*parts)
    except ValueError:
        return f"must be a date of the calendar, got {shown(value)}"


def _about_sources(value: str, known: frozenset[str]) -> str:
    if not known:
        return ""
    keys = [key.strip() for key in value.split(";") if key.strip()]
    faults = [f'"{key}"{nearest(key, known)}' for key in keys if key not in known]
    return f"must name entries of references.bib, got {', '.join(faults)}" if faults else ""
