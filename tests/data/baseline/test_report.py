import pytest

from backfire import data
from tests.data.small import SMALL, balanced, own_rows


def test_figures_are_counted_by_table_and_kind():
    edition = data.read_edition(SMALL)
    report = data.data_report(edition, data.reconcile(edition, cached=False))
    assert report.tables["use"] == {"reported": 2, "derived": 0, "estimate": 1}
    assert sum(report.counts.values()) == sum(
        sum(counts.values()) for counts in report.tables.values()
    )


def test_data_gaps_are_those_stated_and_those_found():
    edition = data.read_edition(SMALL)
    report = data.data_report(edition, data.reconcile(edition, cached=False))
    held = [(gap.table, gap.key) for gap in report.data_gaps]
    assert held[0] == ("costs", "press")
    assert ("capacity", "mine, USA") in held
    assert ("capacity", "mine, CHN") not in held


def test_what_was_moved_is_a_line_with_its_source(tmp_path):
    rows = {"production": ["separate,CHN,,120,0.05"]}
    edition = data.read_edition(SMALL, own_rows(tmp_path, **rows))
    report = data.data_report(edition, balanced(tmp_path, **rows))
    (line,) = [line for line in report.lines if "separate, CHN" in line and "became" in line]
    assert line.strip().startswith("production (separate, CHN): 120 became ")
    assert line.endswith("standard deviations [usgs_mcs_rare_earths2025]")


@pytest.mark.parametrize(
    "said", ["Edition small", "Balanced at every good and place", "Data gaps: 4"]
)
def test_the_report_says(said):
    edition = data.read_edition(SMALL)
    assert said in str(data.data_report(edition, data.reconcile(edition, cached=False)))
