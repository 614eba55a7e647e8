"""What a game comes to: said, in tables, as JSON, on a page, and saved."""

import csv
import json
import math
import re

import numpy as np
import pytest

from backfire.answers import Interval, kind_named, read_answer
from backfire.answers.game import (
    ACTS,
    MAPPED,
    SENDER_AT,
    Origin,
    PolicyMap,
    Situation,
    does,
    plans,
    policy_map,
    region,
    where,
    window,
)
from backfire.errors import DataError
from backfire.render import page
from tests.answers.example_game import (
    DRAWS,
    HOLE,
    NOT_KNOWN,
    QUARTERS,
    SENDER_PLANS,
    around,
    drawn,
    example,
    map_of,
    plan,
    quarter,
    stack,
)

FOUND = example()
SAID = " ".join(FOUND.sentences)
CAPACITY, BELIEF = (0.1, 0.4, 0.9), (0.0, 0.5, 1.0)


def about(answer, words):
    (found,) = [sentence for sentence in answer.sentences if words in sentence]
    return found


def gains(*positive):
    """An advantage that is above zero in these quarters."""
    inside = np.isin(np.arange(QUARTERS), positive)
    return np.tile(np.where(inside, 1e9, -1e9), (DRAWS, 1))


def test_the_answer_comes_first_with_its_bands():
    assert FOUND.sentences[0].startswith(
        "From 1 December 2025 the probability of a first use is 12 % (90 % band 7 to 17) within 1 "
        "year, 34 % (20 to 48) within 3 years"
    )
    assert "a ban answered with all is 17 % (10 to 24) within 10 years" in FOUND.sentences[0]
    assert FOUND.sentences[0].endswith("46 % (28 to 64).")


def test_payoffs_that_are_ranges_are_said_to_be_so_in_the_first_two_sentences():
    first, second, *_ = example(origin=Origin.RANGES, aggregation=None).sentences
    assert first.startswith("On payoffs that are ranges and no results: from")
    assert "no result of the supply model" in second
    assert "ranges" not in FOUND.sentences[0]
    assert FOUND.sentences[1].endswith("by the supply model.")


@pytest.mark.parametrize(
    "words",
    [
        "The sender holds in a truce with concessions (86 %",
        "The target lets the truce run on",
        "45 % (27 to 63) of it is inadvertent: it goes away without accidents",
        "38 % (23 to 53) against a strategic target and 71 % (43 to 99) against a resolute target",
        "commitment never to use the control is worth USD 2.1 billion",
        "rule of the resolute type USD 5.4 billion",
        "10 % instead of 30 %, costs the sender USD 1.4 billion",
        "USD 900 million (180 million to 2.3 billion) if both make it",
        "By 10 November 2026 the truce is renewed with 61 % (37 to 85), has lapsed",
        "On 1 December 2035 there is a durable framework with 30 %",
        "(M29: a sender as exposed to retaliation as in 2018) and common random numbers, first use "
        "within 3 years moves by -6 points (-10 to -1)",
        "value to the sender by USD -9.0 billion",
        "12 nodes are not solved to 1e-8 (largest residual of the others 3.4e-10)",
        "the sender forgoes USD 1.1 billion, 3.6 % of its value",
        "at a precision of 100 it is 0.3 % and 0.45 %",
        "0.98 times (0.91 to 1.07) what a year of it costs by the supply model",
        "Meetings after 2026 are assumed",
    ],
)
def test_the_answer_holds(words):
    assert words in SAID


def test_a_window_that_is_empty_or_open_ended_is_said_in_words():
    empty = about(example(advantage=gains()), "window of use")
    assert empty.startswith("The window of use is empty: while the control is unused, in no")
    assert "closed" not in empty
    assert "open-ended" in about(example(advantage=gains(*range(QUARTERS))), "window of use")
    assert "from 1 December 2025 to 2 December 2031" in about(FOUND, "window of use")


def test_paths_on_which_the_window_never_opens_differ_from_those_on_which_it_stays_open():
    closes = np.array([-1.0, 7.0, QUARTERS - 1])
    told = about(example(advantage=gains(*range(9)), closes=closes), "window of use")
    assert "on a tenth of the paths from the start, on half of the paths by 1 December 2027" in told
    assert told.endswith("on nine tenths of the paths not within the game.")


def test_what_is_not_known_is_said_not_to_be():
    told = " ".join(
        example(backfire_against=stack([around(0.4), HOLE]), hazard=NOT_KNOWN).sentences
    )
    assert "unknown against a resolute target" in told
    assert not re.search(r"\bnan\b", told)
    assert "hazard" not in told


def test_a_band_is_over_the_draws_in_which_a_figure_is_known():
    some = around(0.4)
    some[::2] = math.nan
    answer = example(backfire_if_used=some)
    known = some[~np.isnan(some)]
    assert answer.interval("backfire_if_used").central == pytest.approx(np.median(known))


def test_the_hazard_is_told_at_its_highest():
    assert "highest in the quarter from 1 December 2026, at 5 % (3 to 7)" in SAID


def test_json_holds_every_figure_and_no_nan():
    told = json.loads(FOUND.to_json())
    numbers = told["quantities"]
    assert numbers["residual"] == 3.4e-10
    assert numbers["regret"] == {"sender": 1.1e9, "target": 2.3e9}
    assert numbers["regret_share"]["sender"] == 0.036
    assert [set(row) for row in numbers["regret_sweep"].values()] == [{"sender", "target"}] * 5
    assert numbers["backfire"]["central"] == 0.3
    assert set(numbers["backfire_against"]) == {"strategic", "resolute"}
    assert set(numbers["closes"]) == {"tenth", "half", "nine_tenths"}
    assert set(numbers["commitment_value"]) == {"restraint", "resolve"}
    assert set(numbers["overconfidence_cost"]) == {"private", "common"}
    assert told["sentences"] == list(FOUND.sentences)
    assert numbers["first_use"]["3"]["central"] == pytest.approx(0.34)
    last = list(numbers["advantage"].values())[-1]
    assert last == dict.fromkeys(("low", "central", "high"))


def test_years_beyond_the_game_are_not_told():
    short = example(quarters=12).sentences[0]
    assert "within 3 years; that of a ban answered with all is 17 % (10 to 24) within 3" in short


def test_a_band_without_width_is_told_as_such():
    same = stack([around(share, by=0.0) for share in (0.5, 0.5, 0.5, 0.5)])
    told = example(first_use=same, quarters=4).sentences[0]
    assert (
        "50 % (in all draws) within 1 year; that of a ban answered with all is 17 % (90 % band"
        in told
    )


def test_a_saved_game_is_the_same_when_it_is_read_again(tmp_path):
    again = read_answer(FOUND.to_netcdf(tmp_path / "game.nc"))
    assert again.dataset.identical(FOUND.dataset)
    assert again.to_json() == FOUND.to_json()
    without = example(renewals=None, aggregation=None)
    assert not read_answer(without.to_netcdf(tmp_path / "none.nc")).has("renewals")


def test_every_table_opens_as_csv(tmp_path):
    for path in FOUND.to_csv(tmp_path):
        with path.open(encoding="utf-8") as file:
            heading, *rows = csv.reader(file)
        assert rows
        assert {len(row) for row in rows} == {len(heading)}


def test_plans_that_do_not_add_up_are_refused():
    wrong = np.array(FOUND.dataset["act_chance"].values)
    wrong[0, 0, 0] = 0.1
    with pytest.raises(DataError, match="act_chance: shares must add up to 1"):
        example(act_chance=wrong)


def words_of(text):
    return " ".join(re.sub(r"<[^>]+>", " ", text.replace("\u00a0", " ")).split())


@pytest.fixture(scope="module")
def written() -> str:
    return page(FOUND)


def test_on_the_page_the_answer_comes_first_and_then_who_does_what(written):
    said = words_of(written)
    assert said.index("the probability of a first use is") < said.index("Who does what")
    assert said.count("What each control costs and brings is worked out by the supply model") >= 3


@pytest.mark.parametrize(
    "name",
    [
        "policy-map",
        "game-tree",
        "hazard-of-use",
        "advantage-of-use",
        "escalation-ladder",
        "endings",
        "regret-sweep",
    ],
)
def test_every_picture_has_its_place_and_its_drawing(written, name):
    assert f'<div class="picture" id="{name}"' in written
    assert f'"{name}": {{' in written


def test_every_section_of_the_page_is_there(written):
    for section in kind_named("game").sections:
        assert f'<section id="{section.name}-section">' in written


@pytest.mark.parametrize(
    "told",
    [
        "The numbers of the map",
        "in a truce with concessions",
        "2026-11-10 61 37 to 85 28",
        "third parties stay out",
        "hold, hold, hold, hold 56 %",
        "2026-12-01 5 3 to 7",
        "cost of overconfidence, both are wrong",
    ],
)
def test_the_numbers_behind_the_pictures_are_there(written, told):
    assert told.lower() in words_of(written).lower()


def test_ranges_are_said_to_be_ranges_on_the_page():
    said = words_of(page(example(origin=Origin.RANGES, aggregation=None)))
    assert said.index("On payoffs that are ranges and no results") < said.index("Who does what")
    assert "Its rollouts fill a table" not in said


def test_an_answer_without_truces_has_a_page():
    assert "What becomes of the truce" not in words_of(page(example(renewals=None)))


def test_the_page_asks_the_network_for_nothing(written):
    assert not re.findall(r'(?:src|href)="https?://[^"]+\.(?:js|css|png)"', written)


def sender(changed):
    """Sentences of an answer with other plans of the sender; elsewhere it holds."""
    hold = (1.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    found = stack([plan(changed.get(at, hold)) for at in SENDER_AT])
    return about(example(act_chance=found), "The sender ")


def cells(*rows):
    return np.array([[mark == "x" for mark in row] for row in rows])


def test_situations_with_the_same_action_are_told_together():
    told = sender({Situation.TRUCE: (0.9, 0, 0.1, 0, 0, 0), Situation.CALM: (0.3, 0, 0.7, 0, 0, 0)})
    assert told.startswith("The sender holds in a truce with concessions (90 %, ")
    assert ") and in the last quarter of a truce with concessions (100 %" in told


def test_situations_apart_are_told_apart_even_with_the_same_action():
    told = sender({Situation.TRUCE_ENDS: (0.1, 0, 0.9, 0, 0, 0)})
    assert told.count("holds") == 2


def test_an_action_below_one_half_is_told_with_the_next_one():
    told = sender({Situation.RETALIATION: (0.3, 0.41, 0.29, 0, 0, 0)})
    assert "it most often delays licences if the other side retaliates in proportion" in told
    assert re.search(r"\(41 %, \d+ to \d+; next, it holds: 30 %\)", told)


def test_the_next_action_is_left_out_where_several_situations_are_told_together():
    both = (Situation.RETALIATION, Situation.RETALIATION_MAXIMAL)
    told = sender(dict.fromkeys(both, (0.3, 0.41, 0.29, 0, 0, 0)))
    assert "most often delays licences" in told
    assert "next, it" not in told


def test_situations_with_the_same_cells_are_told_together():
    low = np.array([[0.9, 0.2, 0.2]] * 3)
    here = {Situation.TRUCE: low, Situation.CALM: low}
    seen = PolicyMap(CAPACITY, BELIEF, here, {})
    (told,) = seen.regions({at: chance > 0.5 for at, chance in here.items()})
    assert told == (
        "where the target is thought resolute with 0 %",
        ["in a truce with concessions", "in calm without a truce"],
    )


def test_only_the_moves_of_a_side_are_its_rule():
    sides = {p.side: set(p.chances) for p in plans(FOUND)}
    assert sides["sender"] == set(ACTS)
    assert "deal" in sides["target"]
    assert "renews the truce in the last quarter of a truce" in about(FOUND, "The target ")


@pytest.mark.parametrize(
    ("side", "action", "situation", "verb"),
    [
        ("sender", "hold", Situation.TRUCE, "holds"),
        ("sender", "hold", Situation.FULL_BAN_MAXIMAL, "lifts the control"),
        ("sender", "full_ban", Situation.FULL_BAN_MAXIMAL, "keeps the control"),
        ("sender", "partial_ban", Situation.FULL_BAN_MAXIMAL, "bans some goods"),
        ("sender", "flood", Situation.CALM, "sells below cost"),
        ("target", "hold", Situation.TRUCE, "lets the truce run on"),
        ("target", "hold", Situation.CALM, "does nothing"),
        ("target", "deal", Situation.CALM, "signs a truce"),
        ("target", "deal", Situation.QUOTA, "concedes"),
        ("target", "maximal", Situation.CALM, "retaliates with all it has"),
    ],
)
def test_an_action_is_called_by_what_it_is_where_they_stand(side, action, situation, verb):
    assert does(side, action, situation) == verb


def test_every_action_of_the_model_has_a_verb_of_its_own():
    assert len({does("sender", action, Situation.CALM) for action in ACTS}) == len(ACTS)


def test_every_situation_of_a_side_has_words_of_its_own():
    for side in ("sender", "target"):
        named = {where(side, p.at) for p in plans(FOUND) if p.side == side}
        assert len(named) == sum(p.side == side for p in plans(FOUND))


@pytest.mark.parametrize(
    ("inside", "told"),
    [
        (cells("...", "...", "..."), None),
        (cells("xxx", "xxx", "xxx"), "wherever it is on the map"),
        (cells("xxx", "...", "..."), "where outside capacity meets 10 % of need"),
        (cells("x..", "x..", "x.."), "where the target is thought resolute with 0 %"),
        (cells("xx.", "xx.", "..."), "where outside capacity meets 40 % of need or less and the "),
        (cells("...", "...", "..x"), "meets 90 % of need and the target is thought resolute with"),
        (cells("xxx", "xxx", "..."), "everywhere but where outside capacity meets 90 % of need"),
        (cells("x..", "...", "x.."), "in 2 of 9 cells of the map, all of them where the target"),
        (cells("x..", ".x.", "..x"), "in 3 of 9 cells of the map"),
        (cells(".x.", "...", "..."), "resolute with 50 %"),
    ],
)
def test_cells_of_the_map_become_a_condition(inside, told):
    found = region(inside, CAPACITY, BELIEF)
    assert found == told if told is None else told in found


def test_a_condition_holds_in_no_cell_outside_what_it_names():
    """What is told of a rectangle is the rectangle: read back, it gives the same cells."""
    for top in range(3):
        for left in range(3):
            inside = np.zeros((3, 3), dtype=bool)
            inside[: top + 1, left:] = True
            if 2 * inside.sum() > inside.size:
                continue
            told = region(inside, CAPACITY, BELIEF)
            assert told.startswith("where ")
            assert ("of need" in told) == (top < 2)
            assert ("resolute" in told) == (left > 0)


def test_a_ban_is_told_where_it_is_more_likely_than_not():
    told = about(FOUND, "A full ban is")
    assert told.startswith(
        "A full ban is more likely than not only if its full ban is answered with all (55 %"
    )
    assert "cells of the map" in told


def test_where_no_ban_is_likely_its_largest_probability_is_told():
    rows = SENDER_PLANS | {
        Situation.TRUCE: (0.8, 0, 0, 0, 0.2, 0),
        Situation.FULL_BAN_MAXIMAL: (0.9, 0, 0, 0, 0.1, 0),
    }
    found = stack([plan(rows.get(at, (1.0, 0, 0, 0, 0, 0))) for at in SENDER_AT])
    nowhere = map_of(lambda *_: 0.2, lambda *_: "hold")
    told = about(example(act_chance=found, map_chance=nowhere), "A full ban is")
    assert re.search(r"in none of these situations \(at most 20 % \(\d+ to \d+\), in a truce", told)
    assert told.endswith("it is the most likely action nowhere.")


def test_use_is_told_by_situation():
    told = about(FOUND, "In the first quarter any control")
    assert where("sender", Situation.TRUCE) not in told
    assert f"{where('sender', Situation.RETALIATION)}, everywhere but" in told


def test_where_use_is_likely_nowhere_the_largest_is_told():
    low = map_of(lambda *_: 0.3, lambda *_: "hold")
    assert about(example(map_chance=low), "At no level").endswith("(at most 30 %).")


def test_the_map_has_a_situation_for_each_in_which_no_control_stands():
    assert set(policy_map(FOUND).use) == set(MAPPED)
    assert not any(at.control for at in MAPPED)


def test_the_window_is_read_by_the_median():
    found = window(FOUND)
    assert (found.opens, found.closes) == (quarter(0), quarter(24))
    middle = FOUND.interval("advantage", quarter=np.datetime64(quarter(3)))
    assert isinstance(middle, Interval)
    assert middle.central == pytest.approx(drawn(2.1e9, 5.25e9, 11.4e9)[10])
