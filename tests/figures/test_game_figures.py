"""The pictures of a game."""

import json

import numpy as np
import pytest

from backfire.answers.game import MAPPED
from backfire.figures import game as figures
from tests.answers.example_game import (
    HOLE,
    NOT_KNOWN,
    QUARTERS,
    SHARPNESS,
    around,
    example,
    map_of,
    stack,
)

PICTURES = [
    figures.policy_map,
    figures.game_tree,
    figures.escalation_ladder,
    figures.hazard_of_use,
    figures.advantage_of_use,
    figures.endings,
    figures.regret_sweep,
]
every_picture = pytest.mark.parametrize(
    "picture", PICTURES, ids=[picture.__name__ for picture in PICTURES]
)
NOTHING = {
    "map_chance": map_of(lambda *_: 0.0, lambda *_: "hold"),
    "branches": [(("",) * 4, 1.0, 0.5)],
    "ladder": np.diag([1.0, 0.0, 0.0, 0.0, 0.0, 0.0]),
    "hazard": NOT_KNOWN,
    "advantage": NOT_KNOWN,
    "backfire_if_used": HOLE,
    "renewals": None,
    "regret_sweep": np.zeros((len(SHARPNESS), 2)),
}


def drawn(picture, **changes):
    return json.loads(picture(example(**changes)).to_json())


def traces(found, name):
    return [trace for trace in found["data"] if trace.get("name") == name]


@every_picture
def test_every_picture_has_a_finding_and_a_sentence(picture):
    said = drawn(picture)["layout"]["meta"]
    assert len(said["title"]) > 20
    assert said["sentence"].endswith(".")


@every_picture
def test_where_nothing_is_known_the_picture_says_so(picture):
    found = drawn(picture, **NOTHING)
    assert len(found["layout"]["meta"]["title"]) > 20
    assert "NaN" not in json.dumps(found)


@pytest.mark.parametrize(
    ("picture", "units"),
    [
        (figures.policy_map, ("% of need", "thought resolute, %")),
        (figures.hazard_of_use, ("probability in the quarter, %",)),
        (figures.advantage_of_use, ("USD billion",)),
        (figures.endings, ("% of all paths",)),
        (figures.regret_sweep, ("% of the side's value", "pure number")),
    ],
)
def test_the_axes_say_their_units(picture, units):
    layout = drawn(picture)["layout"]
    titles = " ".join(
        str(axis.get("title", {}).get("text", ""))
        for name, axis in layout.items()
        if name.startswith(("xaxis", "yaxis"))
    )
    assert all(unit in titles for unit in units)


def test_each_situation_has_a_panel_with_the_likeliest_action_in_its_cells():
    maps = [trace for trace in drawn(figures.policy_map)["data"] if trace["type"] == "heatmap"]
    assert len(maps) == len(MAPPED)
    words = {cell for trace in maps for row in trace["text"] for cell in row}
    assert {"hold", "licences", "partial ban", "full ban", "flood"} == words


def test_the_map_has_capacity_across_and_belief_up():
    def use(_, capacity, belief):
        return 0.9 if belief < 0.5 else 0.1

    def act(_, capacity, belief):
        return "quota" if belief < 0.5 else "hold"

    three, two = (0.1, 0.2, 0.3), (0.0, 1.0)
    seen = {
        "map_chance": map_of(use, act, three, two),
        "outside_capacity": np.array(three),
        "labels": {"capacity": [0, 1, 2], "belief": list(two)},
    }
    first, *_ = drawn(figures.policy_map, **seen)["data"]
    assert first["text"] == [["quota"] * 3, ["hold"] * 3]
    title = figures.policy_map(example(**seen)).layout.meta["title"]
    assert "50 % of the map in a truce with concessions" in title


def labels(found):
    return [note["text"] for note in found["layout"]["annotations"]]


def test_the_tree_tells_how_likely_it_is_to_reach_each_place():
    told = labels(drawn(figures.game_tree))
    assert "hold 82 %" in told
    assert "flood 8 %" in told
    assert "other moves 1 %" in told


def test_ways_of_less_than_two_percent_are_drawn_together():
    branches = [
        (("hold", "hold", "", ""), 0.975, 0.3),
        (("quota", "hold", "", ""), 0.015, 0.4),
        (("quota", "deal", "", ""), 0.01, 0.1),
    ]
    told = labels(drawn(figures.game_tree, branches=branches))
    assert "quota 2 %" in told
    assert not any(text.startswith("deal") for text in told)


def test_what_the_answer_holds_together_is_drawn_so():
    branches = [(("hold", "hold", "", ""), 0.9, 0.3), (("",) * 4, 0.1, 0.5)]
    found = drawn(figures.game_tree, branches=branches)
    assert "otherwise 10 %" in labels(found)
    assert "not in the figures above it" in found["layout"]["meta"]["sentence"]
    assert "not in the figures" not in drawn(figures.game_tree)["layout"]["meta"]["sentence"]


def test_the_ladder_shows_moves_and_tells_what_stays():
    (found,) = drawn(figures.escalation_ladder)["data"]
    assert sum(found["link"]["value"]) == pytest.approx(27.5)
    assert "a truce (stays: 87 %)" in found["node"]["label"]
    assert len(set(found["link"]["color"])) == 2


def test_the_ladder_has_its_highest_step_on_top():
    (found,) = drawn(figures.escalation_ladder)["data"]
    lefts = [
        (y, label)
        for x, y, label in zip(
            found["node"]["x"], found["node"]["y"], found["node"]["label"], strict=True
        )
        if x < 0.5
    ]
    assert min(lefts)[1].startswith("a ban answered with all")
    assert max(lefts)[1].startswith("a truce")


def test_a_band_surrounds_its_line():
    (line,) = figures.hazard_of_use(example()).select_traces(
        {"name": "first use, if not used before"}
    )
    assert line.y[4] == pytest.approx(5.0)
    low, high = line.customdata[4]
    assert low < line.y[4] < high


def test_the_advantage_has_a_zero_line_its_window_and_no_line_over_a_hole():
    found = drawn(figures.advantage_of_use)
    (line,) = traces(found, "use above holding back")
    assert len(line["x"]) == QUARTERS - 1
    shapes = found["layout"]["shapes"]
    assert any(shape["type"] == "line" and shape["y0"] == 0 for shape in shapes)
    assert any(shape["type"] == "rect" and shape["x1"] == "2031-12-02" for shape in shapes)


def test_shares_of_an_ending_carry_their_bands():
    found = drawn(figures.endings)
    (truce,) = traces(found, "a truce")
    assert truce["text"][0] == "47 % (28 to 66)"
    assert next(trace["name"] for trace in found["data"]) == "a durable framework"


def test_regret_that_is_nothing_has_no_place_on_a_scale_of_powers_of_ten():
    sweep = {
        "regret_sweep": np.array([[0.2, 0.3], [0.0, 0.004]]),
        "labels": {"sharpness": [1.0, 100.0]},
    }
    found = drawn(figures.regret_sweep, **sweep)
    (sender,), (target,) = traces(found, "sender"), traces(found, "target")
    assert sender["y"] == [20.0, None]
    assert target["y"] == [30.0, 0.4]


def test_a_control_that_is_never_used_has_no_likeliest_quarter():
    never = stack([around(0.0)] * QUARTERS)
    title = figures.hazard_of_use(example(hazard=never)).layout.meta["title"]
    assert title == "In no quarter is there a first use of the control"
