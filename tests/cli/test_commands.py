"""The other commands, and what all of them share."""

import os
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import pytest

from backfire.cli._progress import Bar
from backfire.errors import ScenarioError
from backfire.scenario import read_scenario


def test_new_writes_a_file_that_validates(backfire_command, stand_in):
    stand_in("data", read_edition=lambda name, overlay: name)
    stand_in("questions.prepare", check=lambda scenario, edition: None)
    code, out, _ = backfire_command("new", "my-own", "mine.yaml")
    assert code == 0
    assert "backfire validate mine.yaml" in out
    code, out, _ = backfire_command("validate", "mine.yaml", "no-control")
    assert (code, out) == (0, "mine.yaml is valid\nno-control is valid\n")


def test_new_never_writes_over_a_file(backfire_command):
    backfire_command("new", "my-own", "mine.yaml")
    before = Path("mine.yaml").read_text()
    code, _, err = backfire_command("new", "other", "mine.yaml")
    assert code == 1
    assert "the path must be free, got an existing file" in err
    assert Path("mine.yaml").read_text() == before


def test_validate_reports_everything_about_every_file(backfire_command, stand_in):
    def check(scenario, edition):
        assert edition == "edition 2025.11"
        if scenario.name == "no-control":
            problem = 'sender must be a place of the edition, got "CHIN"; did you mean "CHN"?'
            raise ScenarioError(scenario.name, [problem])

    stand_in("data", read_edition=lambda name, overlay: f"edition {name}")
    stand_in("questions.prepare", check=check)
    Path("faulty.yaml").write_text(
        'name: faulty\ntitle: Faulty\nedition: "2025.11"\nsender: CHN\ntargets: [USA]\n'
        "reference: {goods: [dy_oxide], starts: 2025-04-04}\nseeds: 3\ndraws: 0\n"
    )
    code, out, err = backfire_command("validate", "full-embargo", "faulty.yaml", "no-control")
    assert code == 1
    assert out == "full-embargo is valid\n"
    assert err == (
        "faulty.yaml has 2 problems:\n"
        "  draws must be a whole number above 0, got 0\n"
        '  seeds is not a field here; did you mean "seed"?\n'
        "no-control has 1 problem:\n"
        '  sender must be a place of the edition, got "CHIN"; did you mean "CHN"?\n'
    )


@dataclass
class Figures:
    name: str = "2025.11"
    date: str = "2025-11-30"
    checksum: str = "abc"
    tables: tuple = ()


def test_data_check_says_what_the_edition_rests_on_what_moved_and_what_is_missing(
    backfire_command,
):
    code, out, _ = backfire_command("data", "check")
    assert code == 0
    words = " ".join(out.split())
    assert "Edition 2025.11" in words
    assert "balances at every good and place" in words
    for heading in ("reported", "derived", "estimated", "stated", "balanced", "Looked for and not"):
        assert heading in words
    assert "baci2024" in words


def test_data_list_names_each_table_with_its_rows(backfire_command, stand_in):
    tables = {"goods": [1, 2], "trade": [1]}
    stand_in(
        "data",
        editions=lambda: ("2025.11",),
        read_edition=lambda name: Figures(name=name, tables=tables),
    )
    code, out, _ = backfire_command("data", "list")
    assert code == 0
    assert out.splitlines() == [
        "Editions: 2025.11",
        "Edition 2025.11 of 2025-11-30, checksum abc",
        "  goods      2 rows",
        "  trade      1 row",
    ]


def test_calibrate_names_what_to_fit_and_to_what(backfire_command, stand_in):
    calls = []

    def calibrate(scenario, **options):
        calls.append((scenario, options))
        return "fitted"

    stand_in("questions.calibrate", calibrate=calibrate)
    code, out, _ = backfire_command(
        *("calibrate", "--method", "ensemble-kalman", "--fit", "lam,h_Z", "--fit", "tauI"),
        *("--to", "magnet_exports", "--draws", "100", "--out", "fitted"),
    )
    ((scenario, options),) = calls
    assert (code, out) == (0, "fitted\n")
    assert scenario == read_scenario("rare-earths-2025")
    assert options["fit"] == ("lam", "h_Z", "tauI")
    assert options["to"] == ("magnet_exports",)
    assert (options["method"], options["draws"]) == ("ensemble-kalman", 100)
    assert options["out"] == Path("fitted")


def test_a_command_that_does_not_exist_is_met_with_the_nearest(backfire_command):
    code, _, err = backfire_command("rnu")
    assert code == 1
    assert "Did you mean 'run'?" in err


def test_without_a_command_the_commands_are_listed(backfire_command):
    code, out, _ = backfire_command()
    assert code == 0
    for command in ("run", "leverage", "report", "new", "validate", "data", "calibrate"):
        assert command in out


@pytest.mark.parametrize(
    "arguments",
    [
        ["--help"],
        ["run", "--help"],
        ["leverage", "--help"],
        ["data", "--help"],
        ["new", "a-b", os.devnull],
    ],
)
def test_asking_for_help_loads_nothing_heavy(arguments):
    code = (
        "import sys\nfrom backfire.cli import main\n"
        f"try:\n    main({arguments!r})\nexcept SystemExit: pass\n"
        "print([m for m in ('jax', 'xarray', 'polars', 'numpy', 'plotly') if m in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines()[-1] == "[]"


def test_the_bar_waits_before_it_shows(monkeypatch, capsys):
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    with Bar("Working") as bar:
        bar(1, 10)
        assert bar._shown is None
    assert capsys.readouterr().err == ""


def test_the_bar_shows_what_is_left_after_a_while(monkeypatch):
    monkeypatch.setattr("backfire.cli._progress.PATIENCE", 0.01)
    monkeypatch.setattr("sys.stderr.isatty", lambda: True, raising=False)
    with Bar("Working") as bar:
        for _ in range(200):
            bar(3, 10)
            if bar._shown is not None:
                break
            time.sleep(0.05)
        assert bar._shown.tasks[0].completed == 3
        bar(4, 10, "the last part")
        assert bar._shown.tasks[0].description == "the last part"
        bar(10, 10)
        assert bar._shown.finished
