"""What was seen later stands apart from every edition, and a faulty table of it is refused."""

import dataclasses
import shutil
from pathlib import Path

import pytest

from backfire import data
from backfire.errors import DataError
from tests.data.small import SMALL

TABLES = Path(__file__).parent / "seen"
SHIPPED = "rare-earths-2009-2024"
PRICE = "row 2 (price, dy_oxide, inside, 2011):"
EXPORTS = "row 2 (exports, CHN, 2011):"
SENTENCES = {
    "year-missing": ["row 2 (price, dy_oxide, inside): year must be given, got nothing"],
    "year-unreadable": [
        'row 2 (price, dy_oxide, inside, 201l): year must be a year, got "201l"',
    ],
    "year-no-column": ["column year is missing"],
    "date-in-another-year": [
        "row 2 (price, dy_oxide, inside, 2011, 2012-03): date must lie in the year 2011, "
        "got 2012-03; correct one of the two"
    ],
    "unit-of-another-series": [
        f'{PRICE} unit must be USD/t, that of price, got "USD/kg"; convert the figures'
    ],
    "unit-missing": [f"{PRICE} unit must be given, got nothing"],
    "value-negative": [f"{EXPORTS} value must be zero or more, got -5"],
    "value-outside-its-range": [
        f"{EXPORTS} value must lie between low and high, got 50 in 60 to 70"
    ],
    "value-no-share": [
        "row 2 (import_share, JPN, CHN, 2010): value must be 0 to 1, got 64; convert the figures"
    ],
    "series-unknown": [
        'row 2 (prise, dy_oxide, inside, 2011): series must be a known series, got "prise"; '
        'did you mean "price"?'
    ],
    "good-unknown": [
        "row 2 (price, dy_oxid, inside, 2011): good must be a known good or group, "
        'got "dy_oxid"; did you mean "dy_oxide"?'
    ],
    "place-unknown": [
        "row 2 (import_share, DEU;REX, CHN, 2010): place must be a known place, or several joined "
        'by a semicolon, got "REX"; did you mean "REU"?'
    ],
    "partner-unknown": [
        "row 2 (import_share, JPN, CHM, 2010): partner must be a known place, or several joined "
        'by a semicolon, got "CHM"; did you mean "CHN"?'
    ],
    "source-unknown": [
        f'{EXPORTS} source must name entries of references.bib, got "baci2042"; '
        'did you mean "baci2024"?'
    ],
    "row-twice": ["row 3 (exports, CHN, 2011): must stand once, is already in row-twice.csv row 2"],
    "estimate-without-method": [
        f'{EXPORTS} method must say how the figure was made, as its kind is "estimate", got nothing'
    ],
}


@pytest.mark.parametrize("fault", SENTENCES)
def test_a_fault_is_told_once_and_exactly(fault):
    with pytest.raises(DataError) as caught:
        data.read_seen(TABLES / f"{fault}.csv")
    told = [problem.removeprefix(f"{fault}.csv").lstrip(": ") for problem in caught.value.problems]
    assert told == SENTENCES[fault]


def test_all_problems_are_told_at_once():
    with pytest.raises(DataError, match="has 4 problems") as caught:
        data.read_seen(TABLES / "several.csv")
    assert [word for word in ("year", "unit", "value", "source") if word in str(caught.value)] == [
        "year",
        "unit",
        "value",
        "source",
    ]


def test_a_table_of_ones_own_is_read():
    own = data.read_seen(TABLES / "good.csv")
    assert own.name == "good"
    assert own.table["value"].to_list() == [0.5, 2000, 1000]
    assert own.table["year"].to_list() == [2010, 2011, 2011]
    assert own.data_gaps == ()


def test_goods_and_places_may_be_those_of_one_edition():
    small = data.read_edition(SMALL)
    with pytest.raises(DataError, match="good must be a known good or group"):
        data.read_seen(TABLES / "good.csv", edition=small)


def test_a_name_that_is_none_is_refused_with_the_nearest():
    with pytest.raises(DataError, match=f'did you mean "{SHIPPED}"'):
        data.read_seen("rare-earths-2009-2023")


def test_a_changed_table_has_another_checksum(tmp_path):
    shutil.copy(TABLES / "good.csv", tmp_path)
    own = tmp_path / "good.csv"
    assert data.read_seen(own).checksum == data.read_seen(TABLES / "good.csv").checksum
    own.write_text(own.read_text("utf-8").replace("2000", "2001"), encoding="utf-8")
    assert data.read_seen(own).checksum != data.read_seen(TABLES / "good.csv").checksum


def test_nothing_in_it_can_be_changed():
    seen = data.read_seen(TABLES / "good.csv")
    with pytest.raises(dataclasses.FrozenInstanceError):
        seen.name = "other"


def test_what_was_seen_is_no_edition():
    assert SHIPPED in data.seen_tables()
    assert not {"seen", SHIPPED} & set(data.editions())


def test_the_shipped_table_is_sound_and_says_what_is_missing():
    seen = data.read_seen(SHIPPED)
    assert set(seen.table["year"]) == set(range(2009, 2025))
    assert any("dysprosium_per_magnet" in gap for gap in seen.data_gaps)


def test_a_table_of_ones_own_may_go_on_after_the_shipped_editions():
    own = data.read_seen(TABLES / "of-later-years.csv")
    assert own.table["year"].to_list() == [2031]
