"""Trade of 2024 in ore, oxides and metals between the places, mostly from CEPII BACI.

BACI counts gross weight. Ore of ionic clay is declared as compounds, Lynas's concentrate as metal,
Russian carbonate as cerium compounds: those flows are taken out and counted as concentrate. Places
that only pass on or work up what they bought are left out as origins of oxides, and ports of
transit as destinations.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from pipeline import _mines
from pipeline._facts import mined
from pipeline._figures import HERE, Row, derived, estimate, table
from pipeline._mines import BACI

RAW = {
    BACI: "3cd99861658186fbc4d20a709944331743cdeac1173c81d6deef28ee20284816",
    "stage/separated_output.csv": (
        "caf80abd9babf78a5e3dffb7c998857dc14ef30346e8dab0213d0d2096174c06"
    ),
    "usgs_mcs2026_world_production.csv": (
        "1d5e5c00653ae6ce2d3ecdc5c939769254697bf40ed04ed5162ba29b877c7306"
    ),
    "usgs_mcs2026_us_salient.csv": (
        "a314909bb61182388471b6f7e9c95d43efaf4d9c9c195dee513eee02af667def"
    ),
}
EXTRACT = "upstream"

NAMED = ("CHN", "USA", "DEU", "JPN", "KOR", "AUS", "MYS", "MMR", "VNM", "IND", "THA", "GBR", "BRA")
ORIGINS = {
    "284610": ("CHN", "USA", "MYS", "IND", "EST"),
    "284690": ("CHN", "USA", "MYS", "IND", "EST"),
    "280530": ("CHN", "VNM", "THA", "JPN", "GBR"),
}
TRANSIT = ("HKG", "SGP")
ORE = {("AUS", "MYS", "280530"), ("MYS", "CHN", "284690"), ("MYS", "CHN", "284610")}
LEAST = {"284610": 100.0, "284690": 60.0, "280530": 50.0}
CHEAPEST, DEAREST = 0.3, 400.0
SD = {"284610": 0.4, "284690": 0.35, "280530": 0.3}
HOW = (
    "gross tonnes summed over countries; pairs outside .3 to 400 USD/kg, flows known to be ore and "
    "those to Hong Kong and Singapore are left out"
)


def rows(path: Path) -> dict[str, list[Row]]:
    """Return trade rows of concentrates and of the three customs groups."""
    return {"trade": [*_ore(path), *_groups(path)]}


def place_of(country: str) -> str:
    """Return the place a country belongs to.

    Examples
    --------
    >>> place_of("FRA"), place_of("LAO"), place_of("DEU")
    ('REU', 'ROW', 'DEU')
    """
    if country in NAMED:
        return country
    return "REU" if country in members() else "ROW"


@cache
def members() -> frozenset[str]:
    """Return the members of the European Union without Germany in 2024."""
    return frozenset(row["country"] for row in table(HERE / "labels" / "rest_of_eu.csv"))


def _groups(path: Path) -> list[Row]:
    tonnes: dict[tuple[str, str, str], float] = {}
    values: dict[tuple[str, str, str], float] = {}
    for row in table(path / BACI):
        if not _counts(row):
            continue
        key = (row["hs6"], place_of(row["exporter"]), place_of(row["importer"]))
        tonnes[key] = tonnes.get(key, 0.0) + float(row["qty_t"])
        values[key] = values.get(key, 0.0) + float(row["value_kusd"])
    out: list[Row] = []
    for (hs6, origin, destination), amount in tonnes.items():
        if origin == destination or amount < LEAST[hs6]:
            continue
        price = values[hs6, origin, destination] / amount
        figure = derived(amount, "baci2024", 2024, SD[hs6], HOW, f"{price:.1f} USD/kg")
        out.append({"good": f"hs{hs6}", "origin": origin, "destination": destination, **figure})
    return out


def _counts(row: dict[str, str]) -> bool:
    if row["year"] != "2024" or row["exporter"] not in ORIGINS[row["hs6"]]:
        return False
    if (row["exporter"], row["importer"], row["hs6"]) in ORE or not weighs(row):
        return False
    if row["importer"] in TRANSIT:
        return False
    return CHEAPEST <= float(row["value_kusd"]) / float(row["qty_t"]) <= DEAREST


def weighs(row: dict[str, str]) -> bool:
    """Whether a flow has a weight of at least a tonne; smaller ones are samples and sundries."""
    return bool(row["qty_t"]) and float(row["qty_t"]) >= 1


def _ore(path: Path) -> list[Row]:
    gross, share = _mines.asian_gross(path), _mines.content(path)
    mcs, sellers = "usgs_mcs_rare_earths2026", "baci2024;metalnomist_supply2024"
    clay, monazite = "ionic_clay_concentrate", "monazite_concentrate"
    traded = "gross imports of China times .87 t of oxide, see production"
    listed = "mine output, which USGS estimates from Chinese imports"
    us = "US exports of ores and compounds less US output of compounds and metals"
    months = "31,000 t of oxide from January to September, carried to twelve months"
    booked = _mines.baci(path, "280530", "AUS", "MYS")
    lynas = f"BACI has {booked:,.0f} t gross at 4 USD/kg, declared as metal"
    return [
        _route(
            "bastnaesite_concentrate", "USA", derived(_mines.us_to_china(path), mcs, 2024, 0.12, us)
        ),
        _route(
            clay,
            "MMR",
            derived(_mines.myanmar_customs(path), "wealthtrend_customs2024", 2024, 0.15, months),
        ),
        _route(clay, "ROW", derived(gross["LAO"] * share, sellers, 2024, 0.3, traded, "Laos")),
        _route(clay, "MYS", derived(gross["MYS"] * share, sellers, 2024, 0.4, traded)),
        _route(clay, "THA", estimate(mined(path, "Thailand"), mcs, 2024, 0.4, listed)),
        _route(clay, "VNM", estimate(mined(path, "Vietnam"), mcs, 2024, 0.5, listed)),
        _route(
            monazite,
            "ROW",
            estimate(
                _mines.rest_to_china(path),
                f"{mcs};baci2024",
                2024,
                0.4,
                f"Madagascar and Nigeria: {listed}; Russia: split by gross tonnes",
            ),
        ),
        _route(
            monazite,
            "ROW",
            derived(
                _mines.russia_to_europe(path),
                f"{mcs};baci2024",
                2024,
                0.4,
                "Russian ore split between Estonia and China by gross tonnes traded",
            ),
            "REU",
        ),
        _route(
            monazite,
            "AUS",
            estimate(
                mined(path, "Australia"), f"{mcs};baci2024", 2024, 0.15, "all mine output", lynas
            ),
            "MYS",
        ),
    ]


def _route(good: str, origin: str, figure: Row, destination: str = "CHN") -> Row:
    return {"good": good, "origin": origin, "destination": destination, **figure}
