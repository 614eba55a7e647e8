"""Value added of the sectors that use magnets and rare earths: an upper bound of what can stop."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from pipeline._figures import HERE, Row, derived, estimate, pick, readings, table

if TYPE_CHECKING:
    from pathlib import Path

RAW = {
    "stage/value_at_stake.csv": "91e283cf5b968bcd95c10ec7a9f1524af2fc8fcf7fd975a2d0ed0ecbd3da7f29",
}
EXTRACT = "downstream"

MILLION = 1e6
METRIC = "value added (2017 ratio x 2023 output)"

TABLES = "oecd_iot2021"
SHARES = f"{TABLES};bea_input_output2017"
SURVEY = "statistics_korea_survey2019"
LATER_SURVEY = "statistics_korea_survey2024"
YEAR = 2018
DAYS = 365
SECTORS = ("D19", "D26", "D27", "D28", "D29", "D30")
VEHICLES = "D29"
MISPLACED = {("Ireland", "D19")}
"""More than in France and Italy together, in a country with one refinery: left out."""
CHIPS = "glass_ceramics_phosphors"


def rows(path: Path) -> dict[str, list[Row]]:
    """Return value added by use, in the United States in detail and elsewhere by sector."""
    return {"value_added": [*_american(path), *_abroad(), *_korean_electronics()]}


def detailed(path: Path) -> list[Row]:
    """Return what edition 2009.12 starts from: American uses, and German vehicles of 2015."""
    sectors = table(path / "stage" / "value_at_stake.csv")
    euros = pick(sectors, country="DEU", sector_code="C29") * MILLION
    figure = derived(
        euros * readings()["usd_per_euro_2015"],
        "destatis_vehicles2017;ecb_rates2015",
        2015,
        0.25,
        "gross value added of 2015 at the mean exchange rate of that year, not carried forward",
    )
    return [*_american(path), {"use": "other_vehicles", "place": "DEU", **figure}]


def _american(path: Path) -> list[Row]:
    sectors = table(path / "stage" / "value_at_stake.csv")
    totals: dict[str, float] = defaultdict(float)
    names: dict[str, list[str]] = defaultdict(list)
    for line in table(HERE / "choices" / "value_added.csv"):
        code = line["sector_code"]
        totals[line["use"]] += pick(sectors, country="USA", sector_code=code, metric=METRIC)
        names[line["use"]].append(code)
    out: list[Row] = []
    for use, millions in totals.items():
        how = (
            f"sum of BEA detail sectors {' '.join(names[use])}; value added over output of 2017 "
            "times output of 2023"
        )
        figure = estimate(millions * MILLION, "bea_input_output2023", 2023, 0.15, how)
        out.append({"use": use, "place": "USA", **figure})
    return out


def by_sector() -> dict[str, dict[str, float]]:
    """Return value added of 2018 by place and sector, USD; the copy read gives it per day."""
    found: dict[str, dict[str, float]] = defaultdict(lambda: defaultdict(float))
    for line in table(HERE / "readings" / "oecd_value_added.csv"):
        for sector in SECTORS:
            if (line["country"], sector) not in MISPLACED:
                found[line["place"]][sector] += float(line[sector]) * DAYS * MILLION
    return found


def shares() -> dict[str, dict[str, float]]:
    """Return the share of a use in the value added of each sector, as in the United States."""
    found: dict[str, dict[str, float]] = defaultdict(dict)
    for line in table(HERE / "choices" / "value_added_shares.csv"):
        found[line["use"]][line["sector"]] = float(line["share"])
    return found


def _abroad() -> list[Row]:
    sectors, parts = by_sector(), shares()
    out: list[Row] = []
    for line in table(HERE / "choices" / "value_added_places.csv"):
        use, place, note = line["use"], line["place"], line["note"]
        deviation = float(line["relative_sd"])
        if use == "other_vehicles":
            figure = derived(
                sectors[place][VEHICLES], _sources(place), YEAR, deviation, _vehicles(place), note
            )
        else:
            value = sum(share * sectors[place][sector] for sector, share in parts[use].items())
            how = f"{_terms(parts[use])}{_union(place)}"
            figure = estimate(value, SHARES, YEAR, deviation, how, note)
        out.append({"use": use, "place": place, **figure})
    return out


def _korean_electronics() -> list[Row]:
    """In South Korea chips are most of electronics: their share is its own, not the American."""
    sectors, parts, read = by_sector()["KOR"], shares(), readings()
    chips = read["chips_kor_2018"] / read["electronics_kor_2018"]
    machines = parts[CHIPS]["D28"]
    others = parts["electronics"]["D26"] / (1 - parts[CHIPS]["D26"])
    sources = f"{SHARES};{SURVEY}"
    made = (
        f"D26 x {chips:.3f} + D28 x {machines:.4g}, value added of 2018: the share of chips in "
        "electronics by the survey of 2018, that of machines for them in BEA 333 of 2017"
    )
    used = (
        f"D26 without chips, {1 - chips:.3f} of it by the survey of 2018, x {others:.4g}, the "
        "share of the use in BEA 334 of 2017 without chips"
    )
    value = chips * sectors["D26"] + machines * sectors["D28"]
    rest = (1 - chips) * others * sectors["D26"]
    note = "the survey counts services bought as value added"
    return [
        {"use": CHIPS, "place": "KOR", **estimate(value, sources, YEAR, 0.4, made, note)},
        {"use": "electronics", "place": "KOR", **estimate(rest, sources, YEAR, 0.6, used)},
    ]


def _sources(place: str) -> str:
    return f"{TABLES};{SURVEY};{LATER_SURVEY}" if place == "KOR" else TABLES


def _vehicles(place: str) -> str:
    how = "D29 of 2018, printed per day of the year in the copy that was read, times 365"
    return f"{how}{_union(place)}; not carried forward"


def _terms(parts: dict[str, float]) -> str:
    terms = " + ".join(f"{sector} x {share:.4g}" for sector, share in parts.items())
    return f"{terms}, value added of 2018 times the share of the use in the same BEA sector of 2017"


def _union(place: str) -> str:
    return (
        ", 25 members of the European Union (without Germany and Cyprus)" if place == "REU" else ""
    )
