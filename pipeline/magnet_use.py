"""Magnets put into motors and other products in 2024, by grade, use and place."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from pipeline._figures import HERE, Row, chosen, estimate, pick, readings, table
from pipeline._fit import fill
from pipeline._magnets import Magnets, magnets
from pipeline._routes import china_exports, export_total, rest_by_income, us_import_share
from pipeline.magnet_production import RAW as MADE

if TYPE_CHECKING:
    from pathlib import Path

RAW = {
    **MADE,
    "stage/gdp_2024.csv": "c365dac653c11d45a8221edd1b7be3b2681a12f7c0be7b600150d5b6814f1028",
    "china_exports_monthly_2024_2025.csv": (
        "d6dfb505b40ff8182865b4eb97b819355dff9d3ee09fa2fc1dc2e251cbb99ab3"
    ),
    "us_imports_ree_magnets_by_partner_2018_2025.csv": (
        "ca8f406d796809158371819d3585babb7180f852db3e593f1044bd6275c19039"
    ),
}
EXTRACT = "downstream"

STANDARD, HIGH, SMCO = "ndfeb_standard", "ndfeb_high_coercivity", "smco"
CELL_SD = 0.5
Uses = dict[tuple[str, str], float]
ACREI = "acrei_demand2024"
OLD_SHARES = (
    "share of high-performance magnets in 2018 times the 47,500 t of that year, scaled so that the "
    "uses add up to the base implied by Acrei"
)
HOW: dict[tuple[str, str], tuple[str, float, str]] = {
    (HIGH, "electric_vehicles"): (ACREI, 0.2, "forecast of Acrei for new energy vehicles"),
    (HIGH, "air_conditioners"): (ACREI, 0.25, "forecast of Acrei for inverter air conditioners"),
    (HIGH, "wind_turbines"): (
        ACREI,
        0.5,
        "forecast of Acrei for wind turbines, the lowest account",
    ),
    (STANDARD, "wind_turbines"): (
        "acrei_demand2024;metalnomist_magnets2025;iea_explorer2025",
        0.8,
        "geometric mean of three accounts of wind (4,848 t; 19,620 t for 2025; 10.5 kt of rare "
        "earth at 30 % of the magnet) less the high-coercivity part",
    ),
    (HIGH, "aerospace_defence"): (
        "dod_assessment2012;sipri_spending2025",
        0.6,
        "175 t of the US armed forces in 2011 over the US share of world military spending",
    ),
}
FROM_2018 = {
    "other_vehicles": ("conventional automobiles",),
    "industrial_machinery": ("industrial", "energy-saving elevators"),
    "electronics": ("consumer electronics",),
}
PLACE_HOW = (
    "output in the place plus magnets from China (2024 exports and destination shares); what "
    "makers outside China ship among each other is not observed"
)


def rows(path: Path) -> dict[str, list[Row]]:
    """Return world use by grade and purpose, use by place, and a guess of every cell."""
    made = magnets(path)
    world = world_use(path, made)
    places = place_use(path, made)
    cells = _cells(world, made, places)
    return {"use": [*_world_rows(world), *_place_rows(places), *_cell_rows(cells)]}


def world_use(path: Path, made: Magnets) -> Uses:
    """Tonnes by grade and use; each grade adds up to its world output."""
    ends = table(path / "stage" / "end_use.csv")
    choice, read = chosen("magnets"), readings()
    out = {
        (HIGH, "electric_vehicles"): _acrei(ends, "new energy vehicles"),
        (HIGH, "air_conditioners"): _acrei(ends, "inverter air conditioners"),
        (HIGH, "wind_turbines"): _acrei(ends, "wind turbines"),
    }
    forces = pick(ends, scope="USA", category="defence", metric="NdFeB magnets used")
    share = read["defence_spending_usa"] / read["defence_spending_world"]
    out[HIGH, "aerospace_defence"] = forces / share
    parts = {use: _old(ends, names) for use, names in FROM_2018.items()}
    left = sum(made.high_coercivity.values()) - sum(out.values())
    out |= {(HIGH, use): left * part / sum(parts.values()) for use, part in parts.items()}
    wind = _wind(path, ends) - out[HIGH, "wind_turbines"]
    out[STANDARD, "wind_turbines"] = wind
    rest = sum(made.standard.values()) - wind
    for grade, tonnes in ((STANDARD, rest), (SMCO, sum(made.smco.values()))):
        prefix = "standard_" if grade == STANDARD else "smco_"
        out |= {
            (grade, key.removeprefix(prefix)): tonnes * part
            for key, part in choice.items()
            if key.startswith(prefix) and key not in ("smco_growth", "smco_years")
        }
    return out


def place_use(path: Path, made: Magnets) -> dict[str, float]:
    """Tonnes of NdFeB of both grades put to use in each place."""
    exports = china_exports(path)
    total = export_total(path)
    own = {place: made.total(place) for place in {*made.standard, *made.high_coercivity}}
    out = {place: exports[place] + own.get(place, 0.0) for place in exports}
    out["USA"] = exports["USA"] / us_import_share(path, "CHN")
    out["VNM"] -= own["VNM"]
    out["JPN"] += own["VNM"]
    out["CHN"] = own["CHN"] - total
    left = sum(own.values()) - sum(out.values())
    return out | rest_by_income(path, left, ("GBR", "BRA", "MYS", "ROW"))


def _acrei(ends: list[dict[str, str]], category: str) -> float:
    return pick(ends, category=category, metric="NdFeB demand", year="2024")


def _old(ends: list[dict[str, str]], names: tuple[str, ...]) -> float:
    return sum(
        pick(ends, category=name, metric="share of high-performance NdFeB", year="2018")
        for name in names
    )


def _wind(path: Path, ends: list[dict[str, str]]) -> float:
    points = table(path / "demand_and_capacity_points.csv")
    kilotonnes = pick(points, item="magnet REE demand, wind")
    projection = pick(points, item="wind magnet demand (projection)")
    share = chosen("magnets")["rare_earth_in_magnet"]
    accounts = (_acrei(ends, "wind turbines"), projection, kilotonnes * 1000 / share)
    return math.prod(accounts) ** (1 / len(accounts))


def _by_grade(made: Magnets, places: dict[str, float], grade: str) -> dict[str, float]:
    """Split use by place: own output has the maker's grades, imports have China's."""
    if grade == SMCO:
        return places  # no place is known to use a given tonnage, so the pattern decides
    output = made.high_coercivity if grade == HIGH else made.standard
    total = {place: made.total(place) for place in places}
    own = {place: output.get(place, 0.0) for place in places}
    for held in (own, total):
        held["JPN"] += held["VNM"]
        held["VNM"] = 0.0
    mix = own["CHN"] / total["CHN"]
    return {place: own[place] + (places[place] - total[place]) * mix for place in places}


def _cells(
    world: Uses, made: Magnets, places: dict[str, float]
) -> dict[tuple[str, str, str], float]:
    rows = table(HERE / "choices" / "magnet_pattern.csv")
    pattern = {(row["use"], row["place"]): float(row["weight"]) for row in rows}
    vehicles = "electric_vehicles"
    out: dict[tuple[str, str, str], float] = {}
    for grade in (STANDARD, HIGH, SMCO):
        uses = {use: tonnes for (good, use), tonnes in world.items() if good == grade}
        columns = _by_grade(made, places, grade)
        guess: Uses = {
            (use, place): pattern.get((use, place), 1.0) * uses[use] * tonnes
            for use in uses
            for place, tonnes in columns.items()
        }
        if grade == SMCO:
            out |= {(grade, *pair): tonnes for pair, tonnes in _by_pattern(uses, guess).items()}
            continue
        share = chosen("magnets")["ev_china_share"]
        fixed = {(vehicles, "CHN"): uses[vehicles] * share} if vehicles in uses else {}
        filled = fill(uses, columns, guess, fixed)
        out |= {(grade, use, place): tonnes for (use, place), tonnes in filled.items()}
    return out


def _by_pattern(uses: dict[str, float], guess: Uses) -> Uses:
    """Spread each use over places in proportion to the guess alone."""
    total = dict.fromkeys(uses, 0.0)
    for (use, _), weight in guess.items():
        total[use] += weight
    return {pair: uses[pair[0]] * weight / total[pair[0]] for pair, weight in guess.items()}


def _world_rows(world: Uses) -> list[Row]:
    out: list[Row] = []
    for (grade, use), tonnes in world.items():
        source, sd, how = HOW.get((grade, use), _default(grade))
        figure = estimate(tonnes, source, 2024, sd, how, "finished magnets")
        out.append({"good": grade, "use": use, "place": "*", **figure})
    return out


def _default(grade: str) -> tuple[str, float, str]:
    if grade == HIGH:
        return "atech_shares2018;frost_magnets2024;acrei_demand2024", 0.35, OLD_SHARES
    if grade == SMCO:
        return "miit_magnets2020", 0.6, "world output times an assumed share; no split was found"
    return (
        "argus_viewpoint2024;acrei_demand2024",
        0.5,
        "what the other grade and wind leave, times an assumed share; no published split found",
    )


def _place_rows(places: dict[str, float]) -> list[Row]:
    sds = {"CHN": 0.15, "USA": 0.2, "DEU": 0.25, "JPN": 0.25, "KOR": 0.25, "VNM": 0.3, "REU": 0.3}
    source = "adamas_exports2025;asiacity_september2025;smm_europe2025;argus_viewpoint2024"
    return [
        {
            "good": "magnets",
            "use": "*",
            "place": place,
            **estimate(tonnes, source, 2024, sds.get(place, 0.5), PLACE_HOW, "SmCo is negligible"),
        }
        for place, tonnes in places.items()
    ]


def _cell_rows(cells: dict[tuple[str, str, str], float]) -> list[Row]:
    how = (
        "world use of the grade spread over places by iterative proportional fitting (own output "
        "has the maker's grades, imports have China's) from the pattern of "
        "pipeline/choices/magnet_pattern.csv; China's share of electric vehicles fixed; SmCo by "
        "the pattern alone"
    )
    source = "argus_capacity2025;acrei_demand2024;adamas_exports2025"
    return [
        {
            "good": good,
            "use": use,
            "place": place,
            **estimate(tonnes, source, 2024, CELL_SD, how),
        }
        for (good, use, place), tonnes in cells.items()
        if tonnes > 0
    ]
