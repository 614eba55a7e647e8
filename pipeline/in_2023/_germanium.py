"""What was recovered, recycled, traded and used of germanium in 2022, t a year.

China's output and exports of metal and the trade of the United States are known. The rest of the
world's output follows from China's share in it and from the share of the world that is recycled.
"""

from __future__ import annotations

import math
from functools import cache

from pipeline._fit import fill
from pipeline.in_2023._incomes import REST, spread
from pipeline.in_2023._read import choice, fact

SHARED = ("REU", "DEU", "JPN")
DIOXIDE = ("fibre", "polyester_catalysts")
METAL = ("optics", "space_solar_cells", "other_uses")
UNNAMED = ("KOR", *REST)
"""Places whose use of germanium no figure names, Korea among them."""


def outside() -> float:
    """Output outside China: geometric mean of what two shares of China in the world imply."""
    made = fact("germanium_china_primary")
    implied = [
        made * (1 - share) / share
        for share in (fact("germanium_share_low"), fact("germanium_share_high"))
    ]
    return math.sqrt(implied[0] * implied[1])


def world() -> float:
    """Output of the world, recycled germanium included."""
    return fact("germanium_china_primary") + fact("germanium_china_recycled") + outside()


def american_use() -> float:
    """Use of the United States: its printed value over the price of metal."""
    return fact("us_germanium_value") * 1000 / fact("price_germanium_metal")


def american_recycled() -> float:
    """Use of the United States less net imports of metal and dioxide."""
    bought = fact("us_germanium_metal") + fact("us_germanium_dioxide")
    sold = fact("us_metal_exports") + fact("us_dioxide_exports")
    return american_use() - bought + sold


@cache
def recycled() -> dict[str, float]:
    """Germanium recovered from scrap by place."""
    left = world() * fact("germanium_recycled_share") - fact("germanium_china_recycled")
    left -= american_recycled()
    return {
        "CHN": fact("germanium_china_recycled"),
        "USA": american_recycled(),
        **{place: left * choice(f"recycled_{place}") for place in SHARED},
    }


@cache
def recovered() -> dict[str, float]:
    """Germanium recovered at smelters by place; Canada and Russia are in the rest of the world."""
    japan = fact("germanium_japan")
    scrap = sum(tonnes for place, tonnes in recycled().items() if place != "CHN")
    return {
        "CHN": fact("germanium_china_primary"),
        "JPN": japan,
        "ROW": outside() - scrap - japan,
    }


def american_imports() -> dict[tuple[str, str], float]:
    """Imports of the United States by good and origin, of shares above nothing."""
    out = {
        ("germanium_metal", place): fact("us_germanium_metal") * fact(f"us_metal_{place}")
        for place in ("CHN", "REU", "DEU", "ROW")
    }
    return out | {
        ("germanium_dioxide", place): fact("us_germanium_dioxide") * fact(f"us_dioxide_{place}")
        for place in ("REU", "ROW", "JPN")
    }


@cache
def chinese_exports() -> dict[str, float]:
    """China's exports of metal by buyer: the United States as it counts, others as in 2024."""
    america = american_imports()["germanium_metal", "CHN"]
    left = fact("germanium_exports") - america
    total = fact("germanium_exports_2024")
    shares = {
        "REU": fact("germanium_belgium_2024") / total,
        "DEU": fact("germanium_germany_2024") / total,
    }
    rest = 1 - sum(shares.values())
    shares["JPN"] = rest * choice("japan_rest")
    shares["ROW"] = rest - shares["JPN"]
    return {"USA": america, **{place: left * share for place, share in shares.items()}}


@cache
def place_use() -> dict[str, float]:
    """Use by place: what was made and bought less what was sold."""
    made = {place: recovered().get(place, 0.0) + recycled().get(place, 0.0) for place in places()}
    for place, tonnes in chinese_exports().items():
        made[place] += tonnes
    made["CHN"] -= sum(chinese_exports().values())
    for (_, origin), tonnes in american_imports().items():
        if origin != "CHN":
            made[origin] -= tonnes
    made["USA"] = american_use()
    return made


def places() -> tuple[str, ...]:
    """Places that make or buy germanium; the last stands for all that no figure names."""
    return ("CHN", "USA", "DEU", "REU", "JPN", "ROW")


def shares() -> dict[str, float]:
    """Share of each use in the world: fibre and optics of 2017, the rest as it stood in 2012."""
    fibre = fact("world_fibre") / fact("world_use_2017")
    optics = fact("world_optics")
    old = {
        "polyester_catalysts": fact("world_catalysts_2012"),
        "space_solar_cells": fact("world_electronics_2012"),
        "other_uses": fact("world_rest_2012"),
    }
    left = (1 - fibre - optics) / sum(old.values())
    return {"fibre": fibre, "optics": optics, **{use: part * left for use, part in old.items()}}


@cache
def cells() -> dict[tuple[str, str], float]:
    """Use by purpose and place, the places that no figure names shared out by income."""
    by_place = place_use()
    total = sum(by_place.values())
    uses = {use: share * total for use, share in shares().items()}
    liking = {place: choice(f"catalysts_{place}") for place in ("CHN", "JPN", "USA")}
    guess = {
        (use, place): uses[use]
        * tonnes
        / total
        * (liking.get(place, 1.0) if use == "polyester_catalysts" else 1.0)
        for use in uses
        for place, tonnes in by_place.items()
    }
    found = fill(uses, by_place, guess, {})
    out = {key: tonnes for key, tonnes in found.items() if key[1] != "ROW"}
    for use in uses:
        out |= {(use, place): part for place, part in spread(found[use, "ROW"], UNNAMED).items()}
    return out


def metal_made() -> dict[str, float]:
    """Metal made by place: what it uses and sells less what it buys, at least what it sells."""
    sold = {
        origin: tonnes
        for (good, origin), tonnes in american_imports().items()
        if good == "germanium_metal" and origin != "CHN"
    }
    sold |= {"CHN": sum(chinese_exports().values()), "USA": fact("us_metal_exports")}
    bought = {**chinese_exports()}
    bought["USA"] += sum(
        tonnes for origin, tonnes in sold.items() if origin in ("REU", "DEU", "ROW")
    )
    out: dict[str, float] = {}
    for place in sold:
        where = UNNAMED if place == "ROW" else (place,)
        used = sum(cells()[use, name] for use in METAL for name in where)
        out[place] = max(used - bought.get(place, 0.0), 0.0) + sold[place]
    return out
