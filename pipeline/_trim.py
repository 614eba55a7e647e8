"""Cut the raw files down to the rows that the upstream scripts read.

`python -m pipeline._trim RAW` writes `pipeline/extracts/upstream`. Long tables are cut by a rule;
of the others every row stays whose value a script takes. Addresses and remarks are left out.
"""

from __future__ import annotations

import csv
import importlib
import sys
from collections.abc import Callable
from pathlib import Path

from pipeline._figures import HERE, table
from pipeline.baci import ORIGINS, weighs
from pipeline.heavy_routes import PLANTS

TARGET = HERE / "extracts" / "upstream"
DROPPED = ("url", "note", "source", "confidence")
VALUES = {"value", "low", "high", "share_pct_of_treo", "gdp_current_usd"}
ORE_ORIGINS = ("AUS", "LAO", "MMR", "MYS", "RUS")
SCRIPTS = (
    "ore_baskets",
    "usgs_mcs2026",
    "stage_recipes",
    "separated_output",
    "baci",
    "gdp",
    "estimates_upstream",
)
TRACKED = (
    "stage/ore_baskets.csv",
    "stage/recipes.csv",
    "stage/separated_output.csv",
    "stage/metals_magnets.csv",
    "stage/end_use.csv",
    "stage/costs.csv",
    "stage/gdp_2024.csv",
    "demand_and_capacity_points.csv",
)
Cells = dict[str, str]


class Noted(Cells):
    """A row that notes when its value is taken."""

    def __init__(self, row: Cells, taken: Callable[[], None]) -> None:
        super().__init__(row)
        self._taken = taken

    def __getitem__(self, column: str) -> str:
        """Return a cell; reading a value counts as use of the row."""
        if column in VALUES:
            self._taken()
        return super().__getitem__(column)


def _world(row: Cells) -> bool:
    return row["commodity"] == "Rare earths"


def _salient(row: Cells) -> bool:
    return _world(row) and row["year"] == "2024" and row["section"] in {"Exports", "Production"}


def _iea(row: Cells) -> bool:
    return row["mineral"] == "Rare Earth Elements" and row["year"] == "2024"


def _projects(row: Cells) -> bool:
    return row["project"] in {"Silmet (Sillamae)", *PLANTS}


def _trade(row: Cells) -> bool:
    origins = {*ORIGINS[row["hs6"]], *ORE_ORIGINS}
    return row["year"] == "2024" and row["exporter"] in origins and weighs(row)


RULES: dict[str, Callable[[Cells], bool]] = {
    "usgs_mcs2026_world_production.csv": _world,
    "usgs_mcs2026_us_salient.csv": _salient,
    "iea_supply_by_country_2024_2040.csv": _iea,
    "projects_pipeline.csv": _projects,
    "baci_rare_earth_trade_1995_2024.csv.gz": _trade,
}


def used(raw: Path) -> dict[str, set[int]]:
    """Run the scripts on the raw files and return the rows whose values they took."""
    taken: dict[str, set[int]] = {name: set() for name in TRACKED}
    files = {raw / name: name for name in TRACKED}

    def noting(path: Path) -> list[Cells]:
        rows = table(path)
        if path not in files:
            return rows
        mine = taken[files[path]]
        return [Noted(row, lambda at=at: mine.add(at)) for at, row in enumerate(rows)]

    scripts = [importlib.import_module(f"pipeline.{name}") for name in SCRIPTS]
    for name, module in list(sys.modules.items()):
        if name.startswith("pipeline.") and hasattr(module, "table"):
            module.table = noting  # type: ignore[attr-defined]
    for script in scripts:
        script.rows(raw)
    return taken


def main(raw: Path) -> None:
    """Write every extract."""
    kept = {name: [row for row in table(raw / name) if keep(row)] for name, keep in RULES.items()}
    read = table
    for name, wanted in used(raw).items():
        kept[name] = [row for at, row in enumerate(read(raw / name)) if at in wanted]
    for name, rows in kept.items():
        columns = [column for column in rows[0] if column not in DROPPED]
        file = TARGET / name.removesuffix(".gz")
        file.parent.mkdir(parents=True, exist_ok=True)
        with file.open("w", encoding="utf-8", newline="") as text:
            writer = csv.DictWriter(text, columns, extrasaction="ignore", lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
