"""The picture of how long each side took to answer."""

import dataclasses
import json

import pytest

from backfire.figures import empirics as figures
from backfire.questions.empirics import empirics


@pytest.fixture(scope="module")
def record():
    return empirics()


@pytest.fixture(scope="module")
def drawn(record):
    return json.loads(figures.response_lags(record).to_json())


def trace(drawn, name):
    (found,) = (each for each in drawn["data"] if str(each.get("name")).startswith(name))
    return found


def events(drawn, name):
    return {told[0] for told in trace(drawn, name)["customdata"]}


def test_every_move_is_drawn_once_by_what_became_of_it(drawn, record):
    measures = {each.event for each in record.reactions if each.lag is not None}
    open_ = {each.event for each in record.reactions if each.lag_with_threats is None}
    assert events(drawn, "answered by a measure") == measures | {"E077"} | set(record.political)
    assert events(drawn, "no answer by 30 November 2025") == open_
    assert len(events(drawn, "answered by a threat alone")) == len(record.reactions) - len(
        measures
    ) - len(open_)


def test_moves_without_an_answer_stand_where_watching_ended(drawn, record):
    watched = {each.event: each.watched for each in record.reactions}
    shown = trace(drawn, "no answer")
    for days, told in zip(shown["x"], shown["customdata"], strict=True):
        assert days == watched[told[0]]


def test_an_answer_of_the_same_day_is_drawn_and_labelled_zero(drawn):
    axis = drawn["layout"]["xaxis"]
    assert axis["type"] == "log"
    assert min(trace(drawn, "answered by a measure")["x"]) == axis["tickvals"][0] > 0
    assert axis["ticktext"][0] == "0"


def test_each_side_has_lanes_of_its_own(drawn):
    labels = drawn["layout"]["yaxis"]["ticktext"]
    assert labels.count("tariff") == 2
    assert "political act" in labels
    heads = [note["text"] for note in drawn["layout"]["annotations"]]
    assert heads[0] == "<b>China answers the United States</b>"
    assert len(heads) == labels.count("") == 3


def test_a_median_is_drawn_with_its_band_where_it_is_reached(drawn, record):
    (tariff,) = (e for e in record.answers if (e.answerer, e.group) == ("CHN", "tariff"))
    low, _, high = tariff.lags.median
    band = next(each for each in drawn["data"] if each["name"] == "band of tariff")
    assert (min(band["x"]), max(band["x"])) == (max(low, 0.5), high)
    assert not [each for each in drawn["data"] if each["name"] == "band of port fee or probe"]


def test_marks_of_one_day_do_not_hide_each_other(drawn):
    shown = trace(drawn, "answered by a measure")
    places = list(zip(shown["x"], shown["y"], strict=True))
    assert len(set(places)) == len(places)


def test_the_title_is_the_finding_and_the_sentence_says_how_few_they_are(drawn):
    said = drawn["layout"]["meta"]
    assert "15 of 19" in said["title"]
    assert "too few to tell" in said["sentence"]
    assert said["sentence"].endswith(".")


def test_an_empty_record_is_drawn_without_a_fault(record):
    empty = dataclasses.replace(record, reactions=(), others=(), political={}, answers=())
    picture = figures.response_lags(empty)
    assert picture.layout.meta["title"] == "No move of either side is in the record"
