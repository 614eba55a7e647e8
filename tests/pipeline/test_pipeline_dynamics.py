from __future__ import annotations

import csv
import importlib
import sys
from collections import defaultdict
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))  # the pipeline stands beside the package and is not installed

COMMITTED = ROOT / "src" / "backfire" / "data" / "tables" / "2025.11"
SCRIPTS = (
    "capex",
    "dependence",
    "dynamics_holes",
    "forecasts",
    "growth",
    "lead_times",
    "projects",
    "prospects",
)
Rows = dict[str, list[dict[str, str | float | int]]]


@pytest.fixture(scope="module")
def tables() -> Rows:
    build = importlib.import_module("pipeline.build")
    merged: Rows = defaultdict(list)
    for name in SCRIPTS:
        script = importlib.import_module(f"pipeline.{name}")
        for table, rows in script.rows(build.origin(script, None)).items():
            merged[table].extend(rows)
    return merged


def committed(name):
    with (COMMITTED / f"{name}.csv").open(encoding="utf-8", newline="") as text:
        return list(csv.DictReader(text))


def value(rows, **where):
    (row,) = [row for row in rows if all(row.get(key, "") == cell for key, cell in where.items())]
    return float(row["value"])


def total(rows, **where):
    return sum(
        float(row["value"]) for row in rows if all(row[key] == cell for key, cell in where.items())
    )


@pytest.mark.parametrize("name", SCRIPTS)
def test_every_raw_file_has_a_checksum_and_an_extract(name):
    script = importlib.import_module(f"pipeline.{name}")
    extract = ROOT / "pipeline" / "extracts" / script.EXTRACT
    for file, checksum in script.RAW.items():
        assert len(checksum) == 64
        assert (extract / file.removesuffix(".gz")).exists()


def test_every_figure_says_how_it_was_made(tables):
    for name, rows in tables.items():
        for row in rows if name != "holes" else []:
            assert row["source"], row
            assert bool(row["method"]) == (row["kind"] != "reported"), row
            assert float(row["relative_sd"]) > 0, row


def test_a_project_adds_to_the_baseline_and_starts_after_it(tables):
    for row in tables["projects"]:
        assert float(row["value"]) > 0, row
        assert str(row["starts"])[:4] > "2024", row


def test_the_cost_of_a_plant_stands_once(tables):
    costs = defaultdict(list)
    for row in tables["projects"]:
        if row["capex_usd"]:
            costs[row["project"]].append(row["process"])
    assert all(len(found) == 1 for found in costs.values()), costs


def test_a_state_that_a_project_has_has_a_prospect(tables):
    states = {row["status"] for row in tables["projects"]}
    assert states <= {row["status"] for row in tables["prospects"]}


def test_magnet_plants_outside_china_stay_within_what_is_counted_as_in_development(tables):
    """Project Blue counts 60,000 t a year in more than twenty plants."""
    magnets = [row for row in tables["projects"] if "ndfeb" in str(row["process"])]
    outside = sum(float(row["value"]) for row in magnets if row["place"] != "CHN")
    assert 30_000 < outside < 60_000


def test_chinese_makers_add_what_the_ten_largest_announce(tables):
    """75,000 t of blanks by 2030, finished at JL Mag's 20,900 of 29,300 t."""
    added = total(tables["projects"], place="CHN")
    assert added == pytest.approx(75_000 * 20_900 / 29_300, rel=1e-3)


def test_a_capacity_in_neodymium_praseodymium_oxide_gives_that_oxide_back(tables):
    shares = {(row["deposit"], row["good"]): float(row["value"]) for row in committed("baskets")}
    share = shares["monazite", "pr_oxide"] + shares["monazite", "nd_oxide"]
    recovered = value(committed("recipes"), process="separate_monazite", role="recovery")
    fed = value(tables["projects"], project="Nolans", process="separate_monazite")
    assert fed * share * recovered == pytest.approx(4_440, rel=1e-3)


def test_a_later_state_reaches_output_more_often_and_slips_less(tables):
    order = ("construction", "funded", "study", "agreement", "stalled")
    shares = [value(tables["prospects"], status=state) for state in order]
    assert shares == sorted(shares, reverse=True)
    slips = {row["status"]: float(row["slip"]) for row in tables["prospects"]}
    assert slips["operating"] < slips["construction"] < slips["funded"] < slips["stalled"]


def test_studied_projects_fare_as_the_forecast_of_2012_did(tables):
    """Of the 54,000 t a year expected to be added outside China by 2016, 18,000 t were."""
    assert value(tables["prospects"], status="study") == pytest.approx(18 / 54, abs=0.1)


def test_china_builds_faster_and_cheaper(tables):
    for name in ("lead_times", "capex"):
        rows = tables[name]
        both = {row["process"] for row in rows if row["place"] == "CHN"}
        assert both
        for process in both:
            there = value(rows, process=process, place="CHN")
            assert there < value(rows, process=process, place="*"), process


def test_every_process_of_a_project_has_a_lead_time_and_a_cost(tables):
    for process in {row["process"] for row in tables["projects"]}:
        for name in ("lead_times", "capex"):
            assert value(tables[name], process=process, place="*") > 0


def test_growth_is_that_of_the_stated_policies(tables):
    growth = tables["growth"]
    assert value(growth, use="electric_vehicles", when="2030") == pytest.approx(
        21.662204 / 8.35928, rel=1e-3
    )
    assert value(growth, use="wind_turbines", when="2040") == pytest.approx(
        12.713345 / 10.495757, rel=1e-3
    )


def test_forecast_shares_are_those_published(tables):
    """Base case for 2030: China mines 51 % and refines 76 %."""
    iea = {"series": "iea_2025", "place": "CHN", "when": "2030"}
    assert value(tables["forecasts"], stage="concentrate", **iea) == pytest.approx(0.51, abs=0.005)
    assert value(tables["forecasts"], stage="oxide", **iea) == pytest.approx(0.76, abs=0.005)


def test_japan_takes_less_of_what_china_exports_than_in_the_year_of_the_embargo(tables):
    japan = {row["year"]: float(row["value"]) for row in tables["dependence"]
             if row["partner"] == "JPN"}  # fmt: skip
    assert japan[2010] > japan[2018] > japan[2024]
    for year in japan:
        assert total(tables["dependence"], year=year) < 1


def test_every_source_is_in_the_bibliography(tables):
    text = (ROOT / "docs" / "references.bib").read_text(encoding="utf-8")
    for name, rows in tables.items():
        for row in rows if name != "holes" else []:
            for source in str(row["source"]).split(";"):
                assert f"{{{source}," in text, source
