"""Fitting: what is known is found again, and nothing else is looked at."""

import dataclasses

import numpy as np
import polars as pl
import pytest

from backfire import data, simulation, study
from backfire.errors import DataError
from backfire.scenario import read_scenario
from backfire.study import _calibrate

KNOWN = 1.6
DRAWS = 48
PRICES = ("price@..2025-05",)


@pytest.fixture(scope="module")
def question():
    return read_scenario("rare-earths-2025").but(draws=DRAWS, ends="2025-07-02")


@pytest.fixture
def seen_by(question, monkeypatch):
    """Observations that a world with a known stiffness would have given, and later ones."""

    def given(stiffness, later=1.0):
        one = question.but(draws=1)
        world = simulation.simulate(one, values={"spot_stiffness_thin": np.array([stiffness])})
        real = study.observations

        def told(results, wanted):
            return tuple(
                dataclasses.replace(
                    seen,
                    value=float(seen.predicted(world)[0]) * (later if seen.date > "2025-06" else 1),
                )
                for seen in real(results, wanted)
            )

        monkeypatch.setattr(_calibrate, "observations", told)

    return given


def fit(question, folder, **changes):
    asked = {"fit": ("spot_stiffness_thin",), "to": PRICES, "draws": DRAWS, "out": folder} | changes
    return study.calibrate(question, **asked)


def test_a_known_stiffness_is_found_again_and_known_better_than_before(question, seen_by, tmp_path):
    seen_by(KNOWN)
    found = fit(question, tmp_path).parameters[0]
    assert found.fitted_sd < 0.6 * found.prior_sd
    assert abs(found.fitted - KNOWN) < 2 * found.fitted_sd
    assert abs(found.fitted - KNOWN) < 0.5 * abs(found.prior - KNOWN)


def test_another_world_gives_another_stiffness(question, seen_by, tmp_path):
    seen_by(0.5)
    assert fit(question, tmp_path).parameters[0].fitted < 0.9


def test_the_same_seed_gives_the_same_table_and_no_later_month_is_looked_at(
    question, seen_by, tmp_path
):
    seen_by(KNOWN)
    one = fit(question, tmp_path / "one")
    seen_by(KNOWN, later=9.0)
    other = fit(question, tmp_path / "other")
    assert one.path.read_text("utf-8") == other.path.read_text("utf-8")


def test_a_fitted_table_holds_prior_and_recipe_and_can_be_run(question, tmp_path):
    path = fit(question, tmp_path).path
    rows = {row["parameter"]: row for row in pl.read_csv(path).iter_rows(named=True)}
    prior = {row["parameter"]: row for row in data.read_parameters("prior").table.to_dicts()}
    assert list(rows) == list(prior)
    fitted = rows["spot_stiffness_thin"]
    assert fitted["prior_central"] == prior["spot_stiffness_thin"]["central"]
    assert "price@..2025-05" in fitted["recipe"]
    assert fitted["fitted_until"] == "2025-05-06"
    for name, row in prior.items():
        if name != "spot_stiffness_thin":
            assert {key: rows[name][key] for key in row} == row
    drawn = simulation.draws(question.but(parameters=str(path)))["spot_stiffness_thin"]
    assert drawn.mean() == pytest.approx(fitted["central"], abs=3 * fitted["spread"])


def test_the_prior_of_a_fit_is_the_prior_whatever_the_scenario_uses(question, tmp_path):
    assert question.parameters != "prior"
    found = fit(question, tmp_path).parameters[0]
    row = next(
        r
        for r in data.read_parameters("prior").table.to_dicts()
        if r["parameter"] == "spot_stiffness_thin"
    )
    assert found.prior == pytest.approx(row["central"], rel=0.01)


@pytest.mark.parametrize(
    ("changes", "named"),
    [
        ({"fit": ("stiffness", "utilisation_unknown")}, ("stiffness", "utilisation_unknown")),
        ({"fit": ()}, ("at least one parameter",)),
        ({"to": ("price:gold", "mood")}, ("price:gold", "mood")),
        ({"method": "guess"}, ("ensemble-kalman", "guess")),
    ],
)
def test_what_cannot_be_fitted_is_told_and_nothing_is_written(question, tmp_path, changes, named):
    with pytest.raises(DataError) as caught:
        fit(question.but(draws=2), tmp_path / "out", draws=2, **changes)
    for word in named:
        assert word in str(caught.value)
    assert not (tmp_path / "out").exists()


def test_the_shipped_fit_is_what_its_recipe_gives(tmp_path):
    shipped = data.read_parameters("fitted-2025-05").table.to_dicts()
    recipe = next(row["recipe"] for row in shipped if row["recipe"])
    names, series = recipe.split(": ", 1)[1].split(" to ")
    asked = read_scenario("rare-earths-2025")
    again = study.calibrate(
        asked, fit=names.split(), to=series.split(), draws=512, out=tmp_path
    ).path
    for mine, theirs in zip(shipped, pl.read_csv(again).to_dicts(), strict=True):
        for key, value in mine.items():
            if isinstance(value, float):
                assert theirs[key] == pytest.approx(value, rel=0.02), (mine["parameter"], key)
            else:
                assert theirs[key] == value


def test_the_shipped_fit_saw_nothing_after_may_2025():
    fitted = data.read_parameters("fitted-2025-05").table.to_dicts()
    until = {row["fitted_until"] for row in fitted if row["recipe"]}
    assert until == {"2025-05-31"}
