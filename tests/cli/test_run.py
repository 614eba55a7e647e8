"""`backfire run`: one question in, one answer out."""

import errno
import json
from datetime import date
from pathlib import Path

import pytest

from backfire.answers import read_answer
from backfire.errors import DataError, SolveError
from backfire.scenario import read_scenario
from tests.answers.synthetic_run import synthetic_run

WHERE = "edition 2025.11"
KEYS = {
    *("kind", "scenario_name", "edition", "seed", "draws", "seconds", "sentences"),
    *("facts", "quantities", "tables"),
}


def files():
    return sorted(path.as_posix() for path in Path().rglob("*") if path.is_file())


def test_without_a_name_it_asks_the_case_of_2025(backfire_command, asked):
    code, out, _ = backfire_command("run")
    (scenario, options), *_ = asked
    assert code == 0
    assert scenario.name == "rare-earths-2025"
    assert options["precision"] == "float32"
    assert options["edition"] is None
    assert files() == ["out/rare-earths-2025.html", "out/rare-earths-2025.nc"]
    assert "Written: out/rare-earths-2025.nc" in out


def test_the_answer_comes_first_in_words(backfire_command, asked, saved):
    _, out, _ = backfire_command("run")
    words = " ".join(out.split())
    assert words.startswith(" ".join(saved.sentences[0].split()))
    assert "upper bound" in words
    for heading in ("First shortage", "Shortage", "Spot price", "Inside", "Outside"):
        assert heading in out
    assert (
        f"edition {saved.provenance.edition}, parameters {saved.provenance.parameters} "
        "(fitted until 2025-05-31)" in words
    )


def test_json_is_all_that_is_printed(backfire_command, asked):
    code, out, err = backfire_command("run", "--json")
    assert code == 0
    assert set(json.loads(out)) >= KEYS
    assert "Written: out/rare-earths-2025.nc" in err


def test_leverage_stands_before_the_shortage_and_stands_in_the_same_json(
    backfire_command, asked, saved
):
    _, out, _ = backfire_command("run")
    words = " ".join(out.split())
    assert words.startswith("A full control on 1 December 2025 would cost the United States")
    assert words.index("Data gaps:") < words.index("First to stop are buyers of")
    _, out, _ = backfire_command("run", "--json")
    printed = json.loads(out)
    assert printed["leverage"]["tables"]["window"][0]["status"] == "bounded"
    assert set(printed) >= KEYS


def test_what_was_written_reads_back(backfire_command, asked, saved):
    backfire_command("run", "no-control")
    assert read_answer("out/no-control.nc").to_json() == saved.to_json()


@pytest.mark.parametrize(
    ("out", "data"),
    [("mine", "mine/no-control.nc"), ("mine/", "mine/no-control.nc"), ("a/b.nc", "a/b.nc")],
)
def test_the_output_goes_where_it_is_asked_to(backfire_command, asked, out, data):
    backfire_command("run", "no-control", "--out", out)
    assert files() == [data.replace(".nc", ".html"), data]


@pytest.fixture
def holding(saved):
    """Write an answer whose scenario is a given text."""

    def write(scenario):
        run = synthetic_run().with_provenance(scenario=scenario)
        return run.to_netcdf(Path("saved.nc"))

    return write


def test_a_saved_answer_is_asked_again(backfire_command, asked, holding):
    question = read_scenario("full-embargo").but_paths({"controls.0.withheld": 0.7, "seed": 9})
    holding(question.to_yaml())
    code, _, _ = backfire_command("run", "saved.nc", "--draws", "5")
    assert code == 0
    assert asked[-1][0] == question.but(draws=5)


def test_a_saved_answer_whose_scenario_is_not_valid_any_more_is_refused(
    backfire_command, asked, holding
):
    holding("name: full-embargo\nseeds: 3\n")
    code, out, err = backfire_command("run", "saved.nc")
    assert (code, out) == (1, "")
    assert err.startswith("the scenario in saved.nc has")
    assert "seeds is not a field here" in err
    assert not asked
    assert files() == ["saved.nc"]


def test_an_answer_that_asks_no_scenario_cannot_be_asked_again(backfire_command, asked, holding):
    holding("")
    code, _, err = backfire_command("run", "saved.nc")
    assert code == 1
    assert "must hold the scenario that was asked" in err
    assert not asked


def test_options_change_the_question(backfire_command, asked):
    backfire_command(
        *("run", "full-embargo", "--draws", "50", "--seed", "7", "--parameters", "fitted"),
        *("--set", "controls.0.starts=2027-01-01", "--set", "controls.0.to=[JPN, NO]"),
        *("--precision", "float64", "--edition", "own"),
    )
    ((scenario, options),) = asked
    assert (scenario.draws, scenario.seed, scenario.parameters) == (50, 7, "fitted")
    assert (scenario.edition, options["edition"]) == ("own", None)
    assert options["precision"] == "float64"
    assert scenario.targets == ("JPN", "NO")
    assert scenario.controls[0].starts == date(2027, 1, 1)


def test_a_folder_of_own_rows_is_laid_over_the_edition(backfire_command, asked):
    Path("mine").mkdir()
    backfire_command("run", "--edition", "mine")
    ((scenario, options),) = asked
    assert (scenario.edition, options["edition"]) == ("2025.11", Path("mine"))


def test_a_control_needs_no_file(backfire_command, asked):
    code, _, _ = backfire_command(
        *("run", "--control", "dy_oxide", "--by", "CHN", "--to", "USA,JPN"),
        *("--withheld", "0.7", "--from", "2026-01", "--until", "2026-06"),
    )
    ((scenario, _),) = asked
    (control,) = scenario.controls
    assert code == 0
    assert (control.kind, control.withheld, control.to) == ("ban", 0.7, ("USA", "JPN"))
    assert (control.starts, control.ends) == (date(2026, 1, 1), date(2026, 6, 1))


BAD = {
    "slug": (("rare-earth-2025",), 'did you mean "rare-earths-2025"?'),
    "share": (
        ("full-embargo", "--set", "controls.0.withheld=1.6"),
        "controls[0].withheld must be a share between 0 and 1, got 1.6",
    ),
    "nan": (
        ("full-embargo", "--set", "controls.0.withheld=.nan"),
        "controls[0].withheld must be a share between 0 and 1, got nan",
    ),
    "key": (
        ("full-embargo", "--set", "controls.0.start=2026-01-01"),
        'controls[0].start is not a field here; did you mean "starts"?',
    ),
    "dates": (("full-embargo", "--set", "ends=2024-01-01"), "ends must be after starts"),
    "set": (("--set", "draws"), '--set must be path=value, got "draws"'),
    "draws": (("--draws", "0"), "draws must be a whole number above 0, got 0"),
    "control": (("--control", "dy_oxide"), "--by is required where a control is given by options"),
    "withheld": (
        ("--withheld", "0.5"),
        "--control is required where a control is given by options",
    ),
    "both": (
        ("no-control", "--control", "dy_oxide", "--by", "CHN", "--to", "USA"),
        '--control and its options stand alone, got "no-control" besides',
    ),
    "option": (("--drawz", "5"), "No such option"),
    "number": (("--draws", "many"), "--draws"),
}


@pytest.mark.parametrize("case", BAD)
def test_wrong_input_is_reported_without_a_traceback_and_nothing_is_written(
    backfire_command, asked, case
):
    arguments, says = BAD[case]
    code, out, err = backfire_command("run", *arguments)
    assert code == 1
    assert says in err
    assert "Traceback" not in err
    assert out == ""
    assert not asked
    assert files() == []


def test_figures_that_do_not_fit_are_wrong_input(backfire_command, stand_in):
    def simulate(*_, **__):
        raise DataError(WHERE, ["trade line 7: value must be 0 or more, got -3"])

    stand_in("questions.run", simulate=simulate)
    code, _, err = backfire_command("run")
    assert code == 1
    assert err == (
        "edition 2025.11 has 1 problem:\n  trade line 7: value must be 0 or more, got -3\n"
    )
    assert files() == []


def test_an_answer_that_is_not_reached_is_our_failure(backfire_command, stand_in):
    def simulate(*_, **__):
        raise SolveError(WHERE, ["residual must be below 1e-9, got 0.3"])

    stand_in("questions.run", simulate=simulate)
    assert backfire_command("run")[0] == 2


def test_a_fault_of_the_program_is_admitted(backfire_command, stand_in):
    def simulate(*_, **__):
        return {}["dysprosium"]

    stand_in("questions.run", simulate=simulate)
    code, out, err = backfire_command("run")
    assert (code, out) == (2, "")
    assert err.startswith("Sorry, this is a fault of Backfire and not of your input: KeyError:")
    assert "open an issue" in err
    assert "Traceback" not in err
    assert files() == []


def test_a_traceback_is_there_for_whoever_asks(backfire_command, stand_in, monkeypatch):
    monkeypatch.setenv("BACKFIRE_TRACEBACK", "1")

    def simulate(*_, **__):
        return {}["dysprosium"]

    stand_in("questions.run", simulate=simulate)
    with pytest.raises(KeyError):
        backfire_command("run")


def test_a_stop_from_the_keyboard_leaves_the_previous_output(backfire_command, asked, stand_in):
    backfire_command("run")
    before = {name: Path(name).read_bytes() for name in files()}

    def simulate(*_, **__):
        raise KeyboardInterrupt

    stand_in("questions.run", simulate=simulate)
    code, _, err = backfire_command("run")
    assert code == 130
    assert err.strip().splitlines()[-1].startswith("Stopped. Files already written are complete")
    assert {name: Path(name).read_bytes() for name in files()} == before


@pytest.mark.parametrize("fault", [OSError(errno.ENOSPC, "No space left on device")])
def test_a_full_disk_leaves_the_previous_output(backfire_command, asked, monkeypatch, fault):
    backfire_command("run")
    before = {name: Path(name).read_bytes() for name in files()}

    def full(*_):
        raise fault

    monkeypatch.setattr("os.replace", full)
    monkeypatch.setattr(Path, "replace", full)
    code, _, err = backfire_command("run")
    assert code == 1
    assert "No space left on device; what lay there before is untouched" in err
    assert {name: Path(name).read_bytes() for name in files()} == before


def test_a_page_that_cannot_be_drawn_leaves_the_data(backfire_command, asked, monkeypatch):
    def page(_):
        raise ArithmeticError

    monkeypatch.setattr("backfire.render.page", page)
    code, _, err = backfire_command("run", "no-control")
    assert code == 2
    assert "ArithmeticError" in err
    assert files() == ["out/no-control.nc"]
    assert read_answer("out/no-control.nc").part("leverage") is not None


def test_a_place_that_cannot_be_written_is_found_before_the_work(backfire_command, asked):
    Path("taken").write_text("a file")
    code, _, err = backfire_command("run", "--out", "taken/run.nc")
    assert code == 1
    assert "taken must be a folder that can be written to" in err
    assert not asked


def test_a_control_of_an_older_edition_begins_its_run_after_the_baseline_year(
    backfire_command, asked
):
    """A run that began in 2025 could not have a control of 2024."""
    code, _, _ = backfire_command(
        *("run", "--control", "gallium_refined", "--by", "CHN", "--to", "USA"),
        *("--from", "2024-01", "--edition", "2023.06"),
    )
    (scenario, _), *_ = asked
    assert code == 0
    assert scenario.starts == date(2023, 1, 1)
