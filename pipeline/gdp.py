"""Gross domestic product of every place, USD a year, as published before the edition's date."""

from __future__ import annotations

from pathlib import Path

from pipeline._figures import Row, derived, pick, reported, table

RAW = {
    "stage/gdp_2024.csv": "c365dac653c11d45a8221edd1b7be3b2681a12f7c0be7b600150d5b6814f1028",
}
EXTRACT = "upstream"

OCTOBER = "WDI Oct 2024 (datasets/gdp commit 1cdcd2eb, 2024-10-21)"
JULY = "WDI July 2025"
YEAR_2024 = ("CHN", "USA", "DEU", "JPN", "IND")
YEAR_2023 = ("KOR", "AUS", "MYS", "MMR", "VNM", "THA", "GBR", "BRA")
SOURCE = {"2024": "worldbank_wdi2025", "2023": "worldbank_wdi2024"}
SD = {"2024": 0.03, "2023": 0.06}


def rows(path: Path) -> dict[str, list[Row]]:
    """Return one row for each place."""
    values = {place: _gdp(path, place, "2024", JULY) for place in YEAR_2024}
    older = {place: _gdp(path, place, "2023", OCTOBER) for place in YEAR_2023}
    note = "2024 was not published before the edition's date where read; not carried forward"
    out = [
        _row(place, reported(value, SOURCE["2024"], 2024, SD["2024"]))
        for place, value in values.items()
    ]
    out += [
        _row(place, reported(value, SOURCE["2023"], 2023, SD["2023"], note))
        for place, value in older.items()
    ]
    union = _gdp(path, "EU27", "2024", JULY) - values["DEU"]
    world = _gdp(path, "WLD", "2024", JULY) - union - sum(values.values()) - sum(older.values())
    how = "World less all others, of which eight are of 2023"
    rest = derived(union, SOURCE["2024"], 2024, 0.03, "European Union of 27 less Germany")
    both = f"{SOURCE['2024']};{SOURCE['2023']}"
    return {"gdp": [*out, _row("REU", rest), _row("ROW", derived(world, both, 2024, 0.08, how))]}


def _gdp(path: Path, place: str, year: str, vintage: str) -> float:
    found = table(path / "stage" / "gdp_2024.csv")
    return pick(found, "gdp_current_usd", iso3=place, year=year, vintage=vintage)


def _row(place: str, figure: Row) -> Row:
    return {"place": place, **figure}
