"""Oxides and mischmetal in uses other than magnets in 2009, by use and place.

Nobody publishes this table. Places have what China is said to have used and what the others bought
of those who make it; sectors have the shares of about 2008; goods have the elements of each sector.
"""

from __future__ import annotations

import math
from functools import cache
from pathlib import Path

from pipeline._figures import HERE, Row, estimate, table
from pipeline._fit import fill
from pipeline.in_2009._read import YEAR, choice, fact
from pipeline.in_2009._supply import (
    OTHER_HEAVY,
    fed,
    mountain_pass,
    ndpr_metal,
    recovery,
    separated,
)
from pipeline.in_2009.gdp import incomes
from pipeline.in_2009.trade import bought, oxide, sold
from pipeline.oxide_use import USE_OF

RAW: dict[str, str] = {}
EXTRACT = "trade"

COMPOUNDS = ("284610", "284690")
SECTORS = ("catalysts", "glass", "metallurgy", "phosphors", "ceramics", "other")
ALL = ("USA", "DEU", "REU", "JPN", "KOR", "AUS", "MYS", "MMR", "VNM", "IND", "THA", "GBR", "BRA")
GLASS = "glass_ceramics_phosphors"
WORLD = (
    "use outside magnets (geometric mean of two accounts: what places bought and China is said to "
    "have used, and all that was separated) by the sectors of about 2008, times the elements of "
    "each"
)
CELL = (
    "world use of the good spread like its sector: China as stated, the United States by demand "
    "and purchases, others by what they bought"
)
CHECK = "element shares of USGS SIR 2011-5094, to be checked against the printed table"
SOURCE = "kmza_shares2008;usgs_sir2011_5094;ibtimes_tse2011;baci2024"
Tonnes = dict[tuple[str, str], float]


def rows(path: Path) -> dict[str, list[Row]]:
    """Return the use rows of oxides and mischmetal."""
    goods, out = good_use(path), list[Row]()
    shares, metal = place_shares(path), mischmetal_shares(path)
    for (good, use), tonnes in goods.items():
        out.append({"good": good, "use": use, "place": "*", **_world(good, tonnes)})
        of_places = (
            metal
            if good == "mischmetal"
            else {place: share for (sector, place), share in shares.items() if sector == use}
        )
        for place, share in of_places.items():
            sd = 0.5 if place in ("CHN", "USA", "JPN") else 0.6
            figure = estimate(tonnes * share, SOURCE, YEAR, sd, CELL)
            out.append({"good": good, "use": use, "place": place, **figure})
    return {"use": out}


@cache
def columns(path: Path) -> dict[str, float]:
    """Oxide outside magnets by place, t."""
    compounds = {
        place: sum(bought(path, hs6, place) * oxide(hs6) for hs6 in COMPOUNDS)
        for place in (*ALL, "ROW")
    }
    lent = compounds["USA"] + sum(mountain_pass().values())
    lent -= sum(sold(path, hs6, "USA") * oxide(hs6) for hs6 in COMPOUNDS)
    outside_magnets = fact("us_catalysts") + fact("us_glass") + fact("us_metallurgy")
    stated = fact("us_demand") * outside_magnets
    compounds["USA"] = math.sqrt(lent * stated)
    for place in ("REU", "IND"):
        own = fed()["monazite", place] * recovery()
        compounds[place] += own - sum(sold(path, hs6, place) * oxide(hs6) for hs6 in COMPOUNDS)
    gdp = incomes()
    smallest = compounds["ROW"] / gdp["ROW"]
    compounds = {place: max(tonnes, smallest * gdp[place]) for place, tonnes in compounds.items()}
    china = fact("china_use") * (1 - fact("china_magnet_share"))
    return {"CHN": china, **compounds}


@cache
def sector_use(path: Path) -> dict[str, float]:
    """Tonnes of oxide by sector outside magnets, world."""
    weight = {name: fact(f"share_{name}") for name in SECTORS}
    outside = sum(weight.values())
    made = sum(fed().values()) * recovery() * outside
    total = math.sqrt(sum(columns(path).values()) * made)
    return {name: total * part / outside for name, part in weight.items()}


def mischmetal_world(path: Path) -> float:
    """Mischmetal used in the world: the oxide of metallurgy as metal."""
    return sector_use(path)["metallurgy"] / choice("mischmetal_ratio")


@cache
def good_use(path: Path) -> Tonnes:
    """Tonnes by good and use, from the elements of each sector; metallurgy buys mischmetal."""
    sectors = sector_use(path)
    out: Tonnes = {}
    for line in table(HERE / "choices" / "oxide_content.csv"):
        key = (line["good"], USE_OF[line["sector"]])
        out[key] = out.get(key, 0.0) + sectors[line["sector"]] * float(line["share"])
    out["mischmetal", "metallurgy_other"] = mischmetal_world(path)
    out["tb_oxide", GLASS] = separated("tb_oxide") * (1 - choice("terbium_in_magnets"))
    out[OTHER_HEAVY, GLASS] = separated(OTHER_HEAVY)
    return out


def place_shares(path: Path) -> Tonnes:
    """Share of each place in each use; the shares of a use add up to one."""
    uses: dict[str, float] = {}
    for sector, tonnes in sector_use(path).items():
        uses[USE_OF[sector]] = uses.get(USE_OF[sector], 0.0) + tonnes
    held = columns(path)
    scale = sum(uses.values()) / sum(held.values())
    pattern = {(use, place): uses[use] * held[place] for use in uses for place in held}
    states = {
        "catalysts": fact("us_catalysts"),
        GLASS: fact("us_glass"),
        "metallurgy_other": fact("us_metallurgy"),
    }
    fixed = {
        (use, "USA"): held["USA"] * scale * part / sum(states.values())
        for use, part in states.items()
    }
    cells = fill(uses, held, pattern, fixed)
    return {(use, place): tonnes / uses[use] for (use, place), tonnes in cells.items()}


def mischmetal_shares(path: Path) -> dict[str, float]:
    """Share of each place in mischmetal: what it bought of metals less what magnets took."""
    world = mischmetal_world(path)
    tonnes = {place: bought(path, "280530", place) for place in (*ALL, "ROW")}
    tonnes["JPN"] = max(tonnes["JPN"] - ndpr_metal("JPN"), tonnes["JPN"] / 10)
    gdp = incomes()
    smallest = tonnes["ROW"] / gdp["ROW"]
    tonnes = {place: max(part, smallest * gdp[place] / 10) for place, part in tonnes.items()}
    return {"CHN": 1 - sum(tonnes.values()) / world} | {
        place: part / world for place, part in tonnes.items()
    }


def _world(good: str, tonnes: float) -> Row:
    separation = "kroos2025;smm_quarterly2011"
    if good == "tb_oxide":
        how = "all that was separated less an assumed share of magnets"
        return estimate(tonnes, separation, YEAR, 0.4, how)
    if good == OTHER_HEAVY:
        how = "all that was separated, taken as used; no figure of use was found"
        return estimate(tonnes, separation, YEAR, 0.6, how)
    sd = 0.3 if good in ("la_oxide", "ce_oxide", "mischmetal") else 0.5
    return estimate(tonnes, SOURCE, YEAR, sd, WORLD, CHECK)
