"""Answers in files: written whole, read back the same, and refused in words where they are not."""

import json
import subprocess
import sys
from pathlib import Path

import h5py
import numpy as np
import pytest
import xarray as xr

from backfire.answers import read_answer
from backfire.errors import DataError
from tests.answers.synthetic_run import KIND, answer_of, synthetic_dataset, synthetic_run


@pytest.fixture(scope="module")
def run():
    return synthetic_run()


@pytest.fixture
def path(run, tmp_path):
    return run.to_netcdf(tmp_path / "run.nc")


def test_quantities_are_attributes(run):
    assert run.price.dims == ("draw", "week", "good", "side")
    assert run.name("good", "dy_oxide") == "Dysprosium oxide"
    assert "first_shortage" in dir(run)


def test_an_unknown_attribute_is_refused(run):
    with pytest.raises(AttributeError, match="no 'prize'"):
        _ = run.prize


def test_an_answer_is_the_same_after_a_round_trip(run, path):
    again = read_answer(path)
    xr.testing.assert_identical(again.dataset, run.dataset)
    assert again.provenance == run.provenance
    assert again.first_shortage.attrs["units"] == "d"
    assert again.to_json() == run.to_json()


def test_an_answer_without_observations_is_the_same_after_a_round_trip(tmp_path):
    bare = answer_of(synthetic_dataset().isel(observation=slice(0, 0)))
    again = read_answer(bare.to_netcdf(tmp_path / "run.nc"))
    assert again.dataset.sizes["observation"] == 0
    assert again.to_json() == bare.to_json()


def test_other_programs_can_open_the_file(run, path):
    with xr.open_datatree(path) as tree:
        assert np.issubdtype(tree["run/first_shortage"].dtype, np.floating)
        assert json.loads(tree["run"].attrs["provenance"])["scenario"] == run.provenance.scenario


def test_an_answer_cut_to_fewer_draws_says_so(run, path, tmp_path):
    fewer = tmp_path / "fewer.nc"
    with xr.open_datatree(path) as tree:
        nodes = {"/": tree.to_dataset(), "/run": tree["run"].to_dataset().isel(draw=slice(3))}
        xr.DataTree.from_dict(nodes).to_netcdf(fewer, engine="h5netcdf")
    found = read_answer(fewer)
    assert found.draws == 3
    assert json.loads(found.to_json())["draws"] == 3
    assert "3 draws" in found.note("dated")
    assert "3 draws" in found.note("closing")


@pytest.mark.parametrize("name", ["exports", "exposure"])
def test_a_file_with_no_number_where_one_must_be_is_refused(path, name):
    with h5py.File(path, "r+") as file:
        file[f"run/{name}"][...] = np.nan
    with pytest.raises(DataError, match="at least one draw must have run"):
        read_answer(path)


def test_prices_that_are_all_missing_are_refused(path):
    with h5py.File(path, "r+") as file:
        file["run/price"][...] = np.nan
    with pytest.raises(DataError, match="price: must hold a number"):
        read_answer(path)


@pytest.mark.parametrize("fault", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_a_failed_write_leaves_the_previous_file(run, path, tmp_path, monkeypatch, fault):
    before = path.read_bytes()

    def fails(draft, content):
        with draft.open("wb") as file:
            file.write(content[: len(content) // 2])
        raise fault

    monkeypatch.setattr(Path, "write_bytes", fails)
    with pytest.raises(type(fault)):
        run.to_netcdf(path)
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["run.nc"]


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(DataError, match=r"none\.nc has 1 problem:\n  an answer must be a file"):
        read_answer(tmp_path / "none.nc")


def test_a_folder_and_a_pipe_are_refused_and_never_waited_for(tmp_path):
    import os

    os.mkfifo(tmp_path / "pipe.nc")
    (tmp_path / "link.nc").symlink_to("/dev/zero")
    for name, got in (("pipe.nc", "neither"), ("link.nc", "neither"), (".", "a folder")):
        with pytest.raises(DataError, match=f"must be a file, got {got}"):
            read_answer(tmp_path / name)


@pytest.mark.parametrize("content", [b"", b"good,place\n", b"\x89HDF\r\n\x1a\n"])
def test_another_kind_of_file_is_refused(tmp_path, content):
    path = tmp_path / "other.nc"
    path.write_bytes(content)
    with pytest.raises(DataError, match="file: must be"):
        read_answer(path)


@pytest.mark.parametrize("part", [0.2, 0.6, 0.999])
def test_a_file_cut_short_is_refused(path, part):
    whole = path.read_bytes()
    path.write_bytes(whole[: int(part * len(whole))])
    with pytest.raises(DataError, match="cut short or damaged"):
        read_answer(path)


def test_a_foreign_netcdf_file_is_refused(tmp_path):
    path = tmp_path / "foreign.nc"
    xr.Dataset({"temperature": ("time", [1.0])}).to_netcdf(path, engine="h5netcdf")
    with pytest.raises(DataError, match="written by `backfire`"):
        read_answer(path)


@pytest.mark.parametrize(
    ("attributes", "got"),
    [({"backfire": "run", "format": "99"}, "99"), ({"backfire_results": "1"}, "1")],
)
def test_a_file_of_another_format_is_refused(tmp_path, attributes, got):
    path = tmp_path / "later.nc"
    xr.Dataset({"a": ("x", [1.0])}, attrs=attributes).to_netcdf(path, engine="h5netcdf")
    with pytest.raises(DataError, match=f"format: must be 2, got {got}"):
        read_answer(path)


def test_a_kind_that_does_not_exist_is_refused(path):
    with h5py.File(path, "r+") as file:
        file.attrs["backfire"] = "horoscope"
    with pytest.raises(DataError, match="kind: must be one of run, leverage"):
        read_answer(path)


def test_a_file_that_declares_more_than_memory_is_refused_before_it_is_read(path):
    with h5py.File(path, "r+") as file:
        file["run"].create_dataset("huge", shape=(2**30,), dtype="f8", chunks=(2**20,))
    with pytest.raises(DataError, match="its arrays must fit in 4 GB, got"):
        read_answer(path)


def test_a_file_with_thousands_of_variables_is_refused(path):
    with h5py.File(path, "r+") as file:
        for number in range(600):
            file["run"].create_dataset(f"v{number}", data=1.0)
    with pytest.raises(DataError, match="at most 500 variables"):
        read_answer(path)


BROKEN = {
    "seed is text": {"seed": "many"},
    "seed is endless": {"seed": float("inf")},
    "seconds is a list": {"seconds": [1]},
    "an unknown field": {"colour": "red"},
    "sources is a number": {"sources": 3},
}


@pytest.mark.parametrize("case", BROKEN)
def test_provenance_of_another_type_is_refused_with_the_field_named(path, case):
    with h5py.File(path, "r+") as file:
        known = json.loads(file["run"].attrs["provenance"])
        file["run"].attrs["provenance"] = json.dumps(known | BROKEN[case])
    with pytest.raises(DataError, match=rf"provenance\.{next(iter(BROKEN[case]))}"):
        read_answer(path)


@pytest.mark.parametrize("text", ["", "[", "[" * 100_000, "\udcff", "null"])
def test_provenance_that_is_no_json_is_refused(path, text):
    with h5py.File(path, "r+") as file:
        file["run"].attrs["provenance"] = text.encode("utf-8", "surrogatepass")
    with pytest.raises(DataError, match="provenance"):
        read_answer(path)


@pytest.mark.parametrize("kind", ["complex128", "S3", "bool"])
def test_a_price_that_is_no_real_number_is_refused(kind):
    dataset = synthetic_dataset(draws=2, weeks=20)
    dataset["price"] = dataset["price"].astype(kind)
    with pytest.raises(DataError, match="price: must hold real numbers"):
        answer_of(dataset)


def test_every_problem_is_reported_at_once():
    dataset = synthetic_dataset(draws=3, weeks=20).drop_vars("unmet")
    dataset["stopped"] = dataset["stopped"] + 2
    dataset["flow0"] = dataset["flow0"].where(dataset["flow0"] < 100)
    dataset["exports"] = dataset["exports"].transpose("week", "draw", "good")
    with pytest.raises(DataError) as caught:
        answer_of(dataset)
    for word in (
        "unmet: is missing",
        "stopped: must not exceed 1",
        "flow0: must hold no NaN",
        "exports: must run over (draw, week, good)",
    ):
        assert word in str(caught.value)
    assert len(caught.value.problems) == 4


def test_labels_and_sides_that_are_wrong_are_named():
    with pytest.raises(DataError, match="use_name: is missing among the labels"):
        answer_of(synthetic_dataset(draws=2, weeks=20).drop_vars("use_name"))
    dataset = synthetic_dataset(draws=2, weeks=20)
    with pytest.raises(DataError, match=r"facts\.targets: must be one of the places, got 'XYZ'"):
        answer_of(dataset.assign_attrs(targets=("USA", "XYZ")))


def test_a_failed_draw_is_left_out_and_counted():
    dataset = synthetic_dataset(draws=4, weeks=20)
    for name in ("exposure", "exposure_by", "exports"):
        dataset[name][{"draw": 2}] = np.nan
    found = answer_of(dataset)
    assert "draws failed 1" in found.note("closing")
    assert found.interval("exposure").known


def test_every_quantity_has_a_unit_and_a_meaning():
    for row in KIND.quantities:
        assert str(row.unit)
        assert row.meaning
    assert len({row.name for row in KIND.quantities}) == len(KIND.quantities)


def test_reading_an_answer_does_not_import_jax():
    code = "import backfire.answers.run, sys; sys.exit('jax' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
