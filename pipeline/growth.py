"""World demand by end use over that of 2024, from the projections of the IEA."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from pipeline._figures import Row, chosen, derived, estimate, pick, table

if TYPE_CHECKING:
    from pathlib import Path

DEMAND = "iea_demand_by_sector_2024_2050.csv"
RAW = {DEMAND: "49c19c0f9573e9eb3e018ed7553ed0ba50599d628e053acf1bc520d8cb9234ac"}
EXTRACT = "dynamics"

MINERAL = "Rare Earth Elements"
YEARS = ("2030", "2035", "2040")
CENTRAL, OTHERS = "STEPS", ("APS", "NZE")
SECTORS = {
    "electric_vehicles": "Electric vehicles",
    "wind_turbines": "Wind",
    "other_vehicles": "otherUses",
    "air_conditioners": "otherUses",
    "electronics": "otherUses",
    "industrial_machinery": "otherUses",
    "aerospace_defence": "otherUses",
}
HOW = "stated policies over 2024, magnet rare earths; spread from the two other scenarios"


def rows(path: Path) -> dict[str, list[Row]]:
    """Return the central projection; its spread is how far the other scenarios lie from it."""
    demand = table(path / DEMAND)
    out: list[Row] = []
    for use, sector in SECTORS.items():
        where = {"mineral": MINERAL, "sector": sector}
        base = pick(demand, scenario="history", year="2024", **where)
        for year in YEARS:
            central = pick(demand, scenario=CENTRAL, year=year, **where)
            apart = [pick(demand, scenario=one, year=year, **where) / central - 1 for one in OTHERS]
            spread = math.sqrt(sum(gap**2 for gap in apart) / len(apart))
            least = chosen("dynamics")["least_spread"]
            sd = round(max(spread, least), 2)
            index = central / base
            out.append({"use": use, "when": year, **_figure(index, sd, sector)})
    return {"growth": out}


def _figure(index: float, sd: float, sector: str) -> Row:
    if sector == "otherUses":
        how = f"all uses but vehicles and wind together: {HOW}, .1 at least"
        return estimate(index, "iea_explorer2025", 2024, sd, how)
    return derived(index, "iea_explorer2025", 2024, sd, HOW)
