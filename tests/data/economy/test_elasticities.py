"""Elasticities, weeks of stock, critical inputs: what is shipped, how a bad file is refused."""

import csv
import math
from collections import Counter

import numpy as np
import pytest

from backfire import data
from backfire.data.schema import EVERY, TABLES, measures
from backfire.errors import DataError

SHIPPED = TABLES / "economy"
SUMMARY, DETAIL = "bea-2017-71", "bea-2017-402"


@pytest.fixture
def own(tmp_path):
    """Write a table of one's own: the shipped one with some lines changed."""

    def write(name, change):
        path = tmp_path / name
        lines = (SHIPPED / name).read_text(encoding="utf-8").splitlines()
        path.write_text("\n".join(change(lines)) + "\n", encoding="utf-8")
        return path

    return write


def problems_of(reader, *given):
    with pytest.raises(DataError) as refusal:
        reader(*given)
    return list(refusal.value.problems)


def test_every_parameter_of_the_economy_has_a_row_for_all_others():
    figures = data.read_elasticities()
    assert {parameter for parameter, _ in figures.rows} == set(measures("elasticities"))
    assert all((parameter, EVERY) in figures.rows for parameter in measures("elasticities"))


@pytest.mark.parametrize("figure", data.read_elasticities().rows.values(), ids=str)
def test_a_band_holds_its_central_value(figure):
    assert 0 <= figure.low <= figure.central <= figure.high
    if figure.distribution == "fixed":
        assert figure.low == figure.high


def test_rare_earths_are_complements_at_every_horizon():
    """The law of the horizon leads from the short run to the long, and never above one."""
    figures = data.read_elasticities()
    short, long, lag = (figures.of(f"good_{name}") for name in ("short", "long", "lag"))
    law = [
        long.central - (long.central - short.central) * math.exp(-years / lag.central)
        for years in (0, 0.25, 1, 3, 10)
    ]
    assert law == sorted(law)
    assert law[0] == pytest.approx(short.central)
    assert long.high < 1


def test_the_short_run_is_the_geometric_mean_of_what_was_measured():
    short = data.read_elasticities().of("good_short")
    measured = [0.03, 0.2, 0.04, 0.1]
    assert short.central == pytest.approx(math.prod(measured) ** 0.25, abs=0.001)
    assert (short.low, short.high) == (min(measured), max(measured))


def test_an_industry_of_either_table_finds_its_own_row_or_the_common_one():
    figures = data.read_elasticities()
    assert figures.of("cover", "334413") == figures.of("cover", "334")
    assert figures.of("cover", "334").industry == "334"
    assert figures.of("cover", "HS").industry == EVERY
    assert figures.of("inputs", "334") == figures.of("inputs")


def test_cars_hold_less_than_electronics():
    """Just in time: 24 days of stock in vehicles, 52 in electronics."""
    figures = data.read_elasticities()
    assert figures.of("cover", "3361MV").central == pytest.approx(24.5 / 7, abs=0.01)
    assert figures.of("cover", "334").central == pytest.approx(52 / 7, abs=0.01)


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (("god_short",), '"god_short" is no parameter; did you mean "good_short"?'),
        (("cover", "3344"), '"3344" is not an industry of bea-2017-71 or bea-2017-402'),
    ],
)
def test_a_wrong_question_is_refused(given, said):
    with pytest.raises(DataError, match=r".") as refusal:
        data.read_elasticities().of(*given)
    assert str(refusal.value).startswith(said)


def test_what_was_not_found_is_named():
    assert data.read_elasticities().data_gaps
    assert data.economy_data_gaps("critical")
    assert len(data.economy_data_gaps()) >= len(data.economy_data_gaps("elasticities"))


def test_every_fault_of_a_row_is_told_at_once(own):
    faulty = [
        "good_short,*,1,lognormal,0.3,0.58,0.4,0.2,boehm_etal2019,derived,a mean,",
        "good_long,*,1,uniform,half,,0.2,0.9,alfaro_etal2026,estimate,,",
        "inputs,*,1,uniform,-0.5,,-1,0.9,atalay2017,reported,,",
        "inputs,334,1,beta,0.5,,0.1,0.9,atalay2017,reported,,",
        "needed,*,%,fixed,80,,,,hallegatte2014,reported,,",
        "cover,3344,wk,uniform,4,,1,13,hallegatte2014,reported,,",
    ]
    path = own("elasticities.csv", lambda lines: [lines[0], *faulty, faulty[0]])
    told = problems_of(data.read_elasticities, path)
    for expected in (
        "row 2 (good_short, *): central must not be above high, got 0.3 and 0.2",
        "row 2 (good_short, *): low must not be above central, got 0.4 and 0.3",
        'row 3 (good_long, *): method must say how the figure was made, as its kind is "estimate", '
        "got nothing",
        "row 3 (good_long, *): source must name entries of references.bib, got "
        '"alfaro_etal2026"; did you mean "alfaro_etal2025"?',
        'row 3 (good_long, *): central must be a number, got "half"',
        "row 4 (inputs, *): central must be 0 or more, got -0.5; convert the figures",
        "row 4 (inputs, *): low must be 0 or more, got -1; convert the figures",
        "row 5 (inputs, 334): spread must be given unless distribution is fixed or uniform, got "
        "nothing",
        'row 6 (needed, *): unit must be 1, that of needed, got "%"; convert the figures',
        "row 6 (needed, *): central must be 0 to 1, got 80; convert the figures",
        "row 8 (good_short, *): must stand once, is already in row 2",
        "good_lag: must have a row for all other industries, *",
    ):
        assert expected in told
    assert any(
        each.startswith("row 7 (cover, 3344): industry must be a known industry") for each in told
    )


@pytest.mark.parametrize("cell", ["", "nan", "inf", "a lot"])
def test_a_cell_without_a_finite_number_is_refused(own, cell):
    path = own(
        "elasticities.csv",
        lambda lines: [*lines, f"final,334,1,fixed,{cell},,,,atalay2017,reported,,"],
    )
    assert any("central" in each for each in problems_of(data.read_elasticities, path))


def test_a_missing_and_an_unknown_column_are_named(own):
    path = own("elasticities.csv", lambda lines: [lines[0].replace("low", "lower"), *lines[1:]])
    assert problems_of(data.read_elasticities, path) == [
        "column low is missing",
        'lower is not a column here; did you mean "low"?',
    ]


def test_a_file_that_is_not_there_is_refused(tmp_path):
    with pytest.raises(DataError, match="must be a UTF-8 table with commas"):
        data.read_elasticities(tmp_path / "none.csv")


@pytest.mark.parametrize("name", [SUMMARY, DETAIL])
def test_critical_inputs_are_a_square_of_the_table(name):
    critical = data.read_critical(name)
    size = len(data.read_input_output(name).industries)
    assert critical.shape == (size, size)
    assert critical.dtype == bool
    assert 0.1 < critical.mean() < 0.3
    with pytest.raises(ValueError, match="read-only"):
        critical[0, 0] = True


def test_detail_takes_what_its_group_has():
    table, groups = data.read_input_output(DETAIL), data.industry_groups()
    summary = data.read_input_output(SUMMARY)
    at = [summary.at(groups[code]) for code in table.industries]
    assert np.array_equal(data.read_critical(DETAIL), data.read_critical(SUMMARY)[np.ix_(at, at)])


@pytest.mark.parametrize(
    ("supplier", "user", "stops"),
    [
        ("334", "3361MV", True),  # chips stop cars
        ("331", "335", True),  # metals stop motors
        ("335", "3361MV", True),  # motors stop cars
        ("22", "334", True),  # power stops chips
        ("521CI", "334", False),  # banks do not
        ("722", "334", False),  # nor caterers
        ("334", "721", False),  # nor chips hotels
        ("334", "HS", False),  # an imputed rent has no input
    ],
)
def test_what_stops_whom(supplier, user, stops):
    table = data.read_input_output(SUMMARY)
    assert data.read_critical()[table.at(supplier), table.at(user)] == stops


def test_critical_pairs_follow_the_class_of_each_industry():
    """Industries of one class of the ratings have the same critical inputs."""
    with (SHIPPED / "classes.csv").open(encoding="utf-8", newline="") as lines:
        classes = {row["industry"]: row["class"] for row in csv.DictReader(lines)}
    table, critical = data.read_input_output(SUMMARY), data.read_critical()
    assert tuple(classes) == table.industries
    for name, count in Counter(classes.values()).items():
        if count > 1:
            at = [table.at(code) for code, its in classes.items() if its == name]
            assert np.array_equal(critical[:, at], critical[:, at[:1]].repeat(count, 1))
            assert np.array_equal(critical[at], critical[at[:1]].repeat(count, 0))


def test_the_more_particular_row_goes_first(own):
    rows = ["*,*,0,pichler_etal2022,", "*,334,1,pichler_etal2022,", "722,*,0,pichler_etal2022,"]
    rows += ["722,311FT,1,pichler_etal2022,"]
    path = own("critical.csv", lambda lines: [lines[0], *reversed(rows)])
    critical, at = data.read_critical(SUMMARY, path), data.read_input_output(SUMMARY).at
    assert critical[at("331"), at("334")]
    assert not critical[at("722"), at("334")]
    assert critical[at("722"), at("311FT")]
    assert not critical[at("331"), at("335")]


def test_every_fault_of_the_critical_inputs_is_told_at_once(own):
    rows = ["334,3361,1,pichler_etal2022,", "334,335,perhaps,,", "334,335,1,pichler_etal2022,"]
    path = own("critical.csv", lambda lines: [lines[0], *rows])
    told = problems_of(data.read_critical, SUMMARY, path)
    assert told[1].startswith(
        "row 2 (334, 3361): user must be a known industry of bea-2017-71 or *"
    )
    assert [told[0], *told[2:]] == [
        "row 4 (334, 335): must stand once, is already in row 3",
        'row 3 (334, 335): critical must be 0 or 1, got "perhaps"',
        "row 3 (334, 335): source must be given, got nothing",
        "*, *: must have a row for all other pairs",
    ]


def test_another_table_has_no_critical_inputs():
    with pytest.raises(DataError, match='"bea-2017-72" has no critical inputs; did you mean'):
        data.read_critical("bea-2017-72")


def test_a_row_with_too_many_cells_is_named(own):
    path = own("critical.csv", lambda lines: [*lines, "334,335,1,pichler_etal2022,,more"])
    assert any(
        "has more cells than there are columns" in each
        for each in problems_of(data.read_critical, SUMMARY, path)
    )
