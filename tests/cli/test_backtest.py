"""`backfire backtest`: what it asks, prints and writes."""

import json
from pathlib import Path

import pytest

from tests.answers.synthetic_backtest import synthetic_backtest
from tests.cli.installed import backfire

FEW = ("backtest", "rare-earths-2010", "--draws", "4")


@pytest.fixture
def asked(stand_in):
    """What `backtest` was asked, call by call; it answers with a made-up one."""
    calls = []

    def backtest(scenario, **options):
        options["progress"](1, 2)
        calls.append((scenario, options))
        return synthetic_backtest()

    stand_in("questions.backtest", backtest=backtest)
    return calls


def test_without_a_name_it_asks_the_quotas_of_2010(backfire_command, asked):
    code, out, _ = backfire_command("backtest")
    ((scenario, options),) = asked
    assert code == 0
    assert (scenario.name, scenario.parameters) == ("rare-earths-2010", "fitted-2013-12")
    assert (options["edition"], options["seen"]) == (None, None)
    assert "Written: out/rare-earths-2010-backtest.html" in out


def test_options_change_the_question(backfire_command, asked):
    backfire_command(
        *("backtest", "--draws", "5", "--parameters", "prior", "--seen", "mine.csv"),
        *("--set", "controls.1.withheld=0.9", "--out", "a.html"),
    )
    ((scenario, options),) = asked
    assert (scenario.draws, scenario.parameters) == (5, "prior")
    assert scenario.controls[1].withheld == 0.9
    assert options["seen"] == Path("mine.csv")
    assert Path("a.html").exists()


def test_scores_stand_in_a_table_held_back_years_first(backfire_command, asked):
    _, out, _ = backfire_command("backtest")
    assert out.index("held back") < out.index("that may be fitted")
    assert "exports CHN" in out


def test_as_installed_it_prints_every_key_and_leaves_a_page(tmp_path):
    done = backfire(tmp_path, *FEW, "--json", "--out", ".")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    row = {"name", "place", "when", "observed", "p5", "p50", "p95", "crps"}
    assert told["facts"]["rows"]
    assert all(row <= set(one) for one in told["facts"]["rows"])
    for span in ("fitted", "held_back"):
        assert {"coverage_90", "crps", "no_change", "trend"} <= set(told["tables"][span][0])
    assert told["facts"]["skipped"]
    assert (tmp_path / "rare-earths-2010-backtest.nc").stat().st_size > 1e4
    assert (tmp_path / "rare-earths-2010-backtest.html").stat().st_size > 1e6


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        (("backtest", "rare-earths-2025"), "backtest: must name what was observed"),
        ((*FEW, "--seen", "none.csv"), "is neither a table of what was seen nor a file"),
        ((*FEW, "--edition", "2025.11"), "2025.11"),
    ],
)
def test_what_cannot_be_judged_is_refused_in_words(tmp_path, asked, words):
    done = backfire(tmp_path, *asked)
    assert done.returncode == 1
    assert words in done.stderr
    assert "Traceback" not in done.stderr
    assert not list(tmp_path.iterdir())
