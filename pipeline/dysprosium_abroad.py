"""Dysprosium oxide used as oxide outside China: the thin market behind the quotes of 2025."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline._figures import HERE, Row, estimate, pick, table

if TYPE_CHECKING:
    from pathlib import Path

RAW = {
    "stage/separated_output.csv": (
        "caf80abd9babf78a5e3dffb7c998857dc14ef30346e8dab0213d0d2096174c06"
    ),
}
EXTRACT = "downstream"

SHARE_ABROAD = 0.04
METHOD = (
    "4 % of the world's tonnes were priced outside China (Adamas), taken of Chinese output with "
    "recycled oxide; half to Japan and a quarter to Korea, where ceramic capacitors are made, the "
    "rest evenly to Germany, the rest of the EU and the United States"
)


def rows(path: Path) -> dict[str, list[Row]]:
    """Return use of dysprosium oxide in electronics by place."""
    made = pick(
        table(path / "stage" / "separated_output.csv"),
        country="CHN",
        element_or_product="Dy2O3",
        metric="output incl. recycled (forecast late 2024)",
    )
    out: list[Row] = []
    for line in table(HERE / "choices" / "dysprosium_abroad.csv"):
        figure = estimate(
            SHARE_ABROAD * made * float(line["share"]),
            "adamas_fallacy2025;argus_viewpoint2024",
            2024,
            1.0,
            METHOD,
            "the split between places has no source",
        )
        key = {"good": "dy_oxide", "use": "electronics", "place": line["place"]}
        out.append({**key, **figure})
    return {"use": out}
