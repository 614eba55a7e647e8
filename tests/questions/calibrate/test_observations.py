"""What was seen, and what a result says of it."""

import numpy as np
import pytest

from backfire.answers import Answer
from backfire.errors import DataError
from backfire.questions.calibrate import compare, observations
from tests.answers.synthetic_run import answer_of, synthetic_dataset, synthetic_run


@pytest.fixture(scope="module")
def found():
    return synthetic_run()


def only(found, text):
    seen = observations(found, [text])
    assert len(seen) == 1, seen
    return seen[0]


def test_every_name_that_is_wrong_is_told_at_once(found):
    with pytest.raises(DataError) as caught:
        observations(found, ["magnet_export", "price:unobtainium", "price@@", "price@2031"])
    text = str(caught.value)
    for wrong in ("magnet_export:", "price:unobtainium", "price@@", "price@2031"):
        assert wrong in text


def test_a_span_of_months_keeps_both_its_ends(found):
    every = observations(found, ["magnet_exports"])
    dates = [one.date for one in every]
    span = observations(found, [f"magnet_exports@{dates[1]}..{dates[2]}"])
    assert [one.date for one in span] == dates[1:3]
    assert observations(found, [f"magnet_exports@..{dates[1]}"]) == every[:2]


def test_a_month_without_dots_is_that_month_alone(found):
    every = observations(found, ["magnet_exports"])
    assert only(found, f"magnet_exports@{every[1].date}") == every[1]
    assert observations(found, [f"magnet_exports@{every[1].date}.."]) == every[1:]


def test_the_same_observation_named_twice_counts_once(found):
    every = observations(found, ["magnet_exports"])
    assert observations(found, ["magnet_exports", f"magnet_exports@{every[0].date}"]) == every


def test_a_place_counts_only_where_it_is_named_and_is_the_one_target(found):
    with pytest.raises(DataError, match="magnet_exports:USA"):
        observations(found, ["magnet_exports:USA"])
    found = answer_of(synthetic_dataset().assign_attrs(targets=("USA",)))
    world = observations(found, ["magnet_exports"])
    target = observations(found, ["magnet_exports:USA"])
    assert {one.place for one in world} == {""}
    assert {one.place for one in target} == {"USA"}
    assert target[0].predicted(found).mean() < world[0].predicted(found).mean()


def test_a_quote_lies_on_the_line_between_two_weeks(found):
    seen = observations(found, ["price:dy_oxide"])[0]
    week = found.dataset["week"].values.astype("datetime64[D]")
    day = np.datetime64(seen.last_day, "D")
    before = int(np.flatnonzero(week <= day)[-1])
    part = (day - week[before]).astype(int) / 7
    quotes = found.price.sel(good=seen.good, side=seen.side or "outside").values
    expected = quotes[:, before] * (1 - part) + quotes[:, before + 1] * part
    np.testing.assert_allclose(seen.predicted(found), expected)


def test_a_month_of_level_exports_is_its_days_over_seven_weeks_of_tonnes(found):
    level = found.dataset.copy(deep=True)
    level["exports"].values[:] = 7.0
    steady = Answer.of(found.kind, level, found.provenance, found.facts)
    seen = observations(steady, ["magnet_exports"])
    goods = [g for g in ("ndfeb_standard", "ndfeb_high_coercivity", "smco") if g in level["good"]]
    for one in seen:
        days = one.last_day.day
        np.testing.assert_allclose(one.predicted(steady), len(goods) * days)


def test_a_comparison_says_what_was_fitted_and_what_was_held_back(found):
    seen = observations(found, ["magnet_exports"])
    until = seen[1].last_day.isoformat()
    rows = compare(found, seen, until)
    assert [row.fitted for row in rows] == [one.last_day.isoformat() <= until for one in seen]
    assert all(row.low <= row.middle <= row.high for row in rows)
    assert not any(row.fitted for row in compare(found, seen))
