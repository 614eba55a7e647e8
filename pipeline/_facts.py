"""Single facts read in publications, and choices made where nothing was observed, for upstream."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from pipeline._figures import HERE, chosen, pick, table

NATIONAL = {"country": "CHN", "entity": "national"}


@cache
def _read() -> dict[str, float]:
    return {row["key"]: float(row["value"]) for row in table(HERE / "readings" / "upstream.csv")}


def fact(key: str) -> float:
    """Return a fact that no raw table holds."""
    return _read()[key]


def choice(key: str) -> float:
    """Return a value the edition chose."""
    return chosen("upstream")[key]


def separated(path: Path, column: str = "value", **where: str) -> float:
    """Return one number of the table of separated output."""
    return pick(table(path / "stage" / "separated_output.csv"), column, **where)


def recipe(path: Path, **where: str) -> float:
    """Return one number of the table of recipes."""
    return pick(table(path / "stage" / "recipes.csv"), **where)


def ore(path: Path, column: str = "share_pct_of_treo", **where: str) -> float:
    """Return one share of an ore basket, between 0 and 1."""
    return pick(table(path / "stage" / "ore_baskets.csv"), column, **where) / 100


def mined(path: Path, country: str) -> float:
    """Return the mine output of a country in 2024, t of rare earth oxide."""
    world = table(path / "usgs_mcs2026_world_production.csv")
    return pick(world, "production_2024", commodity="Rare earths", country=country)


def us_salient(path: Path, section: str, label: str) -> float:
    """Return one US figure of 2024 for rare earths."""
    facts = table(path / "usgs_mcs2026_us_salient.csv")
    where = {"commodity": "Rare earths", "section": section, "label": label, "year": "2024"}
    return pick(facts, "value_raw", **where)


def recovery(path: Path) -> float:
    """Share of the oxide fed that separation yields: China's separation over its mining quota."""
    quota = separated(path, **NATIONAL, metric="quota", period="2024")
    return quota / fact("mining_quota")


def oxide_ratio(path: Path, element: str) -> float:
    """Tonnes of oxide per tonne of metal by stoichiometry."""
    formula = {"Ce": "CeO2", "Pr": "Pr6O11", "Tb": "Tb4O7"}.get(element, f"{element}2O3")
    metric = f"stoichiometric t oxide per t {element} metal"
    return recipe(path, group="oxide_to_metal", item=formula, metric=metric)
