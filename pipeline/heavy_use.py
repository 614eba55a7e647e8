"""Use of lutetium and of erbium, thulium and ytterbium: not published, so output stands in."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline._figures import Row, chosen, estimate
from pipeline._routes import incomes
from pipeline.oxide_use import EXTRACT, RAW, place_shares, sector_use

if TYPE_CHECKING:
    from pathlib import Path

__all__ = ["EXTRACT", "RAW", "rows"]

WORLD_SD = 0.6
CELL_SD = 0.7
SOURCE = "treo_trade2025;smm_june2024"
OUTPUT = "everything separated is taken as used, by the baskets of the edition"
SCINTILLATORS = f"{OUTPUT}; scintillators of medical imaging taken as the only use"
OPTICS = f"{OUTPUT}; glass, fibres and lasers taken as the only use"
WEST = "United States .4 as the largest single market, the rest by GDP"
LIKE_GLASS = "spread over places like glass, ceramics and phosphors"


def rows(path: Path) -> dict[str, list[Row]]:
    """Return world use and its spread over places for the two goods."""
    choice = chosen("oxides")
    glass = "glass_ceramics_phosphors"
    shares = place_shares(path, sector_use(path))
    optics = {place: share for (use, place), share in shares.items() if use == glass}
    lutetium, others = choice["lutetium_world"], choice["other_heavy_world"]
    return {
        "use": [
            *_spread("lu_oxide", "electronics", lutetium, _by_income(path), (SCINTILLATORS, WEST)),
            *_spread("other_heavy_oxide", glass, others, optics, (OPTICS, LIKE_GLASS)),
        ]
    }


def _by_income(path: Path) -> dict[str, float]:
    gdp = incomes(path)
    first = chosen("oxides")["lutetium_usa"]
    total = sum(gdp.values()) - gdp["USA"]
    rest = {place: (1 - first) * usd / total for place, usd in gdp.items() if place != "USA"}
    return {"USA": first, **rest}


def _spread(
    good: str, use: str, tonnes: float, shares: dict[str, float], how: tuple[str, str]
) -> list[Row]:
    world = estimate(tonnes, SOURCE, 2024, WORLD_SD, how[0])
    out: list[Row] = [{"good": good, "use": use, "place": "*", **world}]
    for place, share in shares.items():
        cell = estimate(tonnes * share, SOURCE, 2024, CELL_SD, f"{how[0]}; {how[1]}")
        out.append({"good": good, "use": use, "place": place, **cell})
    return out
