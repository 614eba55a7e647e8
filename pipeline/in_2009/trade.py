"""Trade of 2009 in ore, oxides, metals and magnets between the places.

Oxides and metals are CEPII BACI, read as in 2025.11: gross weight, what is worked up or passed on
left out as an origin, ports of transit left out as destinations. Groups weigh goods by what their
compounds weigh. Magnets are Chinese exports of 2010, carried back with the growth of that year.
"""

from __future__ import annotations

from functools import cache
from pathlib import Path

from pipeline._figures import Row, derived, estimate, table
from pipeline.baci import CHEAPEST, DEAREST, HOW, LEAST, SD, TRANSIT, place_of, weighs
from pipeline.in_2009._read import FOLDER, YEAR, fact
from pipeline.in_2009._supply import mined

BACI = "baci_rare_earth_trade_1995_2024.csv.gz"
RAW = {BACI: "3cd99861658186fbc4d20a709944331743cdeac1173c81d6deef28ee20284816"}
EXTRACT = "trade"

ORIGINS = {
    "284610": ("CHN", "USA", "IND", "EST"),
    "284690": ("CHN", "USA", "IND", "EST"),
    "280530": ("CHN", "VNM"),
}
CLOSED = (
    "sm_oxide",
    "eu_oxide",
    "gd_oxide",
    "tb_oxide",
    "dy_oxide",
    "y_oxide",
    "other_heavy_oxide",
)
MAGNETS = ("USA", "KOR", "DEU")


def rows(path: Path) -> dict[str, list[Row]]:
    """Return trade rows of ore, of three customs groups and of magnets."""
    return {"trade": [_ore(), *_groups(path), _customs(), *_unseparated(), *_magnets()]}


@cache
def flows(path: Path) -> dict[tuple[str, str, str], tuple[float, float]]:
    """Gross tonnes and thousand USD by code, origin and destination."""
    found: dict[tuple[str, str, str], tuple[float, float]] = {}
    for row in table(path / BACI):
        if row["year"] != str(YEAR) or row["exporter"] not in ORIGINS[row["hs6"]]:
            continue
        if row["importer"] in TRANSIT or not weighs(row):
            continue
        tonnes, value = float(row["qty_t"]), float(row["value_kusd"])
        if not CHEAPEST <= value / tonnes <= DEAREST:
            continue
        key = row["hs6"], place_of(row["exporter"]), place_of(row["importer"])
        before = found.get(key, (0.0, 0.0))
        found[key] = before[0] + tonnes, before[1] + value
    return found


def bought(path: Path, hs6: str, destination: str, origin: str | None = None) -> float:
    """Gross tonnes that a place bought abroad, of one origin or of all."""
    return sum(
        tonnes
        for (code, sender, buyer), (tonnes, _) in flows(path).items()
        if code == hs6 and buyer == destination != sender and origin in (None, sender)
    )


def sold(path: Path, hs6: str, origin: str) -> float:
    """Gross tonnes that a place sold abroad."""
    return sum(
        tonnes
        for (code, sender, buyer), (tonnes, _) in flows(path).items()
        if code == hs6 and sender == origin != buyer
    )


def oxide(hs6: str) -> float:
    """Tonnes of oxide in a gross tonne of a customs group of compounds."""
    weights = {
        float(row["weight"])
        for row in table(FOLDER / "labels" / "groups.csv")
        if row["group"] == f"hs{hs6}"
    }
    (weight,) = weights
    return 1 / weight


def _groups(path: Path) -> list[Row]:
    out: list[Row] = []
    for (hs6, origin, destination), (tonnes, value) in flows(path).items():
        if origin == destination or tonnes < LEAST[hs6]:
            continue
        note = f"{value / tonnes:.1f} USD/kg"
        figure = derived(tonnes, "baci2024", YEAR, SD[hs6], HOW, note)
        out.append({"good": f"hs{hs6}", "origin": origin, "destination": destination, **figure})
    return out


def _customs() -> Row:
    figure = derived(
        fact("china_exports"),
        "wsj_exports2010",
        YEAR,
        0.1,
        "39,813 t of 2010 over 1 less the fall of 9.3 %",
        "tonnes of product; BACI has 43,824 t for the three customs codes",
    )
    return {"good": "customs_2009", "origin": "CHN", "destination": "*", **figure}


def _ore() -> Row:
    how = "all Russian ore goes to Sillamae; BACI has 5,779 t gross to Estonia and Latvia"
    source = "chen_supply2011;baltictimes_silmet2011;baci2024"
    figure = estimate(mined()["monazite", "ROW"], source, YEAR, 0.25, how)
    return {"good": "monazite_concentrate", "origin": "ROW", "destination": "REU", **figure}


def _unseparated() -> list[Row]:
    """Mountain Pass sold no separated heavy rare earths from stock."""
    source = "metalpages_molycorp2009;usgs_mcs_rare_earths2011"
    how = "nothing sold: the plant put out lanthanum and didymium"
    return [
        {
            "good": good,
            "origin": "USA",
            "destination": destination,
            **derived(0.0, source, YEAR, "", how),
        }
        for good in CLOSED
        for destination in ("*", "USA")
    ]


def magnet_exports() -> float:
    """Magnets that China exported in 2009, t."""
    return fact("magnet_exports_2010") / (1 + fact("magnet_exports_growth"))


def magnet_share(country: str) -> float:
    """Share of a country in China's magnet exports of 2010."""
    return fact(f"magnets_{country}") / fact("magnet_exports_2010")


def _magnets() -> list[Row]:
    total = derived(
        magnet_exports(),
        "ccr_magnets2011",
        YEAR,
        0.1,
        "13,885.92 t of 2010 over 1.4831",
        "customs mass, taken as finished",
    )
    out: list[Row] = [{"good": "magnets", "origin": "CHN", "destination": "*", **total}]
    for place in MAGNETS:
        how = "exports of 2009 times the share of the place in 2010"
        figure = derived(magnet_exports() * magnet_share(place), "ccr_magnets2011", YEAR, 0.25, how)
        out.append({"good": "magnets", "origin": "CHN", "destination": place, **figure})
    return out
