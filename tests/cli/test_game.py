"""`backfire game`: what it asks, prints and writes."""

import json
from pathlib import Path

import pytest

from backfire.answers import read_answer
from tests.answers.example_game import example
from tests.cli.installed import backfire, contents


@pytest.fixture
def asked(stand_in):
    """What `game` was asked, call by call; it answers with a made-up one."""
    calls = []

    def game(scenario, **options):
        options["progress"](1, 2, "draws")
        calls.append((scenario, options))
        return example()

    stand_in("questions.game", game=game)
    return calls


def files():
    return sorted(path.as_posix() for path in Path().rglob("*") if path.is_file())


def test_without_a_name_it_asks_the_truce_of_busan(backfire_command, asked):
    code, out, _ = backfire_command("game")
    ((scenario, options),) = asked
    assert code == 0
    assert scenario.name == "busan-2025"
    assert {"draws", "paths"}.isdisjoint(options)
    assert options["edition"] is None
    assert files() == ["out/busan-2025-game.html", "out/busan-2025-game.nc"]
    assert "Written: out/busan-2025-game.html" in out


def test_what_is_written_can_be_read_and_drawn_again(backfire_command, asked):
    backfire_command("game", "--csv", "tables")
    assert read_answer("out/busan-2025-game.nc").to_json() == example().to_json()
    assert Path("tables/policy.csv").is_file()
    code, _, _ = backfire_command("report", "out/busan-2025-game.nc", "--out", "again.html")
    assert code == 0
    assert "Who does what" in Path("again.html").read_text(encoding="utf-8")


def test_options_change_the_question(backfire_command, asked):
    Path("mine").mkdir()
    backfire_command(
        *("game", "busan-2025", "--draws", "5", "--paths", "300", "--seed", "7"),
        *("--set", "game.accidents=0.02", "--edition", "mine", "--out", "a.html"),
    )
    ((scenario, options),) = asked
    assert (options["draws"], options["paths"], scenario.seed) == (5, 300, 7)
    assert options["edition"] == Path("mine")
    assert scenario.game.accidents.central == 0.02
    assert files() == ["a.html", "a.nc"]


def test_a_precision_takes_the_place_of_its_band(backfire_command, asked):
    backfire_command("game", "--precision", "30")
    ((scenario, _),) = asked
    band = scenario.game.precision
    assert (band.low, band.central, band.high) == (30, 30, 30)


def test_the_answer_comes_first_in_words_and_then_in_tables(backfire_command, asked):
    _, out, _ = backfire_command("game")
    told = " ".join(out.split())
    assert told.startswith(" ".join(example().sentences[0].split()))
    for words in (
        "What each side most often does, by its strategic type",
        "First use and escalation, by years",
        "2026-11-10 61 37 to 85",
        "2035-12-01 a durable framework 30 18 to 42",
        "bound never to use it USD 2.1 billion",
        "Value forgone by not always doing what is best",
        "30 1 1.5",
        "21 draws with 2,000 paths each, precision 8, 41.2 s.",
    ):
        assert words in told


def test_the_screen_is_readable_at_80_columns(backfire_command, asked, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    _, out, _ = backfire_command("game")
    told = [line for line in out.splitlines() if not line.startswith(("Written", "Figures"))]
    assert max(map(len, told)) <= 80
    assert "…" not in out


def test_json_is_all_that_is_printed(backfire_command, asked):
    code, out, err = backfire_command("game", "--json")
    told = json.loads(out)
    assert code == 0
    numbers = told["quantities"]
    assert {"residual", "regret", "regret_sweep", "backfire", "closes"} <= set(numbers)
    assert {"escalation", "commitment_value", "overconfidence_cost"} <= set(numbers)
    assert next(iter(numbers["regret_sweep"])) == "1.0"
    assert "Written: out/busan-2025-game.html" in err


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("busan-2024",), 'did you mean "busan-2025"?'),
        (("--draws", "0"), "draws must be a whole number above 0, got 0"),
        (("--precision", "0"), "game.precision must be a finite number above 0, got 0"),
        (("--precision", "inf"), "game.precision must be a finite number above 0, got inf"),
        (("--precision", "nan"), "game.precision must be a finite number above 0, got nan"),
        (("--precision", "-8"), "game.precision must be a finite number above 0, got -8"),
        (
            ("--set", "game.beliefs.target_resolute=1"),
            "game.beliefs.target_resolute must be a probability above 0 and below 1, got 1",
        ),
        (
            ("--set", "game.quarters=2"),
            "game.quarters must not be shorter than a truce (game.term, 4), got 2",
        ),
        (("--set", "draws"), '--set must be path=value, got "draws"'),
        (("--lambda", "8"), "No such option"),
    ],
)
def test_wrong_input_is_told_and_nothing_is_written(backfire_command, asked, arguments, says):
    code, out, err = backfire_command("game", *arguments)
    assert (code, out) == (1, "")
    assert says in err
    assert not asked
    assert files() == []


def test_a_scenario_without_a_game_is_told_what_to_add(backfire_command, asked):
    code, _, err = backfire_command("game", "full-embargo")
    assert code == 1
    assert "full-embargo has 1 problem:\n  game is required, got none: add a block game" in err
    assert "busan-2025" in err.partition("shipped with one: ")[2]
    assert "full-embargo" not in err.partition("shipped with one: ")[2]
    assert not asked


def test_a_place_that_cannot_be_written_is_found_before_the_work(backfire_command, asked):
    Path("taken").write_text("a file")
    code, _, err = backfire_command("game", "--out", "taken/a.html")
    assert code == 1
    assert "taken must be a folder that can be written to" in err
    assert not asked


def test_as_installed_a_belief_of_one_is_refused_with_one_message(tmp_path):
    done = backfire(tmp_path, "game", "--set", "game.beliefs.sender_resolute.high=1.2")
    assert done.returncode == 1
    assert done.stderr.startswith("busan-2025 has 1 problem:")
    assert "must be a probability above 0 and below 1" in done.stderr
    assert not contents(tmp_path)
