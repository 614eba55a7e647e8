"""What is missing downstream of the metal, by table: named here and not filled in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline._figures import HERE, Row, table

if TYPE_CHECKING:
    from pathlib import Path

RAW: dict[str, str] = {}
EXTRACT = "downstream"


def rows(path: Path) -> dict[str, list[Row]]:
    """Return the holes; nothing is read from `path`."""
    del path
    return {"holes": [dict(line) for line in table(HERE / "choices" / "holes_downstream.csv")]}
