"""Dated price quotes outside and inside China, and what was observed of licences and stoppages."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline._figures import HERE, Row, derived, pick, readings, reported, table
from pipeline.prices import yuan_per_dollar

if TYPE_CHECKING:
    from pathlib import Path

RAW = {
    "prices_spot_points.csv": "c5ceadf95367712e90602df2053808644428cf3325ee78b8f679e0176993be4a",
    "prices_reported_points.csv": (
        "2b724cd780736e13485423ca8c3999e3c66a45d9955f326399dc2b7852b2d0ef"
    ),
    "stage/costs.csv": "14fe0448656455bd979b8aac3381690ef23576ea6e14f132486e6a12211ff9d4",
}
EXTRACT = "downstream"

OXIDES = {
    "Dy": "dy_oxide",
    "Tb": "tb_oxide",
    "Y": "y_oxide",
    "Nd": "nd_oxide",
    "Pr": "pr_oxide",
    "NdPr": "ndpr_oxides",
}
SOURCES = {
    "2025-04-01": "argus_heavy2025",
    "2025-05-06": "argus_heavy2025",
    "2025-09-18": "argus_europe_september2025",
    "2025-09-25": "argus_europe_september2025",
}
VOLUME = "volume-weighted, 75% of consumption", "volume-weighted, 96% of consumption"
MIDDLE = "middle of the range quoted"
TAX = 1.13


def rows(path: Path) -> dict[str, list[Row]]:
    """Return the rows of `price` and those of licences, stoppages and controls."""
    return {
        "observations": [
            *_europe(path),
            *_inside(path),
            *_yttrium(path),
            *_before(path),
            *_licences(),
        ]
    }


def _europe(path: Path) -> list[Row]:
    out: list[Row] = []
    for line in table(path / "prices_spot_points.csv"):
        if line["date"] not in SOURCES or line["element"] not in OXIDES:
            continue
        good = OXIDES[line["element"]]
        note = ""
        if line["form"].startswith("metal"):
            good, note = "ndpr_metal", "neodymium metal stands for the alloy"
        low, high = float(line["low"]), float(line["high"])
        sd = round((high - low) / (high + low) + 0.02, 3)
        figure = derived((low + high) / 2, SOURCES[line["date"]], 2025, sd, MIDDLE, note)
        out.append(_price(good, "outside", line["date"], low, high, figure))
    return out


def _inside(path: Path) -> list[Row]:
    out: list[Row] = []
    for line in table(path / "prices_spot_points.csv"):
        if line["region_or_basis"] in VOLUME and line["element"] in OXIDES:
            value = float(line["low"])
            note = "mean of 2025 over most of world consumption; dated in the middle of the year"
            figure = reported(value, "adamas_fallacy2025", 2025, 0.05, note)
            good = OXIDES[line["element"]]
            out.append(_price(good, "inside", "2025-07", value, value, figure))
    return [*out, _ndpr_inside(path)]


def _ndpr_inside(path: Path) -> Row:
    spots = table(path / "prices_spot_points.csv")
    value = pick(spots, "low", date="2024-12", element="NdPr")
    figure = reported(value, "australian_mining_ndpr2025", 2024, 0.03, "without tax")
    return _price("ndpr_oxides", "inside", "2024-12", value, value, figure)


def _yttrium(path: Path) -> list[Row]:
    points = table(path / "prices_reported_points.csv")
    where = {"date": "2025-11", "material": "Y oxide"}
    outside = pick(points, "price_low", **where, market="Europe")
    inside = pick(points, "price_low", **where, market="China")
    other = readings()["yttrium_oxide_november_2025"]
    market = "Asian Metal by way of Bloomberg; half of what Argus quotes for Europe"
    quotes = (
        ("outside", "2025-11", outside, reported(outside, "reuters_yttrium2025", 2025, 0.1)),
        ("inside", "2025-11", inside, reported(inside, "reuters_yttrium2025", 2025, 0.1)),
        (
            "outside",
            "2025-11-17",
            other,
            reported(other, "bloomberg_yttrium2025", 2025, 0.1, market),
        ),
    )
    return [
        _price("y_oxide", side, date, value, value, figure) for side, date, value, figure in quotes
    ]


def _before(path: Path) -> list[Row]:
    """Mean of 2024 inside China, without tax, from the yuan quotes of Argus."""
    costs = table(path / "stage" / "costs.csv")
    rate = yuan_per_dollar(path)
    how = f"mean ex-works quote over {rate:.3f} CNY per USD (Argus' own pair) and 13 % tax"
    out: list[Row] = []
    for good, name in (("dy_oxide", "Dy oxide 99.5%"), ("tb_oxide", "Tb oxide 99.99%")):
        taxed = pick(costs, project_or_stage=name, metric="average price ex-works") / rate
        figure = derived(taxed / TAX, "argus_recycled2025", 2024, 0.08, how, "mean of the year")
        out.append(_price(good, "inside", "2024-07", taxed / TAX, taxed, figure))
    return out


def _licences() -> list[Row]:
    out: list[Row] = []
    for line in table(HERE / "readings" / "licences.csv"):
        row: Row = dict(line)
        for column in ("value", "low", "high"):
            row[column] = float(line[column])
        row["year"] = int(line["year"])
        row["relative_sd"] = float(line["relative_sd"]) if line["relative_sd"] else ""
        out.append(row)
    return out


def _price(good: str, side: str, date: str, low: float, high: float, figure: Row) -> Row:
    key = {"series": "price", "good": good, "place": "", "side": side, "date": date}
    return {**key, "unit": "USD/kg", "low": round(low, 2), "high": round(high, 2), **figure}
