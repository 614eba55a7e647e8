"""`backfire report`: one saved answer, or two side by side; other files are refused."""

import csv
from pathlib import Path

import numpy as np
import pytest
import xarray as xr

from tests.answers.synthetic_claims import synthetic_claims
from tests.answers.synthetic_leverage import synthetic_leverage
from tests.answers.synthetic_run import synthetic_run


@pytest.fixture
def here(monkeypatch, tmp_path):
    monkeypatch.chdir(tmp_path)
    synthetic_run().to_netcdf(Path("run.nc"))
    synthetic_claims().to_netcdf(Path("claims.nc"))
    return tmp_path


def files():
    return sorted(path.as_posix() for path in Path().rglob("*") if path.is_file())


def test_the_page_is_drawn_beside_the_answer_as_it_was(backfire_command, asked, here):
    backfire_command("run", "no-control")
    first = Path("out/no-control.html").read_bytes()
    Path("out/no-control.html").unlink()
    code, out, _ = backfire_command("report", "out/no-control.nc")
    assert (code, out) == (0, "Written: out/no-control.html\n")
    assert Path("out/no-control.html").read_bytes() == first
    backfire_command("report", "out/no-control.nc", "--out", "pages")
    assert Path("pages/no-control.html").read_bytes() == first


def test_an_answer_inside_another_can_stand_alone(backfire_command, here):
    synthetic_leverage().to_netcdf(Path("a-leverage.nc"))
    code, out, _ = backfire_command("report", "a-leverage.nc")
    assert (code, out) == (0, "Written: a-leverage.html\n")
    assert 'id="leverage-section"' in Path("a-leverage.html").read_text(encoding="utf-8")


def test_every_table_is_written_too(backfire_command, here):
    code, out, _ = backfire_command("report", "claims.nc", "--csv", "tables")
    assert code == 0
    assert "Written: tables/verdicts.csv" in out
    rows = list(csv.DictReader(Path("tables/verdicts.csv").read_text("utf-8").splitlines()))
    assert [row["claim"] for row in rows] == ["always", "sometimes", "never"]
    assert backfire_command("report", "claims.nc", "--csv", "tables.xlsx")[0] == 0
    assert Path("tables.xlsx").read_bytes()[:2] == b"PK"


def test_two_of_a_kind_stand_side_by_side_with_their_difference(backfire_command, here):
    synthetic_run(control=False).to_netcdf(Path("calm.nc"))
    code, out, _ = backfire_command("report", "run.nc", "calm.nc")
    assert (code, out) == (0, "Written: run-and-calm.html\n")
    text = Path("run-and-calm.html").read_text(encoding="utf-8")
    assert "Difference" in text


def truncated():
    content = Path("run.nc").read_bytes()
    Path("cut.nc").write_bytes(content[: len(content) // 2])
    return ["cut.nc"]


def foreign():
    xr.Dataset({"height": ("x", np.arange(3.0))}).to_netcdf("foreign.nc")
    return ["foreign.nc"]


def text():
    Path("notes.nc").write_text("not an answer")
    return ["notes.nc"]


def older():
    with xr.open_datatree("run.nc") as tree:
        changed = tree.load()
    changed.attrs["format"] = 1
    changed.to_netcdf("older.nc")
    return ["older.nc"]


def missing():
    return ["nowhere.nc"]


def a_part_gone():
    with xr.open_datatree("run.nc") as tree:
        changed = tree.load()
    del changed["run"].attrs["facts"]
    changed.to_netcdf("gone.nc")
    return ["gone.nc"]


def unknown_where_known():
    with xr.open_datatree("run.nc") as tree:
        changed = tree.load()
    changed["run"]["exports_to"][0, 0] = np.nan
    changed.to_netcdf("nan.nc")
    return ["nan.nc"]


BAD = {
    "truncated": (truncated, "cut.nc"),
    "foreign": (foreign, "foreign.nc"),
    "text": (text, "notes.nc"),
    "older version": (older, "format"),
    "not there": (missing, "nowhere.nc"),
    "no facts": (a_part_gone, "facts: is missing"),
    "NaN where none may be": (unknown_where_known, "exports_to: must hold no NaN"),
    "two kinds": (lambda: ["run.nc", "claims.nc"], "kind"),
    "three": (lambda: ["run.nc", "run.nc", "run.nc"], "one answer or two can be drawn, got 3"),
}


@pytest.mark.parametrize("case", BAD)
def test_what_cannot_be_drawn_is_refused_in_one_message_and_nothing_is_written(
    backfire_command, here, case
):
    make, message = BAD[case]
    named = make()
    before = files()
    code, out, err = backfire_command("report", *named)
    assert (code, out) == (1, "")
    assert message in err
    assert " has 1 problem:" in err or " problems:" in err
    assert "Traceback" not in err
    assert files() == before


def test_an_answer_cut_to_fewer_draws_has_fewer(backfire_command, here):
    with xr.open_datatree("run.nc") as tree:
        cut = tree.load().isel(draw=slice(5))
    cut.to_netcdf("five.nc")
    code, _, _ = backfire_command("report", "five.nc")
    assert code == 0
    assert "5 draws" in Path("five.html").read_text(encoding="utf-8").replace("\u00a0", " ")
