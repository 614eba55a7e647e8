"""Gallium and germanium put to each use in 2022, in the world and by place."""

from __future__ import annotations

from pathlib import Path

from pipeline._figures import Row, derived, estimate, reported
from pipeline.in_2023 import _gallium, _germanium
from pipeline.in_2023._incomes import incomes
from pipeline.in_2023._read import YEAR, fact, source

RAW: dict[str, str] = {}
EXTRACT = "none"

CHINA_ALONE = ("permanent_magnets", "other_uses")
REFINED = (
    "high-purity gallium refined and bought less what is sold, scrap giving each place the same "
    "share; places without a figure by income"
)
WORLD = "high-purity gallium refined in 2022 and recycled in 2021"
LEFT = (
    "low-purity gallium of China less exports, what it refines and what magnets take; holds what "
    "was put into stock"
)
NOWHERE = "no use outside China was found; see the holes"
SHARES = (
    "made and recycled, by the shares of fibre and infrared optics of 2017; catalysts, electronics "
    "and the rest share what is left as in 2010"
)
PLACE = "made and bought less what is sold"
CELL = (
    "world use by purpose spread over places by iterative proportional fitting; catalysts by an "
    "assumed liking, places without a figure by income"
)


def rows(path: Path) -> dict[str, list[Row]]:
    """Return world use by purpose and a figure for every place."""
    del path
    return {"use": [*_semiconductors(), *_china_alone(), *_germanium_rows()]}


def _semiconductors() -> list[Row]:
    counted = source("gallium_refined", "gallium_demand_2021", "gallium_world_2021")
    total = fact("gallium_refined") + _gallium.secondary()
    world = estimate(total, counted, YEAR, 0.15, WORLD)
    out = [_row("gallium_refined", "semiconductors", "*", world)]
    sources = source("gallium_exports", "gallium_to_japan", "gallium_refined")
    for place, tonnes in _gallium.used_everywhere().items():
        if place == "USA":
            note = "73 % integrated circuits and 26 % optoelectronic devices in 2025"
            figure = reported(tonnes, source("us_gallium_use"), YEAR, 0.1, note)
        else:
            sd = {"CHN": 0.25, "JPN": 0.3, "DEU": 0.3}.get(place, 0.6)
            figure = estimate(tonnes, sources, YEAR, sd, REFINED)
        out.append(_row("gallium_refined", "semiconductors", place, figure))
    return out


def _china_alone() -> list[Row]:
    """Low-purity gallium in magnets and whatever else, which is known of China alone."""
    magnets = derived(
        fact("gallium_magnets"),
        source("gallium_magnets"),
        YEAR,
        0.25,
        "an account of late 2021, taken for 2022",
    )
    sources = source("gallium_china", "gallium_exports", "gallium_refined", "gallium_magnets")
    other = estimate(_gallium.unaccounted(), sources, YEAR, 0.3, LEFT)
    zero = derived(0.0, source("gallium_magnets"), YEAR, "", NOWHERE)
    out: list[Row] = []
    for use, figure in zip(CHINA_ALONE, (magnets, other), strict=True):
        out += [
            _row("gallium_primary", use, place, figure if place == "CHN" else zero)
            for place in incomes()
        ]
    return out


def _germanium_rows() -> list[Row]:
    sources = source("world_fibre", "world_catalysts_2012")
    total = sum(_germanium.place_use().values())
    out: list[Row] = []
    for use, share in _germanium.shares().items():
        figure = estimate(share * total, sources, YEAR, 0.4, SHARES)
        out.append(_row(_good(use), use, "*", figure))
    for place, tonnes in _germanium.place_use().items():
        if place == "ROW":
            continue
        if place == "USA":
            how = "value of use over the price of metal"
            keys = source("us_germanium_value", "price_germanium_metal")
            figure = derived(tonnes, keys, YEAR, 0.15, how)
        else:
            keys = source("germanium_china_primary", "germanium_exports", "us_germanium_metal")
            figure = estimate(tonnes, keys, YEAR, 0.3, PLACE)
        out.append(_row("germanium", "*", place, figure))
    for (use, place), tonnes in _germanium.cells().items():
        sd = 0.8 if place in _germanium.UNNAMED else 0.5
        out.append(_row(_good(use), use, place, estimate(tonnes, sources, YEAR, sd, CELL)))
    return out


def _good(use: str) -> str:
    return "germanium_dioxide" if use in _germanium.DIOXIDE else "germanium_metal"


def _row(good: str, use: str, place: str, figure: Row) -> Row:
    return {"good": good, "use": use, "place": place, **figure}
