"""Magnets put into motors and other products in 2009, by grade, use and place."""

from __future__ import annotations

from pathlib import Path

from pipeline._figures import HERE, Row, estimate, table
from pipeline._fit import fill
from pipeline.in_2009._read import YEAR, choice, shares
from pipeline.in_2009._supply import magnets
from pipeline.in_2009.gdp import incomes
from pipeline.in_2009.trade import MAGNETS, magnet_exports, magnet_share

RAW: dict[str, str] = {}
EXTRACT = "trade"

GRADES = {"ndfeb_standard": "standard_", "ndfeb_high_coercivity": "high_", "smco": "smco_"}
VEHICLES = "electric_vehicles"
SOURCE = "ccr_magnets2011;china_org_magnets2013"
WORLD = "world output of the grade times an assumed share; no published split of 2009 was found"
PLACE = (
    "own output less exports plus magnets from China (exports of 2009, shares of 2010) and from "
    "Japan (an assumed share of its output); what no destination is named for goes by GDP"
)
CELL = (
    "world use of the grade spread over places by iterative proportional fitting from the pattern "
    "of pipeline/choices/magnet_pattern.csv; Japan's share of hybrid vehicles assumed; SmCo by the "
    "pattern alone"
)


def rows(path: Path) -> dict[str, list[Row]]:
    """Return world use by grade and purpose, use by place, and a guess of every cell."""
    world, places = world_use(), place_use()
    out: list[Row] = []
    for (grade, use), tonnes in world.items():
        figure = estimate(tonnes, SOURCE, YEAR, 0.5, WORLD, "finished magnets")
        out.append({"good": grade, "use": use, "place": "*", **figure})
    for place, tonnes in places.items():
        sd = {"CHN": 0.2, "USA": 0.3, "DEU": 0.3, "KOR": 0.3, "JPN": 0.35}.get(place, 0.6)
        figure = estimate(tonnes, SOURCE, YEAR, sd, PLACE, "SmCo is negligible")
        out.append({"good": "magnets", "use": "*", "place": place, **figure})
    for (grade, use, place), tonnes in _cells(world, places).items():
        figure = estimate(tonnes, SOURCE, YEAR, 0.6, CELL)
        out.append({"good": grade, "use": use, "place": place, **figure})
    return {"use": out}


def world_use() -> dict[tuple[str, str], float]:
    """Tonnes by grade and use; each grade adds up to its world output."""
    made = magnets()
    output = {
        "ndfeb_standard": sum(made.standard.values()),
        "ndfeb_high_coercivity": sum(made.high_coercivity.values()),
        "smco": sum(made.smco.values()),
    }
    return {
        (grade, use): output[grade] * part
        for grade, prefix in GRADES.items()
        for use, part in shares(prefix).items()
        if use not in ("china", "japan", "europe", "over_ndfeb")
    }


def place_use() -> dict[str, float]:
    """Tonnes of NdFeB of both grades put to use in each place."""
    own, exports = magnets().ndfeb, magnet_exports()
    gdp = incomes()
    abroad = {place: income for place, income in gdp.items() if place != "CHN"}
    named = {place: magnet_share(place) for place in MAGNETS}
    named |= {"REU": magnet_share("ITA"), "ROW": magnet_share("HKG") + magnet_share("SGP")}
    unnamed = {place: income for place, income in abroad.items() if place not in MAGNETS}
    left = 1 - sum(named.values())
    out = {place: own.get(place, 0.0) for place in gdp}
    out["CHN"] -= exports
    for place in abroad:
        share = named.get(place, 0.0)
        share += left * unnamed.get(place, 0.0) / sum(unnamed.values())
        out[place] += exports * share
    sold = own["JPN"] * choice("japan_exports")
    out["JPN"] -= sold
    others = sum(income for place, income in gdp.items() if place != "JPN")
    for place, income in gdp.items():
        out[place] += 0.0 if place == "JPN" else sold * income / others
    return out


def _cells(
    world: dict[tuple[str, str], float], places: dict[str, float]
) -> dict[tuple[str, str, str], float]:
    lines = table(HERE / "choices" / "magnet_pattern.csv")
    weight = {(line["use"], line["place"]): float(line["weight"]) for line in lines}
    total, out = sum(places.values()), dict[tuple[str, str, str], float]()
    for grade in GRADES:
        uses = {use: tonnes for (name, use), tonnes in world.items() if name == grade}
        guess = {
            (use, place): weight.get((use, place), 1.0) * uses[use] * tonnes / total
            for use in uses
            for place, tonnes in places.items()
        }
        hybrids = uses.get(VEHICLES, 0.0) * choice("hybrids_japan")
        found = fill(uses, places, guess, {(VEHICLES, "JPN"): hybrids} if hybrids else {})
        out |= {(grade, *pair): tonnes for pair, tonnes in found.items() if tonnes > 0}
    return out
