"""Ore baskets and recipes: physics and geology of 2025.11, magnets as they were made in 2009."""

from __future__ import annotations

from pathlib import Path

from pipeline import ore_baskets
from pipeline._figures import Row, estimate
from pipeline.in_2009._read import YEAR, carried, fact
from pipeline.in_2009._supply import (
    baskets,
    coefficient,
    heavy_content,
    heavy_metal,
    ndpr_content,
    ndpr_metal,
    recipes,
)

RAW: dict[str, str] = {}
EXTRACT = "trade"

REMADE = ("make_ndfeb_standard", "make_ndfeb_high_coercivity", "recycle_magnet_scrap")
MAGNETS = "iupac_weights2021;argus_viewpoint2024;kroos2025;smm_quarterly2011"
HEAVY = (
    "all {} oxide separated in 2009 and recycled, less what other uses took, as metal over all "
    "high-coercivity magnets"
)


def rows(path: Path) -> dict[str, list[Row]]:
    """Return baskets and recipes."""
    kept = [row for (process, _, _), row in recipes().items() if process not in REMADE]
    return {"baskets": _baskets(), "recipes": [*kept, *_magnets(), *_scrap()]}


def _baskets() -> list[Row]:
    """Baskets of 2025.11, with holmium and lutetium among the other heavies."""
    found: list[Row] = []
    for row in carried(ore_baskets, "baskets"):
        share = baskets()[str(row["deposit"]), str(row["good"])]
        found.append({**row, "value": round(share, 6)})
    return found


def _magnets() -> list[Row]:
    total = (
        "metal of all rare earths per finished tonne as in the high grade of 2024, less the rest"
    )
    out = [
        _row(
            "make_ndfeb_standard",
            "ndpr_metal",
            "input",
            estimate(ndpr_content("standard"), MAGNETS, YEAR, 0.1, total),
        ),
        _row(
            "make_ndfeb_high_coercivity",
            "ndpr_metal",
            "input",
            estimate(ndpr_content("high"), MAGNETS, YEAR, 0.1, total),
        ),
    ]
    for element, name in (("dy", "dysprosium"), ("tb", "terbium")):
        figure = estimate(heavy_content(element), MAGNETS, YEAR, 0.35, HEAVY.format(name))
        out.append(_row("make_ndfeb_high_coercivity", f"{element}_metal", "input", figure))
    for grade in ("standard", "high_coercivity"):
        process = f"make_ndfeb_{grade}"
        out.append(recipes()[process, f"ndfeb_{grade}", "output"])
        out.append(recipes()[process, "magnet_scrap", "output"])
    return out


def _scrap() -> list[Row]:
    """Neodymium and praseodymium as of 2024; the heavies in the ratio of what magnets held."""
    process = "recycle_magnet_scrap"
    goods = ("pr_oxide", "nd_oxide")
    light = sum(coefficient(process, good, "output") for good in goods)
    out = [recipes()[process, "magnet_scrap", "input"]]
    out += [recipes()[process, good, "output"] for good in goods]
    for element, name in (("dy", "dysprosium"), ("tb", "terbium")):
        value = light * _held(element) / _held("ndpr")
        how = f"{name} to neodymium and praseodymium as in the oxides that magnets of 2009 took"
        figure = estimate(value, MAGNETS, YEAR, 0.4, how)
        out.append(_row(process, f"{element}_oxide", "output", figure))
    return out


def _held(element: str) -> float:
    if element == "ndpr":
        ratio = sum(
            coefficient("make_ndpr_metal", good, "input") for good in ("nd_oxide", "pr_oxide")
        )
        return ndpr_metal() * ratio
    return heavy_metal(element) * coefficient(f"make_{element}_metal", f"{element}_oxide", "input")


def scrap_recycled() -> float:
    """Scrap fed in China: the oxide recycled in 2010 over what a tonne of scrap yields."""
    yielded = sum(float(row["value"]) for row in _scrap() if row["role"] == "output")
    return fact("smm_recycled_2010") / yielded


def _row(process: str, good: str, role: str, figure: Row) -> Row:
    return {"process": process, "good": good, "role": role, **figure}
