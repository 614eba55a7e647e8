"""What is not known of projects, lead times, costs, growth and dependence."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline._figures import HERE, Row, table

if TYPE_CHECKING:
    from pathlib import Path

RAW: dict[str, str] = {}
EXTRACT = "dynamics"


def rows(path: Path) -> dict[str, list[Row]]:
    """Return the holes; nothing is read from `path`."""
    del path
    return {"holes": [dict(line) for line in table(HERE / "choices" / "holes_dynamics.csv")]}
