"""Cut the raw files down to what the scripts on growth, forecasts and dependence read.

`python -m pipeline._trim_dynamics RAW` writes `pipeline/extracts/dynamics`.
"""

from __future__ import annotations

import csv
import sys
from collections.abc import Callable
from pathlib import Path

from pipeline import dependence, forecasts, growth
from pipeline._figures import HERE, table

TARGET = HERE / "extracts" / "dynamics"
Cells = dict[str, str]


def _supply(row: Cells) -> bool:
    return row["mineral"] == forecasts.MINERAL and row["year"] in forecasts.YEARS


def _demand(row: Cells) -> bool:
    sectors = set(growth.SECTORS.values())
    years = ("2024", *growth.YEARS)
    return row["mineral"] == growth.MINERAL and row["sector"] in sectors and row["year"] in years


def _exports(row: Cells) -> bool:
    return row["exporter"] == dependence.SENDER and int(row["year"]) in dependence.YEARS


RULES: dict[str, Callable[[Cells], bool]] = {
    forecasts.SUPPLY: _supply,
    growth.DEMAND: _demand,
    dependence.BACI: _exports,
}


def main(raw: Path) -> None:
    """Write every extract."""
    TARGET.mkdir(parents=True, exist_ok=True)
    for name, keep in RULES.items():
        rows = [row for row in table(raw / name) if keep(row)]
        columns = [column for column in rows[0] if column not in ("source", "qty_t")]
        with (TARGET / name.removesuffix(".gz")).open("w", encoding="utf-8", newline="") as text:
            writer = csv.DictWriter(text, columns, extrasaction="ignore", lineterminator="\n")
            writer.writeheader()
            writer.writerows(rows)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
