"""China's exports by month, as dated facts: magnets by destination, and the rare-earth headline."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pipeline._figures import Row, derived, readings, reported, table
from pipeline._routes import MAGNETS

if TYPE_CHECKING:
    from pathlib import Path

RAW = {
    "china_exports_monthly_2024_2025.csv": (
        "d6dfb505b40ff8182865b4eb97b819355dff9d3ee09fa2fc1dc2e251cbb99ab3"
    ),
}
EXTRACT = "downstream"

HEADLINE = "rare earths (17 minerals, customs headline)"
PLACES = {
    "World": "",
    "United States": "USA",
    "Germany": "DEU",
    "South Korea": "KOR",
    "Vietnam": "VNM",
    "India": "IND",
    "Japan": "JPN",
}
DOUBTFUL = "doubtful: the same figure stands for the headline of December 2024"
BEFORE = "September 2025 over one plus its growth on the year"
LATER = "the figure of another month over one plus the change customs reported between the two"
LATER_NOTE = "worked back from a report of the year after; the month itself is within the edition"
MONTH = len("2025-01")


def rows(path: Path) -> dict[str, list[Row]]:
    """Return the monthly rows of `magnet_exports` and `rare_earth_exports`."""
    months = table(path / "china_exports_monthly_2024_2025.csv")
    series = {MAGNETS: ("magnet_exports", "magnets"), HEADLINE: ("rare_earth_exports", "oxides")}
    out: list[Row] = []
    for line in months:
        if line["product"] in series and len(line["period"]) == MONTH and line["period"] >= "2024":
            name, good = series[line["product"]]
            out.append(_row(name, good, PLACES[line["destination"]], line["period"], _read(line)))
    return {"observations": [*out, *_september_2024()]}


def _read(line: dict[str, str]) -> Row:
    magnets = line["product"] == MAGNETS
    if magnets and line["period"] in ("2025-02", "2025-04") and line["destination"] == "World":
        read = readings()[f"exports_{line['period']}"]
        how = "difference or yearly change of published totals, rounded as the customs print them"
        return derived(read, "gacc_exports2025", 2025, 0.02, how)
    year = int(line["period"][: len("2025")])
    source = "gacc_exports2025" if year > 2024 else "gacc_exports2024"
    tonnes = float(line["tonnes"])
    if line["kind"].startswith("derived"):
        later = magnets and line["period"] == "2025-03"
        return derived(tonnes, source, year, 0.02, LATER, LATER_NOTE if later else "")
    doubtful = magnets and line["period"] == "2024-02"
    note = DOUBTFUL if doubtful else ""
    if not magnets:
        note = "all compounds and metals of seventeen elements, wider than the group named"
    return reported(tonnes, source, year, 0.3 if doubtful else 0.01, note)


def _september_2024() -> list[Row]:
    read = readings()
    out: list[Row] = []
    for name in ("total", "USA", "DEU", "KOR", "VNM", "JPN"):
        tonnes = read[f"exports_september_2025_{name}"] / (1 + read[f"growth_september_{name}"])
        figure = derived(tonnes, "asiacity_september2025", 2024, 0.02, BEFORE)
        place = "" if name == "total" else name
        out.append(_row("magnet_exports", "magnets", place, "2024-09", figure))
    return out


def _row(series: str, good: str, place: str, date: str, figure: Row) -> Row:
    value = float(figure["value"])
    sd = float(figure["relative_sd"])
    bounds = {"low": round(value * (1 - 2 * sd), 1), "high": round(value * (1 + 2 * sd), 1)}
    key = {"series": series, "good": good, "place": place, "side": "", "date": date}
    return {**key, "unit": "t/month", **bounds, **figure}
