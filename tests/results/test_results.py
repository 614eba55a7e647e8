import subprocess
import sys
from pathlib import Path

import numpy as np
import pytest
import xarray as xr

from backfire.errors import DataError
from backfire.results import VARIABLES, Results
from tests.results.synthetic import synthetic_dataset


def test_variables_are_attributes(results):
    assert results.price.dims == ("draw", "week", "good", "side")
    assert results.good_name("dy_oxide") == "Dysprosium oxide"
    assert "first_shortage" in dir(results)


def test_an_unknown_attribute_is_refused(results):
    with pytest.raises(AttributeError, match="no 'prize'"):
        _ = results.prize


def test_a_result_is_the_same_after_a_round_trip(results, tmp_path):
    path = results.to_netcdf(tmp_path / "run.nc")
    again = Results.read(path)
    xr.testing.assert_identical(again.dataset, results.dataset)
    assert again.attrs == results.attrs
    assert again.first_shortage.attrs["units"] == "d"
    assert again.to_json() == results.to_json()


def test_a_result_without_observations_is_the_same_after_a_round_trip(results, tmp_path):
    bare = Results(results.dataset.isel(observation=slice(0, 0)))
    again = Results.read(bare.to_netcdf(tmp_path / "run.nc"))
    assert again.dataset.sizes["observation"] == 0
    assert again.to_json() == bare.to_json()


def test_other_programs_can_open_the_file(results, tmp_path):
    path = results.to_netcdf(tmp_path / "run.nc")
    with xr.open_dataset(path, engine="h5netcdf") as opened:
        assert np.issubdtype(opened["first_shortage"].dtype, np.floating)
        assert opened.attrs["scenario"] == results.attrs["scenario"]


@pytest.mark.parametrize("fault", [OSError(28, "No space left on device"), KeyboardInterrupt()])
def test_a_failed_write_leaves_the_previous_file(results, tmp_path, monkeypatch, fault):
    path = results.to_netcdf(tmp_path / "run.nc")
    before = path.read_bytes()

    def fails(draft, content):
        with draft.open("wb") as file:
            file.write(content[: len(content) // 2])
        raise fault

    monkeypatch.setattr(Path, "write_bytes", fails)
    with pytest.raises(type(fault)):
        results.to_netcdf(path)
    assert path.read_bytes() == before
    assert [file.name for file in tmp_path.iterdir()] == ["run.nc"]


def test_a_missing_file_is_named(tmp_path):
    with pytest.raises(DataError, match=r"none\.nc has 1 problem:\n  a result must be a file"):
        Results.read(tmp_path / "none.nc")


@pytest.mark.parametrize("content", [b"", b"good,place\n", b"\x89HDF\r\n\x1a\n"])
def test_another_kind_of_file_is_refused(tmp_path, content):
    path = tmp_path / "other.nc"
    path.write_bytes(content)
    with pytest.raises(DataError, match="file: must be"):
        Results.read(path)


@pytest.mark.parametrize("kept", [0.2, 0.6, 0.999])
def test_a_file_cut_short_is_refused(results, tmp_path, kept):
    path = results.to_netcdf(tmp_path / "run.nc")
    whole = path.read_bytes()
    path.write_bytes(whole[: int(kept * len(whole))])
    with pytest.raises(DataError, match="cut short or damaged"):
        Results.read(path)


def test_a_foreign_netcdf_file_is_refused(tmp_path):
    path = tmp_path / "foreign.nc"
    xr.Dataset({"temperature": ("time", [1.0])}).to_netcdf(path, engine="h5netcdf")
    with pytest.raises(DataError, match="backfire run"):
        Results.read(path)


def test_a_file_of_another_format_is_refused(results, tmp_path):
    path = tmp_path / "later.nc"
    results.dataset.assign_attrs(backfire_results="99").to_netcdf(path, engine="h5netcdf")
    with pytest.raises(DataError, match="format: must be 1, got 99"):
        Results.read(path)


def test_every_problem_is_reported_at_once():
    dataset = synthetic_dataset(draws=3, weeks=20)
    dataset = dataset.drop_vars(["unmet", "use_name"])
    dataset["stopped"] = dataset["stopped"] + 2
    dataset["flow0"] = dataset["flow0"].where(dataset["flow0"] < 100)
    dataset["exports"] = dataset["exports"].transpose("week", "draw", "good")
    dataset.attrs["targets"] = "USA,XYZ"
    del dataset.attrs["seed"]
    with pytest.raises(DataError) as caught:
        Results(dataset)
    text = str(caught.value)
    for word in (
        "unmet: is missing",
        "use_name: is missing",
        "stopped: must not exceed 1",
        "flow0: must hold no NaN",
        "exports: must run over (draw, week, good)",
        "'XYZ'",
        "attrs.seed",
    ):
        assert word in text
    assert len(caught.value.problems) >= 7


def test_a_failed_draw_must_be_counted():
    dataset = synthetic_dataset(draws=4, weeks=20)
    for name in ("exposure", "exposure_by", "exports"):
        dataset[name][{"draw": 2}] = np.nan
    with pytest.raises(DataError, match="failed_draws says 0"):
        Results(dataset)
    dataset.attrs["checks"] = '{"mass_balance": 0, "drift": 0, "failed_draws": 1}'
    answer = Results(dataset).answer()
    assert answer.checks.failed_draws == 1
    assert answer.exposure.usd.p50 is not None


def test_every_variable_has_a_unit_and_a_meaning():
    for row in VARIABLES:
        assert str(row.unit)
        assert row.long_name
    assert len({row.name for row in VARIABLES}) == len(VARIABLES)


def test_reading_a_result_does_not_import_jax():
    code = "import backfire.results, sys; sys.exit('jax' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
