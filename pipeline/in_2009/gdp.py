"""Gross domestic product of every place in 2009, and value added as holes or carried over."""

from __future__ import annotations

from pathlib import Path

from pipeline import value_added
from pipeline._figures import Row, derived, estimate, reported
from pipeline._past import extract
from pipeline.in_2009._read import YEAR, fact

RAW: dict[str, str] = {}
EXTRACT = "trade"

WDI = "worldbank_wdi2017"
ROUNDED = ("CHN", "USA", "DEU", "IND", "GBR", "BRA")
OLD = ("JPN", "KOR", "AUS", "MYS", "VNM", "THA", "MMR")
SD = {"KOR": 0.05, "MMR": 0.15}
BEFORE = {"USA": "gdp_USA_2023", "DEU": "gdp_DEU_2015"}


def rows(path: Path) -> dict[str, list[Row]]:
    """Return product and value added."""
    found = incomes()
    notes = dict.fromkeys(ROUNDED, "vintage of 2024") | dict.fromkeys(OLD, "vintage of 2017")
    out: list[Row] = [
        {"place": place, **reported(found[place], WDI, YEAR, SD.get(place, 0.03), note)}
        for place, note in notes.items()
    ]
    union = "European Union of 28 less Germany and the United Kingdom"
    rest = "World less all others; two vintages"
    out.append({"place": "REU", **derived(found["REU"], WDI, YEAR, 0.03, union)})
    out.append({"place": "ROW", **derived(found["ROW"], WDI, YEAR, 0.05, rest)})
    return {"gdp": out, "value_added": _value_added()}


def incomes() -> dict[str, float]:
    """GDP by place in 2009, USD."""
    out = {place: fact(f"gdp_{place}") for place in (*ROUNDED, *OLD)}
    out["REU"] = fact("gdp_EUU") - out["DEU"] - out["GBR"]
    out["ROW"] = fact("gdp_WLD") - sum(out.values())
    return out


def _value_added() -> list[Row]:
    """Value added of later years times the change of GDP since 2009."""
    out: list[Row] = []
    for row in value_added.detailed(extract(value_added)):
        place = str(row["place"])
        scale = fact(f"gdp_{place}") / fact(BEFORE[place])
        how = f"figure of {row['year']} times GDP of {YEAR} over that of {row['year']}"
        source = f"{row['source']};{WDI}"
        figure = estimate(float(row["value"]) * scale, source, YEAR, 0.35, how)
        out.append({"use": row["use"], "place": place, **figure})
    return out
