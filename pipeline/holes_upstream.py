"""What is not known upstream of magnets, and where it might be found."""

from __future__ import annotations

from pathlib import Path

from pipeline._figures import HERE, Row, table

RAW: dict[str, str] = {}
EXTRACT = "upstream"


def rows(path: Path) -> dict[str, list[Row]]:
    """Return the holes; they rest on no raw file."""
    return {"holes": [dict(row) for row in table(HERE / "labels" / "holes_upstream.csv")]}
