"""What was signed in October 2025, and what the supply model is asked about it."""

import csv

import pytest

from backfire import data
from backfire.errors import DataError

GOOD = {
    "issue": "beans",
    "giver": "CHN",
    "starts": "2025-11-10",
    "ends": "",
    "signed": "yes",
    "terms": "bought",
    "source": "whitehouse_deal2025",
}


@pytest.fixture
def own(tmp_path):
    def write(*rows):
        path = tmp_path / "signed.csv"
        with path.open("w", encoding="utf-8", newline="") as lines:
            table = csv.DictWriter(lines, GOOD)
            table.writeheader()
            table.writerows({**GOOD, **row} for row in rows)
        return path

    return write


def test_thirteen_of_the_sixteen_issues_were_signed():
    found = data.read_signed()
    assert (len(found), sum(one.signed for one in found)) == (16, 13)
    assert {one.issue for one in found} == {one.issue for one in data.read_issue_values()}


def test_givers_are_those_of_the_values():
    givers = {one.issue: one.giver for one in data.read_issue_values()}
    assert {one.issue: one.giver for one in data.read_signed()} == givers


def test_a_term_is_counted_from_its_days():
    years = {one.issue: one.years for one in data.read_signed()}
    assert years["port-fees"] == pytest.approx(1.0, abs=0.003)
    assert years["soybeans"] == pytest.approx(3.165, abs=0.003)
    assert years["fentanyl-tariff"] is None


def test_every_fault_is_told_at_once(own):
    path = own(
        {"starts": "November"},
        {"issue": "corn", "ends": "2025-01-01", "signed": "maybe"},
        {"issue": "corn", "giver": "DEU", "starts": "", "ends": "2025-11-20"},
    )
    with pytest.raises(DataError) as refusal:
        data.read_signed(path)
    assert list(refusal.value.problems) == [
        "row 4 (corn): must stand once, is already in row 3",
        'row 2 (beans): starts must be a date like 2025-04-04, got "November"',
        'row 3 (corn): signed must be yes or no, got "maybe"',
        'row 4 (corn): giver must be CHN or USA, got "DEU"',
        "row 4 (corn): starts must be given where ends is filled, got nothing",
        "row 3 (corn): ends must be after starts (2025-11-10), got 2025-01-01",
    ]


def test_every_issue_that_is_left_to_the_supply_model_has_its_questions():
    left = {one.issue for one in data.read_issue_values() if one.taken_from == "supply model"}
    asked = data.read_supply_questions()
    assert {one.issue for one in asked} == left
    assert len({(one.issue, one.case) for one in asked}) == len(asked)
    assert all(1 <= one.weeks <= 52 for one in asked)


def test_what_the_supply_model_does_not_hold_stays_inside_what_was_published():
    published = {(one.issue, one.side): one for one in data.read_issue_values()}
    for one in data.read_supply_besides():
        whole = published[one.issue, one.side]
        assert whole.usd_low is not None
        assert whole.usd_high is not None
        assert whole.usd_low <= one.usd_low <= one.usd <= one.usd_high <= whole.usd_high
