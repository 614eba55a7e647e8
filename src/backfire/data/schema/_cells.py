"""Whether every cell is what its column holds, and what a cell stands for."""

from __future__ import annotations

import datetime
import math
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from ._schema import LISTS, Column
from ._wording import listed, nearest, shown

if TYPE_CHECKING:
    import polars as pl

    from ._text_table import Row, TextTable

EVERY = "*"
"""Stands for the sum over all labels of a column, or for all that have no row of their own."""

JOINT = ";"
"""Joins words that are taken together."""

SMALLEST, LARGEST, MOST_TONNES = 1e-12, 1e15, 1e11
"""Sizes between which every figure but zero must lie: beyond them a balance loses all its digits.
The largest that are shipped are a gross domestic product of 3e13 USD/yr and 3e5 t/yr; the world
moves 1e11 t of all materials in a year."""

SUREST, VAGUEST = 1e-5, 1e3
"""Ends of one standard deviation over the value; shipped are 0.001 to 1.3."""

_NUMBER = re.compile(r"[+-]?([0-9]+\.?[0-9]*|\.[0-9]+)([eE][+-]?[0-9]+)?")
_DATE = re.compile(r"[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?")
_YEAR = re.compile(r"[0-9]{4}")
_FIRST_YEAR = 1900
_RANGES: Mapping[str, tuple[str, float, float]] = {
    "share": ("a share between 0 and 1", 0.0, 1.0),
    "amount": ("zero or more", 0.0, math.inf),
    "positive": ("above zero", math.ulp(0.0), math.inf),
    "relative sd": (f"{SUREST:g} to {VAGUEST:g}", SUREST, VAGUEST),
    "count": ("a whole number above zero", 1.0, math.inf),
}


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
                "places": places,
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

    last: datetime.date = field(default=datetime.date.max)
    """Date of the edition; nothing observed may be later."""
    baseline: int = datetime.date.min.year
    """Baseline year; what is expected must be later."""


def check_cells(table: TextTable, labels: Labels, bounds: Bounds) -> list[str]:
    """Every cell that is empty, of the wrong type, out of bounds or unknown, one sentence each."""
    columns = [column for column in table.schema.columns if column.name not in table.absent]
    found: list[tuple[int, int, str]] = []
    for position, column in enumerate(columns):
        cells = table.frame[column.name]
        test = _test(column, labels, bounds)
        faults = {value: test(value) for value in cells.unique().drop_nulls()}
        wrong = cells.is_in([value for value, fault in faults.items() if fault])
        found += [(number, position, faults[cells[number]]) for number in wrong.arg_true()]
        if not column.may_be_absent:
            rows = ((at, table.frame.row(at, named=True)) for at in cells.is_null().arg_true())
            found += [(number, position, _emptiness(column, row)) for number, row in rows]
    problems = [
        (number, position, f"{columns[position].name} {fault}")
        for number, position, fault in found
        if fault
    ]
    if any(column.only_if or column.at_most for column in columns):
        for number, row in enumerate(table.frame.iter_rows(named=True)):
            problems += [(number, len(columns), fault) for fault in _between(columns, row)]
    return [
        f"{table.place(table.frame.row(number, named=True))}: {fault}"
        for number, _, fault in sorted(problems, key=lambda each: each[:2])
    ]


def number_in(cell: str | None) -> float | None:
    """A finite number written in plain digits, or nothing where the cell holds none.

    Examples
    --------
    >>> number_in("0.5"), number_in("half"), number_in("nan"), number_in("1_2")
    (0.5, None, None, None)
    """
    if cell is None or not _NUMBER.fullmatch(cell):
        return None
    found = float(cell)
    return found if math.isfinite(found) else None


def day_in(cell: str | None) -> datetime.date | None:
    """A day, the first one where a month is written, or nothing where the cell holds none.

    Examples
    --------
    >>> day_in("2016-07"), day_in("soon")
    (datetime.date(2016, 7, 1), None)
    """
    if cell is None or not _DATE.fullmatch(cell) or _YEAR.fullmatch(cell):
        return None
    day = _day(cell)
    return None if isinstance(day, str) else day


def several(cell: str | None) -> tuple[str, ...]:
    """The words of a cell that joins several with semicolons.

    Examples
    --------
    >>> several("magnets; gallium")
    ('magnets', 'gallium')
    """
    return tuple(part.strip() for part in (cell or "").split(JOINT) if part.strip())


def _emptiness(column: Column, row: Row) -> str:
    if column.must_be_filled:
        return "must be given, got nothing"
    if column.status == "required unless zero" and number_in(row["value"]) != 0:
        return "must be given unless the value is zero, got nothing"
    if column.status == "required unless reported" and row["kind"] in ("derived", "estimate"):
        return f'must say how the figure was made, as its kind is "{row["kind"]}", got nothing'
    if column.required_if and column.required_if.holds(row):
        return f"must be given {column.required_if.when}, got nothing"
    return ""


def _between(columns: list[Column], row: Row) -> list[str]:
    """What is wrong with cells beside others of their row."""
    problems = [
        f"{column.name} must be empty {column.only_if.otherwise}, got {shown(row[column.name])}"
        for column in columns
        if column.only_if and row[column.name] is not None and not column.only_if.holds(row)
    ]
    ordered = [(column, above) for column in columns for above in column.at_most]
    for column, above in ordered:
        own, other = _in_order(row[column.name], column), _in_order(row.get(above), column)
        if own is not None and other is not None and own > other:
            verb = "after" if column.type == "day" else "above"
            got = f"{row[column.name]} and {row[above]}"
            problems.append(f"{column.name} must not be {verb} {above}, got {got}")
    return problems


def _in_order(cell: str | None, column: Column) -> float | None:
    """A number or a day as a number."""
    if column.type != "day":
        return number_in(cell)
    day = day_in(cell)
    return day.toordinal() if day else None


def _test(column: Column, labels: Labels, bounds: Bounds) -> Callable[[str], str]:
    kind = column.type
    if column.is_number or kind == "count":
        return lambda value: _about_number(value, column)
    if kind == "year":
        return lambda value: _about_year(value, bounds.last)
    if kind == "date":
        return lambda value: _about_date(value, bounds.last)
    if kind == "day":
        return lambda value: "" if day_in(value) else _must_be("a date like 2025-04-04", value)
    if kind == "when":
        return lambda value: _about_when(value, bounds.baseline)
    if kind == "sources":
        return lambda value: _about_sources(value, labels.sources)
    known = column.choices or labels.known.get(kind)
    if known is None:
        return lambda value: ""
    if kind in LISTS:
        what = listed(column.choices) if column.choices else f"a known {kind.removesuffix('s')}"
        return lambda value: _about_several(value, what, known)
    what = listed(column.choices) if column.choices else f"a known {kind}"
    members = frozenset(known)
    return lambda value: "" if value in members else _must_be(what, value, known)


def _must_be(what: str, value: str, known: tuple[str, ...] = ()) -> str:
    return f"must be {what}, got {shown(value)}{nearest(value, known)}"


def _about_number(value: str, column: Column) -> str:
    number = number_in(value)
    if number is None:
        return _must_be("a number", value)
    what, least, most = _RANGES.get(column.type, ("", -math.inf, math.inf))
    whole = column.type != "count" or number.is_integer()
    if not (least <= number <= most and whole):
        return f"must be {what}, got {value}{column.advice}"
    least = -math.inf if column.least is None else column.least
    most = math.inf if column.most is None else column.most
    if not least <= number <= most:
        return f"must be {span(least, most)}, got {value}{column.advice}"
    largest = MOST_TONNES if column.unit.startswith("t") else LARGEST
    if number and not SMALLEST <= abs(number) <= largest:
        return f"must be zero or {SMALLEST:g} to {largest:g} in size, got {value}"
    return ""


def span(least: float, most: float) -> str:
    """A range in words.

    Examples
    --------
    >>> span(0, 1), span(1, math.inf)
    ('0 to 1', '1 or more')
    """
    return f"{least:g} or more" if math.isinf(most) else f"{least:g} to {most:g}"


def _about_several(value: str, what: str, known: tuple[str, ...]) -> str:
    wrong = [word for word in several(value) if word not in known]
    faults = ", ".join(f"{shown(word)}{nearest(word, known)}" for word in wrong)
    return f"must be {what}, or several joined by a semicolon, got {faults}" if wrong else ""


def _about_year(value: str, last: datetime.date) -> str:
    if not _YEAR.fullmatch(value) or int(value) < _FIRST_YEAR:
        return _must_be("a year", value)
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
        return _must_be("a date (YYYY, YYYY-MM or YYYY-MM-DD)", value)
    parts = (*map(int, value.split("-")), 1, 1)[:3]
    try:
        return datetime.date(*parts)
    except ValueError:
        return _must_be("a date of the calendar", value)


def _about_sources(value: str, known: frozenset[str]) -> str:
    faults = [f'"{key}"{nearest(key, known)}' for key in several(value) if key not in known]
    if not known or not faults:
        return ""
    return f"must name entries of references.bib, got {', '.join(faults)}"
