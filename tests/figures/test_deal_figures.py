"""Pictures of a deal: all packages with what was signed, and each issue's chance."""

import json

import pytest

from backfire.figures import deal as figures
from tests.answers.synthetic_deal import synthetic_deal

FOUND = synthetic_deal()


def drawn(figure):
    return json.loads(figure.to_json())


@pytest.fixture(scope="module")
def frontier():
    return drawn(figures.deal_frontier(FOUND))


@pytest.fixture(scope="module")
def issues():
    return drawn(figures.deal_issues(FOUND))


def traces(picture, name):
    return [trace for trace in picture["data"] if trace.get("name") == name]


def points(trace):
    return sorted(zip(trace["x"], trace["y"], strict=True))


def test_every_package_is_a_point_in_usd_billion(frontier):
    """Of eight, the fourth is minerals against the tariff: (-1 + 4, 5 - 1)."""
    whole = [*traces(frontier, "package")[:1], *traces(frontier, "no other is better for both")[:1]]
    found = [point for trace in whole for point in points(trace)]
    assert len(found) == 8
    assert (3.0, 4.0) in found
    assert (4.0, 1.0) in points(whole[1])
    assert frontier["layout"]["xaxis"]["title"]["text"] == "gain of China, USD bn"
    assert frontier["layout"]["yaxis"]["title"]["text"] == "gain of the United States, USD bn"


def test_the_best_package_and_what_was_signed_are_marked_in_both_panels(frontier):
    assert [points(each) for each in traces(frontier, "largest product of gains")] == [[(3, 4)]] * 2
    assert [points(each) for each in traces(frontier, "signed")] == [[(4, 1)]] * 2
    assert points(traces(frontier, "no deal")[0]) == [(0, 0)]


def test_the_dotted_line_has_the_product_of_the_best(frontier):
    line = traces(frontier, "equal product")[0]
    assert [x * y for x, y in zip(line["x"], line["y"], strict=True)] == pytest.approx(
        [12.0] * len(line["x"]), rel=0.02
    )


def test_a_point_near_the_best_says_what_it_leaves_out(frontier):
    near = traces(frontier, "no other is better for both")[1]
    assert near["text"] == ["without fees", "with all"]


def test_the_title_says_what_the_signed_package_brings(frontier):
    said = frontier["layout"]["meta"]
    assert "brings 80 % of the best" in said["title"]
    assert "is among the packages that nothing betters" in said["title"]
    assert said["sentence"].endswith(".")
    assert "USD billion" in said["sentence"]


def test_each_issue_has_a_bar_of_its_chance_and_a_mark_of_what_was_signed(issues):
    bars = {y: x for t in issues["data"] if t["type"] == "bar" for x, y in points(t)}
    assert bars == {"minerals": 1.0, "tariff": 0.8, "fees": 0.2}
    (yes,), (no,) = traces(issues, "signed"), traces(issues, "not signed")
    assert set(yes["y"]) == {"minerals", "tariff", "fees"}
    assert set(no["y"]) == {"chips", "island"}


def test_an_issue_without_a_value_has_words_in_place_of_a_bar(issues):
    told = {note["y"]: note["text"] for note in issues["layout"]["annotations"] if "y" in note}
    assert told["chips"].startswith("not predicted")
    assert "2 of 3" in issues["layout"]["meta"]["title"]
