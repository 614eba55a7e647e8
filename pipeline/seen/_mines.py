"""Mine output of China, of the United States, of the world and outside China."""

from __future__ import annotations

import math
from pathlib import Path

from pipeline._figures import Row, derived, reported, table
from pipeline.seen._rows import between, row
from pipeline.seen._sums import YEARS

MINED = "history/mine_production.csv"
WORLD = "wmd_production_country_year.csv.gz"
MCS = "usgs_mcs2026_world_production.csv"
DIGITISED = "Kroos"
CHECKED = range(2018, 2024)
QUOTA = "equal to the mining quota; what is mined beside it is not counted"
UNSEEN = "what is mined without licence is not counted; estimates of it run from a fifth to a half"
READ = "read from a drawing of USGS figures to 100 t"
OTHERS: dict[tuple[str, int], tuple[str, tuple[float, ...]]] = {
    ("USA", 2012): ("usgs_mcs_rare_earths2016", (3_000,)),
    ("USA", 2015): ("usgs_mcs_rare_earths2016", (4_100,)),
    ("USA", 2018): ("usgs_mcs_rare_earths2019", (15_000,)),
    ("outside", 2010): ("chen_supply2011", (11_000,)),
    ("outside", 2012): ("usgs_mcs_rare_earths2016", (12_200,)),
    ("world", 2018): ("usgs_mcs_rare_earths2019", (170_000,)),
    ("world", 2024): ("usgs_mcs_rare_earths2026", (380_000,)),
}
"""What other vintages of USGS, or Chen for 2010, give for the same place and year."""


def rows(path: Path) -> list[Row]:
    """Return output in t of oxide and the share of China."""
    usgs = _usgs(path)
    checks = _checks(path)
    out: list[Row] = []
    for year in YEARS:
        for place in ("CHN", "USA", "world", "outside"):
            value = usgs[year, place]
            figure = _figure(value, year, place, checks.get((year, place)))
            where = {"outside": {"side": "outside"}, "world": {}}.get(place, {"place": place})
            out.append(row("mine_output", year, "t/yr", figure, **where))
        out.append(_share(usgs, checks, year))
    return [*out, *_australia(path)]


def _usgs(path: Path) -> dict[tuple[int, str], float]:
    names = {"China": "CHN", "United States": "USA", "World": "world"}
    out: dict[tuple[int, str], float] = {}
    for line in table(path / MINED):
        if line["country_or_region"] in names and DIGITISED in line["source"]:
            out[int(line["year"]), names[line["country_or_region"]]] = float(line["value"])
    for year in YEARS:
        out[year, "outside"] = out[year, "world"] - out[year, "CHN"]
    return out


def _checks(path: Path) -> dict[tuple[int, str], float]:
    out: dict[tuple[int, str], float] = {}
    for line in table(path / WORLD):
        if not line["commodity"].startswith("Rare Earths") or int(line["year"]) not in CHECKED:
            continue
        year, place = int(line["year"]), line["country_iso"]
        place = "world" if line["country"] == "Total" else place
        if place in ("CHN", "USA", "world"):
            out[year, place] = float(line["production"])
    for year in CHECKED:
        out[year, "outside"] = out[year, "world"] - out[year, "CHN"]
    return out


def _figure(value: float, year: int, place: str, check: float | None) -> Row:
    least = {"CHN": 0.1, "USA": 0.05, "world": 0.1, "outside": 0.15}[place]
    if year < 2014:
        least = max(least, {"CHN": 0.15, "world": 0.15, "outside": 0.25}.get(place, least))
    how = READ if place != "outside" else f"world less China, {READ}"
    note = {"CHN": QUOTA if year >= 2018 else UNSEEN}.get(place, "")
    source = "kroos2025;mineral_economics2019" if note == UNSEEN else "kroos2025"
    other, others = OTHERS.get((place, year), ("", ()))
    source += f";{other}" if other else ""
    if check is not None:
        source, others = f"{source};wmd2025", (*others, check)
        note += ("; " if note else "") + "low or high from World Mining Data"
    apart = max((abs(math.log(value / each)) for each in others), default=0.0)
    sd = round(max(least, apart / 2), 3) if value else ""
    return between(derived(value, source, year, sd, how, note), *others)


def _share(
    usgs: dict[tuple[int, str], float], checks: dict[tuple[int, str], float], year: int
) -> Row:
    china = usgs[year, "CHN"]
    share = china / usgs[year, "world"]
    source, worlds = OTHERS.get(("world", year), ("", ()))
    others = [china / world for world in worlds]
    for more, output in [OTHERS.get(("outside", year), ("", ()))]:
        source += more
        others += [china / (china + each) for each in output]
    source = f"kroos2025;{source}" if source else "kroos2025"
    if year in CHECKED:
        others.append(checks[year, "CHN"] / checks[year, "world"])
        source += ";wmd2025"
    how = "output of China over that of the world"
    note = QUOTA if year >= 2018 else UNSEEN
    source += ";mineral_economics2019" if note == UNSEEN else ""
    sd = 0.05 if year < 2014 else 0.06
    figure = between(derived(share, source, year, sd, how, note), *others)
    return row("mine_share", year, "1", figure, place="CHN")


def _australia(path: Path) -> list[Row]:
    out: list[Row] = []
    for line in table(path / WORLD):
        year = int(line["year"])
        mined = line["country"] == "Australia" and line["commodity"].startswith("Rare Earths")
        if mined and year in CHECKED:
            figure = reported(float(line["production"]), "wmd2025", year, 0.15)
            out.append(row("mine_output", year, "t/yr", figure, place="AUS"))
    for line in table(path / MCS):
        if line["commodity"] == "Rare earths" and line["country"] == "Australia":
            value = float(line["production_2024"])
            note = "another source than the years before"
            figure = reported(value, "usgs_mcs_rare_earths2026", 2024, 0.2, note)
            out.append(row("mine_output", 2024, "t/yr", figure, place="AUS"))
    return out
