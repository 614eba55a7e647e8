"""Gross domestic product of 2023 and value added of American industries in 2022."""

from __future__ import annotations

from pathlib import Path

from pipeline._figures import Row, derived, estimate, reported
from pipeline.in_2023._incomes import NAMED, OTHERS, incomes
from pipeline.in_2023._read import YEAR, fact, source

RAW: dict[str, str] = {}
EXTRACT = "none"

INDUSTRIES = {"semiconductors": "334413", "optics": "333314", "fibre": "335920"}
WIDE = {
    "semiconductors": "silicon devices are inside and far larger than those of gallium",
    "optics": "lenses of glass are inside",
    "fibre": "power cable is inside; drawn fibre is glass and is not",
}
INCOME = "worldbank_wdi2024"


def rows(path: Path) -> dict[str, list[Row]]:
    """Return income by place and value added by use in the United States."""
    del path
    return {"gdp": _gdp(), "value_added": _value_added()}


def _gdp() -> list[Row]:
    found = incomes()
    out = [
        {"place": place, **reported(found[place], INCOME, 2023, 0.03)}
        for place in (*NAMED, *OTHERS)
    ]
    union = "European Union of 27 less Germany"
    rest = "World less all others"
    out.append({"place": "REU", **derived(found["REU"], INCOME, 2023, 0.03, union)})
    out.append({"place": "ROW", **derived(found["ROW"], INCOME, 2023, 0.05, rest)})
    return out


def _value_added() -> list[Row]:
    out: list[Row] = []
    for use, code in INDUSTRIES.items():
        keys = (f"output_{code}_2022", f"added_{code}_2017")
        ratio = fact(keys[1]) / fact(f"output_{code}_2017")
        how = f"BEA detail sector {code}; value added over output of 2017 times output of {YEAR}"
        millions = ratio * fact(keys[0])
        figure = estimate(millions * 1e6, source(*keys), YEAR, 0.15, how, WIDE[use])
        out.append({"use": use, "place": "USA", **figure})
    return out
