"""`backfire spread`: what it asks, prints and writes."""

import json

import pytest

from tests.answers.synthetic_spread import synthetic_spread
from tests.cli.installed import backfire


@pytest.fixture
def asked(stand_in):
    """What `spread` was asked, call by call; it answers with a made-up one."""
    calls = []

    def spread(**options):
        options["progress"](1, 2, "recipe")
        calls.append(options)
        return synthetic_spread()

    stand_in("questions.spread", spread=spread)
    return calls


def test_it_says_how_far_apart_first_and_then_where_each_lies(backfire_command, asked):
    code, out, _ = backfire_command("spread")
    assert code == 0
    assert len(asked) == 1
    assert out.startswith("Published figures run from USD 100 million")
    assert out.index("orders of") < out.index("Nearest point")
    for name in ("given", "abroad", "too-small"):
        assert name in out
    assert "Written: out/spread.html" in out


def test_the_page_and_the_data_go_where_asked(backfire_command, asked, tmp_path):
    backfire_command("spread", "--out", "mine")
    assert (tmp_path / "mine" / "spread.html").stat().st_size > 1e6


def test_json_alone_is_printed(backfire_command, asked):
    _, out, err = backfire_command("spread", "--json")
    told = json.loads(out)
    assert [row["id"] for row in told["facts"]["placed"]] == ["given", "abroad", "too-small"]
    assert told["facts"]["placed"][2]["reached"] is False
    assert "Written:" in err


@pytest.mark.parametrize("wrong", [("--draws", "3"), ("extra",), ("--jsn",)])
def test_what_it_does_not_know_is_refused_with_the_way_out(backfire_command, asked, wrong):
    code, _, err = backfire_command("spread", *wrong)
    assert code == 1
    assert "backfire spread --help" in err
    assert not asked


def test_a_place_that_cannot_be_written_is_refused_before_the_work(
    backfire_command, asked, tmp_path
):
    (tmp_path / "taken").write_text("")
    code, _, err = backfire_command("spread", "--out", "taken/here")
    assert code == 1
    assert "must be a folder that can be written to" in err
    assert not asked


def test_as_installed_it_places_at_least_eight_figures_and_leaves_a_page(tmp_path):
    done = backfire(tmp_path, "spread", "--json", "--out", ".")
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert sum(row["reached"] for row in told["facts"]["placed"]) >= 8
    ways = told["tables"]["ways"]
    assert max(row["highest"] for row in ways) > 1e3 * min(row["lowest"] for row in ways)
    assert (tmp_path / "spread.nc").stat().st_size > 1e4
    assert (tmp_path / "spread.html").stat().st_size > 1e6
