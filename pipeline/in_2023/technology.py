"""Recipes and prices: two steps of refining, and what the goods cost in 2022."""

from __future__ import annotations

from pathlib import Path

from pipeline._figures import Row, derived, estimate, reported
from pipeline.in_2023._read import YEAR, choice, fact, source

RAW: dict[str, str] = {}
EXTRACT = "none"

PER_TONNE = 1000.0
AMERICA = "United States, unit value of imports"
EUROPE = "Europe, 99.999 %"


def rows(path: Path) -> dict[str, list[Row]]:
    """Return recipes, prices and costs; no basket, as neither metal is mined for its own sake."""
    del path
    return {"baskets": [], "recipes": _recipes(), "prices": _prices(), "costs": _costs()}


def _recipes() -> list[Row]:
    steps = (
        ("refine_gallium", "gallium_primary", "refining_loss", "gallium_refined"),
        ("make_germanium_metal", "germanium_dioxide", "metal_loss", "world_fibre"),
    )
    how = "a tonne and what is lost; the loss is assumed, as no source was found"
    return [
        {
            "process": process,
            "good": good,
            "role": "input",
            **estimate(1 + choice(key), source(about), YEAR, 0.02, how),
        }
        for process, good, key, about in steps
    ]


def _prices() -> list[Row]:
    out: list[Row] = []
    for good in ("gallium_primary", "gallium_refined"):
        key = f"price_{good}"
        figure = reported(fact(key) * PER_TONNE, source(key), YEAR, 0.1)
        out.append({"good": good, "market": AMERICA, "basis": "mean of the year", **figure})
    key = "price_germanium_metal"
    metal = reported(fact(key) * PER_TONNE, source(key), YEAR, 0.05)
    dioxide = derived(
        fact("price_germanium_dioxide") / fact("dioxide_content") * PER_TONNE,
        source("price_germanium_dioxide"),
        YEAR,
        0.05,
        "price of a kilogram of dioxide over the 69 % of germanium in it",
    )
    for good, figure in (("germanium_metal", metal), ("germanium_dioxide", dioxide)):
        out.append({"good": good, "market": EUROPE, "basis": "mean of the year", **figure})
    return out


def _costs() -> list[Row]:
    cost = estimate(
        fact("price_gallium_2020") * PER_TONNE,
        f"{source('price_gallium_2020')};argus_gallium_january2021",
        2020,
        0.3,
        "unit value of 2020, when prices neared the cost of production and plants ran slowly",
    )
    return [{"process": "recover_gallium", "place": "*", **cost}]
