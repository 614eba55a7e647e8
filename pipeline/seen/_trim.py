"""Cut the raw files down to what the scripts of this folder read.

`python -m pipeline.seen._trim RAW` writes `pipeline/extracts/seen`.
"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

from pipeline._figures import table
from pipeline.seen import _mines, _points, _prices, _sums
from pipeline.seen._collect import EXTRACT

Cells = dict[str, str]
DROPPED = ("kind", "stage", "hs_code_map", "data_source", "country_m49")


def _points_taken(row: Cells) -> bool:
    taken = {(quote.period, quote.market) for quote in _points.QUOTES}
    known = row["element"] in _prices.GOODS and row["form"].startswith("oxide")
    return known and (row["period"], row["market"]) in taken


def _usgs(row: Cells) -> bool:
    oxide = row["element"] in _prices.GOODS and row["form"].startswith("oxide")
    return oxide and int(row["year"]) <= _sums.YEARS[-1]


def _mined(row: Cells) -> bool:
    names = ("China", "United States", "World")
    known = row["country_or_region"] in names and _mines.DIGITISED in row["source"]
    return known and int(row["year"]) in _sums.YEARS


def _checked(row: Cells) -> bool:
    named = row["country_iso"] in ("CHN", "USA", "AUS") or row["country"] == "Total"
    rare = row["commodity"].startswith("Rare Earths")
    return named and rare and int(row["year"]) in _mines.CHECKED


def _australia(row: Cells) -> bool:
    return row["commodity"] == "Rare earths" and row["country"] == "Australia"


RULES: dict[str, Callable[[Cells], bool]] = {
    _points.POINTS: _points_taken,
    _points.WEDGE: lambda row: row["element"] == _points.CHEAPEST,
    _prices.USGS: _usgs,
    _mines.MINED: _mined,
    _mines.WORLD: _checked,
    _mines.MCS: _australia,
}


def main(raw: Path) -> None:
    """Write every extract, and the sums and means that stand for longer files."""
    _sums.write(EXTRACT / _sums.FLOWS, _sums.flows(raw))
    _sums.write(EXTRACT / _sums.MEANS, _sums.means(raw))
    for name, keep in RULES.items():
        rows = [row for row in table(raw / name) if keep(row)]
        cut = [{key: cell for key, cell in row.items() if key not in DROPPED} for row in rows]
        _sums.write(EXTRACT / name.removesuffix(".gz"), cut)


if __name__ == "__main__":
    main(Path(sys.argv[1]))
