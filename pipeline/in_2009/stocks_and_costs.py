"""Stocks at the end of 2009 and costs of processing."""

from __future__ import annotations

from pathlib import Path

from pipeline import estimates_upstream, stocks
from pipeline._figures import Row, derived, estimate
from pipeline._past import extract
from pipeline.in_2009._read import YEAR, as_of_2009, carried, choice, fact
from pipeline.in_2009.prices import export_value

RAW: dict[str, str] = {}
EXTRACT = "trade"

WEEKS_PER_MONTH = 52 / 12
LATER_EVENTS = ("y_oxide", "magnets")
NDPR = "make_ndpr_metal"


def rows(path: Path) -> dict[str, list[Row]]:
    """Return stocks and costs."""
    return {"stocks": [*_kept(), *_japan(), *_magnets()], "costs": _costs()}


def _kept() -> list[Row]:
    """Stocks of 2025.11, without what the events of 2025 taught about yttrium and magnets."""
    return [
        row
        for row in carried(stocks, "stocks")
        if row["holder"] == "producer" or row["good"] not in LATER_EVENTS
    ]


def _japan() -> list[Row]:
    weeks = fact("japan_stock_months") * WEEKS_PER_MONTH
    how = "three months at firms and trading houses, stated in January 2011 and taken for 2009"
    note = "after the stop of autumn 2010; magnet makers held more than they used in 2009"
    figure = estimate(weeks, "japantimes_stocks2011", YEAR, 0.35, how, note)
    return [
        {"holder": "buyer", "good": good, "place": "JPN", **figure, "spread": 0.6}
        for good in ("oxides", "metals")
    ]


def _magnets() -> list[Row]:
    rows_then = stocks.rows(extract(stocks))["stocks"]
    japan = next(row for row in rows_then if (row["good"], row["place"]) == ("magnets", "JPN"))
    how = "the Japanese target for designated rare metals, for want of anything better"
    return [{**as_of_2009(japan), "place": "*", "kind": "estimate", "method": how}]


def _costs() -> list[Row]:
    costs = estimates_upstream.rows(extract(estimates_upstream))["costs"]
    metal = next(row for row in costs if row["process"] == NDPR)
    quarter = "a quarter of the mean value of the magnets that China exported in 2009"
    magnet = estimate(
        choice("magnet_cost_share") * export_value(),
        "ccr_magnets2011;macropolo_magnets2024",
        YEAR,
        0.5,
        quarter,
    )
    dollars = derived(
        float(metal["value"]),
        str(metal["source"]),
        YEAR,
        0.5,
        str(metal["method"]),
        "figure of 2024, carried to 2009; dollars of 2024",
    )
    return [
        {"process": NDPR, "place": "*", **dollars},
        {"process": "make_ndfeb_standard", "place": "*", **magnet},
        {"process": "make_ndfeb_high_coercivity", "place": "*", **magnet},
    ]
