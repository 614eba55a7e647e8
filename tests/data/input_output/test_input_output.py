"""Input-output tables balance as far as rounding lets them, and say what they leave out."""

import dataclasses
import gzip
import json
import shutil
from pathlib import Path

import numpy as np
import pytest

from backfire import data
from backfire.errors import DataError

TABLES = Path(__file__).parent / "tables"
SHIPPED = Path(data.__file__).parent / "tables" / "input_output"
DETAIL, SUMMARY = "bea-2017-402", "bea-2017-71"
MILLION = 1e6
GDP = 19_612_103
"""Million USD of 2017, as both use tables print it."""


both = pytest.mark.parametrize("name", [SUMMARY, DETAIL])


def test_a_table_of_ones_own_is_as_worked_out_by_hand():
    """Bread is baked by the mill; a sixth of the grain is the mill's too; scrap is nobody's."""
    own = data.read_input_output(TABLES / "good")
    flow = [[10 * 5 / 6, 60 * 5 / 6], [10 / 6 + 20, 60 / 6 + 15]]
    assert own.flow == pytest.approx(np.array(flow) * MILLION)
    assert own.value_added == pytest.approx([70 * MILLION, 95 * MILLION])
    assert own.outside == pytest.approx([0, 5 * MILLION])
    assert own.categories == ("households", "exports", "imports", "special", "from_stock")
    final = [[40 * 5 / 6, 15 * 5 / 6, -5 * 5 / 6, 0, 0], [40 / 6 + 105, 15 / 6 + 20, -65 / 6, 5, 0]]
    assert own.final == pytest.approx(np.array(final) * MILLION)
    assert own.imports == pytest.approx(np.array([5 * 5 / 6, 5 / 6 + 10]) * MILLION)
    assert own.imported[:, 1] == pytest.approx(np.array([5 * 5 / 6, 5 / 6]) * MILLION)
    assert own.sales_gap == pytest.approx([0, 0], abs=1e-6)
    assert own.cost_gap == pytest.approx([0, 0], abs=1e-6)
    assert (own.unit, own.year, own.source) == ("USD", 2017, "miller_blair2009")


def test_a_packed_file_is_read_like_a_plain_one(tmp_path):
    own = tmp_path / "own"
    shutil.copytree(TABLES / "good", own)
    text = (own / "use.csv").read_bytes()
    (own / "use.csv").unlink()
    (own / "use.csv.gz").write_bytes(gzip.compress(text))
    assert np.array_equal(
        data.read_input_output(own).flow, data.read_input_output(TABLES / "good").flow
    )


def test_a_negative_purchase_with_a_reason_is_a_sale_from_stock(tmp_path):
    """A farm that sells 20 of bread from stock no longer buys it; both sides still balance."""
    own = tmp_path / "own"
    shutil.copytree(TABLES / "good", own)
    for name, before, after in (
        ("use.csv", "bread,farm,20", "bread,farm,-20"),
        ("final.csv", "bread,households,105", "bread,households,145"),
        ("value_added.csv", "profit,farm,30", "profit,farm,70"),
    ):
        file = own / name
        file.write_text(file.read_text("utf-8").replace(before, after), "utf-8")
    card = json.loads((own / "table.json").read_text("utf-8"))
    card |= {"negative_use": {"farm": "sells from stock"}, "gdp": 205}
    (own / "table.json").write_text(json.dumps(card), "utf-8")
    table = data.read_input_output(own)
    assert table.flow.min() >= 0
    assert table.final[:, table.categories.index("from_stock")] == pytest.approx([0, -20e6])
    assert table.outside == pytest.approx([-20e6, 5e6])
    assert table.sales_gap == pytest.approx([0, 0], abs=1e-6)
    assert table.cost_gap == pytest.approx([0, 0], abs=1e-6)


@both
def test_a_shipped_table_balances_as_far_as_rounding_lets_it(name):
    table = data.read_input_output(name)
    assert np.all(np.abs(table.sales_gap) <= table.tolerance)
    assert np.all(np.abs(table.cost_gap) <= table.tolerance)
    assert np.abs(table.sales_gap).max() < 26 * MILLION
    assert np.abs(table.cost_gap).max() < 14 * MILLION


@both
def test_value_added_sums_to_the_gdp_that_the_table_prints(name):
    """Printed cells are rounded one by one, so that they miss it by some millions of USD."""
    table = data.read_input_output(name)
    card = json.loads((SHIPPED / name / "table.json").read_text("utf-8"))
    assert card["gdp"] == GDP
    assert table.value_added.sum() == pytest.approx(GDP * MILLION, abs=15 * MILLION)
    spent = table.final.sum() - table.outside.sum()
    assert spent == pytest.approx(GDP * MILLION, abs=15 * MILLION)


@both
def test_no_flow_is_negative_and_only_named_industries_add_less_than_nothing(name):
    table = data.read_input_output(name)
    card = json.loads((SHIPPED / name / "table.json").read_text("utf-8"))
    below = {
        code for code, added in zip(table.industries, table.value_added, strict=True) if added < 0
    }
    assert table.flow.min() >= 0
    assert below == set(card["negative_value_added"])
    assert np.all(table.output > 0)


def test_the_summary_table_is_the_detail_table_summed_by_group():
    """Output and value added agree but for rounding; flows need not, as market shares differ."""
    detail, summary = data.read_input_output(DETAIL), data.read_input_output(SUMMARY)
    groups = data.industry_groups()
    where = [summary.at(groups[code]) for code in detail.industries]
    members = np.bincount(where)
    for name in ("output", "value_added"):
        summed = np.bincount(where, weights=getattr(detail, name))
        allowed = (members + 1) / 2 * 3 * MILLION
        assert np.all(np.abs(summed - getattr(summary, name)) <= allowed), name
    for name in ("flow", "final", "imports", "outside"):
        total = getattr(summary, name).sum()
        assert getattr(detail, name).sum() == pytest.approx(total, rel=1e-3), name


def test_cells_of_the_summary_table_are_sums_of_cells_of_the_detail_table():
    """The grouping is exact: every cell of use agrees to half a million for each of its parts."""
    groups = data.industry_groups()
    summed, parts = {}, {}
    for commodity, industry, value in cells(DETAIL, "use"):
        key = groups[commodity], groups[industry]
        summed[key] = summed.get(key, 0) + value
        parts[key] = parts.get(key, 0) + 1
    printed = {(row, column): value for row, column, value in cells(SUMMARY, "use")}
    for key in {*summed, *printed}:
        gap = abs(summed.get(key, 0) - printed.get(key, 0))
        assert gap <= 0.5 * parts.get(key, 0) + 1, key


def cells(name, file):
    text = gzip.decompress((SHIPPED / name / f"{file}.csv.gz").read_bytes()).decode("utf-8")
    for line in text.splitlines()[1:]:
        row, column, value = line.split(",")
        yield row, column, int(value)


@both
def test_multipliers_are_what_rounds_of_purchases_sum_to(name):
    """The inverse by numpy against the power series, which converges as no loop gains."""
    table = data.read_input_output(name)
    buys = table.coefficients
    inverse = np.linalg.inv(np.eye(len(table.output)) - buys)
    total, last = np.ones(len(buys)), np.ones(len(buys))
    while last.max() > 1e-16:
        last = last @ buys
        total = total + last
    assert total == pytest.approx(inverse.sum(axis=0), rel=1e-10)
    assert inverse.min() >= -1e-15


@both
def test_multipliers_equal_those_of_pymrio(name):
    pymrio = pytest.importorskip("pymrio", reason="pymrio comes with the extra connect")
    table = data.read_input_output(name)
    theirs = pymrio.calc_L(pymrio.calc_A(table.flow, table.output))
    ours = np.linalg.inv(np.eye(len(table.output)) - table.coefficients)
    assert np.abs(ours - np.asarray(theirs)).max() < 1e-10


def test_the_semiconductor_industry_is_only_in_the_detail_table():
    detail = data.read_input_output(DETAIL)
    chips = detail.at("334413")
    assert detail.names[chips] == "Semiconductor and related device manufacturing"
    assert detail.value_added[chips] / MILLION == pytest.approx(38_499)
    with pytest.raises(DataError, match="is not an industry"):
        data.read_input_output(SUMMARY).at("334413")


@both
def test_nothing_in_it_can_be_changed(name):
    table = data.read_input_output(name)
    with pytest.raises(dataclasses.FrozenInstanceError):
        table.year = 2018
    with pytest.raises(ValueError, match="read-only"):
        table.flow[0, 0] = 1


@both
def test_every_use_with_a_bridge_leads_to_industries_of_the_table(name):
    bridge, table = data.read_bridge(name), data.read_input_output(name)
    for use in bridge.uses:
        assert sum(reach.share for reach in bridge.of(use)) == pytest.approx(1, abs=1e-5)
        coverage = bridge.coverage(use, table)
        assert set(np.flatnonzero(coverage)) == {
            table.at(reach.industry) for reach in bridge.of(use)
        }
        assert np.all((coverage >= 0) & (coverage <= 1))
    added = {use: bridge.coverage(use, table) @ table.value_added for use in bridge.uses}
    other = data.read_input_output(DETAIL if name == SUMMARY else SUMMARY)
    for use, value in added.items():
        theirs = data.read_bridge(other.name).coverage(use, other) @ other.value_added
        assert value == pytest.approx(theirs, rel=1e-3), use


def test_every_use_of_the_edition_has_a_bridge_or_is_a_named_hole():
    bridge = data.read_bridge(DETAIL)
    uses = data.read_edition("2025.11").tables["uses"]["use"].to_list()
    for use in uses:
        if use not in bridge.uses:
            with pytest.raises(DataError, match="has no bridge") as caught:
                bridge.of(use)
            assert any(f"({use})" in hole for hole in caught.value.problems), use


def test_the_bridge_takes_the_industries_of_the_edition():
    bridge = data.read_bridge(DETAIL)
    rows = data.read_edition("2025.11").tables["value_added"].iter_rows(named=True)
    for row in rows:
        if row["place"] == "USA":
            codes = row["method"].partition("sectors ")[2].partition(";")[0].split()
            assert [reach.industry for reach in bridge.of(row["use"])] == codes


def test_a_table_without_a_bridge_is_refused():
    with pytest.raises(DataError, match=f'did you mean "{DETAIL}"'):
        data.read_bridge("bea-2017-403")
