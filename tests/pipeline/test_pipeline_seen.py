from __future__ import annotations

import csv
from pathlib import Path

import pytest

from pipeline._figures import Row, table
from pipeline.seen import _collect, _sums

ROOT = Path(__file__).parents[2]
SEEN = ROOT / "src" / "backfire" / "data" / "tables" / "seen"
SHIPPED = SEEN / f"{_collect.NAME}.csv"
GOODS = {"la_oxide", "ce_oxide", "pr_oxide", "nd_oxide", "sm_oxide", "tb_oxide", "dy_oxide"}
PUBLISHED = {2009: 0.83, 2010: 0.79, 2011: 0.64, 2012: 0.54, 2014: 0.53, 2016: 0.48, 2018: 0.57}
PUBLISHED |= {2021: 0.63, 2023: 0.50, 2024: 0.66}


@pytest.fixture(scope="module")
def rows() -> list[Row]:
    return _collect.rows(_collect.EXTRACT)


def of(rows: list[Row], series: str, **where: str | int) -> dict[int, float]:
    """Values by year of the rows of one series without a date."""
    found = [
        row
        for row in rows
        if row["series"] == series
        and not row["date"]
        and all(row[key] == cell for key, cell in where.items())
    ]
    return {int(row["year"]): float(row["value"]) for row in found}


def test_the_shipped_table_is_what_the_script_writes() -> None:
    assert SHIPPED.read_bytes() == _collect.content(_collect.EXTRACT)
    assert (SEEN / f"{_collect.NAME}.holes.csv").read_bytes() == _collect.holes()


def test_every_figure_says_where_it_is_from(rows: list[Row]) -> None:
    for row in rows:
        assert row["source"], row
        assert bool(row["method"]) == (row["kind"] != "reported"), row
        assert (row["relative_sd"] == "") == (row["value"] == 0), row


def test_the_share_of_japan_is_the_published_one(rows: list[Row]) -> None:
    shares = of(rows, "import_share", place="JPN")
    assert {year: round(shares[year], 2) for year in PUBLISHED} == PUBLISHED
    assert len(shares) == 16


def test_dysprosium_inside_rose_as_much_as_outside(rows: list[Row]) -> None:
    dated = {
        (row["side"], row["date"]): float(row["value"])
        for row in rows
        if row["series"] == "price" and row["good"] == "dy_oxide"
    }
    assert dated["outside", "2011-08"] == 2_377_000
    inside = of(rows, "price", good="dy_oxide", side="inside")
    assert dated["inside", "2011-07"] / inside[2009] == pytest.approx(22, abs=0.5)
    assert dated["inside", "2012-03-09"] / inside[2009] == pytest.approx(7, abs=0.5)


def test_every_good_has_a_price_on_both_sides(rows: list[Row]) -> None:
    for side in ("inside", "outside"):
        assert {row["good"] for row in rows if row["side"] == side and row["good"]} == GOODS


def test_gross_exports_are_near_customs_where_nothing_was_rationed(rows: list[Row]) -> None:
    gross, customs = of(rows, "exports_gross"), of(rows, "exports_customs")
    for year in range(2017, 2025):
        assert gross[year] == pytest.approx(customs[year], rel=0.2)
    assert gross[2011] / customs[2011] > 2


def test_oxide_weighs_less_than_what_customs_weigh(rows: list[Row]) -> None:
    gross, oxide = of(rows, "exports_gross"), of(rows, "exports")
    assert all(0.7 < oxide[year] / gross[year] < 0.95 for year in gross)


def test_the_world_mines_what_china_and_the_others_do(rows: list[Row]) -> None:
    world = of(rows, "mine_output", place="", side="")
    china, others = of(rows, "mine_output", place="CHN"), of(rows, "mine_output", side="outside")
    share = of(rows, "mine_share")
    for year, output in world.items():
        assert china[year] + others[year] == output
        assert share[year] == pytest.approx(china[year] / output, abs=1e-3)


def test_the_quota_was_overfull_once_and_never_again(rows: list[Row]) -> None:
    used = of(rows, "quota_used")
    assert [year for year, share in used.items() if share > 1] == [2010]


def test_the_quotes_themselves_are_not_carried() -> None:
    """Only yearly means and the month of the peak, of a series that may not be passed on."""
    kept = table(_collect.EXTRACT / _sums.MEANS)
    assert {line["period"] for line in kept if len(line["period"]) > 4} == {_sums.PEAK}
    assert not any(Path(name).name.removesuffix(".gz") in carried() for name in restricted())


def carried() -> set[str]:
    return {path.name for path in _collect.EXTRACT.rglob("*.csv")}


def restricted() -> tuple[str, str]:
    return _sums.MONTHLY, _sums.DAILY


def test_every_source_is_in_the_bibliography(rows: list[Row]) -> None:
    text = (ROOT / "docs" / "references.bib").read_text(encoding="utf-8")
    for row in rows:
        for source in str(row["source"]).split(";"):
            assert f"{{{source}," in text, source


def test_every_series_is_explained() -> None:
    with (SEEN.parent / "schemas" / "seen.measures.csv").open(
        encoding="utf-8", newline=""
    ) as lines:
        known = {line["name"]: line["unit"] for line in csv.DictReader(lines)}
    for line in table(SHIPPED):
        assert known[line["series"]] == line["unit"]
