"""The picture of why published figures disagree."""

import json

import pytest

from backfire.figures.spread import published_spread
from tests.answers.synthetic_spread import synthetic_spread

FOUND = synthetic_spread()


@pytest.fixture(scope="module")
def drawn():
    return json.loads(published_spread(FOUND).to_json())


def traces(drawn, name):
    return [trace for trace in drawn["data"] if trace.get("name") == name]


def test_every_figure_has_a_lane_of_its_own_with_its_name(drawn):
    axis = drawn["layout"]["yaxis"]
    named = dict(zip(axis["ticktext"], axis["tickvals"], strict=True))
    assert {"given", "abroad", "too-small"} <= set(named)
    assert len(set(axis["tickvals"])) == len(axis["tickvals"])
    (dots,) = traces(drawn, "published")
    assert named["given"] in dots["y"]


def test_what_no_point_gives_is_a_cross_in_another_colour(drawn):
    (crosses,) = traces(drawn, "published, given by no point")
    (dots,) = traces(drawn, "published")
    assert (crosses["x"], crosses["marker"]["symbol"]) == ([1e8], "x")
    assert crosses["marker"]["color"] != dots["marker"]["color"]


def test_a_figure_of_another_place_is_also_drawn_at_the_size_of_the_sweep(drawn):
    (circles,) = traces(drawn, "the same, at the size of the United States")
    abroad = next(one for one in FOUND.facts.placed if one.id == "abroad")
    assert circles["x"] == [abroad.share_of_gdp * FOUND.facts.gdp]


def test_each_way_of_counting_has_its_band_over_a_year_inside_that_of_the_sweep(drawn):
    for way in ("imports", "substitution", "recipe", "inventory", "exposure"):
        bands = [t for t in drawn["data"] if str(t.get("name")).startswith(f"{way}: ")]
        whole, year = (band["x"][:2] for band in bands)
        assert whole[0] <= year[0] < year[1] <= whole[1]


def test_a_figure_of_its_own_goods_has_a_band_of_its_own_with_substitution_beside(drawn):
    counted, beside = (t for t in drawn["data"] if str(t.get("name")).startswith("too-small: "))
    assert counted["fillcolor"] != beside["fillcolor"]
    assert min(filter(None, counted["y"])) == max(filter(None, beside["y"]))
    whole = next(t for t in drawn["data"] if str(t.get("name")).startswith("recipe: "))
    assert counted["x"][1] == whole["x"][1] / 100
    assert set(counted["y"]) & set(whole["y"]) == {None}


def test_money_is_on_a_scale_of_powers_of_ten_with_its_unit(drawn):
    axis = drawn["layout"]["xaxis"]
    assert axis["type"] == "log"
    assert axis["title"]["text"].startswith("USD")
    assert "NaN" not in json.dumps(drawn)


def test_the_title_is_the_finding(drawn):
    said = drawn["layout"]["meta"]
    assert "2 of 3" in said["title"]
    assert said["sentence"].endswith(".")
