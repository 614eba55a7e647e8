"""What was mined, separated and made into magnets in 2009, t a year, for several scripts."""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache

from pipeline import ore_baskets, stage_recipes
from pipeline._figures import Row
from pipeline._past import extract
from pipeline.in_2009._read import carried, choice, fact

OTHER_HEAVY = "other_heavy_oxide"
DEPOSITS = ("bastnaesite", "monazite", "ionic_clay")
POUND = 0.45359237 / 1000


@cache
def baskets() -> dict[tuple[str, str], float]:
    """Share of each oxide by deposit; holmium and lutetium are among the other heavies."""
    rows = ore_baskets.rows(extract(ore_baskets))["baskets"]
    shares: dict[tuple[str, str], float] = {}
    for row in rows:
        good = str(row["good"])
        key = str(row["deposit"]), OTHER_HEAVY if good in ("ho_oxide", "lu_oxide") else good
        shares[key] = shares.get(key, 0.0) + float(row["value"])
    return shares


@cache
def recipes() -> dict[tuple[str, str, str], Row]:
    """Rows of the recipes of 2025.11 carried to 2009, by process, good and role."""
    return {
        (str(row["process"]), str(row.get("good", "")), str(row["role"])): row
        for script in (ore_baskets, stage_recipes)
        for row in carried(script, "recipes")
    }


def coefficient(process: str, good: str, role: str) -> float:
    """Return one coefficient of a carried recipe."""
    return float(recipes()[process, good, role]["value"])


def recovery() -> float:
    """Share of the oxide fed that separation yields."""
    return coefficient("separate_ionic_clay", "", "recovery")


def clay() -> float:
    """Ionic clay mined in China: the share of 2010 times the output of 2009."""
    return fact("china_mined") * fact("smm_clay_2010") / fact("smm_china_2010")


def india() -> float:
    """Indian monazite: geometric mean of two accounts."""
    return math.sqrt(fact("india_usgs") * fact("india_chen"))


def mountain_pass() -> dict[str, float]:
    """Products separated from stock at Mountain Pass, t a year at the rate of October."""
    return {name: 12 * POUND * fact(f"{name}_pounds") for name in ("didymium", "lanthanum")}


def fed_from_stock() -> float:
    """Oxide fed at Mountain Pass: its products over recovery."""
    return sum(mountain_pass().values()) / recovery()


def mined() -> dict[tuple[str, str], float]:
    """Oxide in concentrate by deposit and place."""
    return {
        ("bastnaesite", "CHN"): fact("china_mined") - clay(),
        ("bastnaesite", "USA"): fed_from_stock(),
        ("monazite", "IND"): india(),
        ("monazite", "BRA"): fact("brazil_usgs"),
        ("monazite", "MYS"): fact("malaysia_usgs"),
        ("monazite", "ROW"): fact("russia_low"),
        ("ionic_clay", "CHN"): clay(),
    }


def fed() -> dict[tuple[str, str], float]:
    """Oxide fed to separation by deposit and place."""
    ore = mined()
    return {
        ("bastnaesite", "CHN"): ore["bastnaesite", "CHN"],
        ("bastnaesite", "USA"): ore["bastnaesite", "USA"],
        ("monazite", "CHN"): ore["monazite", "BRA"] + ore["monazite", "MYS"],
        ("monazite", "REU"): ore["monazite", "ROW"],
        ("monazite", "IND"): ore["monazite", "IND"],
        ("ionic_clay", "CHN"): ore["ionic_clay", "CHN"],
    }


def separated(good: str, place: str | None = None) -> float:
    """Oxide of a good that separation yields, in a place or in the world."""
    return recovery() * sum(
        tonnes * baskets().get((deposit, good), 0.0)
        for (deposit, where), tonnes in fed().items()
        if place in (None, where)
    )


@dataclass(frozen=True)
class Magnets:
    """Finished magnets by place, and what they hold."""

    standard: dict[str, float]
    high_coercivity: dict[str, float]
    smco: dict[str, float]

    @property
    def ndfeb(self) -> dict[str, float]:
        """Both grades of NdFeB by place."""
        return {
            place: self.standard[place] + self.high_coercivity[place] for place in self.standard
        }


@cache
def magnets() -> Magnets:
    """Magnets of 2009: China as reported, Japan and Europe as in 2010 with China's change."""
    finished, change = choice("blank_yield"), fact("sintered_2009") / fact("sintered_2010")
    europe = fact("europe_2010") * change * finished
    total = {
        "CHN": fact("sintered_2009") * finished + fact("bonded_2009"),
        "JPN": fact("japan_2010") * change * finished,
        "DEU": europe * choice("europe_half"),
        "REU": europe * (1 - choice("europe_half")),
    }
    share = {"CHN": choice("high_china"), "JPN": choice("high_japan")}
    high = {
        place: tonnes * share.get(place, choice("high_europe")) for place, tonnes in total.items()
    }
    outside = 1 - total["CHN"] / sum(total.values())
    elsewhere = fact("smco_china") * outside / (1 - outside) / 3
    return Magnets(
        standard={place: tonnes - high[place] for place, tonnes in total.items()},
        high_coercivity=high,
        smco={"CHN": fact("smco_china"), **dict.fromkeys(("USA", "DEU", "JPN"), elsewhere)},
    )


def rare_earth_metal() -> float:
    """Metal of all rare earths per tonne of finished NdFeB, as in the high grade of 2024."""
    goods = ("ndpr_metal", "dy_metal", "tb_metal")
    return sum(coefficient("make_ndfeb_high_coercivity", good, "input") for good in goods)


def heavy_metal(element: str) -> float:
    """Metal of dysprosium or terbium that went into magnets, what came back from scrap included."""
    kept = {"dy": choice("dysprosium_in_magnets"), "tb": choice("terbium_in_magnets")}[element]
    ratio = coefficient(f"make_{element}_metal", f"{element}_oxide", "input")
    return separated(f"{element}_oxide") * kept / ratio / (1 - recycled_share())


def recycled_share() -> float:
    """Oxide recycled in 2010 over the oxide of all rare earths in the magnets of 2009."""
    goods = ("nd_oxide", "pr_oxide")
    ratio = sum(coefficient("make_ndpr_metal", good, "input") for good in goods)
    metal = rare_earth_metal() * sum(magnets().ndfeb.values())
    return fact("smm_recycled_2010") / (ratio * metal)


def heavy_content(element: str) -> float:
    """Metal of dysprosium or terbium per tonne of finished high-coercivity magnet."""
    return heavy_metal(element) / sum(magnets().high_coercivity.values())


def ndpr_content(grade: str) -> float:
    """Neodymium-praseodymium metal per tonne of finished magnet of a grade."""
    if grade == "standard":
        return rare_earth_metal()
    return rare_earth_metal() - heavy_content("dy") - heavy_content("tb")


def ndpr_metal(place: str | None = None) -> float:
    """Neodymium-praseodymium metal that magnet makers of a place, or of the world, need."""
    made = magnets()
    return sum(
        tonnes * ndpr_content(grade)
        for grade, places in (("standard", made.standard), ("high", made.high_coercivity))
        for where, tonnes in places.items()
        if place in (None, where)
    )
