"""Oxides put out and ore separated by place in 2024, and separation capacity where stated."""

from __future__ import annotations

from pathlib import Path

from pipeline._facts import NATIONAL, mined, recovery, separated
from pipeline._figures import Row, derived, estimate, pick, reported, table
from pipeline._mines import (
    asian_feed,
    china_bastnaesite,
    china_clay,
    lynas_ndpr,
    rest_to_china,
    russia_to_europe,
    us_fed,
    us_to_china,
)
from pipeline._ores import Basket, baskets

RAW = {
    "stage/ore_baskets.csv": "74d070861aa8ec27e26d509a0bc3146ceb2e08eeb4b0aafcfd5c646fd702776c",
    "stage/recipes.csv": "7f6956ee14b87f9346f7d1d6cd2cbfd66d5d2f0bb7ffc149703abd6419fc3394",
    "stage/separated_output.csv": (
        "caf80abd9babf78a5e3dffb7c998857dc14ef30346e8dab0213d0d2096174c06"
    ),
    "projects_pipeline.csv": "458e4300f5df13a6b186d6bd0df85bcf24e9b0ce3904c20699d99d65fc9061b8",
    "usgs_mcs2026_world_production.csv": (
        "1d5e5c00653ae6ce2d3ecdc5c939769254697bf40ed04ed5162ba29b877c7306"
    ),
    "usgs_mcs2026_us_salient.csv": (
        "a314909bb61182388471b6f7e9c95d43efaf4d9c9c195dee513eee02af667def"
    ),
    "baci_rare_earth_trade_1995_2024.csv.gz": (
        "3cd99861658186fbc4d20a709944331743cdeac1173c81d6deef28ee20284816"
    ),
    "iea_supply_by_country_2024_2040.csv": (
        "f1d1cb15dd946bddd007489a80babb720c10261d2d371b9e87ad495a74a0b652"
    ),
}
EXTRACT = "upstream"

BASTNAESITE, MONAZITE, CLAY = "separate_bastnaesite", "separate_monazite", "separate_ionic_clay"
QUOTA = "usgs_mcs_rare_earths2026;projectblue_quota2024;mexico_business_quota2025"
FULL = 0.97


def rows(path: Path) -> dict[str, list[Row]]:
    """Return production of oxides, activity of separation, and capacity."""
    return {
        "production": [*_oxides(path), *_activity(path)],
        "capacity": _capacity(path),
    }


def _good(good: str, place: str, figure: Row) -> Row:
    return {"process": "", "place": place, "good": good, **figure}


def _process(process: str, place: str, figure: Row) -> Row:
    return {"process": process, "place": place, "good": "", **figure}


def _oxides(path: Path) -> list[Row]:
    out = [
        _good(good, "CHN", _argus(path, formula, sd, note)) for good, formula, sd, note in _ARGUS
    ]
    for good, formula in (("gd_oxide", "Gd2O3"), ("ho_oxide", "Ho2O3")):
        mine = separated(path, element_or_product=formula, metric="annualised May-Jun output")
        scrap = separated(path, element_or_product=f"{formula} from scrap", period="2024")
        how = "six times the survey of May and June, plus what recyclers report"
        source = "smm_may2024;smm_june2024;argus_recycled2025"
        out.append(_good(good, "CHN", derived(mine + scrap, source, 2024, 0.1, how)))
    lynas = "mean of the business years to June 2024 (5,655 t) and June 2025 (6,558 t)"
    figure = derived(lynas_ndpr(path), "lynas_results2024;lynas_results2025", 2024, 0.03, lynas)
    out.append(_good("ndpr_oxides", "MYS", figure))
    mp = separated(path, entity="MP Materials", element_or_product="NdPr oxide")
    out.append(_good("ndpr_oxides", "USA", reported(mp, "mp_results2025", 2024, 0.02)))
    irel = separated(path, entity="IREL", metric="output (as stated)")
    note = "stated as 400 to 500 t a year; another text has 20 to 40 t for the year to March 2025"
    out.append(_good("ndpr_oxides", "IND", reported(irel, "reuters_irel2025", 2025, 0.4, note)))
    return out


_ARGUS = (
    ("ndpr_oxides", "PrNd oxide", 0.1, "10,000 t above consumption; surveys add up to 92,000 t"),
    ("dy_oxide", "Dy2O3", 0.07, "recycled oxide is inside; surveys add up to 3,287 t"),
    ("tb_oxide", "Tb4O7", 0.07, "recycled oxide is inside; surveys add up to 650 t"),
)


def _argus(path: Path, formula: str, sd: float, note: str) -> Row:
    metric = "output incl. recycled"
    if formula != "PrNd oxide":
        metric = "output incl. recycled (forecast late 2024)"
    value = separated(path, **NATIONAL, element_or_product=formula, metric=metric, period="2024")
    how = "estimate of the source in December 2024, taken as printed"
    return estimate(value, "argus_viewpoint2024", 2024, sd, how, note)


def _activity(path: Path) -> list[Row]:
    found = baskets(path)
    hard = china_bastnaesite(path) + us_to_china(path)
    clay = china_clay(path) + asian_feed(path)
    lynas = lynas_ndpr(path) / (_ndpr(found["monazite"]) * recovery(path))
    mcs = "usgs_mcs_rare_earths2026"
    return [
        _process(
            BASTNAESITE,
            "CHN",
            estimate(hard, QUOTA, 2024, 0.08, "own hard-rock quota plus US ore, none stocked"),
        ),
        _process(
            CLAY,
            "CHN",
            estimate(
                clay,
                "projectblue_quota2024;metalnomist_supply2024",
                2024,
                0.15,
                "own clay quota plus 60,000 t of oxide in ore from South-East Asia",
            ),
        ),
        _process(
            MONAZITE,
            "CHN",
            estimate(
                rest_to_china(path),
                f"{mcs};baci2024",
                2024,
                0.5,
                "ore of Madagascar and Nigeria, and the part of Russian ore not sold to Estonia",
            ),
        ),
        _process(
            MONAZITE,
            "MYS",
            estimate(
                lynas,
                "lynas_results2024;lynas_results2025",
                2024,
                0.1,
                "NdPr oxide over its share in monazite and recovery",
                "lanthanum and cerium are partly thrown away; heavies were sold unseparated",
            ),
        ),
        _process(
            BASTNAESITE,
            "USA",
            estimate(
                us_fed(path),
                "mp_results2025;mp_10k2021",
                2024,
                0.15,
                "NdPr oxide over its share at Mountain Pass and recovery",
                "mine output less exports of ores and compounds leaves 8,000 t",
            ),
        ),
        _process(
            MONAZITE,
            "IND",
            estimate(mined(path, "India"), mcs, 2024, 0.3, "all ore separated at home"),
        ),
        _process(
            MONAZITE,
            "REU",
            estimate(
                russia_to_europe(path),
                f"{mcs};baci2024",
                2024,
                0.5,
                "Russian ore split between Estonia and China by gross tonnes traded",
                "La Rochelle refines bought oxides and is not counted",
            ),
        ),
    ]


def _ndpr(basket: Basket) -> float:
    return basket["Pr"] + basket["Nd"]


def _capacity(path: Path) -> list[Row]:
    share = recovery(path)
    found = baskets(path)
    lynas = separated(path, entity="Lynas", element_or_product="NdPr oxide", metric="capacity")
    line = separated(path, entity="MP Materials", element_or_product="light REE separation line")
    silmet = pick(table(path / "projects_pipeline.csv"), "capacity", project="Silmet (Sillamae)")
    hard = (china_bastnaesite(path) + us_to_china(path)) / FULL
    note = "the quota did not bind ore from abroad before August 2025"
    how = "quota for own ore (254,000 t of oxide with clay) plus the US ore bought, at 97 % use"
    clay = china_clay(path) / FULL
    return [
        _cap("mine_ionic_clay", "CHN", derived(clay, QUOTA, 2024, 0.15, "quota at 97 % use")),
        _cap(
            "mine_bastnaesite",
            "CHN",
            derived(china_bastnaesite(path) / FULL, QUOTA, 2024, 0.05, "quota at 97 % use"),
        ),
        _cap(BASTNAESITE, "CHN", estimate(hard, QUOTA, 2024, 0.1, how, note)),
        _cap(
            MONAZITE,
            "MYS",
            derived(
                lynas / (_ndpr(found["monazite"]) * share),
                "fastmarkets_lynas2024",
                2024,
                0.15,
                "10,500 t of NdPr oxide over its share in monazite and recovery",
            ),
        ),
        _cap(BASTNAESITE, "USA", reported(line, "adamas_visit2022", 2022, 0.1)),
        _cap(
            MONAZITE,
            "REU",
            derived(
                silmet / share, "argus_silmet2023", 2023, 0.2, "3,000 t of oxide over recovery"
            ),
        ),
    ]


def _cap(process: str, place: str, figure: Row) -> Row:
    return {"process": process, "place": place, **figure}
