"""Weeks that imports are under way, from sea distances that anyone can look up."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline._figures import HERE, Row, estimate, table

if TYPE_CHECKING:
    from pathlib import Path

RAW: dict[str, str] = {}
EXTRACT = "downstream"

MILES_A_WEEK = 14 * 24 * 7
HANDLING = 2.0
SHORTEST = 3.0
METHOD = (
    "sea distance at 14 knots plus two weeks for the way to port, loading, customs and the way "
    "to the plant; three weeks at least"
)


def rows(path: Path) -> dict[str, list[Row]]:
    """Return one row per place; no raw file is read."""
    del path
    out: list[Row] = []
    for line in table(HERE / "choices" / "transit.csv"):
        weeks = max(float(line["nautical_miles"]) / MILES_A_WEEK + HANDLING, SHORTEST)
        figure = estimate(round(weeks, 1), "port_distances", 2024, 0.25, METHOD, line["note"])
        out.append({"place": line["place"], **figure})
    return {"transit": out}
