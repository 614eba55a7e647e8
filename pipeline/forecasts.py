"""Shares of places in world output as others project them: beside a run, never fitted."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline._figures import HERE, Row, derived, pick, reported, table

if TYPE_CHECKING:
    from pathlib import Path

SUPPLY = "iea_supply_by_country_2024_2040.csv"
RAW = {SUPPLY: "f1d1cb15dd946bddd007489a80babb720c10261d2d371b9e87ad495a74a0b652"}
EXTRACT = "dynamics"

MINERAL = "Rare Earth Elements"
YEARS = ("2030", "2035", "2040")
STAGES = {"mining": "concentrate", "refining": "oxide"}
PLACES = {
    "China": "CHN",
    "Myanmar": "MMR",
    "Australia": "AUS",
    "United States": "USA",
    "Malaysia": "MYS",
}
SD = 0.1
HOW = "base case, output of the country over that of the world, Nd, Pr, Dy and Tb together"


def rows(path: Path) -> dict[str, list[Row]]:
    """Return the base case of the IEA, an earlier edition of it, and what makers expect."""
    supply = table(path / SUPPLY)
    out: list[Row] = []
    for line in supply:
        place = PLACES.get(line["country"])
        if line["mineral"] != MINERAL or place is None or line["year"] not in YEARS:
            continue
        where = {"mineral": MINERAL, "stage": line["stage"], "year": line["year"]}
        share = float(line["value"]) / pick(supply, country="World", **where)
        figure = derived(share, "iea_explorer2025", 2025, SD, HOW)
        out.append(_row("iea_2025", STAGES[line["stage"]], place, line["year"], figure))
    for line in table(HERE / "readings" / "forecasts.csv"):
        figure = reported(float(line["value"]), line["source"], int(line["year"]), SD, line["note"])
        out.append(_row(line["series"], line["stage"], line["place"], line["when"], figure))
    return {"forecasts": out}


def _row(series: str, stage: str, place: str, when: str, figure: Row) -> Row:
    return {"series": series, "stage": stage, "place": place, "when": when, **figure}
