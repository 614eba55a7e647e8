"""What was observed after an edition's date: kept apart, as an edition knows nothing later."""

from __future__ import annotations

import csv
import datetime
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from backfire.errors import DataError

from ._cells import Bounds, Labels, check_cells
from ._check import typed
from ._edition import editions
from ._manifest import checksum, read_manifest
from ._references import reference_keys
from ._report import Hole
from ._schema import TABLES, schema_of
from ._text import ROW, TextTable, label, read_rows
from ._wording import nearest, shown

if TYPE_CHECKING:
    import polars as pl

    from ._edition import Edition

SHIPPED = TABLES / "seen"
ENDS = ("low", "value", "high")
JOINT = ";"
"""Joins places that are taken together."""
Row = dict[str, str | None]


@dataclass(frozen=True)
class Series:
    """A series that may be observed: its one unit, and whether it is a share."""

    unit: str
    is_share: bool


@dataclass(frozen=True)
class Seen:
    """Figures observed in hindsight, one a row, to score a run of an earlier edition against.

    Attributes
    ----------
    table
        The columns of ``seen.schema.csv`` with their types, and ``row``, where each was written.
    checksum
        SHA-256 of the file.
    holes
        What was looked for and not found, one line each.
    """

    name: str
    checksum: str
    table: pl.DataFrame
    holes: tuple[str, ...] = ()


def seen_tables() -> tuple[str, ...]:
    """Names of the tables that come with the package.

    Examples
    --------
    >>> "rare-earths-2009-2024" in seen_tables()
    True
    """
    return tuple(sorted(path.stem for path in SHIPPED.glob("*.csv") if "." not in path.stem))


def read_seen(name_or_path: str | Path, edition: Edition | None = None) -> Seen:
    """Read and check a table of what was seen.

    Parameters
    ----------
    name_or_path
        Name of a shipped table, or a file of one's own with the same columns.
    edition
        Edition whose goods, groups and places the table may name; those of every shipped edition
        unless given.

    Raises
    ------
    DataError
        With every problem found: a missing or unknown column, a year that is missing or no year,
        another unit than the series', a negative value, a duplicate key, an unknown series, good,
        place or source.
    """
    path = _path(str(name_or_path))
    body = path.read_bytes()
    text, problems = read_rows(schema_of("seen"), path.name, body)
    if text is None:
        raise DataError(str(path), problems)
    labels = _labels(edition)
    problems += check_cells(text, labels, _bounds(own=path.parent != SHIPPED))
    for row in text.frame.iter_rows(named=True):
        problems += _faults(row, text, labels.known["place"])
    if problems:
        raise DataError(str(path), problems)
    return Seen(path.stem, checksum({path.name: body}, path.stem), typed(text), _holes(path))


def _path(name: str) -> Path:
    shipped = SHIPPED / f"{name}.csv"
    if name in seen_tables():
        return shipped
    path = Path(name)
    if path.is_file():
        return path
    known = seen_tables()
    way_out = nearest(name, known) or f"; shipped are {', '.join(known) or 'none'}"
    where = f'"{name}" is neither a table of what was seen nor a file{way_out}'
    raise DataError(where)


@cache
def _series() -> dict[str, Series]:
    with (TABLES / "seen.series.csv").open(encoding="utf-8", newline="") as lines:
        return {
            row["series"]: Series(row["unit"], row["type"] == "share")
            for row in csv.DictReader(lines)
        }


def _labels(edition: Edition | None) -> Labels:
    labels = Labels.of(edition.tables if edition else _shipped_words(), reference_keys())
    return replace(labels, known={**labels.known, "series": tuple(_series())})


def _shipped_words() -> dict[str, pl.DataFrame]:
    """Tables of goods, groups and places of every shipped edition, one under the other."""
    import polars as pl

    frames: dict[str, pl.DataFrame] = {}
    for name in ("goods", "groups", "places"):
        paths = [TABLES / each / f"{name}.csv" for each in editions()]
        texts = [read_rows(schema_of(name), path.name, path.read_bytes())[0] for path in paths]
        frames[name] = pl.concat([text.frame for text in texts if text is not None])
    return frames


def _bounds(*, own: bool) -> Bounds:
    """A shipped table ends where the newest shipped edition does; one's own may go on."""
    if own:
        return Bounds(datetime.date.max, datetime.date.min.year)
    cards = [read_manifest(TABLES / name)[0] for name in editions()]
    newest = max((card for card in cards if card is not None), key=lambda card: card.date)
    return Bounds(newest.date, newest.baseline_year)


def _faults(row: Row, text: TextTable, places: tuple[str, ...]) -> Iterator[str]:
    """What is wrong with a row as a whole, or with cells that only this table has."""
    where = f"{row[ROW]} ({label(row, text.schema)})"
    series = _series().get(row["series"] or "")
    unit, year, date = row["unit"], row["year"], row["date"]
    if series and unit and unit != series.unit:
        yield (
            f"{where}: unit must be {series.unit}, that of {row['series']}, got {shown(unit)}; "
            "convert the figures"
        )
    for column in ("place", "partner"):
        for place in (row[column] or "").split(JOINT):
            if place and place.strip() not in places:
                yield (
                    f"{where}: {column} must be a known place, or several joined by a semicolon, "
                    f"got {shown(place)}{nearest(place, places)}"
                )
    if year and date and not date.startswith(year):
        yield f"{where}: date must lie in the year {year}, got {date}; correct one of the two"
    yield from _about_figures(where, row, series)


def _about_figures(where: str, row: Row, series: Series | None) -> Iterator[str]:
    try:
        low, value, high = (float(row[name] or row["value"] or "") for name in ENDS)
    except ValueError:
        return
    if not low <= value <= high:
        yield f"{where}: value must lie between low and high, got {value:g} in {low:g} to {high:g}"
    if series and series.is_share and value > 1:
        yield f"{where}: value must be a share between 0 and 1, got {value:g}; divide by the whole"


def _holes(path: Path) -> tuple[str, ...]:
    listed = path.with_suffix(".holes.csv")
    if not listed.exists():
        return ()
    with listed.open(encoding="utf-8", newline="") as lines:
        return tuple(str(Hole(**row)) for row in csv.DictReader(lines))
