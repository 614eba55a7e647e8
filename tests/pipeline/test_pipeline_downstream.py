from __future__ import annotations

import csv
import importlib
import sys
from collections import defaultdict
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))  # the pipeline stands beside the package and is not installed

EXTRACT = ROOT / "pipeline" / "extracts" / "downstream"
COMMITTED = ROOT / "src" / "backfire" / "data" / "tables" / "2025.11"
SCRIPTS = (
    "downstream_holes",
    "heavy_use",
    "magnet_production",
    "magnet_trade",
    "magnet_use",
    "observations_exports",
    "observations_prices",
    "oxide_use",
    "prices",
    "prices_made",
    "stocks",
    "value_added",
)
KEYS = {
    "production": ("process", "place", "good"),
    "capacity": ("process", "place"),
    "trade": ("good", "origin", "destination"),
    "use": ("good", "use", "place"),
    "prices": ("good", "market", "basis"),
    "stocks": ("holder", "good", "place"),
    "value_added": ("use", "place"),
    "observations": ("series", "good", "place", "side", "date"),
    "holes": ("table", "key"),
}
CUT = "2025-11-30"
LATER = {"usgs_mcs_rare_earths2026", "usgs_mcs_scandium2026"}
Rows = dict[str, list[dict[str, str | float | int]]]


def found() -> Rows:
    merged: Rows = defaultdict(list)
    for name in SCRIPTS:
        for table, rows in importlib.import_module(f"pipeline.{name}").rows(EXTRACT).items():
            merged[table].extend(rows)
    return merged


@pytest.fixture(scope="module")
def tables() -> Rows:
    return found()


def value(rows: list[dict[str, str | float | int]], **where: str) -> float:
    (row,) = [row for row in rows if all(row[key] == cell for key, cell in where.items())]
    return float(row["value"])


def key(table: str, row: dict[str, str | float | int]) -> tuple[str, ...]:
    return tuple(str(row.get(column, "")) for column in KEYS[table])


@pytest.mark.parametrize("table", sorted(KEYS))
def test_the_scripts_give_the_committed_rows(tables: Rows, table: str) -> None:
    with (COMMITTED / f"{table}.csv").open(encoding="utf-8", newline="") as text:
        committed = {
            tuple(row[column] for column in KEYS[table]): row for row in csv.DictReader(text)
        }
    for row in tables[table]:
        stands = committed[key(table, row)]
        if table == "holes":
            assert stands["missing"] == row["missing"]
        else:
            assert float(stands["value"]) == float(row["value"])
            assert stands["source"] == row["source"]


@pytest.mark.parametrize("table", sorted(KEYS))
def test_no_key_stands_twice(tables: Rows, table: str) -> None:
    keys = [key(table, row) for row in tables[table]]
    assert len(set(keys)) == len(keys)


@pytest.mark.parametrize("table", sorted(set(KEYS) - {"holes"}))
def test_every_figure_says_how_it_was_made(tables: Rows, table: str) -> None:
    for row in tables[table]:
        assert row["source"], row
        assert bool(row["method"]) == (row["kind"] != "reported"), row
        assert (row["relative_sd"] == "") == (row["value"] == 0), row
        assert row["relative_sd"] == "" or float(row["relative_sd"]) > 0, row


@pytest.mark.parametrize("good", ["ndfeb_standard", "ndfeb_high_coercivity", "smco"])
def test_world_use_of_a_magnet_equals_its_output(tables: Rows, good: str) -> None:
    made = [row for row in tables["production"] if row["process"] == f"make_{good}"]
    used = [row for row in tables["use"] if row["good"] == good and row["place"] == "*"]
    total = sum(float(row["value"]) for row in made)
    assert sum(float(row["value"]) for row in used) == pytest.approx(total, rel=2e-3)


def test_the_places_of_a_use_add_up_to_the_world(tables: Rows) -> None:
    world: dict[tuple[str, str], float] = {}
    cells: dict[tuple[str, str], float] = defaultdict(float)
    goods: dict[str, float] = defaultdict(float)
    for row in tables["use"]:
        pair = str(row["good"]), str(row["use"])
        if "*" not in (row["place"], row["use"]):
            cells[pair] += float(row["value"])
            goods[pair[0]] += float(row["value"])
        elif row["use"] != "*":
            world[pair] = float(row["value"])
    assert set(cells) == set(world)
    for pair, tonnes in world.items():
        # a country's reported total moves tonnes between the uses of one good
        assert cells[pair] == pytest.approx(tonnes, rel=0.05), pair
    for good, tonnes in goods.items():
        expected = sum(part for pair, part in world.items() if pair[0] == good)
        assert tonnes == pytest.approx(expected, rel=3e-3), good


def test_magnets_used_and_made_balance(tables: Rows) -> None:
    places = [row for row in tables["use"] if row["good"] == "magnets" and row["use"] == "*"]
    made = [row for row in tables["production"] if "ndfeb" in str(row["process"])]
    used = sum(float(row["value"]) for row in places)
    assert used == pytest.approx(sum(float(row["value"]) for row in made), rel=2e-3)


def test_the_accounting_of_magnets_agrees_with_the_metal(tables: Rows) -> None:
    china = sum(
        value(tables["production"], process=f"make_ndfeb_{grade}", place="CHN")
        for grade in ("standard", "high_coercivity")
    )
    assert 80_000 / (china / 0.713) == pytest.approx(0.267, abs=0.005)


def test_capacity_covers_output(tables: Rows) -> None:
    for row in tables["capacity"]:
        made = value(tables["production"], process=str(row["process"]), place=str(row["place"]))
        assert float(row["value"]) >= made / 0.97


@pytest.mark.parametrize(
    ("good", "low", "high"),
    [
        ("dy_oxide", 1e5, 1e6),
        ("tb_oxide", 5e5, 2e6),
        ("nd_oxide", 4e4, 1.5e5),
        ("ndpr_metal", 5e4, 1.5e5),
        ("ce_oxide", 5e2, 5e3),
        ("y_oxide", 3e3, 2e4),
        ("sc_oxide", 5e5, 1e6),
        ("bastnaesite_concentrate", 2e3, 1.5e4),
        ("ionic_clay_concentrate", 8e3, 5e4),
        ("ndfeb_standard", 2.5e4, 7e4),
        ("ndfeb_high_coercivity", 4e4, 1.2e5),
        ("magnet_scrap", 5e3, 4e4),
    ],
)
def test_a_price_is_in_dollars_per_tonne(tables: Rows, good: str, low: float, high: float) -> None:
    assert low < value(tables["prices"], good=good) < high


def test_a_metal_costs_more_than_the_oxide_in_it(tables: Rows) -> None:
    for metal, oxide, ratio in (
        ("ndpr_metal", "nd_oxide", 1.177),
        ("dy_metal", "dy_oxide", 1.148),
        ("tb_metal", "tb_oxide", 1.176),
        ("sm_metal", "sm_oxide", 1.160),
    ):
        price = value(tables["prices"], good=metal)
        assert price > ratio * value(tables["prices"], good=oxide)


def test_every_good_has_one_price(tables: Rows) -> None:
    goods = [row["good"] for row in tables["prices"]]
    assert len(goods) == len(set(goods)) == 26


def test_nothing_is_dated_after_the_cut(tables: Rows) -> None:
    for row in tables["observations"]:
        assert str(row["date"]) <= CUT, row
    for name, rows in tables.items():
        for row in rows if name != "holes" else []:
            assert int(row["year"]) <= 2025, row
            late = {source for source in str(row["source"]).split(";") if source.endswith("2026")}
            assert late <= LATER, row


def test_exports_of_magnets_are_those_the_run_is_scored_on(tables: Rows) -> None:
    world = {
        str(row["date"]): float(row["value"])
        for row in tables["observations"]
        if row["series"] == "magnet_exports" and not row["place"] and str(row["date"]) > "2025"
    }
    expected = [6357, 3590, 5323, 2626, 1238, 3188, 5577, 6146, 5774, 5473, 6150]
    assert [world[f"2025-{month:02d}"] for month in range(1, 12)] == expected


def test_stocks_do_not_rest_on_what_they_are_scored_on(tables: Rows) -> None:
    scored = {
        source
        for row in tables["observations"]
        if row["series"] == "first_stoppage"
        for source in str(row["source"]).split(";")
    }
    for row in tables["stocks"]:
        assert not scored & set(str(row["source"]).split(";")), row


def test_a_destination_takes_no_more_than_china_sends(tables: Rows) -> None:
    total = value(tables["trade"], good="magnets", origin="CHN", destination="*")
    parts = [
        float(row["value"])
        for row in tables["trade"]
        if row["good"] == "magnets" and row["origin"] == "CHN" and row["destination"] != "*"
    ]
    assert 0.7 * total < sum(parts) < total


@pytest.mark.parametrize("good", ["lu_oxide", "other_heavy_oxide"])
def test_use_that_stands_for_output_equals_it(tables: Rows, good: str) -> None:
    def read(name: str) -> list[dict[str, str]]:
        with (COMMITTED / f"{name}.csv").open(encoding="utf-8", newline="") as text:
            return list(csv.DictReader(text))

    share = {row["deposit"]: float(row["value"]) for row in read("baskets") if row["good"] == good}
    recovery = {
        row["process"]: float(row["value"]) for row in read("recipes") if row["role"] == "recovery"
    }
    made = sum(
        float(row["value"]) * recovery[row["process"]] * share[row["process"].split("_", 1)[1]]
        for row in read("production")
        if row["process"].startswith("separate_")
    )
    (used,) = [
        float(row["value"]) for row in tables["use"] if row["good"] == good and row["place"] == "*"
    ]
    assert used == pytest.approx(made, rel=0.1)


def test_every_source_is_in_the_bibliography(tables: Rows) -> None:
    text = (ROOT / "docs" / "references.bib").read_text(encoding="utf-8")
    for name, rows in tables.items():
        for row in rows if name != "holes" else []:
            for source in str(row["source"]).split(";"):
                assert f"{{{source}," in text, source
