"""What was recovered, refined, traded and used of gallium in 2022, t a year, for several scripts.

China's exports are known in total and by their two largest buyers, and so are the imports and the
use of the United States. What a place refines follows from what it bought and recovered, what it
uses from what it refined and recycled.
"""

from __future__ import annotations

import math
from functools import cache

from pipeline.in_2023._incomes import REST, spread
from pipeline.in_2023._read import choice, fact

OUTSIDE = ("JPN", "DEU", "KOR", "REU", "ROW", "USA")
SELLERS = {"ROW": "us_gallium_canada", "JPN": "us_gallium_japan", "DEU": "us_gallium_germany"}


def recovered() -> dict[str, float]:
    """Low-purity gallium put out by place; Russia is in the rest of the world."""
    return {
        "CHN": fact("gallium_china"),
        "JPN": fact("gallium_japan"),
        "KOR": fact("gallium_korea"),
        "ROW": fact("gallium_russia"),
    }


@cache
def american_imports() -> dict[str, float]:
    """Imports of metal by origin; China by the geometric mean of its shares before and after."""
    china = math.sqrt(fact("us_gallium_china") * fact("us_gallium_china_before"))
    scale = (1 - china) / (1 - fact("us_gallium_china"))
    out = {place: fact(key) * scale for place, key in SELLERS.items()}
    out["CHN"] = china
    out["REU"] = 1 - sum(out.values())
    return {place: share * fact("us_gallium_imports") for place, share in out.items()}


@cache
def chinese_exports() -> dict[str, float]:
    """China's exports of gallium of any purity by buyer."""
    total = fact("gallium_exports")
    out = {
        "JPN": total * fact("gallium_to_japan"),
        "DEU": total * fact("gallium_to_germany"),
        "USA": american_imports()["CHN"],
    }
    left = total - sum(out.values())
    return out | {place: left * choice("rest_of_china_gallium") for place in ("KOR", "REU", "ROW")}


def refined_exports() -> float:
    """High-purity gallium among China's exports: what Germany buys and does not refine."""
    return chinese_exports()["DEU"] * (1 - choice("german_refining"))


@cache
def refined() -> dict[str, float]:
    """High-purity gallium made of low-purity gallium by place."""
    ratio = 1 + choice("refining_loss")
    bought = {**chinese_exports(), "DEU": chinese_exports()["DEU"] - refined_exports()}
    out = {place: (bought[place] + recovered().get(place, 0.0)) / ratio for place in OUTSIDE}
    return {"CHN": fact("gallium_refined") - sum(out.values()), **out}


def secondary() -> float:
    """World output from scrap: demand of 2021 less what was recovered then."""
    return fact("gallium_demand_2021") - fact("gallium_world_2021")


def american_secondary() -> float:
    """Use of the United States less imports and what came from stock; wafers are in it."""
    from_stock = fact("us_gallium_stock_before") - fact("us_gallium_stock")
    return fact("us_gallium_use") - fact("us_gallium_imports") - from_stock


@cache
def used() -> dict[str, float]:
    """High-purity gallium put into semiconductors by place; scrap gives each the same share."""
    share = secondary() / (fact("gallium_refined") + secondary())
    sold = american_imports()
    own = {place: refined()[place] - sold.get(place, 0.0) for place in OUTSIDE if place != "USA"}
    own["DEU"] += refined_exports()
    out = {place: max(tonnes, 0.0) / (1 - share) for place, tonnes in own.items()}
    out["USA"] = fact("us_gallium_use")
    out["CHN"] = fact("gallium_refined") + secondary() - sum(out.values())
    return out


@cache
def recycled() -> dict[str, float]:
    """High-purity gallium made of scrap by place: use and sales less what was refined or bought."""
    sold = american_imports()
    out = {
        place: used()[place] + sold.get(place, 0.0) - refined()[place]
        for place in OUTSIDE
        if place != "USA"
    }
    out["DEU"] -= refined_exports()
    out["USA"] = american_secondary()
    out["CHN"] = secondary() - sum(out.values())
    return out


def used_everywhere() -> dict[str, float]:
    """Use in semiconductors by place, the rest of the world shared out by income."""
    out = {place: tonnes for place, tonnes in used().items() if place != "ROW"}
    return out | spread(used()["ROW"], REST)


def unaccounted() -> float:
    """Low-purity gallium of China that no export, refinery or magnet accounts for."""
    ratio = 1 + choice("refining_loss")
    sold = fact("gallium_exports") - refined_exports()
    return fact("gallium_china") - sold - refined()["CHN"] * ratio - fact("gallium_magnets")
