"""Values of the issues of the deal of October 2025: what is shipped, and how faults are told."""

import csv

import pytest

from backfire import data
from backfire.errors import DataError

GOOD = {
    "issue": "beans",
    "name": "buy beans",
    "giver": "CHN",
    "side": "USA",
    "case": "",
    "usd_low": "1e9",
    "usd": "2e9",
    "usd_high": "3e9",
    "counts": "year",
    "kind": "derived",
    "taken_from": "range",
    "source": "yale_tariffs2025",
    "method": "Price times quantity.",
}
COST = {"side": "CHN", "usd_low": "-2e9", "usd": "-1e9", "usd_high": "0"}


@pytest.fixture
def own(tmp_path):
    """Write a table of one's own with rows that differ from a good one."""

    def write(*rows, columns=tuple(GOOD)):
        path = tmp_path / "issue_values.csv"
        with path.open("w", encoding="utf-8", newline="") as lines:
            table = csv.DictWriter(lines, columns, extrasaction="ignore")
            table.writeheader()
            table.writerows({**GOOD, **row} for row in rows)
        return path

    return write


def problems_of(path):
    with pytest.raises(DataError) as refusal:
        data.read_issue_values(path)
    return list(refusal.value.problems)


def by_key():
    return {(each.issue, each.side, each.case): each for each in data.read_issue_values()}


def test_there_are_sixteen_issues_of_which_each_side_gives_some():
    givers = {each.issue: each.giver for each in data.read_issue_values()}
    assert len(givers) == 16
    assert list(givers.values()).count("CHN") == 8


@pytest.mark.parametrize(
    ("issue", "side", "case", "billions"),
    [
        ("fentanyl-tariff", "CHN", "", (4.7, 25.6, 46.8)),
        ("fentanyl-tariff", "USA", "", (-25.9, -4.7, 6.4)),
        ("threatened-tariff", "CHN", "carried out", (134.7, 167.1, 282.8)),
        ("threatened-tariff", "CHN", "at the market's odds", (17.5, 21.7, 36.8)),
        ("affiliates-rule", "USA", "", (-9.5, -3.6, 0)),
        ("october-package", "USA", "", (0.6, 9.5, 146)),
        ("probes", "CHN", "", (-2.67, -1.48, -0.17)),
    ],
)
def test_a_range_is_as_it_was_elicited(issue, side, case, billions):
    value = by_key()[issue, side, case]
    found = (value.usd_low, value.usd, value.usd_high)
    assert found == pytest.approx([each * 1e9 for each in billions])


def test_values_that_nobody_has_put_in_money_are_left_open():
    open_ = {
        (each.issue, each.side, each.case) for each in by_key().values() if each.kind == "none"
    }
    assert open_ == {
        ("april-regime", "CHN", ""),
        ("advanced-chips", "USA", "security"),
        ("taiwan", "USA", ""),
        ("taiwan", "CHN", ""),
    }


def test_what_the_supply_model_can_value_is_left_to_it():
    computed = {each.issue for each in by_key().values() if each.taken_from == "supply model"}
    assert computed == {"october-package", "mineral-licences", "april-regime"}


@pytest.mark.parametrize("value", data.read_issue_values(), ids=lambda each: each.issue)
def test_every_range_gives_its_reason(value):
    assert value.method.endswith(".")
    if value.kind == "judgement":
        assert value.usd_low < value.usd_high


def test_a_file_of_ones_own_is_read(own):
    gain, cost = data.read_issue_values(own({}, COST))
    assert (gain.usd, cost.usd) == (2e9, -1e9)


def test_every_fault_is_told_at_once(own):
    path = own(
        {"usd_low": "3e9", "usd_high": "much"},
        {**COST, "kind": "none", "counts": "yearly", "name": "sell beans"},
        {"side": "USA", "usd": "", "usd_low": "", "source": "yale_tariff2025"},
        {"issue": "corn", "taken_from": "model"},
    )
    assert problems_of(path) == [
        "row 4 (beans, USA): must stand once, is already in row 2",
        'row 2 (beans, USA): usd_high must be a number, got "much"',
        "row 2 (beans, USA): usd_low must not be above usd, got 3e9 and 2e9",
        'row 3 (beans, CHN): counts must be year or once, got "yearly"; did you mean "year"?',
        "row 3 (beans, CHN): usd_low must be empty where kind is none, got -2e9",
        "row 3 (beans, CHN): usd must be empty where kind is none, got -1e9",
        "row 3 (beans, CHN): usd_high must be empty where kind is none, got 0",
        "row 4 (beans, USA): usd_low must be given unless kind is none, got nothing",
        "row 4 (beans, USA): usd must be given unless kind is none, got nothing",
        "row 4 (beans, USA): source must name entries of references.bib, got "
        '"yale_tariff2025"; did you mean "yale_tariffs2025"?',
        'row 5 (corn, USA): taken_from must be range or supply model, got "model"',
        "row 3 (beans, CHN): name and giver must be the same in every row of an issue",
        "corn: must have a row for CHN",
    ]


def test_a_missing_column_is_named(own):
    columns = tuple(name for name in GOOD if name != "method")
    assert problems_of(own({}, columns=columns)) == ["column method is missing"]
