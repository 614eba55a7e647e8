"""Gross domestic product of 2023 by place, which also spreads what no figure names."""

from __future__ import annotations

from functools import cache

from pipeline.in_2023._read import fact

NAMED = ("CHN", "USA", "DEU", "JPN", "KOR")
OTHERS = ("AUS", "MYS", "MMR", "VNM", "IND", "THA", "GBR", "BRA")
REST = (*OTHERS, "ROW")


@cache
def incomes() -> dict[str, float]:
    """GDP by place in 2023, USD a year."""
    out = {place: fact(f"gdp_{place}") for place in (*NAMED, *OTHERS)}
    out["REU"] = fact("gdp_EU27") - out["DEU"]
    out["ROW"] = fact("gdp_WLD") - sum(out.values())
    return out


def spread(tonnes: float, places: tuple[str, ...]) -> dict[str, float]:
    """Share tonnes over places that no figure names, in proportion to income."""
    income = {place: incomes()[place] for place in places}
    total = sum(income.values())
    return {place: tonnes * value / total for place, value in income.items()}
