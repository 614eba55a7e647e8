import numpy as np
import pytest
import xarray as xr

from backfire.errors import DataError
from backfire.results import LEVERAGE_VARIABLES, Leverage, Results, read
from tests.results.synthetic import synthetic_results
from tests.results.synthetic_leverage import synthetic_leverage, synthetic_leverage_dataset


@pytest.fixture(scope="module")
def leverage():
    return synthetic_leverage()


@pytest.fixture(scope="module")
def run(leverage):
    return synthetic_results(draws=3, weeks=20).with_leverage(leverage)


def test_variables_are_attributes(leverage):
    assert leverage.target_loss.dims == ("draw", "start", "history")
    assert "half_life" in dir(leverage)
    with pytest.raises(AttributeError, match="no 'levarage'"):
        _ = leverage.levarage


def test_it_is_the_same_after_a_round_trip(leverage, tmp_path):
    again = Leverage.read(leverage.to_netcdf(tmp_path / "a-leverage.nc"))
    xr.testing.assert_identical(again.dataset, leverage.dataset)
    assert again.attrs == leverage.attrs
    assert again.to_json() == leverage.to_json()


def test_a_run_keeps_its_leverage_in_one_file(run, leverage, tmp_path):
    path = run.to_netcdf(tmp_path / "run.nc")
    again = Results.read(path)
    xr.testing.assert_identical(again.dataset, run.dataset)
    xr.testing.assert_identical(again.leverage.dataset, leverage.dataset)
    assert again.to_json() == run.to_json()
    xr.testing.assert_identical(Leverage.read(path).dataset, leverage.dataset)


def test_other_programs_can_open_the_group(run, tmp_path):
    path = run.to_netcdf(tmp_path / "run.nc")
    with xr.open_dataset(path, engine="h5netcdf", group="leverage") as opened:
        assert opened["target_loss"].attrs["units"] == "USD"


def test_a_run_without_leverage_still_reads(tmp_path):
    path = synthetic_results(draws=2, weeks=20).to_netcdf(tmp_path / "run.nc")
    assert Results.read(path).leverage is None
    with pytest.raises(DataError, match="must hold leverage, got a run without it"):
        Leverage.read(path)


def test_with_leverage_gives_a_new_result(leverage):
    before = synthetic_results(draws=2, weeks=20)
    after = before.with_leverage(leverage)
    assert before.leverage is None
    assert after.leverage is leverage
    assert after.dataset is before.dataset


def test_a_file_is_read_as_what_it_is(run, leverage, tmp_path):
    assert isinstance(read(run.to_netcdf(tmp_path / "run.nc")), Results)
    alone = leverage.to_netcdf(tmp_path / "leverage.nc")
    assert isinstance(read(alone), Leverage)
    with pytest.raises(DataError, match="written by `backfire run`, got leverage alone"):
        Results.read(alone)


@pytest.mark.parametrize("kept", [0.2, 0.6, 0.999])
def test_a_file_cut_short_is_refused(run, tmp_path, kept):
    path = run.to_netcdf(tmp_path / "run.nc")
    whole = path.read_bytes()
    path.write_bytes(whole[: int(kept * len(whole))])
    with pytest.raises(DataError, match="cut short or damaged"):
        read(path)


def test_what_is_wrong_in_the_group_names_the_group(leverage, tmp_path):
    run = synthetic_results(draws=2, weeks=20).with_leverage(leverage)
    faulty = leverage.dataset.assign_attrs(today="2025-12-02")
    path = tmp_path / "run.nc"
    from backfire.results import _netcdf

    _netcdf.write(run.dataset, path, leverage=faulty)
    with pytest.raises(DataError, match=r"run\.nc, leverage has 1 problem:\n  start: must begin"):
        Results.read(path)


def test_every_problem_is_reported_at_once():
    dataset = synthetic_leverage_dataset().drop_vars(["ramp", "good_stage"])
    dataset["place_use_lost"] = dataset["place_use_lost"] + 2
    dataset["stage_share"][{"draw": 1}] = np.nan
    dataset = dataset.assign_coords(sample=dataset["sample"] + 100)
    dataset = dataset.assign_coords(case=["a", "b", "c", "d"])
    dataset.attrs["targets"] = "USA,XYZ"
    dataset.attrs["worth"] = '{"low": 1}'
    dataset.attrs["holes"] = "{"
    dataset.attrs["forecasts"] = '[{"stage": "oxide"}]'
    del dataset.attrs["today"]
    with pytest.raises(DataError) as caught:
        Leverage(dataset)
    for words in (
        "ramp: is missing",
        "good_stage: is missing",
        "place_use_lost: must not exceed 1",
        "stage_share: must hold no NaN",
        "sample: must be among the draws",
        "case: must be neither, stockpiling, dumping, both",
        "'XYZ'",
        "attrs.worth.central: is missing",
        "attrs.holes: must be a JSON list",
        "attrs.forecasts[0].year: is missing",
        "attrs.today: must say",
    ):
        assert words in str(caught.value)


def test_every_variable_has_a_unit_and_a_meaning():
    for row in LEVERAGE_VARIABLES:
        assert str(row.unit)
        assert row.long_name
    assert len({row.name for row in LEVERAGE_VARIABLES}) == len(LEVERAGE_VARIABLES)
