"""``backfire play``: what is typed, what is saved, and what is said of what cannot be."""

import io
import sys

import pytest

from backfire import render
from backfire.answers import Answer, read_answer
from backfire.answers.play import KIND
from backfire.questions.play import Board, Match
from tests.answers.synthetic_deal import synthetic_deal
from tests.questions.play.made_up_board import made_up_board


def record_in(path):
    return read_answer(path).facts


@pytest.fixture(scope="module")
def board():
    return made_up_board()


@pytest.fixture
def play(backfire_command, monkeypatch, board):
    """Play on a made-up board with the given lines on standard input."""

    def made(named, changes=None, progress=None):
        progress(1, 1, "Solving the game")
        return board

    monkeypatch.setattr(Board, "of", made)

    def run(*arguments, typed=""):
        monkeypatch.setattr(sys, "stdin", io.StringIO(typed))
        return backfire_command("play", *arguments)

    return run


SENDER = ("chips", "--side", "sender", "--seed", "1")


def test_a_match_is_played_to_its_end_and_written(play, tmp_path):
    code, out, err = play(*SENDER, typed="1\nhold\nLicence delay\n" + "a\n" * 3)
    assert (code, err) == (0, "")
    for words in (
        "You are the sender, China. The model plays the target, the United States.",
        "Quarter 1 of 6, from 1 October 2025",
        "In force",
        "The end",
        "The target was ",
        "Written: out/chips-sender-1.nc",
    ):
        assert words in out
    saved = record_in(tmp_path / "out" / "chips-sender-1.nc")
    moves = [choice.move for quarter in saved.quarters for choice in quarter.choices]
    assert moves[:3] == ["hold", "hold", "licence_delay"]
    assert saved.outcome is not None
    assert list((tmp_path / "out").iterdir()) == [tmp_path / "out" / "chips-sender-1.nc"]


def test_a_match_that_is_saved_and_resumed_ends_as_one_that_is_not(play, tmp_path):
    play(*SENDER, "--save", "whole.nc", typed="quota\nhold\nflood\na\na\na\n")
    code, out, _ = play(*SENDER, "--save", "cut.nc", typed="quota\nhold\nq\ny\n")
    assert code == 0
    assert "Written: cut.nc. Go on with: backfire play --resume cut.nc" in out
    assert len(record_in(tmp_path / "cut.nc").quarters) == 2
    code, out, _ = play("--resume", "cut.nc", typed="flood\na\na\na\n")
    assert code == 0
    assert "Quarter 3 of 6" in out
    assert "Quarter 2 of 6" not in out
    assert record_in(tmp_path / "cut.nc") == record_in(tmp_path / "whole.nc")


def test_whoever_leaves_without_saving_leaves_nothing(play, tmp_path):
    code, out, _ = play(*SENDER, typed="hold\nq\nwhat\nn\n")
    assert code == 0
    assert "Not saved." in out
    assert list((tmp_path / "out").iterdir()) == []


def test_the_end_of_what_is_typed_saves(play, tmp_path):
    code, out, _ = play(*SENDER, typed="hold\n")
    assert code == 0
    assert len(record_in(tmp_path / "out" / "chips-sender-1.nc").quarters) == 1
    assert "Go on with" in out


def test_a_stop_from_the_keyboard_loses_nothing(play, tmp_path, monkeypatch):
    class Stopped(io.StringIO):
        def readline(self):
            line = super().readline()
            if not line:
                raise KeyboardInterrupt
            return line

    monkeypatch.setattr(io, "StringIO", Stopped)
    code, out, err = play(*SENDER, typed="hold\nquota\n")
    assert code == 130
    assert "Stopped." in err
    kept = tmp_path / "out" / "chips-sender-1.autosave.nc"
    assert f"Saved: out/{kept.name}. Go on with: backfire play --resume out/{kept.name}" in out
    assert len(record_in(kept).quarters) == 2
    code, _, _ = play("--resume", str(kept), typed="a\n" * 4)
    assert code == 0
    assert len(record_in(tmp_path / "out" / "chips-sender-1.nc").quarters) == 6


def test_what_followed_the_moves_can_be_resumed_and_is_saved_beside(play, tmp_path, board):
    kept = tmp_path / "mine.autosave.nc"
    Match.begun(board, "target", 5).moved("hold").answer().to_netcdf(kept)
    code, _, _ = play("--resume", "mine.autosave.nc", typed="both\ns\nq\ny\n")
    assert code == 0
    assert not kept.exists()
    saved = record_in(tmp_path / "mine.nc")
    assert [choice.move for choice in saved.quarters[0].choices] == ["hold", "both"]


def test_the_moves_of_the_option_are_played_first(play, tmp_path):
    code, out, _ = play(*SENDER, "--moves", "hold, licence delay,a", typed="flood\nq\ny\n")
    assert code == 0
    assert "Your move (? for help): licence delay" in out
    saved = record_in(tmp_path / "out" / "chips-sender-1.nc")
    choices = [choice for quarter in saved.quarters for choice in quarter.choices]
    assert [choice.move for choice in choices[:2]] == ["hold", "licence_delay"]
    assert [choice.by for choice in choices] == ["person", "person", "model", "person"]
    assert choices[3].move == "flood"


def test_who_plays_the_target_is_asked_twice_a_quarter(play, tmp_path):
    code, _, _ = play("chips", "--side", "target", "--seed", "2", typed="hold\nplants\nq\ny\n")
    assert code == 0
    saved = record_in(tmp_path / "out" / "chips-target-2.nc")
    assert (saved.quarters[0].reply, saved.quarters[0].build) == ("hold", "plants")


@pytest.mark.parametrize("word", ["7", "stockpile", "ban everything", "\x00", "é", "-1"])
def test_a_word_that_is_no_move_is_asked_for_again(play, word):
    code, out, err = play(*SENDER, typed=f"{word}\nhold\nq\nn\n")
    assert (code, err) == (0, "")
    assert "must be one of 1 hold, 2 licence_delay" in " ".join(out.split())
    assert "Quarter 2 of 6" in out


@pytest.mark.parametrize("word", ["?", "help", ""])
def test_help_is_there_at_every_question(play, word):
    _, out, _ = play(*SENDER, typed=f"{word}\nq\nn\n")
    assert "A number or a name makes a move." in out


def test_the_side_is_asked_for_until_it_is_one(play):
    code, out, _ = play("busan-2025", "--seed", "1", typed="me\n2\nq\nn\n")
    assert code == 0
    assert out.count("Which side do you take") == 2
    assert "You are the target, the United States." in out


def test_any_seed_is_told_and_saved(play, tmp_path):
    _, out, _ = play("chips", "--side", "sender", "--save", "mine.nc", typed="q\ny\n")
    assert f"Seed {record_in(tmp_path / 'mine.nc').seed}." in out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("chips", "--side", "both"), "--side must be sender or target, got 'both'"),
        (
            ("chips", "--seed", "-1"),
            "--seed must be a whole number from 0 to 18,446,744,073",
        ),
        (("chips", "--seed", "9" * 26), "--seed must be a whole number from 0 to"),
        (("busan-2025",), "--side must be sender or target where nobody can be asked, got nothing"),
        ((*SENDER, "--moves", "hold,ban,x"), "--moves, number 3, must be the name or number"),
        ((*SENDER, "--moves", "hold,stockpile"), "--moves, number 2, has 2 problems"),
        ((*SENDER, "--set", "quarters"), "--set must be path=value"),
        (("--resume", "none.nc"), "none.nc has 1 problem"),
        (
            ("--resume", "none.nc", "--side", "target", "--quarters", "8"),
            "--set game.quarters must not stand beside --resume",
        ),
    ],
)
def test_what_cannot_be_asked_is_said_without_a_traceback(play, arguments, says):
    code, _, err = play(*arguments)
    assert code == 1
    assert says in err
    assert "Traceback" not in err


def test_a_match_is_never_written_over_another(play, tmp_path):
    play(*SENDER, typed="hold\nq\ny\n")
    file = tmp_path / "out" / "chips-sender-1.nc"
    before = file.read_bytes()
    code, _, err = play(*SENDER, typed="quota\nq\ny\n")
    assert code == 1
    assert "must be free, got a match; go on with it by --resume" in err
    assert file.read_bytes() == before


def test_a_newer_match_beside_the_saved_one_is_told(play, tmp_path):
    play(*SENDER, "--save", "mine.nc", typed="hold\nq\ny\n")
    (tmp_path / "mine.autosave.nc").write_bytes((tmp_path / "mine.nc").read_bytes())
    code, _, err = play("--resume", "mine.nc")
    assert code == 1
    assert "mine.autosave.nc must be free" in err


def test_a_match_of_another_version_says_what_differs(play, tmp_path):
    play(*SENDER, "--save", "mine.nc", typed="hold\nq\ny\n")
    saved = read_answer(tmp_path / "mine.nc")
    origin = saved.facts.origin.model_copy(update={"version": "0.0.1", "checksums": {"game": "ab"}})
    facts = saved.facts.model_copy(update={"origin": origin})
    Answer.of(KIND, saved.dataset, saved.provenance, facts).to_netcdf(tmp_path / "mine.nc")
    code, _, err = play("--resume", "mine.nc")
    assert code == 1
    assert "version must be 0.0.1, with which the match began, got 1" in err
    assert "game must be as it was when the match began (checksum ab), got 12" in err
    assert "begin another match without --resume" in err


@pytest.mark.parametrize(
    ("content", "says"),
    [(b"", "must be an answer (NetCDF), got an empty file"), (b"{}", "got another kind of file")],
)
def test_another_file_is_told_as_such(play, tmp_path, content, says):
    (tmp_path / "other.nc").write_bytes(content)
    code, _, err = play("--resume", "other.nc")
    assert code == 1
    assert says in err


def test_another_answer_is_no_match(play, tmp_path):
    synthetic_deal().to_netcdf(tmp_path / "deal.nc")
    code, _, err = play("--resume", "deal.nc")
    assert code == 1
    assert "must be a saved match, got an answer of backfire deal" in err


def test_a_saved_match_has_a_page(play, tmp_path):
    play(*SENDER, "--save", "mine.nc", typed="hold\nquota\nq\ny\n")
    page = render.page(read_answer(tmp_path / "mine.nc"))
    assert "Quarter by quarter" in page
    assert "Your choices" in page


def test_a_scenario_that_is_none_is_told_before_the_side_is_asked(backfire_command):
    code, out, err = backfire_command("play", "busan-2026")
    assert code == 1
    assert "Which side" not in out
    assert 'did you mean "busan-2025"?' in err
