"""Magnet trade of 2024: where China's exports went, and what the USA bought elsewhere."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline._figures import Row, derived, estimate, readings, reported
from pipeline._magnets import magnets
from pipeline._routes import china_exports, export_total, us_import_value
from pipeline.magnet_use import RAW as USED

if TYPE_CHECKING:
    from pathlib import Path

RAW = USED
EXTRACT = "downstream"

SEPTEMBER = "share in September 2024, worked back from September 2025 and its yearly growth"
HOW = {
    "USA": (
        "asiacity_september2025;gacc_exports2025",
        0.15,
        f"mean of two shares of the 2024 total: {SEPTEMBER}, and March 2025 (585 of 5,323 t)",
        "US imports from China of 359.8 million USD at the mean export price give 7,300 t",
    ),
    "DEU": ("asiacity_september2025", 0.15, SEPTEMBER, ""),
    "REU": (
        "smm_europe2025;erma_actions2021;asiacity_september2025",
        0.3,
        "Europe's 41 % (January to July 2025, months under control included; 44 % in 2020) less "
        "Germany's share",
        "the United Kingdom may be inside the published Europe",
    ),
    "KOR": ("asiacity_september2025", 0.2, SEPTEMBER, ""),
    "VNM": ("asiacity_september2025", 0.2, SEPTEMBER, ""),
    "JPN": ("asiacity_september2025", 0.2, SEPTEMBER, ""),
    "THA": ("mineralprices_exports2021", 0.35, "share of 2020 carried over to 2024", ""),
    "IND": (
        "crisil_stocks2025;ferroalloynet_july2025",
        0.9,
        "geometric mean of 540 t (all origins, fiscal 2025) and twelve times the 418 t of July "
        "2025, a month after the control: the two disagree ninefold",
        "India's 53,700 t of fiscal 2025 are permanent magnets of every kind",
    ),
}


def rows(path: Path) -> dict[str, list[Row]]:
    """Return the trade rows of the group `magnets`."""
    note = "magnets and magnet alloys, slightly wider than the good"
    total = reported(export_total(path), "adamas_exports2025", 2024, 0.03, note)
    out: list[Row] = [{"good": "magnets", "origin": "CHN", "destination": "*", **total}]
    for place, tonnes in china_exports(path).items():
        source, sd, how, remark = HOW[place]
        figure = estimate(tonnes, f"adamas_exports2025;{source}", 2024, sd, how, remark)
        out.append({"good": "magnets", "origin": "CHN", "destination": place, **figure})
    grades = _high_coercivity(path)
    return {"trade": [*out, *grades, *_to_the_united_states(path), _from_vietnam(path)]}


def _high_coercivity(path: Path) -> list[Row]:
    made = magnets(path)
    mix = made.high_coercivity["CHN"] / made.china
    flows = {"*": (export_total(path), 0.25)}
    flows |= {place: (tonnes, 0.4) for place, tonnes in china_exports(path).items()}
    how = "the group's tonnes times the share of the grade in China's output; customs do not say"
    source = "adamas_exports2025;acrei_demand2024;argus_viewpoint2024"
    return [
        {
            "good": "ndfeb_high_coercivity",
            "origin": "CHN",
            "destination": place,
            **estimate(tonnes * mix, source, 2024, sd, how),
        }
        for place, (tonnes, sd) in flows.items()
    ]


def _to_the_united_states(path: Path) -> list[Row]:
    price = readings()["export_value_2024"] / export_total(path)
    how = "US import value over China's mean export price; other metal magnets are inside"
    partners = {"JPN": ("JPN",), "DEU": ("DEU",), "REU": ("FIN", "NLD")}
    out: list[Row] = []
    for origin, names in partners.items():
        value = sum(us_import_value(path, name) for name in names)
        figure = derived(value / price, "comtrade_magnets2025;adamas_exports2025", 2024, 0.5, how)
        out.append({"good": "magnets", "origin": origin, "destination": "USA", **figure})
    return out


def _from_vietnam(path: Path) -> Row:
    made = magnets(path)
    tonnes = made.standard["VNM"] + made.high_coercivity["VNM"]
    how = "the whole output of the Japanese-owned plant; its customers are not published"
    figure = estimate(tonnes, "courage_plants2022", 2024, 0.6, how)
    return {"good": "magnets", "origin": "VNM", "destination": "JPN", **figure}
