"""Every fault of a table is told in one sentence: which row, what must be true, what was found."""

import shutil

import pytest

from backfire import data
from backfire.errors import DataError
from tests.data.small import FAULTS, SMALL, overlay

MINE = "own/production.csv row 2 (mine, USA):"
SENTENCES = {
    "production-negative": [f"{MINE} value must be zero or more, got -5"],
    "production-not-a-number": [f"{MINE} value must be a number, got NaN"],
    "production-words-for-a-number": [f'{MINE} value must be a number, got "ten"'],
    "production-duplicate": [
        "own/production.csv row 3 (mine, USA): must stand once, is already in "
        "own/production.csv row 2"
    ],
    "production-without-source": [f"{MINE} source must be given, got nothing"],
    "production-unknown-source": [
        f'{MINE} source must name entries of references.bib, got "usgs_mcs_rare_earth2025"; '
        'did you mean "usgs_mcs_rare_earths2025"?'
    ],
    "production-unknown-process": [
        "own/production.csv row 2 (mime, USA): process must be a known process, "
        'got "mime"; did you mean "mine"?'
    ],
    "production-unknown-place": [
        "own/production.csv row 2 (mine, US): place must be a known place, "
        'got "US"; did you mean "USA"?'
    ],
    "production-unknown-kind": [
        f'{MINE} kind must be reported, derived or estimate, got "report"; did you mean "reported"?'
    ],
    "production-estimate-without-method": [
        f'{MINE} method must say how the figure was made, as its kind is "estimate", got nothing'
    ],
    "production-without-uncertainty": [
        f"{MINE} relative_sd must be given unless the value is zero, got nothing"
    ],
    "production-after-the-edition": [
        f"{MINE} year must not be after the edition's date 2025-11-30, got 2026"
    ],
    "production-process-and-good": [
        "own/production.csv row 2: must name either a process or a good, got both"
    ],
    "production-wrong-unit": ['own/production.csv row 2: unit must be t/yr, got "kt/yr"'],
    "production-missing-column": ["own/production.csv: column source is missing"],
    "production-unknown-column": [
        'own/production.csv: relative_ds is not a column here; did you mean "relative_sd"?'
    ],
    "trade-unknown-group": [
        "own/trade.csv row 2 (oxide, CHN, USA): good must be a known good or group, "
        'got "oxide"; did you mean "oxides"?'
    ],
    "use-unknown-use": [
        "own/use.csv row 2 (magnet, motor, USA): use must be a known use or *, "
        'got "motor"; did you mean "motors"?'
    ],
    "baskets-share-above-one": [
        "own/baskets.csv row 2 (hill, light): value must be a share between 0 and 1, got 1.6",
        "baskets.csv: the shares of hill must sum to one, got 1.8",
    ],
    "baskets-not-summing-to-one": ["baskets.csv: the shares of hill must sum to one, got 0.9"],
    "places-without-data": [
        "own/places.csv row 2 (BRA): is a place without data; production, capacity, use or trade "
        "must name it"
    ],
    "goods-nobody-makes": ["own/goods.csv row 2 (motor): no process puts it out"],
    "stocks-negative": [
        "own/stocks.csv row 2 (buyer, magnet, *): value must be zero or more, got -7"
    ],
    "projects-before-the-baselines-end": [
        "own/projects.csv row 2 (hill two, mine): starts must be later than 2024, got 2024-06: "
        "already in the baseline of 2024"
    ],
    "projects-start-not-a-date": [
        "own/projects.csv row 2 (hill two, mine): starts must be a date (YYYY, YYYY-MM or "
        'YYYY-MM-DD), got "soon"'
    ],
    "projects-unknown-status": [
        "own/projects.csv row 2 (hill two, mine): status must be operating, ramping, construction, "
        'funded, study, agreement or stalled, got "financed"'
    ],
    "lead_times-zero": ["own/lead_times.csv row 2 (mine, *): value must be above zero, got 0"],
    "recipes-recovery-above-one": [
        "own/recipes.csv row 2 (separate): value must be a share between 0 and 1, got 1.2"
    ],
}


@pytest.mark.parametrize("fault", SENTENCES)
def test_a_fault_is_told_once_and_exactly(fault, tmp_path):
    with pytest.raises(DataError) as caught:
        data.read_edition(SMALL, overlay(tmp_path, fault))
    assert list(caught.value.problems) == SENTENCES[fault]


def test_a_ragged_table_is_refused(tmp_path):
    with pytest.raises(DataError, match="row 2: has more cells than there are columns"):
        data.read_edition(SMALL, overlay(tmp_path, "production-ragged"))


def test_a_table_of_no_edition_is_refused(tmp_path):
    own = tmp_path / "own"
    own.mkdir()
    shutil.copy(FAULTS / "stock-of-what.csv", own / "stock.csv")
    with pytest.raises(DataError, match='not a table of an edition; did you mean "stocks"'):
        data.read_edition(SMALL, own)


def test_a_day_after_the_edition_is_refused(tmp_path):
    own = tmp_path / "own"
    own.mkdir()
    header, row = (SMALL / "observations.csv").read_text("utf-8").splitlines()
    late = row.replace("2025-05-06", f"2025-{12}-05")
    (own / "observations.csv").write_text(f"{header}\n{late}\n", encoding="utf-8")
    with pytest.raises(DataError, match="date must not be after the edition's date 2025-11-30"):
        data.read_edition(SMALL, own)


def test_all_problems_are_told_at_once(tmp_path):
    faults = [
        "production-negative",
        "stocks-negative",
        "trade-unknown-group",
        "baskets-not-summing-to-one",
        "places-without-data",
    ]
    for fault in faults:
        own = overlay(tmp_path, fault)
    with pytest.raises(DataError) as caught:
        data.read_edition(SMALL, own)
    expected = sorted(sentence for fault in faults for sentence in SENTENCES[fault])
    assert sorted(caught.value.problems) == expected
