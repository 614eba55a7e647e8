"""The trees that other solvers are timed on are what they are said to be; times are not judged."""

import os
import re
import sys
from importlib.util import find_spec
from itertools import islice, pairwise

import pytest
from benchmarks import game_peers
from benchmarks.game_peers import KINDS, PEERS, Tree

NODE = re.compile(r'p "" (\d) (\d+) "(\w*)" \{ (.+) \} 0')


def moves(tree: Tree) -> list[tuple[int, int, str, int]]:
    """Player, number and name of the set, and how many actions, of every move."""
    found = (NODE.fullmatch(line) for line in str(tree).splitlines())
    return [
        (int(match[1]), int(match[2]), match[3], match[4].count('"') // 2)
        for match in found
        if match
    ]


def test_the_ladder_climbs_in_small_steps():
    leaves = [tree.leaves for tree in islice(game_peers.ladder(), 30)]
    assert leaves == sorted(set(leaves))
    assert max(next_one / one for one, next_one in pairwise(leaves)) <= 1.5
    assert leaves[-1] > 1_000_000


@pytest.mark.parametrize("options", [(3, 3, 3, 3), (3, 3, 2, 2), (3, 3, 2)])
def test_a_tree_has_the_leaves_that_it_says_and_hides_the_kind_from_the_sender(options):
    tree = Tree(options)
    ends = [line for line in str(tree).splitlines() if line.startswith("t ")]
    assert len(ends) == tree.leaves
    nodes = moves(tree)
    for player, kinds in ((1, 1), (2, len(KINDS))):
        own = [node for node in nodes if node[0] == player]
        numbers = {number: name for _, number, name, _ in own}
        assert sorted(numbers) == list(range(1, len(numbers) + 1))
        assert len(set(numbers.values())) == len(numbers)
        assert len(own) == len(numbers) * len(KINDS) / kinds
    assert {count for *_, count in nodes} == set(options)


def test_a_payoff_is_the_sum_of_what_each_move_brought():
    tree = str(Tree((3, 3, 3, 3))).splitlines()
    ends = [line for line in tree if line.startswith("t ")]
    # a strategic target: a delay that it concedes to, then a ban that it answers by retaliation
    sender, target = ends[int("1122", 3)].split("{")[1].rstrip(" }").split(",")
    assert float(sender) == pytest.approx(-0.1 + 1.0 + 0.9 * (-0.3 - 0.9))
    assert float(target) == pytest.approx(-0.4 + 0.2 - 0.8 + 0.9 * (-1.2 - 0.3 - 0.1))


def test_a_peer_that_is_not_there_is_named_with_the_way_to_it(monkeypatch, capsys):
    monkeypatch.setenv(game_peers.PYTHON, "/nowhere/python")
    game_peers.main(["--limit", "1"])
    printed = capsys.readouterr().out
    for name in PEERS:
        assert f"{name}: PEERS_PYTHON must name an interpreter, got /nowhere/python" in printed


@pytest.mark.parametrize("name", PEERS)
def test_a_peer_solves_a_small_tree_or_is_said_to_be_missing(name):
    if game_peers.PYTHON not in os.environ and find_spec(PEERS[name].module) is None:
        with pytest.raises(ModuleNotFoundError, match=r"is not installed.* extra peers"):
            game_peers.solved(name, Tree((3, 3, 2)), 10)
        return
    found = game_peers.solved(name, Tree((3, 3, 2)), 10)
    assert not isinstance(found, str)
    assert found.leaves == 36
    assert 0 <= found.found <= (1e-9 if "logit" in name else game_peers.GAP)


def test_a_solve_that_takes_too_long_is_stopped(monkeypatch, tmp_path):
    """A module that never ends stands in for a peer."""
    (tmp_path / "pygambit.py").write_text("while True:\n    pass\n")
    monkeypatch.setenv(game_peers.PYTHON, sys.executable)
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    found = game_peers.largest("Gambit logit", 1)
    assert found.solved is None
    assert found.next_leaves == 24
    assert found.reason == "time is up"
