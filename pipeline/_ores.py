"""Baskets of the three deposit types: reported shares first, the rest along a smooth pattern.

Shares divided by the abundance in chondrite fall on smooth lines over the atomic number. Where a
share is not reported it is read off the line between reported neighbours, or the line is drawn on
beyond the last one. At Mountain Pass the line from Nd to Sm drawn on gives .70 % for europium and
everything heavier without yttrium; .68 % is reported.
"""

from __future__ import annotations

import math
from pathlib import Path

from pipeline._facts import (
    NATIONAL,
    choice,
    fact,
    mined,
    ore,
    oxide_ratio,
    recipe,
    recovery,
    separated,
)
from pipeline._figures import HERE, table
from pipeline._mines import asian_feed, china_bastnaesite, china_clay, lynas_ndpr, us_to_china

Basket = dict[str, float]
CLAY = "Xinfeng type (mid-Y, Eu-rich)"
MONTHS = 12


class Pattern:
    """Abundance of the oxides in chondrite, and lines drawn over the atomic number."""

    def __init__(self, path: Path) -> None:
        rows = table(HERE / "readings" / "chondrite.csv")
        self.number = {row["element"]: int(row["number"]) for row in rows}
        self.abundance = {
            row["element"]: float(row["ppm"]) * oxide_ratio(path, row["element"]) for row in rows
        }

    def on_line(self, element: str, first: tuple[str, float], second: tuple[str, float]) -> float:
        """Return the share of `element` on the line through two (element, share) pairs."""
        (left, low), (right, high) = first, second
        a = math.log(low / self.abundance[left])
        b = math.log(high / self.abundance[right])
        along = (self.number[element] - self.number[left]) / (
            self.number[right] - self.number[left]
        )
        return math.exp(a + (b - a) * along) * self.abundance[element]

    def level(self, element: str, share: float, other: str) -> float:
        """Return the share of `other` that is as abundant against chondrite as `element`."""
        return share * self.abundance[other] / self.abundance[element]


def baskets(path: Path) -> dict[str, Basket]:
    """Return the share of every oxide by deposit type; each sums to one."""
    bastnaesite, monazite = bastnaesite_basket(path), monazite_basket(path)
    return {
        "bastnaesite": bastnaesite,
        "monazite": monazite,
        "ionic_clay": clay_basket(path, bastnaesite),
    }


def ndpr_of_clay(path: Path) -> float:
    """Share of NdPr in clay: the oxide made of imported ore less that of the US ore in it."""
    made = separated(path, element_or_product="PrNd oxide from imported ore (SE Asia + US)")
    american = us_to_china(path) * mountain_pass(path, "NdPr (Nd2O3+Pr6O11)")
    return (made / recovery(path) - american) / asian_feed(path)


def mountain_pass(path: Path, component: str) -> float:
    """Return a share reported for Mountain Pass."""
    return ore(path, deposit="Mountain Pass", component=component)


def ndpr_of_bastnaesite(path: Path) -> float:
    """Share of NdPr in hard-rock ore: mean of three accounts for China, mixed with the US ore."""
    share = recovery(path)
    clay = china_clay(path) * ndpr_of_clay(path)
    quota = separated(
        path, element_or_product="PrNd oxide from domestic mining quota", period="2024"
    )
    everything = separated(
        path, **NATIONAL, element_or_product="PrNd oxide", metric="output incl. recycled"
    )
    recycled = separated(path, element_or_product="PrNd oxide from scrap", period="2024")
    imported = separated(path, element_or_product="PrNd oxide from imported ore (SE Asia + US)")
    iea = table(path / "iea_supply_by_country_2024_2040.csv")
    kilotonnes = next(
        float(row["value"])
        for row in iea
        if (row["mineral"], row["stage"], row["country"], row["year"])
        == ("Rare Earth Elements", "mining", "China", "2024")
    )
    ratio = recipe(path, group="oxide_to_metal", item="NdPr (75:25 by metal mass)")
    accounts = (
        quota / share - clay,
        (everything - recycled - imported) / share - clay,
        kilotonnes * 1000 * ratio - clay,
    )
    china = sum(accounts) / len(accounts)
    american = mined(path, "United States") * mountain_pass(path, "NdPr (Nd2O3+Pr6O11)")
    return (china + american) / (china_bastnaesite(path) + mined(path, "United States"))


def pr_of_ndpr(path: Path) -> float:
    """Praseodymium in NdPr oxide at Mountain Pass."""
    pr, nd = mountain_pass(path, "Pr6O11"), mountain_pass(path, "Nd2O3")
    return pr / (pr + nd)


def bastnaesite_basket(path: Path) -> Basket:
    """Mountain Pass for everything but NdPr and cerium; lanthanum is what remains."""
    pattern = Pattern(path)
    ndpr, pr = ndpr_of_bastnaesite(path), pr_of_ndpr(path)
    nd, sm = mountain_pass(path, "Nd2O3"), mountain_pass(path, "Sm2O3")
    heavy = ("Eu", "Gd", "Tb", "Dy", "Ho", "Er", "Tm", "Yb", "Lu")
    line = {name: pattern.on_line(name, ("Nd", nd), ("Sm", sm)) for name in heavy}
    yttrium = mountain_pass(path, "Y2O3")
    left = mountain_pass(path, "SEG+ (Sm,Eu,Gd and heavier)") - sm - yttrium
    scale = left / sum(line.values())
    cerium = (
        mountain_pass(path, "Ce (CeO2)")
        + ore(path, deposit="Bayan Obo", component="CeO2")
        + ore(path, deposit="Mianning (Sichuan)", component="CeO2")
    ) / 3
    out = {"Ce": cerium, "Pr": ndpr * pr, "Nd": ndpr * (1 - pr), "Sm": sm, "Y": yttrium}
    out |= {name: share * scale for name, share in line.items()}
    return {"La": 1 - sum(out.values()), **out}


def monazite_basket(path: Path) -> Basket:
    """NdPr of two mines, dysprosium of two, a line between; lanthanum and cerium the rest."""
    pattern = Pattern(path)
    mine = mined(path, "Australia")
    nolans = ore(path, deposit="Nolans Bore")
    ndpr = (nolans + lynas_ndpr(path) / recovery(path) / mine) / 2
    planned = separated(path, entity="Arafura Nolans", element_or_product="SEG/HRE oxide")
    heavy_feed = nolans * planned / fact("nolans_ndpr")
    sands = mined(path, "India") + mined(path, "Madagascar") + mined(path, "Nigeria")
    weight = mine / (mine + sands)
    dy = weight * heavy_feed * ore(path, deposit="Mt Weld SEGH (Lynas HRE feed)", component="Dy")
    sand = {"deposit": "US monazite (FL/GA) at White Mesa"}
    dy += (1 - weight) * ndpr * ore(path, **sand, component="Dy per NdPr oxide (ratio %)")
    pr = pr_of_ndpr(path)
    nd = ndpr * (1 - pr)
    others = ("Sm", "Eu", "Gd", "Tb", "Ho", "Er", "Tm", "Yb", "Lu")
    out = {"Pr": ndpr * pr, "Nd": nd, "Dy": dy}
    out |= {name: pattern.on_line(name, ("Nd", nd), ("Dy", dy)) for name in others}
    out["Y"] = pattern.level("Ho", out["Ho"], "Y")
    return _with_light(path, out)


def clay_basket(path: Path, bastnaesite: Basket) -> Basket:
    """Tb, Dy, Gd and Ho from China's output, NdPr from its imports, groups from the literature."""
    pattern = Pattern(path)
    share = recovery(path)
    hard = china_bastnaesite(path) + us_to_china(path)
    clay = china_clay(path) + asian_feed(path)
    out: Basket = {}
    for name, formula in (("Gd", "Gd2O3"), ("Tb", "Tb4O7"), ("Dy", "Dy2O3"), ("Ho", "Ho2O3")):
        made = separated(path, element_or_product=formula, metric="annualised May-Jun output")
        out[name] = (made / share - hard * bastnaesite[name]) / clay
    ndpr, pr = ndpr_of_clay(path), pr_of_ndpr(path)
    out |= {"Pr": ndpr * pr, "Nd": ndpr * (1 - pr), "Eu": choice("clay_europium")}
    out["Sm"] = pattern.on_line("Sm", ("Nd", out["Nd"]), ("Gd", out["Gd"]))
    out |= {name: pattern.level("Ho", out["Ho"], name) for name in ("Er", "Tm", "Yb", "Lu")}
    group = ore(path, deposit=CLAY, component="Ho+Er+Tm+Yb+Lu+Y")
    out["Y"] = group - sum(out[name] for name in ("Ho", "Er", "Tm", "Yb", "Lu"))
    la = pattern.on_line("La", ("Nd", out["Nd"]), ("Gd", out["Gd"]))
    return {"La": la, "Ce": 1 - la - sum(out.values()), **out}


def _with_light(path: Path, out: Basket) -> Basket:
    la, ce = mountain_pass(path, "La (La2O3)"), mountain_pass(path, "Ce (CeO2)")
    left = 1 - sum(out.values())
    return {"La": left * la / (la + ce), "Ce": left * ce / (la + ce), **out}
