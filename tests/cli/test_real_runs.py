"""`backfire run` as it is installed: what it prints, and what a stop or a full disk leaves."""

import json
import os
import pty
import re
import select
import signal
import subprocess
import time
from pathlib import Path

import pytest
import xarray as xr

from backfire.answers import read_answer
from tests.cli.installed import COMMAND, backfire, contents

SHORT = ("--set", "leverage.until=2028")
"""The shortest curve of leverage that still has an end of the earlier use."""
ASK = ("run", "full-embargo", "--draws", "2", "--out", ".", *SHORT)
BAND = {"low", "central", "high"}
STOPPED = "Stopped. Files already written are complete; earlier output is as it was."
FAR = 120.0
"""Seconds after which a test gives up; what it waits for comes within a few."""


@pytest.fixture(scope="module")
def answered(tmp_path_factory):
    """A folder with the data and the page of a run, and what the run printed."""
    folder = tmp_path_factory.mktemp("answered")
    done = backfire(folder, *ASK, "--json")
    assert done.returncode == 0, done.stderr
    return folder, done.stdout


@pytest.fixture
def earlier(tmp_path):
    """A folder with earlier output in it, of which nothing may change."""
    for name in ("full-embargo.html", "full-embargo.nc"):
        (tmp_path / name).write_bytes(f"earlier {name}".encode())
    return tmp_path


def until(found, asked):
    """Wait for something to be found while a command runs, and give it."""
    end = time.monotonic() + FAR
    while time.monotonic() < end:
        if result := found():
            return result
        assert asked.poll() is None, "it ended before it could be stopped"
        time.sleep(0.002)
    pytest.fail("it did not come so far")


@pytest.mark.study
def test_json_is_the_whole_answer_and_all_that_is_printed(answered):
    folder, printed = answered
    printed_answer = json.loads(printed)
    provenance = {"kind", "scenario_name", "edition", "edition_checksum", "parameters", "seed"}
    assert set(printed_answer) >= provenance | {"facts", "quantities", "tables", "sentences"}
    facts, tables = printed_answer["facts"], printed_answer["tables"]
    assert printed_answer["parameters"] == "fitted-2025-05"
    assert (facts["fitted_until"][:7], facts["sender"]) == ("2025-05", "CHN")
    assert (printed_answer["scenario_name"], printed_answer["draws"]) == ("full-embargo", 2)
    for table, labels, bands in (
        ("first_shortage", {"good", "place"}, {"days"}),
        ("shortage", {"good", "place"}, {"share"}),
        ("price", {"good"}, {"outside", "inside"}),
    ):
        assert tables[table]
        for row in tables[table]:
            assert set(row) >= labels | bands
            assert all(set(row[band]) == BAND for band in bands)
    assert set(printed_answer["quantities"]["exposure"]) == BAND
    leverage = printed_answer["leverage"]
    for name in ("target_loss", "net_leverage", "gdp_share", "half_life", "backfire_years"):
        assert BAND & set(str(leverage["quantities"][name]).replace("'", " ").split())
    assert [row["years"] for row in leverage["tables"]["value_of_use"]] == [1, 3, 5, 10]
    assert set(leverage["tables"]["window"][0]) >= {"opens", "closes"}
    assert leverage["facts"]["concession"] is None, "the scenario gives none"
    assert len(leverage["tables"]["elasticity"]) == 10
    assert max(facts["mass_balance"], facts["drift"]) < 1e-3
    assert printed_answer["seconds"] > 0
    assert sorted(contents(folder)) == ["full-embargo.html", "full-embargo.nc"]
    again = read_answer(folder / "full-embargo.nc")
    assert json.loads(again.to_json()) == printed_answer


@pytest.mark.study
def test_the_draws_of_leverage_may_be_fewer_and_xarray_still_opens_the_file(answered):
    folder, _ = answered
    with xr.open_datatree(folder / "full-embargo.nc") as tree:
        assert tree["run"].sizes["draw"] == tree["leverage"].sizes["draw"] == 2


def drained(screen):
    """All that a terminal still holds: it gives four kilobytes at a time."""
    held = b""
    while select.select([screen], [], [], 0.5)[0]:
        held += os.read(screen, 65536)
    return held


def test_a_stop_in_the_middle_of_the_futures_leaves_the_earlier_output(earlier):
    before = contents(earlier)
    screen, terminal = pty.openpty()
    os.set_blocking(screen, False)
    shown = b""

    def some_are_done():
        nonlocal shown
        try:
            shown += os.read(screen, 65536)
        except BlockingIOError:
            return None
        return re.search(rb"[1-9]\d*/20000", shown)

    with subprocess.Popen(
        ["setsid", "--ctty", COMMAND, "run", "full-embargo", "--draws", "20000", "--out", "."],
        cwd=earlier,
        stdin=terminal,
        stdout=subprocess.PIPE,
        stderr=terminal,
    ) as asked:
        until(some_are_done, asked)
        os.write(screen, b"\x03")
        printed, _ = asked.communicate(timeout=FAR)
    told = drained(screen).decode(errors="replace")
    os.close(screen)
    os.close(terminal)
    assert asked.returncode == 130
    assert printed == b""
    assert told.count(STOPPED) == 1
    assert told.rstrip().endswith(STOPPED)
    assert "Traceback" not in told
    assert contents(earlier) == before


def test_a_stop_while_writing_leaves_the_earlier_output_and_no_draft(earlier):
    before = contents(earlier)
    with subprocess.Popen(
        [COMMAND, *ASK, "--seed", "2"],
        cwd=earlier,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    ) as asked:
        until(lambda: list(earlier.glob(".*.part")), asked)
        asked.send_signal(signal.SIGINT)
        printed, told = asked.communicate(timeout=FAR)
    assert (asked.returncode, printed, told) == (130, "", f"{STOPPED}\n")
    assert contents(earlier) == before


def test_a_stop_while_libraries_are_loaded_is_a_stop_too(tmp_path):
    with subprocess.Popen(
        [COMMAND, *ASK], cwd=tmp_path, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as asked:
        until(lambda: "jaxlib" in maps(asked.pid), asked)
        asked.send_signal(signal.SIGINT)
        printed, told = asked.communicate(timeout=FAR)
    assert (asked.returncode, printed, told) == (130, "", f"{STOPPED}\n")
    assert contents(tmp_path) == {}


def maps(pid):
    try:
        return Path(f"/proc/{pid}/maps").read_text()
    except OSError:
        return ""


def limited(folder, room, *asked):
    """A command that may write no file of more than `room` blocks of 1,024 bytes."""
    return subprocess.run(
        ["bash", "-c", f'ulimit -f {room}; exec "$0" "$@"', COMMAND, *asked],
        cwd=folder,
        capture_output=True,
        text=True,
        timeout=FAR,
        check=False,
    )


def too_large(name):
    return (
        f"{name} has 1 problem:\n"
        "  could not be written: File too large; what lay there before is untouched\n"
    )


def test_a_full_disk_leaves_the_earlier_output(earlier):
    before = contents(earlier)
    done = limited(earlier, 50, *ASK, "--seed", "2")
    assert (done.returncode, done.stdout, done.stderr) == (1, "", too_large("full-embargo.nc"))
    assert contents(earlier) == before


@pytest.mark.parametrize(
    ("asked", "name"),
    [
        (("deal", "busan-2025", "--draws", "20", "--out", "."), "busan-2025-deal"),
        pytest.param(ASK, "full-embargo", marks=pytest.mark.study),
    ],
)
def test_a_page_that_cannot_be_written_loses_no_data(tmp_path, asked, name):
    done = limited(tmp_path, 2_000, *asked)
    assert (done.returncode, done.stdout, done.stderr) == (1, "", too_large(f"{name}.html"))
    assert list(contents(tmp_path)) == [f"{name}.nc"]
    assert read_answer(tmp_path / f"{name}.nc").kind.name == asked[0]
