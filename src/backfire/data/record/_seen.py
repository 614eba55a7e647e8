"""What was observed after an edition's date: kept apart, as an edition knows nothing later."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from backfire.data.edition import checksum, editions, read_manifest
from backfire.data.schema import (
    TABLES,
    Bounds,
    Fault,
    Labels,
    Row,
    measures,
    nearest,
    number_in,
    read_gaps,
    read_rows,
    read_table,
    reference_keys,
    schemas,
    typed,
)
from backfire.errors import DataError
from backfire.regular_file import read_regular

if TYPE_CHECKING:
    import polars as pl

    from backfire.data.edition import Edition

SHIPPED = TABLES / "seen"
ENDS = ("low", "value", "high")


@dataclass(frozen=True)
class Seen:
    """Figures observed in hindsight, one a row, to score a run of an earlier edition against.

    Attributes
    ----------
    table
        The columns of ``seen.schema.csv`` with their types, and ``row``, where each was written.
    checksum
        SHA-256 of the file.
    data_gaps
        What was looked for and not found, one line each.
    """

    name: str
    checksum: str
    table: pl.DataFrame
    data_gaps: tuple[str, ...] = ()


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
    table = read_table(
        "seen",
        path,
        labels=_labels(edition),
        bounds=_bounds(own=path.parent != SHIPPED),
        beside=_faults,
        where=path.name,
    )
    listed = path.with_suffix(".holes.csv")
    return Seen(
        name=path.stem,
        checksum=checksum({path.name: read_regular(path)}, path.stem),
        table=typed(table),
        data_gaps=tuple(map(str, read_gaps(listed))) if listed.exists() else (),
    )


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


def _labels(edition: Edition | None) -> Labels:
    labels = Labels.of(edition.tables if edition else _shipped_words(), reference_keys())
    return replace(labels, known={**labels.known, "series": tuple(measures("seen"))})


@cache
def _shipped_words() -> dict[str, pl.DataFrame]:
    """Tables of goods, groups and places of every shipped edition, one under the other."""
    import polars as pl

    frames: dict[str, pl.DataFrame] = {}
    for name in ("goods", "groups", "places"):
        paths = [TABLES / each / f"{name}.csv" for each in editions()]
        texts = [read_rows(schemas()[name], path.name, path.read_bytes())[0] for path in paths]
        frames[name] = pl.concat([text.frame for text in texts if text is not None])
    return frames


def _bounds(*, own: bool) -> Bounds:
    """A shipped table ends where the newest shipped edition does; one's own may go on."""
    if own:
        return Bounds()
    manifests = [read_manifest(TABLES / name)[0] for name in editions()]
    newest = max((each for each in manifests if each is not None), key=lambda each: each.date)
    return Bounds(newest.date, newest.baseline_year)


def _faults(rows: Sequence[Row]) -> Iterator[Fault]:
    for row in rows:
        yield from ((row, fault) for fault in _faults_of(row))


def _faults_of(row: Row) -> Iterator[str]:
    """What is wrong with a row as a whole."""
    year, date = row["year"], row["date"]
    if year and date and not date.startswith(year):
        yield f"date must lie in the year {year}, got {date}; correct one of the two"
    low, value, high = (number_in(row[name] or row["value"]) for name in ENDS)
    if low is not None and value is not None and high is not None and not low <= value <= high:
        yield f"value must lie between low and high, got {value:g} in {low:g} to {high:g}"
    measure = measures("seen").get(row["series"] or "")
    if measure:
        yield from measure.faults(row, ENDS)
