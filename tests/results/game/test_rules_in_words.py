"""A table of probabilities becomes a rule that can be read."""

import numpy as np
import pytest

from backfire.results.game import Banded, Move, PolicyMap, ban, does, region, rule, use
from tests.results.game.example import ACTS, BANNED, CALM, POLICY, SANCTIONED, TRUCE, policy_map

CAPACITY, BELIEF = (0.1, 0.4, 0.9), (0.0, 0.5, 1.0)


def sure(probability):
    return Banded(probability - 0.05, probability, probability + 0.05)


def move(situation, side="sender", **chances):
    return Move(side, situation, {name: sure(chance) for name, chance in chances.items()})


def cells(*rows):
    return np.array([[mark == "x" for mark in row] for row in rows])


def test_situations_with_the_same_action_are_told_together():
    told = rule([move(TRUCE, hold=0.9, quota=0.1), move(CALM, hold=0.7, quota=0.3)], "sender")
    assert told == (
        "The sender holds in a truce with concessions (90 %, 85 to 95) and in calm without a "
        "truce (70 %, 65 to 75)."
    )


def test_situations_apart_are_told_apart_even_with_the_same_action():
    policy = [move("first", hold=0.9), move("second", quota=0.9), move("third", hold=0.9)]
    assert rule(policy, "sender").count("holds") == 2


def test_an_action_below_one_half_is_told_with_the_next_one():
    told = rule([move(SANCTIONED, licence_delay=0.41, hold=0.3, quota=0.29)], "sender")
    assert "most often delays licences if the other side retaliates" in told
    assert told.endswith("(41 %, 36 to 46; next, it holds: 30 %).")


def test_the_next_action_is_left_out_where_several_situations_are_told_together():
    twice = [move(name, licence_delay=0.41, hold=0.3, quota=0.29) for name in ("here", "there")]
    assert rule(twice, "sender") == (
        "The sender most often delays licences here (41 %, 36 to 46) and there (41 %, 36 to 46)."
    )


def test_situations_with_the_same_cells_are_told_together():
    low = ((0.9, 0.2, 0.2),) * 3
    told = use(PolicyMap(CAPACITY, BELIEF, {"here": low, "there": low}, {}))
    assert told.endswith("only here and there, where the target is thought resolute with 0 %.")


def test_only_the_moves_of_a_side_are_its_rule():
    policy = [move(TRUCE, hold=0.9), move(TRUCE, side="target", deal=0.8, hold=0.2)]
    assert rule(policy, "target") == (
        "The target renews the truce in a truce with concessions (80 %, 75 to 85)."
    )
    assert rule(policy[:1], "target") == ""


@pytest.mark.parametrize(
    ("side", "action", "situation", "verb"),
    [
        ("sender", "hold", TRUCE, "holds"),
        ("sender", "hold", BANNED, "lifts the control"),
        ("sender", "full_ban", BANNED, "keeps the control"),
        ("sender", "partial_ban", BANNED, "bans some goods"),
        ("sender", "flood", CALM, "sells below cost"),
        ("target", "hold", TRUCE, "lets the truce run on"),
        ("target", "hold", CALM, "does nothing"),
        ("target", "deal", CALM, "signs a truce"),
        ("target", "deal", "faced with a quota", "concedes"),
        ("target", "maximal", CALM, "retaliates with all it has"),
    ],
)
def test_an_action_is_called_by_what_it_is_where_they_stand(side, action, situation, verb):
    assert does(side, action, situation) == verb


def test_every_action_of_the_model_has_a_verb_of_its_own():
    assert len({does("sender", action, CALM) for action in ACTS}) == len(ACTS)


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


def seen(**acts):
    use_of = {name: tuple((0.6,) * 3 for _ in range(3)) for name in acts}
    return PolicyMap(CAPACITY, BELIEF, use_of, acts)


def test_a_ban_is_told_where_it_is_more_likely_than_not():
    told = ban(POLICY, policy_map())
    assert told.startswith(
        "A full ban is more likely than not only if its full ban is answered with all (55 %"
    )
    assert "in 9 of 36 cells of the map" in told


def test_where_no_ban_is_likely_its_largest_probability_is_told():
    calm = move(CALM, hold=0.7, full_ban=0.1)
    told = ban([calm, move(TRUCE, hold=0.8, full_ban=0.2)], seen(calm=((("hold",) * 3),) * 3))
    assert "in none of these situations (at most 20 % (15 to 25), in a truce" in told
    assert told.endswith("it is the most likely action nowhere.")


def test_what_the_target_does_is_no_ban_of_the_sender():
    told = ban([move(CALM, side="target", full_ban=0.9)], seen())
    assert told.startswith("A full ban is taken in none of these situations")


def test_use_is_told_by_situation():
    told = use(policy_map())
    assert TRUCE not in told
    assert f"{SANCTIONED}, everywhere but" in told


def test_where_use_is_likely_nowhere_the_largest_is_told():
    low = {CALM: ((0.1, 0.2, 0.3),) * 3}
    told = use(PolicyMap(CAPACITY, BELIEF, low, {}))
    assert told.endswith("(at most 30 %).")
