from __future__ import annotations

import csv
import importlib
import re
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
sys.path.insert(0, str(ROOT))  # the pipeline stands beside the package and is not installed

FOLDER = ROOT / "pipeline" / "in_2009"
COMMITTED = ROOT / "src" / "backfire" / "data" / "tables" / "2009.12"
EDITION = "2009.12"
YEAR = 2009
BY_NAME = ("share", "fob", "inside", "march_2012", "gdp", "magnets")


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
    schemas = COMMITTED.parent.glob("*.schema.csv")
    named = {file.name.removesuffix(".schema.csv") for file in schemas}
    assert set(tables) == {name for name in named if (COMMITTED / f"{name}.csv").exists()}
    assert {"production", "trade", "use", "prices", "forecasts", "observations"} <= set(tables)


def test_the_raw_file_of_trade_has_a_checksum_and_an_extract(build):
    script = importlib.import_module("pipeline.in_2009.trade")
    for file, checksum in script.RAW.items():
        assert len(checksum) == 64
        assert (build.origin(script, None) / file.removesuffix(".gz")).exists()


def test_no_figure_is_about_a_later_year(tables):
    for name, rows in tables.items():
        for row in rows:
            assert int(row.get("year", YEAR)) <= YEAR, (name, row)


def test_every_figure_says_how_it_was_made(tables):
    for name, rows in tables.items():
        for row in rows:
            if "value" not in row or name == "groups":
                continue
            assert row["source"], row
            assert bool(row["method"]) == (row["kind"] != "reported"), row
            assert (row["relative_sd"] == "") == (float(row["value"]) == 0), row


def test_a_figure_carried_over_says_so(tables):
    for name in ("lead_times", "capex", "prospects", "transit"):
        for row in tables[name]:
            assert "carried to 2009" in str(row["note"]), row


def test_facts_and_choices_are_used_and_explained():
    scripts = "".join(file.read_text(encoding="utf-8") for file in FOLDER.glob("*.py"))
    for row in read(FOLDER / "readings" / "facts.csv"):
        assert row["source"], row
        parts = re.sub(f"^({'|'.join(BY_NAME)})_.*", r"\1_{", row["key"])
        assert parts in scripts or row["key"].endswith("_pounds"), row
    choices = read(FOLDER / "choices" / "choices.csv")
    assert all(row["method"] and float(row["relative_sd"]) > 0 for row in choices)


@pytest.mark.parametrize("grade", ["high", "standard", "smco"])
def test_the_shares_of_a_grade_over_its_uses_add_up_to_one(grade):
    uses = {row["use"] for row in read(COMMITTED / "uses.csv")}
    rows = read(FOLDER / "choices" / "choices.csv")
    parts = [row for row in rows if row["key"].removeprefix(f"{grade}_") in uses]
    assert sum(float(row["value"]) for row in parts) == pytest.approx(1)


def test_baskets_sum_to_one(tables):
    for deposit in ("bastnaesite", "monazite", "ionic_clay"):
        assert total(tables["baskets"], deposit=deposit) == pytest.approx(1, abs=1e-5)


def test_the_places_of_a_use_add_up_to_the_world(tables):
    use = tables["use"]
    for row in use:
        if row["use"] == "*" or row["place"] != "*":
            continue
        where = {"good": row["good"], "use": row["use"]}
        cells = total(use, **where) - float(row["value"])
        assert cells == pytest.approx(float(row["value"]), rel=0.01), where


def test_world_use_of_a_magnet_equals_its_output(tables):
    for good in ("ndfeb_standard", "ndfeb_high_coercivity", "smco"):
        made = total(tables["production"], process=f"make_{good}")
        assert total(tables["use"], good=good, place="*") == pytest.approx(made, rel=2e-3)


def test_japan_bought_five_sixths_of_its_rare_earths_from_china():
    """By weight and last shipper, as customs count."""
    rows = read(FOLDER / "extracts" / "trade" / "baci_rare_earth_trade_1995_2024.csv")
    bought = [row for row in rows if row["importer"] == "JPN"]
    china = sum(float(row["qty_t"]) for row in bought if row["exporter"] == "CHN")
    share = china / sum(float(row["qty_t"]) for row in bought)
    assert share == pytest.approx(0.827, abs=0.005)


def test_customs_and_baci_agree_on_what_china_sold(tables):
    trade = tables["trade"]
    baci = sum(total(trade, good=f"hs{code}", origin="CHN") for code in (280530, 284610, 284690))
    customs = total(trade, good="customs_2009")
    assert baci == pytest.approx(customs, rel=0.1)


def test_two_groups_split_what_the_quota_covered(tables):
    members = {
        group: {row["good"] for row in tables["groups"] if row["group"] == group}
        for group in ("quota_2009", "light_2012", "medium_heavy_2012", "magnets")
    }
    assert members["light_2012"] | members["medium_heavy_2012"] == members["quota_2009"]
    assert not members["light_2012"] & members["medium_heavy_2012"]
    assert not members["quota_2009"] & members["magnets"]


def test_an_edition_needs_its_own_folder(build, monkeypatch, capsys):
    monkeypatch.setattr(sys, "argv", ["build", "--target", "anywhere"])
    with pytest.raises(SystemExit):
        build.main()
    assert "--edition" in capsys.readouterr().err
