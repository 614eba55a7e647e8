"""The installed command in a terminal: played, stopped, resumed in another process, and ended."""

import pytest

from backfire.results.match import Record

pty = pytest.importorskip("pty", reason="a terminal can only be opened on Unix")

from docs.record_play import COMMAND, STOP, Terminal, plain  # noqa: E402

TINY = """
name: tiny
title: A small game of a year
based_on: nexperia-2025
changes:
  game.quarters: 4
  game.capacity_levels: 2
  game.stock_levels: 2
  game.investment.waves: 2
  game.beliefs.target_grid: 3
  game.beliefs.sender_grid: 2
"""


@pytest.mark.study
def test_a_match_is_stopped_and_resumed_to_its_end_in_a_terminal(tmp_path):
    (tmp_path / "tiny.yaml").write_text(TINY)
    first = Terminal((COMMAND, "play", "tiny.yaml", "--seed", "3", "--save", "m.json"), tmp_path)
    assert first.run(["2", "hold", "nonsense", "plants", STOP]) == 130
    shown = plain("".join(first.shown))
    assert "Which side do you take: 1 sender, who restricts, or 2 target? 2" in shown
    assert "That must be one of 1 nothing, 2 stockpile, 3 plants, 4 both, got" in shown
    assert "Kept: m.autosave.json. Go on with: backfire play --resume m.autosave.json" in shown
    kept = Record.read(tmp_path / "m.autosave.json")
    assert [choice.move for choice in kept.quarters[0].choices] == ["hold", "plants"]
    second = Terminal((COMMAND, "play", "--resume", "m.autosave.json"), tmp_path)
    assert second.run(["hold", "nothing", *"aaaa"]) == 0
    shown = plain("".join(second.shown))
    assert "Quarter 2 of 4" in shown
    assert "The sender was " in shown
    ended = Record.read(tmp_path / "m.json")
    assert ended.quarters[:1] == kept.quarters
    assert ended.outcome is not None
    assert sorted(path.name for path in tmp_path.iterdir()) == ["m.json", "tiny.yaml"]
