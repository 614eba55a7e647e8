"""Read facts from raw tables and write figures that carry where they come from."""

from __future__ import annotations

import csv
import gzip
from pathlib import Path

HERE = Path(__file__).parent
PROVENANCE = ("source", "year", "kind", "relative_sd", "method", "note")
Row = dict[str, str | float | int]


def table(path: Path) -> list[dict[str, str]]:
    """Read a table of text cells, packed (`.gz`) or not."""
    if path.exists() and path.suffix == ".gz":
        with gzip.open(path, "rt", encoding="utf-8", newline="") as packed:
            return list(csv.DictReader(packed))
    plain = path.with_suffix("") if path.suffix == ".gz" else path
    with plain.open(encoding="utf-8", newline="") as text:
        return list(csv.DictReader(text))


def pick(rows: list[dict[str, str]], column: str = "value", **where: str) -> float:
    """Return the one number of `column` in the row whose cells equal `where`."""
    found = [row for row in rows if all(row[key] == text for key, text in where.items())]
    if len(found) != 1:
        msg = f"{len(found)} rows hold {where}; exactly one must"
        raise LookupError(msg)
    return float(found[0][column])


def choices(name: str) -> dict[str, dict[str, str]]:
    """Return the choices the edition makes where nothing was observed, by key."""
    return {row["key"]: row for row in table(HERE / "choices" / f"{name}.csv")}


def chosen(name: str) -> dict[str, float]:
    """Return only the values of `choices`, by key."""
    return {key: float(row["value"]) for key, row in choices(name).items()}


def readings() -> dict[str, float]:
    """Return single facts read in a publication that no raw table holds, by key."""
    return {row["key"]: float(row["value"]) for row in table(HERE / "readings" / "downstream.csv")}


def significant(value: float, digits: int = 4) -> float:
    """Round to significant digits, so that a product does not claim more than its factors.

    Examples
    --------
    >>> significant(213993.17)
    214000.0
    """
    return float(f"{value:.{digits}g}")


def reported(value: float, source: str, year: int, sd: float | str, note: str = "") -> Row:
    """Return a figure as its source prints it."""
    return _figure(significant(value, 7), source, year, "reported", sd, "", note)


def derived(
    value: float, source: str, year: int, sd: float | str, method: str, note: str = ""
) -> Row:
    """Return a figure that is arithmetic on what sources print."""
    return _figure(significant(value), source, year, "derived", sd, method, note)


def estimate(
    value: float, source: str, year: int, sd: float | str, method: str, note: str = ""
) -> Row:
    """Return a figure that needs a choice of ours, or that its source calls an estimate."""
    return _figure(significant(value), source, year, "estimate", sd, method, note)


def _figure(
    value: float, source: str, year: int, kind: str, sd: float | str, method: str, note: str
) -> Row:
    cells = (source, year, kind, sd, method, note)
    return {"value": value, **dict(zip(PROVENANCE, cells, strict=True))}
