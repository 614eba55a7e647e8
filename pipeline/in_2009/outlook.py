"""What was expected of demand about 2009, whom China sold to, and tables that hold nothing."""

from __future__ import annotations

from collections import defaultdict
from pathlib import Path

from pipeline import dependence
from pipeline._figures import HERE, Row, derived, estimate, table
from pipeline.baci import place_of
from pipeline.in_2009._read import YEAR, fact
from pipeline.in_2009.trade import BACI, RAW

__all__ = ["EXTRACT", "RAW", "rows"]
EXTRACT = "trade"

WHEN = 2014


def rows(path: Path) -> dict[str, list[Row]]:
    """Return growth and dependence; forecasts and observations are empty."""
    return {
        "growth": _growth(),
        "dependence": _dependence(path),
        "forecasts": [],
        "observations": [],
    }


def _growth() -> list[Row]:
    supply = fact("china_mined") + fact("rest_mined")
    how = (
        "supply of 2009 and the 40,000 t by which demand was expected to exceed it several years "
        "later, over that supply; read as five years and all uses alike"
    )
    figure = estimate(
        1 + fact("shortfall_expected") / supply,
        "liquisearch_demand2009;kroos2025",
        YEAR,
        0.15,
        how,
        "no forecast by use made in 2009 was found",
    )
    uses = table(HERE / "labels" / "uses.csv")
    return [{"use": row["use"], "when": WHEN, **figure} for row in uses]


def _dependence(path: Path) -> list[Row]:
    values: dict[str, float] = defaultdict(float)
    for line in table(path / BACI):
        if (line["exporter"], line["year"]) == (dependence.SENDER, str(YEAR)):
            values[place_of(line["importer"])] += float(line["value_kusd"])
    total = sum(values.values())
    return [
        {
            "place": dependence.SENDER,
            "partner": partner,
            **derived(
                values[partner] / total,
                "baci2024",
                YEAR,
                dependence.SD,
                dependence.HOW,
                f"flows of at least a tonne; {dependence.NOTE}",
            ),
        }
        for partner in dependence.PARTNERS
    ]
