"""Trade of 2022: China's exports and the imports and exports of the United States.

Customs at six digits count gallium with other metals and germanium with others still, so that
BACI has neither; the figures are from eight-digit counts as the press and USGS print them.
"""

from __future__ import annotations

from pathlib import Path

from pipeline._figures import Row, derived, estimate, reported
from pipeline.in_2023 import _gallium, _germanium
from pipeline.in_2023._read import YEAR, fact, source

RAW: dict[str, str] = {}
EXTRACT = "none"

TWICE = (
    "imports of 2022 by the share of China in 2021 to 2024 and in 2018 to 2021 (geometric mean), "
    "other origins as in 2021 to 2024"
)
LATER = "imports of 2022 by the shares of 2021 to 2024"


def rows(path: Path) -> dict[str, list[Row]]:
    """Return trade of gallium of any purity, of germanium metal and of germanium dioxide."""
    del path
    return {"trade": [*_gallium_rows(), *_germanium_rows()]}


def _gallium_rows() -> list[Row]:
    counted = source("gallium_exports")
    total = reported(fact("gallium_exports"), counted, YEAR, 0.05, "unwrought, of any purity")
    out = [_row("gallium", "CHN", "*", total)]
    shared = source("gallium_exports", "gallium_to_japan")
    how = "exports of 2022 by the share of the place in January 2022 to late 2023"
    left = "a third of what other buyers leave"
    for place, tonnes in _gallium.chinese_exports().items():
        if place in ("JPN", "DEU"):
            figure = derived(tonnes, shared, YEAR, 0.15, how)
        elif place == "USA":
            continue
        else:
            figure = estimate(tonnes, shared, YEAR, 0.7, left)
        out.append(_row("gallium", "CHN", place, figure))
    american = source("us_gallium_imports", "us_gallium_china_before")
    for place, tonnes in _gallium.american_imports().items():
        sd = 0.4 if place == "CHN" else 0.3
        out.append(_row("gallium", place, "USA", derived(tonnes, american, YEAR, sd, TWICE)))
    whole = reported(fact("us_gallium_imports"), source("us_gallium_imports"), YEAR, 0.05)
    return [*out, _row("gallium", "*", "USA", whole)]


def _germanium_rows() -> list[Row]:
    counted = source("germanium_exports")
    total = reported(fact("germanium_exports"), counted, YEAR, 0.05, "unwrought and wrought")
    out = [_row("germanium_metal", "CHN", "*", total)]
    shared = source("germanium_exports", "germanium_belgium_2024")
    how = "exports of 2022 less those to the United States, by the shares of 2024"
    for place, tonnes in _germanium.chinese_exports().items():
        if place != "USA":
            figure = estimate(tonnes, shared, YEAR, 0.5, how)
            out.append(_row("germanium_metal", "CHN", place, figure))
    for (good, origin), tonnes in _germanium.american_imports().items():
        figure = derived(tonnes, source("us_germanium_metal"), YEAR, 0.25, LATER)
        out.append(_row(good, origin, "USA", figure))
    for good, key in (
        ("germanium_metal", "us_metal_exports"),
        ("germanium_dioxide", "us_dioxide_exports"),
    ):
        figure = reported(fact(key), source(key), YEAR, 0.1)
        out.append(_row(good, "USA", "*", figure))
    return out


def _row(good: str, origin: str, destination: str, figure: Row) -> Row:
    return {"good": good, "origin": origin, "destination": destination, **figure}
