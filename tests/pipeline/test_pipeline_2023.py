from __future__ import annotations

import csv
import importlib
import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))  # the pipeline stands beside the package and is not installed

FOLDER = ROOT / "pipeline" / "in_2023"
COMMITTED = ROOT / "src" / "backfire" / "data" / "tables" / "2023.06"
EDITION = "2023.06"
LAST_YEAR = 2023
BY_NAME = ("us_metal", "us_dioxide", "capacity", "price", "output", "added", "gdp", "recycled")
CARRIED = ("lead_times", "capex", "prospects", "transit")


@pytest.fixture(scope="module")
def build():
    return importlib.import_module("pipeline.build")


@pytest.fixture(scope="module")
def tables(build):
    return build.collect(edition=EDITION)


def read(path):
    with path.open(encoding="utf-8", newline="") as text:
        return list(csv.DictReader(text))


def total(rows, **where):
    return sum(
        float(row["value"])
        for row in rows
        if all(str(row.get(key, "")) == cell for key, cell in where.items())
    )


def test_the_committed_edition_is_what_the_scripts_give(build, tables, tmp_path):
    build.write(tmp_path, tables, EDITION)
    assert {file.name for file in tmp_path.iterdir()} == {file.name for file in COMMITTED.iterdir()}
    differ = [
        file.name
        for file in tmp_path.iterdir()
        if file.read_bytes() != (COMMITTED / file.name).read_bytes()
    ]
    assert not differ, "run `python -m pipeline.build` and commit what it writes"


def test_every_table_is_there(tables):
    older = COMMITTED.parent / "2009.12"
    assert set(tables) == {file.name.removesuffix(".csv") for file in older.glob("*.csv")}
    empty = {name for name, rows in tables.items() if not rows}
    holes = {row["table"] for row in tables["holes"]}
    assert empty <= holes, "an empty table is a hole that is named"


def test_no_figure_is_about_a_later_year(tables):
    for name, rows in tables.items():
        for row in rows:
            assert int(row.get("year", LAST_YEAR)) <= LAST_YEAR, (name, row)


def test_every_figure_says_how_it_was_made(tables):
    for name, rows in tables.items():
        for row in rows:
            if "value" not in row or name == "groups":
                continue
            assert row["source"], row
            assert bool(row["method"]) == (row["kind"] != "reported"), row
            assert (row["relative_sd"] == "") == (float(row["value"]) == 0), row


@pytest.mark.parametrize("name", CARRIED)
def test_a_figure_carried_over_says_so(tables, name):
    assert all("carried to 2023" in str(row["note"]) for row in tables[name])


def test_facts_and_choices_are_used_and_explained():
    scripts = "".join(file.read_text(encoding="utf-8") for file in FOLDER.glob("*.py"))
    for row in read(FOLDER / "readings" / "facts.csv"):
        assert row["source"], row
        parts = re.sub(f"^({'|'.join(BY_NAME)})_.*", r"\1_", row["key"])
        assert parts in scripts, row
    for row in read(FOLDER / "choices" / "choices.csv"):
        assert row["method"], row
        assert float(row["relative_sd"]) > 0, row
        parts = re.sub("^(recycled|catalysts)_.*", r"\1_", row["key"])
        assert parts in scripts, row


def test_the_places_of_a_use_add_up_to_the_world(tables):
    use = tables["use"]
    for row in use:
        if row["use"] == "*" or row["place"] != "*":
            continue
        where = {"good": row["good"], "use": row["use"]}
        cells = total(use, **where) - float(row["value"])
        assert cells == pytest.approx(float(row["value"]), rel=0.01), where


def test_high_purity_gallium_that_is_made_is_used(tables):
    made = sum(
        total(tables["production"], process=f"{name}_gallium") for name in ("refine", "recycle")
    )
    assert total(tables["use"], good="gallium_refined", place="*") == pytest.approx(made, rel=1e-3)


def test_low_purity_gallium_of_china_is_accounted_for(tables):
    """Recovered is what is sold, refined, put into magnets, or left over and said to be so."""
    recovered = total(tables["production"], process="recover_gallium", place="CHN")
    refined = total(tables["production"], process="refine_gallium", place="CHN")
    ratio = total(tables["recipes"], process="refine_gallium")
    at_home = total(tables["use"], good="gallium_primary", place="CHN")
    sold = recovered - refined * ratio - at_home
    exports = total(tables["trade"], good="gallium", origin="CHN", destination="*")
    assert 0.75 * exports < sold < exports


def test_shares_that_are_chosen_add_up_to_one():
    rows = read(FOLDER / "choices" / "choices.csv")
    parts = [float(row["value"]) for row in rows if row["key"].startswith("recycled_")]
    assert sum(parts) == pytest.approx(1)


def test_american_imports_by_origin_add_up_to_what_customs_counted(tables):
    rows = [row for row in tables["trade"] if row["destination"] == "USA"]
    gallium = total(rows, good="gallium") - total(rows, good="gallium", origin="*")
    assert gallium == pytest.approx(11.4, rel=1e-3)
    for good, tonnes in (("germanium_metal", 14), ("germanium_dioxide", 15)):
        assert total(rows, good=good) == pytest.approx(tonnes, rel=0.05), good
