"""Value added outside the United States, and how far its method can be trusted."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from pipeline._figures import HERE, table
from pipeline.value_added import DAYS, EXTRACT, SECTORS, by_sector, rows, shares

ROOT = Path(__file__).parents[2]
BRIDGE = ROOT / "src" / "backfire" / "data" / "tables" / "input_output" / "bridge.csv"
READ = HERE / "readings" / "oecd_value_added.csv"
Found = dict[tuple[str, str], dict[str, str | float | int]]
UNION = 27
BILLION = 1e9


@pytest.fixture(scope="module")
def found() -> Found:
    made = rows(HERE / "extracts" / EXTRACT)["value_added"]
    return {(str(row["use"]), str(row["place"])): row for row in made}


def test_every_cell_read_is_a_tenth_of_a_million_a_year() -> None:
    for line in table(READ):
        for sector in SECTORS:
            yearly = float(line[sector]) * DAYS
            assert yearly == pytest.approx(round(yearly, 1), abs=3e-4), (line["country"], sector)


def test_the_union_is_whole_but_for_cyprus() -> None:
    members = [line for line in table(READ) if line["place"] in ("REU", "DEU")]
    assert len(members) == UNION - 1
    assert "Cyprus" not in {line["country"] for line in members}


def test_the_shares_are_those_of_the_bridge() -> None:
    with BRIDGE.open(encoding="utf-8", newline="") as text:
        coverage = {
            (line["use"], line["industry"]): line["coverage"]
            for line in csv.DictReader(text)
            if line["table"] == "bea-2017-71"
        }
    for line in table(HERE / "choices" / "value_added_shares.csv"):
        assert line["share"] == coverage[line["use"], line["industry"]]


@pytest.mark.parametrize("use", sorted(shares()))
def test_the_method_gives_back_the_american_figure(found: Found, use: str) -> None:
    american = by_sector()["USA"]
    guess = sum(share * american[sector] for sector, share in shares()[use].items())
    assert 1 / 1.5 < guess / float(found[use, "USA"]["value"]) < 1.5


def test_german_vehicles_follow_what_destatis_prints(found: Found) -> None:
    euros_of_2016 = 134.9 * BILLION  # published in April 2019 for the fair Techno Classica
    assert 1.1 < float(found["other_vehicles", "DEU"]["value"]) / euros_of_2016 < 1.4


def test_chips_weigh_more_in_korea_than_anywhere(found: Found) -> None:
    use = "glass_ceramics_phosphors"
    value = {place: float(row["value"]) for (name, place), row in found.items() if name == use}
    assert max(value, key=lambda place: value[place]) == "KOR"
    assert value["KOR"] < by_sector()["KOR"]["D26"]


def test_what_rests_on_an_american_share_is_uncertain(found: Found) -> None:
    for (_, place), row in found.items():
        if place != "USA" and row["kind"] == "estimate":
            assert float(row["relative_sd"]) >= 0.4
            assert "bea_input_output2017" in str(row["source"])


@pytest.mark.parametrize(
    ("use", "place"),
    [
        ("electric_vehicles", "DEU"),
        ("metallurgy_other", "JPN"),
        ("electronics", "CHN"),
        ("electronics", "IND"),
        ("aerospace_defence", "IND"),
        ("glass_ceramics_phosphors", "IND"),
    ],
)
def test_what_no_source_supports_stays_a_hole(found: Found, use: str, place: str) -> None:
    assert (use, place) not in found
    holes = [line["key"] for line in table(HERE / "choices" / "holes_downstream.csv")]
    assert any(use in key for key in holes)
