"""Routes that were closed in 2024: plants that did not yet separate heavy rare earths."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline._figures import Row, derived, table

if TYPE_CHECKING:
    from pathlib import Path

RAW = {
    "projects_pipeline.csv": "458e4300f5df13a6b186d6bd0df85bcf24e9b0ce3904c20699d99d65fc9061b8",
}
EXTRACT = "upstream"

HEAVIES = ("sm_oxide", "eu_oxide", "gd_oxide", "tb_oxide", "dy_oxide", "ho_oxide", "y_oxide")
PLANTS = {
    "Lynas Malaysia Dy/Tb circuit": ("MYS", "lynas_dysprosium2024;lynas_heavy2025"),
    "Mountain Pass heavy REE separation": ("USA", "projectblue_heavy2025"),
}
"""The only separators of monazite and bastnaesite there, and where their heavies are told of."""
METHOD = "nothing sold while the plant's first circuit for heavy rare earths was not running"
NOT_RUNNING = ("building", "planned", "approved")


def rows(path: Path) -> dict[str, list[Row]]:
    """Return a zero for what each plant sells at home and abroad of each heavy oxide."""
    projects = {row["project"]: row for row in table(path / "projects_pipeline.csv")}
    out: list[Row] = []
    for project, (place, source) in PLANTS.items():
        plant = projects[project]
        if plant["status"] not in NOT_RUNNING and not plant["start_actual_or_latest"] >= "2025":
            msg = f"{project} ran before 2025: its routes are open"
            raise ValueError(msg)
        figure = derived(0.0, source, 2024, "", METHOD, f"{project}: {plant['status']}")
        for good in (*HEAVIES, "lu_oxide", "other_heavy_oxide"):
            for destination in ("*", place):
                key = {"good": good, "origin": place, "destination": destination}
                out.append({**key, **figure})
    return {"trade": out}
