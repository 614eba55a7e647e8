"""`backfire claims`: what it asks, prints and writes, and what a stop leaves."""

import json
import os
import signal

import pytest

from tests.answers.synthetic_claims import synthetic_claims


@pytest.fixture
def asked(stand_in):
    """What `claims` was asked, call by call; it answers with made-up findings."""
    calls = []

    def claims(scenario, **options):
        options["progress"](1, 3, "always")
        calls.append((scenario, options))
        return synthetic_claims(finished=True)

    stand_in("questions.claims", claims=claims)
    return calls


def test_it_counts_verdicts_first_and_then_writes_each_claim(backfire_command, asked):
    code, out, _ = backfire_command("claims")
    assert code == 0
    assert asked[0][0].name == "busan-2025"
    assert out.startswith("Of 3 claims, 1 holds at every point")
    for part in ("sometimes", "holds if", "3 of 4", "Made-up claim never: fails."):
        assert part in out
    assert "Written: out/busan-2025-claims.html" in out


def test_what_is_chosen_reaches_the_question(backfire_command, asked):
    backfire_command(
        *("claims", "oil-sanctions", "--only", "overconfidence", "--draws", "2", "--paths", "500"),
        *("--fine", "--seed", "9", "--set", "game.precision=20"),
    )
    scenario, options = asked[0]
    assert (scenario.name, scenario.seed) == ("oil-sanctions", 9)
    assert scenario.game.precision.central == 20
    given = {name: options[name] for name in ("only", "draws", "paths", "fine")}
    assert given == {"only": ["overconfidence"], "draws": 2, "paths": 500, "fine": True}


def test_json_alone_is_printed(backfire_command, asked):
    _, out, err = backfire_command("claims", "--json")
    assert [one["about"]["id"] for one in json.loads(out)["facts"]["claims"]] == [
        "always",
        "sometimes",
        "never",
    ]
    assert "Written:" in err


def test_what_is_finished_is_kept_when_it_is_stopped(backfire_command, stand_in):
    def claims(_, **options):
        assert not options["stop"]()
        os.kill(os.getpid(), signal.SIGINT)
        assert options["stop"]()
        return synthetic_claims()

    stand_in("questions.claims", claims=claims)
    code, out, err = backfire_command("claims")
    assert code == 130
    assert "Made-up claim always: holds" in out
    assert "Not finished: unfinished" in out
    assert "once more ends at once" in err


def test_nothing_is_written_when_no_claim_is_finished(backfire_command, stand_in, tmp_path):
    left = synthetic_claims(tested=False)
    stand_in("questions.claims", claims=lambda *_, **__: left)
    code, out, _ = backfire_command("claims")
    assert (code, out) == (130, "")
    assert not (tmp_path / "out").exists()
