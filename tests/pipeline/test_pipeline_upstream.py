from __future__ import annotations

import csv
import importlib
import json
import sys
from collections import defaultdict
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))  # the pipeline stands beside the package and is not installed

EXTRACT = ROOT / "pipeline" / "extracts" / "upstream"
COMMITTED = ROOT / "src" / "backfire" / "data" / "tables" / "2025.11"
SCRIPTS = (
    "baci",
    "estimates_upstream",
    "gdp",
    "holes_upstream",
    "ore_baskets",
    "separated_output",
    "stage_recipes",
    "structure",
    "usgs_mcs2026",
)
LAST_YEAR = 2025
AFTER_THE_CUT = {"usgs_mcs_rare_earths2026", "usgs_mcs_scandium2026"}
Rows = dict[str, list[dict[str, str | float | int]]]


@pytest.fixture(scope="module")
def tables() -> Rows:
    merged: Rows = defaultdict(list)
    for name in SCRIPTS:
        for table, rows in importlib.import_module(f"pipeline.{name}").rows(EXTRACT).items():
            merged[table].extend(rows)
    return merged


def committed(name):
    with (COMMITTED / f"{name}.csv").open(encoding="utf-8", newline="") as text:
        return list(csv.DictReader(text))


def value(rows, **where):
    (row,) = [row for row in rows if all(row.get(key, "") == cell for key, cell in where.items())]
    return float(row["value"])


def test_the_committed_edition_is_what_the_scripts_give(tmp_path):
    build = importlib.import_module("pipeline.build")
    build.write(tmp_path, build.collect())
    assert {file.name for file in tmp_path.iterdir()} == {file.name for file in COMMITTED.iterdir()}
    differ = [
        file.name
        for file in tmp_path.iterdir()
        if file.read_bytes() != (COMMITTED / file.name).read_bytes()
    ]
    assert not differ, "run `python -m pipeline.build` and commit what it writes"


def test_the_checksum_of_the_edition_is_the_one_the_package_finds():
    data = importlib.import_module("backfire.data")
    assert (
        data.read_edition().checksum
        == json.loads((COMMITTED / "edition.json").read_text())["checksum"]
    )


@pytest.mark.parametrize("name", SCRIPTS)
def test_every_raw_file_has_a_checksum_and_an_extract(name):
    script = importlib.import_module(f"pipeline.{name}")
    for file, checksum in script.RAW.items():
        assert len(checksum) == 64
        assert (EXTRACT / file.removesuffix(".gz")).exists()


def test_a_raw_file_that_changed_is_refused(tmp_path):
    build, gdp = importlib.import_module("pipeline.build"), importlib.import_module("pipeline.gdp")
    (tmp_path / "stage").mkdir()
    (tmp_path / "stage" / "gdp_2024.csv").write_text("another file")
    with pytest.raises(ValueError, match=r"gdp_2024\.csv"):
        build.origin(gdp, tmp_path)


def test_two_rows_with_one_key_are_refused():
    build = importlib.import_module("pipeline.build")
    row = {"place": "CHN", "value": 1}
    with pytest.raises(ValueError, match="two rows for CHN"):
        build.ordered("gdp", [row, row], {})


def test_baskets_sum_to_one_and_hold_no_negative_share():
    sums = defaultdict(float)
    for row in committed("baskets"):
        sums[row["deposit"]] += float(row["value"])
        assert float(row["value"]) >= 0
    assert set(sums) == {"bastnaesite", "monazite", "ionic_clay"}
    assert all(total == pytest.approx(1, abs=1e-9) for total in sums.values())


@pytest.mark.parametrize(
    ("above", "below", "observed"),
    [("dy_oxide", "tb_oxide", 5.26), ("gd_oxide", "dy_oxide", 1.40), ("ho_oxide", "dy_oxide", 0.2)],
)
def test_mined_heavy_oxides_of_china_have_the_observed_ratios(tables, above, below, observed):
    """Ratios of the surveys of May and June 2024, which the baskets must give back."""
    made = mined_output(tables, "CHN")
    assert made[above] / made[below] == pytest.approx(observed, rel=0.05)


def mined_output(tables, place):
    shares = {(row["deposit"], row["good"]): float(row["value"]) for row in tables["baskets"]}
    out = defaultdict(float)
    for row in tables["production"]:
        process = str(row["process"])
        if process.startswith("separate_") and row["place"] == place:
            recovered = value(tables["recipes"], process=process, role="recovery")
            deposit = process.removeprefix("separate_")
            for (name, good), share in shares.items():
                if name == deposit:
                    out[good] += float(row["value"]) * share * recovered
    return out


def test_chinese_oxide_totals_stand_beside_the_published_ones(tables):
    made = mined_output(tables, "CHN")
    scrap = value(tables["production"], process="recycle_magnet_scrap", place="CHN")
    recycled = {
        str(row["good"]): float(row["value"]) * scrap
        for row in tables["recipes"]
        if row["process"] == "recycle_magnet_scrap" and row["role"] == "output"
    }
    ndpr = sum(made[good] + recycled[good] for good in ("pr_oxide", "nd_oxide"))
    assert ndpr == pytest.approx(106_000, rel=0.1)
    assert made["dy_oxide"] + recycled["dy_oxide"] == pytest.approx(3_500, rel=0.1)
    assert made["tb_oxide"] + recycled["tb_oxide"] == pytest.approx(650, rel=0.1)


@pytest.mark.parametrize(
    ("goods", "tonnes"),
    [
        (("pr_oxide", "nd_oxide"), 26_504),
        (("dy_oxide",), 710),
        (("tb_oxide",), 160),
        (("gd_oxide",), 1_048),
        (("ho_oxide",), 167),
    ],
)
def test_recycling_gives_back_what_recyclers_reported(tables, goods, tonnes):
    scrap = value(tables["production"], process="recycle_magnet_scrap", place="CHN")
    share = sum(
        value(tables["recipes"], process="recycle_magnet_scrap", good=good) for good in goods
    )
    assert scrap * share == pytest.approx(tonnes, rel=0.001)


def test_chinas_magnets_take_in_the_metal_china_used():
    production, recipes = committed("production"), committed("recipes")
    used = sum(
        value(production, process=process, place="CHN")
        * value(recipes, process=process, good="ndpr_metal", role="input")
        for process in ("make_ndfeb_standard", "make_ndfeb_high_coercivity")
    )
    assert used == pytest.approx(80_000, rel=0.03)


def test_shares_of_separation_stand_beside_those_of_the_agency(tables):
    """Magnet elements refined in 2024 by the IEA: China 91.3, Malaysia 4.5, United States 1.2 %."""
    goods = ("pr_oxide", "nd_oxide", "tb_oxide", "dy_oxide")
    places = {str(row["place"]) for row in tables["production"]}
    made = {place: sum(mined_output(tables, place)[good] for good in goods) for place in places}
    world = sum(made.values())
    assert made["CHN"] / world == pytest.approx(0.913, abs=0.05)
    assert made["MYS"] / world == pytest.approx(0.045, abs=0.04)
    assert made["USA"] / world == pytest.approx(0.012, abs=0.01)


def test_separation_puts_out_no_more_than_it_is_fed(tables):
    recovered = [float(row["value"]) for row in tables["recipes"] if row["role"] == "recovery"]
    assert len(recovered) == 3
    assert all(0 < share < 1 for share in recovered)


def test_metal_takes_more_oxide_than_stoichiometry_asks(tables):
    least = {"make_ndpr_metal": 1.1768, "make_sm_metal": 1.1596, "make_dy_metal": 1.1477}
    for process, ratio in least.items():
        taken = sum(
            float(row["value"])
            for row in tables["recipes"]
            if row["process"] == process and row["role"] == "input"
        )
        assert ratio < taken < 1.1 * ratio


def test_gdp_is_known_for_every_place_and_adds_up_to_the_world(tables):
    gdp = {str(row["place"]): float(row["value"]) for row in tables["gdp"]}
    assert set(gdp) == {row["place"] for row in tables["places"]}
    assert sum(gdp.values()) == pytest.approx(111.326e12, rel=0.001)


def test_nothing_is_later_than_the_edition(tables):
    late = [
        row for rows in tables.values() for row in rows if int(row.get("year", 0) or 0) > LAST_YEAR
    ]
    assert not late
    sources = {
        key
        for rows in tables.values()
        for row in rows
        for key in str(row.get("source", "")).split(";")
        if key.endswith("2026")
    }
    assert sources <= AFTER_THE_CUT
