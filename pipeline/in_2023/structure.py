"""The labels of the edition: goods, places, processes, uses and groups of goods."""

from __future__ import annotations

from pathlib import Path

from pipeline._figures import HERE, Row, table
from pipeline.in_2023._read import FOLDER

RAW: dict[str, str] = {}
EXTRACT = "none"
OWN, SHARED = ("goods", "processes", "uses", "groups"), ("places",)


def rows(path: Path) -> dict[str, list[Row]]:
    """Return the tables of labels; places are those of 2025.11."""
    del path
    folders = dict.fromkeys(OWN, FOLDER) | dict.fromkeys(SHARED, HERE)
    return {
        name: [dict(row) for row in table(folder / "labels" / f"{name}.csv")]
        for name, folder in folders.items()
    }
