"""Oxides and mischmetal in uses other than magnets in 2024, by use and place.

Nobody publishes this table. It is built from a world total (two accounts, apart by a factor of
two), the mix of sectors and elements of 2008, and what the United States and Japan report.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from pipeline._figures import HERE, Row, chosen, derived, estimate, pick, readings, reported, table
from pipeline._fit import fill
from pipeline._routes import incomes

if TYPE_CHECKING:
    from pathlib import Path

RAW = {
    "stage/separated_output.csv": (
        "caf80abd9babf78a5e3dffb7c998857dc14ef30346e8dab0213d0d2096174c06"
    ),
    "stage/end_use.csv": "3a5c28f3ce41f99cb67efe5d48f59e7dd85280f1f72ab7ff8ac899171f5dcc27",
    "stage/gdp_2024.csv": "c365dac653c11d45a8221edd1b7be3b2681a12f7c0be7b600150d5b6814f1028",
    "demand_and_capacity_points.csv": (
        "a305442e0c1f755902f505619557f1e6a45408ce93ab85d6b7e01997e8969234"
    ),
    "usgs_mcs2026_us_salient.csv": (
        "a314909bb61182388471b6f7e9c95d43efaf4d9c9c195dee513eee02af667def"
    ),
}
EXTRACT = "downstream"

# how the sectors of 2008 fall into the uses of the edition
USE_OF = {
    "catalysts": "catalysts",
    "glass": "glass_ceramics_phosphors",
    "ceramics": "glass_ceramics_phosphors",
    "phosphors": "glass_ceramics_phosphors",
    "metallurgy": "metallurgy_other",
    "other": "metallurgy_other",
}
US_SHARES = {
    "catalysts": ("catalysts",),
    "glass_ceramics_phosphors": ("ceramics and glass", "polishing"),
    "metallurgy_other": ("metallurgical applications and alloys", "other"),
}
OUTSIDE = ("DEU", "REU", "KOR", "IND", "GBR", "BRA", "MYS", "VNM", "THA", "AUS", "ROW")
WORLD_SOURCE = "iea_explorer2025;citic_magnets2022;roskill_outlook2021;kmza_shares2008"
WORLD_HOW = (
    "use outside magnets (geometric mean of two accounts, 199 and 105 kt) by the sectors of about "
    "2008, catalysts as in 2020, phosphors cut by 65 %, times the elements of each sector"
)
CELL_HOW = (
    "world use of the good spread like its sector: United States as reported, Japan by its total, "
    "China 70 %, the others by GDP"
)
CHECK = "element shares of USGS SIR 2011-5094, to be checked against the printed table"
Tonnes = dict[tuple[str, str], float]
Cells = dict[tuple[str, str, str], float]


def rows(path: Path) -> dict[str, list[Row]]:
    """Return the use rows of oxides and mischmetal."""
    sectors = sector_use(path)
    goods = {**good_use(sectors), **_by_hand(path)}
    shares = place_shares(path, sectors)
    world = [_world(good, use, tonnes) for (good, use), tonnes in goods.items()]
    countries = _countries(path)
    guess = {
        (good, use, place): tonnes * share
        for (good, use), tonnes in goods.items()
        for (sector, place), share in shares.items()
        if sector == use
    }
    for row in countries:
        guess = _agreed(guess, str(row["good"]), str(row["place"]), float(row["value"]))
    cells = [_cell(*key, tonnes) for key, tonnes in guess.items()]
    return {"use": [*world, *countries, *cells]}


def sector_use(path: Path) -> dict[str, float]:
    """Tonnes of oxide by sector outside magnets, world, 2024."""
    read, choice = readings(), chosen("oxides")
    points, ends = table(path / "demand_and_capacity_points.csv"), table(path / "stage/end_use.csv")
    magnets = pick(points, item="magnet REE demand, total") * 1000 * choice["oxide_per_element"]
    wide = magnets * (1 / read["magnet_share_of_reo_2022"] - 1)
    mass = {"category": "magnets", "metric": "share of TREO consumption (mass)"}
    old = 1 - pick(ends, **mass) / 100
    narrow = read["refined_demand_2020"] * old
    total = math.sqrt(wide * narrow)
    catalysts = total * choice["catalysts_2020"] / old
    weight = {
        "glass": read["glass_2008"],
        "metallurgy": read["metallurgy_2008"],
        "ceramics": read["ceramics_2008"],
        "other": read["other_2008"],
        "phosphors": read["phosphors_2008"] * choice["phosphor_left"],
    }
    rest = total - catalysts
    scaled = {sector: rest * part / sum(weight.values()) for sector, part in weight.items()}
    return {"catalysts": catalysts, **scaled}


def good_use(sectors: dict[str, float]) -> Tonnes:
    """Tonnes by good and use, from the elements of each sector; metallurgy buys mischmetal."""
    choice = chosen("oxides")
    out: Tonnes = {}
    for line in table(HERE / "choices" / "oxide_content.csv"):
        key = (line["good"], USE_OF[line["sector"]])
        out[key] = out.get(key, 0.0) + sectors[line["sector"]] * float(line["share"])
    cerium = choice["mischmetal_cerium"]
    ratio = cerium * choice["cerium_ratio"] + (1 - cerium) * choice["lanthanum_ratio"]
    out["mischmetal", "metallurgy_other"] = sectors["metallurgy"] / ratio
    return out


def place_shares(path: Path, sectors: dict[str, float]) -> Tonnes:
    """Share of each place in each use; the shares of a use add up to one."""
    choice = chosen("oxides")
    uses: dict[str, float] = {}
    for sector, tonnes in sectors.items():
        uses[USE_OF[sector]] = uses.get(USE_OF[sector], 0.0) + tonnes
    total = sum(uses.values())
    united_states = _united_states(path)
    oxides = table(path / "stage" / "separated_output.csv")
    japan = {"country": "JPN", "metric": "consumption", "period": "2024"}
    magnet = {**japan, "element_or_product": "didymium + Nd"}
    columns = {
        "CHN": total * choice["china_share"],
        "USA": sum(united_states.values()),
        "JPN": pick(oxides, **japan, element_or_product="rare earth demand, all")
        - (pick(oxides, "low", **magnet) + pick(oxides, "high", **magnet)) / 2,
    }
    gdp = incomes(path)
    left = total - sum(columns.values())
    columns |= {place: left * gdp[place] / sum(gdp[name] for name in OUTSIDE) for place in OUTSIDE}
    pattern = {(use, place): uses[use] * columns[place] for use in uses for place in columns}
    fixed = {(use, "USA"): tonnes for use, tonnes in united_states.items()}
    cells = fill(uses, columns, pattern, fixed)
    return {(use, place): tonnes / uses[use] for (use, place), tonnes in cells.items()}


def _agreed(cells: Cells, good: str, place: str, tonnes: float) -> Cells:
    """Scale a good's cells so that one place has the tonnes reported and the world its total."""
    total = sum(value for key, value in cells.items() if key[0] == good)
    inside = sum(value for key, value in cells.items() if key[0] == good and key[2] == place)
    here, elsewhere = tonnes / inside, (total - tonnes) / (total - inside)
    return {
        key: value * ((here if key[2] == place else elsewhere) if key[0] == good else 1.0)
        for key, value in cells.items()
    }


def _united_states(path: Path) -> dict[str, float]:
    salient = table(path / "usgs_mcs2026_us_salient.csv")
    points = table(path / "demand_and_capacity_points.csv")
    where = {"commodity": "Rare earths", "section": "Consumption", "year": "2024"}
    used = pick(salient, "value_raw", **where)
    return {
        use: used * sum(pick(points, item=f"US REE end use: {name}") for name in names) / 100
        for use, names in US_SHARES.items()
    }


def _by_hand(path: Path) -> Tonnes:
    """Terbium by what metal leaves, scandium by the world total."""
    read, choice = readings(), chosen("oxides")
    oxides = table(path / "stage" / "separated_output.csv")
    metric = "output incl. recycled (forecast late 2024)"
    made = pick(oxides, element_or_product="Tb4O7", metric=metric)
    scandium = pick(
        table(path / "demand_and_capacity_points.csv"), item="scandium oxide world consumption"
    )
    part = choice["scandium_ceramics"]
    phosphors = "glass_ceramics_phosphors"
    return {
        ("tb_oxide", phosphors): made - read["tb_metal_2024"] * choice["terbium_ratio"],
        ("sc_oxide", phosphors): scandium * part,
        ("sc_oxide", "metallurgy_other"): scandium * (1 - part),
    }


def _world(good: str, use: str, tonnes: float) -> Row:
    key: Row = {"good": good, "use": use, "place": "*"}
    if good == "tb_oxide":
        how = "output in China (650 t) less the oxide in 380 t of metal"
        return {**key, **estimate(tonnes, "argus_viewpoint2024", 2024, 0.5, how)}
    if good == "sc_oxide":
        how = "world use of 2025 (60 t), halved between electrolytes and alloys"
        return {**key, **estimate(tonnes, "usgs_mcs_scandium2026", 2025, 0.5, how)}
    source = f"{WORLD_SOURCE};usgs_sir2011_5094"
    sd = 0.4 if good in ("la_oxide", "ce_oxide", "mischmetal") else 0.5
    return {**key, **estimate(tonnes, source, 2024, sd, WORLD_HOW, CHECK)}


def _cell(good: str, use: str, place: str, tonnes: float) -> Row:
    source = "usgs_mcs_rare_earths2026;jsnm_demand2024;roskill_outlook2021"
    sd = 0.5 if place in ("CHN", "USA") else 0.6
    figure = estimate(tonnes, source, 2024, sd, CELL_HOW)
    return {"good": good, "use": use, "place": place, **figure}


def _countries(path: Path) -> list[Row]:
    oxides = table(path / "stage" / "separated_output.csv")
    salient = table(path / "usgs_mcs2026_us_salient.csv")
    yttrium = pick(oxides, country="USA", element_or_product="yttrium (Y2O3 eq)", period="2024")
    cerium = pick(oxides, country="JPN", element_or_product="Ce", metric="consumption")
    imports = {"commodity": "Scandium", "section": "Imports", "year": "2024"}
    scandium = pick(salient, "value_raw", **imports)
    all_imported = "imports taken as use, there being no output and exports near nothing"
    return [
        {
            "good": "y_oxide",
            "use": "*",
            "place": "USA",
            **derived(yttrium, "marketscreener_yttrium2025", 2024, 0.1, all_imported),
        },
        {
            "good": "ce_oxide",
            "use": "*",
            "place": "JPN",
            **reported(cerium, "jsnm_demand2024", 2024, 0.1, "compounds; metal may be inside"),
        },
        {
            "good": "sc_oxide",
            "use": "*",
            "place": "USA",
            **derived(scandium, "usgs_mcs_scandium2026", 2024, 0.2, all_imported),
        },
    ]
