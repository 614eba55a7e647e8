"""The labels of the edition: goods, places, processes, uses and groups of goods."""

from __future__ import annotations

from pathlib import Path

from pipeline._figures import HERE, Row, table

RAW: dict[str, str] = {}
EXTRACT = "upstream"
TABLES = ("goods", "places", "processes", "uses", "groups")


def rows(path: Path) -> dict[str, list[Row]]:
    """Return the tables of labels; they rest on no raw file."""
    return {name: [dict(row) for row in table(HERE / "labels" / f"{name}.csv")] for name in TABLES}
