"""What others have published on the cost of a cut-off, and what each figure counts."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from backfire.errors import DataError

from ._economy_rows import (
    SHIPPED,
    Row,
    faults_of_numbers,
    faults_of_order,
    faults_of_source,
    faults_of_words,
    number_in,
    rows_of,
)

FILE = "published_losses.csv"
MONEY = ("usd_low", "usd", "usd_high")
NUMBERS = (*MONEY, "horizon_months", "severity")
COLUMNS = (
    *("id", "study", "place", "what", *MONEY, "counts", "closure"),
    *("horizon_months", "severity", "goods", "tag", "source", "why"),
)
REQUIRED = ("id", "study", "place", "what", "counts", "goods", "why")
CLOSURES = ("recipe", "substitution", "inventory", "exposure", "imports", "expert")
TAGS = ("P", "A", "S", "D")
"""Primary text seen, abstract, secondary, derived."""
JOINT = ";"
"""Joins places or goods that are taken together."""


@dataclass(frozen=True)
class PublishedLoss:
    """One published figure of what a cut-off costs.

    Attributes
    ----------
    place
        Whose loss it is; places taken together are joined by a semicolon.
    usd_low, usd, usd_high
        USD of the year of the study, and the band that the study gives; nothing where it gives
        none.
    counts
        What the figure counts, in plain words.
    closure
        The way of counting it is nearest to: ``recipe``, ``substitution``, ``inventory``,
        ``exposure`` (value added or output of all users), ``imports`` or ``expert``.
    horizon_months
        Months over which it is counted; nothing where the study does not say.
    severity
        Share of supply that is lost, 0 to 1; nothing where the study does not say.
    goods
        What is cut off.
    tag
        How it was read: P primary text, A abstract, S secondary, D derived from one of these.
    source
        Keys of ``docs/references.bib``.
    why
        A sentence on why the figure is where it is.
    """

    id: str
    study: str
    place: str
    what: str
    usd_low: float | None
    usd: float | None
    usd_high: float | None
    counts: str
    closure: str
    horizon_months: float | None
    severity: float | None
    goods: tuple[str, ...]
    tag: str
    source: str
    why: str


@cache
def read_published_losses(path: str | Path | None = None) -> tuple[PublishedLoss, ...]:
    """Read the published estimates in USD, in the order of the file.

    Parameters
    ----------
    path
        A file with the same columns; the shipped one unless given.

    Raises
    ------
    DataError
        With every problem found: a missing column, text for a number, a band that does not hold
        its value, a share above 1, an unknown closure, tag or source.

    Examples
    --------
    >>> losses = {each.id: each for each in read_published_losses()}
    >>> losses["usgs-gallium"].usd, losses["usgs-gallium"].closure
    (3100000000.0, 'recipe')
    """
    file = SHIPPED / FILE if path is None else Path(path)
    written = rows_of(file, COLUMNS)
    problems = list(_problems(written))
    if problems:
        raise DataError(file.name, problems)
    return tuple(_loss(row) for _, row in written)


def _problems(written: list[tuple[str, Row]]) -> Iterator[str]:
    seen: dict[str, str] = {}
    for where, row in written:
        name = row["id"]
        if name in seen:
            yield f"{where} ({name}): must stand once, is already in {seen[name]}"
        seen.setdefault(name, where)
        yield from (f"{where} ({name}): {fault}" for fault in _faults(row))


def _faults(row: Row) -> Iterator[str]:
    yield from (f"{name} is required" for name in REQUIRED if not row[name])
    yield from faults_of_words(row, {"closure": CLOSURES, "tag": TAGS})
    yield from faults_of_source(row)
    yield from faults_of_numbers(row, NUMBERS)
    for name in NUMBERS:
        found = number_in(row[name])
        if found is not None and found < 0:
            yield f"{name} must be zero or more, got {row[name]}; a loss is written without a sign"
    severity = number_in(row["severity"])
    if severity is not None and severity > 1:
        yield f"severity must be a share between 0 and 1, got {row['severity']}"
    yield from faults_of_order(row, MONEY)


def _loss(row: Row) -> PublishedLoss:
    return PublishedLoss(
        **{name: cell for name, cell in row.items() if name not in (*NUMBERS, "goods")},
        usd_low=number_in(row["usd_low"]),
        usd=number_in(row["usd"]),
        usd_high=number_in(row["usd_high"]),
        horizon_months=number_in(row["horizon_months"]),
        severity=number_in(row["severity"]),
        goods=tuple(good.strip() for good in row["goods"].split(JOINT) if good.strip()),
    )
