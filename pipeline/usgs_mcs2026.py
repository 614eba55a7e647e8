"""Mine output by deposit type and place, and scandium, from the USGS summaries of 2026."""

from __future__ import annotations

from pathlib import Path

from pipeline._facts import choice, mined
from pipeline._figures import Row, derived, estimate, pick, reported, table
from pipeline._mines import asian_gross, china_bastnaesite, china_clay, content, rest_monazite

RAW = {
    "usgs_mcs2026_world_production.csv": (
        "1d5e5c00653ae6ce2d3ecdc5c939769254697bf40ed04ed5162ba29b877c7306"
    ),
    "demand_and_capacity_points.csv": (
        "a305442e0c1f755902f505619557f1e6a45408ce93ab85d6b7e01997e8969234"
    ),
    "stage/separated_output.csv": (
        "caf80abd9babf78a5e3dffb7c998857dc14ef30346e8dab0213d0d2096174c06"
    ),
    "baci_rare_earth_trade_1995_2024.csv.gz": (
        "3cd99861658186fbc4d20a709944331743cdeac1173c81d6deef28ee20284816"
    ),
}
EXTRACT = "upstream"

MCS = "usgs_mcs_rare_earths2026"
QUOTA = f"{MCS};projectblue_quota2024"
BASTNAESITE, MONAZITE, CLAY = "mine_bastnaesite", "mine_monazite", "mine_ionic_clay"
REPORTED = (
    (BASTNAESITE, "USA", "United States", 0.03, ""),
    (MONAZITE, "AUS", "Australia", 0.15, "2025 edition: 13,000 t, estimated from Chinese imports"),
    (MONAZITE, "IND", "India", 0.15, ""),
    (CLAY, "BRA", "Brazil", 0.3, "Serra Verde; the 2025 edition had 20 t"),
    (CLAY, "MMR", "Burma", 0.35, "31,000 t in nine months by Chinese customs"),
    (CLAY, "THA", "Thailand", 0.4, "estimated from Chinese imports; the 2025 edition had 13,000 t"),
    (CLAY, "VNM", "Vietnam", 0.5, "estimated from Chinese imports; taken as clay"),
)


def rows(path: Path) -> dict[str, list[Row]]:
    """Return production rows of mines and of scandium."""
    plain = [
        _row(process, place, reported(mined(path, country), MCS, 2024, sd, note))
        for process, place, country, sd, note in REPORTED
    ]
    return {"production": [*plain, *_china(path), *_sellers(path), *_rest(path), *_scandium(path)]}


def _row(process: str, place: str, figure: Row) -> Row:
    return {"process": process, "place": place, "good": "", **figure}


def _china(path: Path) -> list[Row]:
    clay = "twice the ionic clay quota of the first of two equal batches"
    note = "the quota; undocumented output is not in it"
    return [
        _row(
            BASTNAESITE,
            "CHN",
            derived(china_bastnaesite(path), QUOTA, 2024, 0.05, f"quota less {clay}", note),
        ),
        _row(CLAY, "CHN", derived(china_clay(path), QUOTA, 2024, 0.15, clay, note)),
    ]


def _sellers(path: Path) -> list[Row]:
    source = "baci2024;metalnomist_supply2024"
    how = (
        "China's gross imports of compounds times .87, the ratio of the 60,000 t of oxide fed from "
        "South-East Asia to the gross imports from its three sellers"
    )
    gross, share = asian_gross(path), content(path)
    usgs = mined(path, "Malaysia")
    laos = estimate(gross["LAO"] * share, source, 2024, 0.3, how, "Laos; not listed by USGS")
    note = f"USGS has {usgs:.0f} t; goods in transit may be inside"
    malaysia = estimate(gross["MYS"] * share, source, 2024, 0.5, how, note)
    return [_row(CLAY, "ROW", laos), _row(CLAY, "MYS", malaysia)]


def _rest(path: Path) -> list[Row]:
    how = "sum of Russia, Madagascar, Nigeria and other"
    note = "Russian loparite is counted with monazite"
    return [_row(MONAZITE, "ROW", derived(rest_monazite(path), MCS, 2024, 0.3, how, note))]


def _scandium(path: Path) -> list[Row]:
    points = table(path / "demand_and_capacity_points.csv")
    world = pick(points, item="scandium oxide world consumption")
    share = choice("scandium_china_share")
    how = "world consumption of 2025 read as output, four fifths in China; no output by country"
    source = "usgs_mcs_scandium2026"
    return [
        _row("recover_scandium", "CHN", estimate(world * share, source, 2025, 0.4, how)),
        _row("recover_scandium", "ROW", estimate(world * (1 - share), source, 2025, 0.7, how)),
    ]
