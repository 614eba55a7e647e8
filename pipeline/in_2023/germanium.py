"""Recovery, recycling and metal making of germanium in 2022."""

from __future__ import annotations

from pathlib import Path

from pipeline._figures import Row, derived, estimate, reported
from pipeline.in_2023 import _germanium
from pipeline.in_2023._read import YEAR, fact, source

RAW: dict[str, str] = {}
EXTRACT = "none"

RECOVER, RECYCLE, METAL = "recover_germanium", "recycle_germanium", "make_germanium_metal"
WORLD = (
    "output outside China from its share in the world (geometric mean of what 60 and 68 % imply), "
    "less scrap"
)
SCRAP = "30 % of the world's output less what China and the United States recycle, shared by choice"
MADE = "metal used and sold less metal bought, at least what is sold"


def rows(path: Path) -> dict[str, list[Row]]:
    """Return activities; no capacity was found."""
    del path
    return {"production": [*_recovered(), *_recycled(), *_metal()]}


def _recovered() -> list[Row]:
    china = reported(
        fact("germanium_china_primary"),
        source("germanium_china_primary"),
        YEAR,
        0.15,
        "180 t are given by another account",
    )
    japan = reported(fact("germanium_japan"), source("germanium_japan"), YEAR, 0.5)
    implied = source(
        "germanium_share_low", "germanium_share_high", "germanium_recycled_share", "germanium_japan"
    )
    rest = estimate(
        _germanium.recovered()["ROW"],
        implied,
        YEAR,
        0.5,
        WORLD,
        "Canada, which World Mining Data does not list, and Russia with 5 t",
    )
    return [
        _row(RECOVER, place, figure)
        for place, figure in (("CHN", china), ("JPN", japan), ("ROW", rest))
    ]


def _recycled() -> list[Row]:
    out: list[Row] = []
    for place, tonnes in _germanium.recycled().items():
        if place == "CHN":
            figure = reported(tonnes, source("germanium_china_recycled"), YEAR, 0.3)
        elif place == "USA":
            sources = source("us_germanium_value", "us_germanium_metal")
            how = "value of use over the price of metal, less net imports of metal and dioxide"
            figure = derived(tonnes, sources, YEAR, 0.4, how)
        else:
            sources = source("germanium_recycled_share", "germanium_share_low")
            figure = estimate(tonnes, sources, YEAR, 0.5, SCRAP)
        out.append(_row(RECYCLE, place, figure))
    return out


def _metal() -> list[Row]:
    sources = source("germanium_exports", "us_germanium_metal", "world_fibre")
    return [
        _row(METAL, place, estimate(tonnes, sources, YEAR, 0.4, MADE))
        for place, tonnes in _germanium.metal_made().items()
    ]


def _row(process: str, place: str, figure: Row) -> Row:
    return {"process": process, "place": place, "good": "", **figure}
