"""Who takes what China exports of rare earths, by value, in the year of the embargo and since."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pipeline._figures import Row, derived, table
from pipeline.baci import place_of

if TYPE_CHECKING:
    from pathlib import Path

BACI = "baci_rare_earth_trade_1995_2024.csv.gz"
RAW = {BACI: "3cd99861658186fbc4d20a709944331743cdeac1173c81d6deef28ee20284816"}
EXTRACT = "dynamics"

SENDER = "CHN"
YEARS = (2010, 2018, 2024)
PARTNERS = ("USA", "JPN", "DEU", "REU", "KOR")
CODES = ("280530", "284610", "284690")
SD = 0.1
HOW = "value of metals and compounds (HS 280530, 284610, 284690) by importer over that of all"
NOTE = "magnets (HS 850511) are not in the file; Hong Kong is an importer of its own"


def rows(path: Path) -> dict[str, list[Row]]:
    """Return the share of each partner in three years."""
    values: dict[tuple[int, str], float] = defaultdict(float)
    totals: dict[int, float] = defaultdict(float)
    for line in table(path / BACI):
        year = int(line["year"])
        if line["exporter"] != SENDER or year not in YEARS or line["hs6"] not in CODES:
            continue
        values[year, place_of(line["importer"])] += float(line["value_kusd"])
        totals[year] += float(line["value_kusd"])
    return {
        "dependence": [
            {
                "place": SENDER,
                "partner": partner,
                **_share(values[year, partner], totals[year], year),
            }
            for partner in PARTNERS
            for year in YEARS
        ]
    }


def _share(value: float, total: float, year: int) -> Row:
    return derived(value / total, "baci2024", year, SD, HOW, NOTE)
