"""`backfire leverage`: how much there is, how fast it goes, whether use pays."""

import json
from pathlib import Path

import pytest

from backfire.answers import read_answer
from tests.answers.synthetic_leverage import (
    answer_of,
    synthetic_leverage,
    synthetic_leverage_dataset,
)


@pytest.fixture(scope="module")
def found():
    return synthetic_leverage()


@pytest.fixture
def asked(stand_in, found):
    """What `leverage` was asked, call by call; it answers with a made-up one."""
    calls = []

    def leverage(scenario, **options):
        options["progress"](1, 2, "instruments")
        calls.append((scenario, options))
        return found

    stand_in("questions.leverage", leverage=leverage)
    return calls


def files():
    return sorted(path.as_posix() for path in Path().rglob("*") if path.is_file())


def test_without_a_name_it_asks_the_case_of_2025(backfire_command, asked):
    code, out, _ = backfire_command("leverage")
    ((scenario, options),) = asked
    assert code == 0
    assert scenario.name == "rare-earths-2025"
    assert options["edition"] is None
    assert files() == [
        "out/rare-earths-2025-leverage.html",
        "out/rare-earths-2025-leverage.nc",
    ]
    assert "Written: out/rare-earths-2025-leverage.nc" in out


def test_options_change_the_question(backfire_command, asked):
    Path("mine").mkdir()
    backfire_command(
        *("leverage", "full-embargo", "--draws", "50", "--seed", "7", "--parameters", "fitted"),
        *("--set", "controls.0.starts=2027-01-01", "--edition", "mine", "--out", "a.nc"),
    )
    ((scenario, options),) = asked
    assert scenario.name == "full-embargo"
    assert (scenario.draws, scenario.seed, scenario.parameters) == (50, 7, "fitted")
    assert options["edition"] == Path("mine")
    assert str(scenario.controls[0].starts) == "2027-01-01"
    assert files() == ["a.html", "a.nc"]


def test_the_answer_comes_first_in_words_and_then_in_tables(backfire_command, asked, found):
    _, out, _ = backfire_command("leverage")
    words = " ".join(out.split())
    assert words.startswith(" ".join(found.sentences[0].split()))
    for told in (
        "USD million lost by targets in 12 months",
        "in four cases",
        "Falls faster after use",
        "stockpile of 60 days",
        "demand elasticity",
        "4 %",
        "10 %",
        "Inside",
        "Third parties in a control of today",
        "Who buys from the sender",
        "Figures of edition 2025.11, parameters prior, seed 7, 12 draws, 6 sampled",
    ):
        assert told in words


def test_the_screen_is_readable_at_80_columns(backfire_command, asked, monkeypatch):
    monkeypatch.setenv("COLUMNS", "80")
    _, out, _ = backfire_command("leverage")
    told = [line for line in out.splitlines() if not line.startswith(("Written", "Figures"))]
    assert max(map(len, told)) <= 80
    assert "…" not in out


def test_json_is_all_that_is_printed(backfire_command, asked, found):
    code, out, err = backfire_command("leverage", "--json")
    assert code == 0
    assert json.loads(out) == json.loads(found.to_json())
    assert "Written: out/rare-earths-2025-leverage.nc" in err


def test_what_was_written_reads_back(backfire_command, asked, found):
    backfire_command("leverage")
    again = read_answer("out/rare-earths-2025-leverage.nc")
    assert again.to_json() == found.to_json()


def test_tables_are_written_where_asked(backfire_command, asked, found):
    backfire_command("leverage", "--csv", "tables")
    written = {path.stem for path in Path("tables").iterdir()}
    assert written == {table.name for table, _ in found.tables()}


def test_a_part_that_failed_is_named_and_ends_with_exit_two(backfire_command, stand_in):
    left = answer_of(synthetic_leverage_dataset(), failed={"instruments": "made to fail"})
    stand_in("questions.leverage", leverage=lambda scenario, **options: left)
    code, out, _ = backfire_command("leverage")
    assert code == 2
    assert "Not worked out: instruments, because made to fail" in " ".join(out.split())
    assert "Written: out/rare-earths-2025-leverage.nc" in out


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("rare-earth-2025",), 'did you mean "rare-earths-2025"?'),
        (("--draws", "0"), "draws must be a whole number above 0, got 0"),
        (("--set", "draws"), '--set must be path=value, got "draws"'),
        (("--drawz", "5"), "No such option"),
    ],
)
def test_wrong_input_is_told_and_nothing_is_written(backfire_command, asked, arguments, says):
    code, out, err = backfire_command("leverage", *arguments)
    assert (code, out) == (1, "")
    assert says in err
    assert not asked
    assert files() == []


def test_a_place_that_cannot_be_written_is_found_before_the_work(backfire_command, asked):
    Path("taken").write_text("a file")
    code, _, err = backfire_command("leverage", "--out", "taken/a.nc")
    assert code == 1
    assert "taken must be a folder that can be written to" in err
    assert not asked
