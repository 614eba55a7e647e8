"""The installed command in a terminal: played, stopped, resumed in another process, and ended."""

import pytest

from backfire.answers import read_answer

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
    first = Terminal((COMMAND, "play", "tiny.yaml", "--seed", "3", "--save", "m.nc"), tmp_path)
    assert first.run(["2", "hold", "nonsense", "plants", STOP]) == 130
    shown = plain("".join(first.shown))
    assert "Which side do you take: 1 sender, who restricts, or 2 target? 2" in shown
    assert "That must be one of 1 nothing, 2 stockpile, 3 plants, 4 both, got" in shown
    assert "Saved: m.autosave.nc. Go on with: backfire play --resume m.autosave.nc" in shown
    kept = read_answer(tmp_path / "m.autosave.nc").facts
    assert [choice.move for choice in kept.quarters[0].choices] == ["hold", "plants"]
    second = Terminal((COMMAND, "play", "--resume", "m.autosave.nc"), tmp_path)
    assert second.run(["hold", "nothing", *"aaaa"]) == 0
    shown = plain("".join(second.shown))
    assert "Quarter 2 of 4" in shown
    assert "The sender was " in shown
    ended = read_answer(tmp_path / "m.nc").facts
    assert ended.quarters[:1] == kept.quarters
    assert ended.outcome is not None
    assert sorted(path.name for path in tmp_path.iterdir()) == ["m.nc", "tiny.yaml"]
