"""Fitting: what is known is found again, and nothing else is looked at."""

import dataclasses
from collections.abc import Callable

import numpy as np
import polars as pl
import pytest

from backfire import data
from backfire.errors import DataError
from backfire.questions.calibrate import _evidence, calibrate, observations
from backfire.questions.run import draws, simulate
from backfire.scenario import Scenario, read_scenario

KNOWN = 1.6
DRAWS = 48
PRICES = ("price@..2025-05",)


@dataclasses.dataclass(frozen=True)
class Shipped:
    """How a shipped table was made."""

    question: Callable[[], Scenario]
    draws: int
    ends: str
    until: str


FITS = {
    "fitted-2025-05": Shipped(
        lambda: read_scenario("rare-earths-2025").but(ends="2025-07-02"),
        512,
        "..2025-05",
        "2025-05-31",
    ),
    "fitted-2013-12": Shipped(
        lambda: read_scenario("rare-earths-2010"), 256, "..2013", "2013-12-31"
    ),
}


@pytest.fixture(scope="module")
def question():
    return read_scenario("rare-earths-2025").but(draws=DRAWS, ends="2025-07-02")


@pytest.fixture
def seen_by(question, monkeypatch):
    """Observations that a world with a known stiffness would have given."""

    def given(stiffness):
        one = question.but(draws=1)
        world = simulate(one, values={"spot_stiffness_thin": np.array([stiffness])})
        real = observations

        def told(results, wanted):
            return tuple(
                dataclasses.replace(seen, value=float(seen.predicted(world)[0]))
                for seen in real(results, wanted)
            )

        monkeypatch.setattr(_evidence, "observations", told)

    return given


def fit(question, folder, **changes):
    asked = {"fit": ("spot_stiffness_thin",), "to": PRICES, "draws": DRAWS, "out": folder} | changes
    return calibrate(question, **asked)


def recipe_of(rows):
    """Parameters and observations that a fitted table names."""
    recipe = next(row["recipe"] for row in rows if row["recipe"])
    names, series = recipe.split(": ", 1)[1].split(" to ")
    return names.split(), series.split()


def test_a_known_stiffness_is_found_again_and_known_better_than_before(question, seen_by, tmp_path):
    seen_by(KNOWN)
    found = fit(question, tmp_path).parameters[0]
    assert found.fitted_sd < 0.6 * found.prior_sd
    assert abs(found.fitted - KNOWN) < 2 * found.fitted_sd
    assert abs(found.fitted - KNOWN) < 0.5 * abs(found.prior - KNOWN)


def test_another_world_gives_another_stiffness(question, seen_by, tmp_path):
    seen_by(0.5)
    assert fit(question, tmp_path).parameters[0].fitted < 0.9


@pytest.mark.study
def test_the_same_seed_gives_the_same_table_and_another_seed_another(question, tmp_path):
    one, again = (fit(question, tmp_path / name).path.read_text("utf-8") for name in ("a", "b"))
    other = fit(question, tmp_path / "c", seed=question.seed + 1).path.read_text("utf-8")
    assert one == again
    assert one != other


@pytest.mark.parametrize(
    ("month", "looked_at"),
    [("2025-05", True), pytest.param("2025-06", False, marks=pytest.mark.study)],
)
def test_a_fit_until_may_looks_at_may_and_at_no_later_month(question, tmp_path, month, looked_at):
    changed = tmp_path / "changed"
    changed.mkdir()
    rows = (
        data.read_edition(question.edition)
        .tables["observations"]
        .filter(
            (pl.col("series") == "magnet_exports") & pl.col("place").is_null(),
            pl.col("date") == month,
        )
    )
    assert len(rows) == 1
    tripled = [pl.col(name) * 3 for name in ("value", "low", "high")]
    rows.with_columns(tripled).write_csv(changed / "observations.csv")
    asked = {"fit": ("cover_scale",), "to": ("magnet_exports@2025-01..2025-05",)}
    longer = question.but(ends="2025-08-06")
    before = fit(longer, tmp_path / "before", **asked)
    after = fit(longer, tmp_path / "after", edition=changed, **asked)
    same = before.path.read_text("utf-8") == after.path.read_text("utf-8")
    assert same is not looked_at


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
    drawn = draws(question.but(parameters=str(path)))["spot_stiffness_thin"]
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


@pytest.mark.parametrize("name", FITS)
def test_the_rows_that_a_shipped_fit_did_not_fit_are_those_of_the_prior(name):
    shipped = {row["parameter"]: row for row in data.read_parameters(name).table.to_dicts()}
    prior = {row["parameter"]: row for row in data.read_parameters("prior").table.to_dicts()}
    assert list(shipped) == list(prior)
    fitted = {name for name, row in shipped.items() if row["recipe"]}
    assert fitted == set(recipe_of(shipped.values())[0])
    for name, row in prior.items():
        if name not in fitted:
            assert {key: shipped[name][key] for key in row} == row
        else:
            assert shipped[name]["prior_distribution"] == row["distribution"]
            assert shipped[name]["prior_central"] == row["central"]
            assert row["low"] <= shipped[name]["central"] <= row["high"]


@pytest.mark.parametrize("name", FITS)
def test_the_recipe_of_a_shipped_fit_ends_where_its_name_says(name):
    rows = data.read_parameters(name).table.to_dicts()
    assert len({row["recipe"] for row in rows if row["recipe"]}) == 1
    names, series = recipe_of(rows)
    assert names
    assert series
    assert all(one.endswith(FITS[name].ends) for one in series)
    assert {row["fitted_until"] for row in rows if row["recipe"]} == {FITS[name].until}


@pytest.mark.study
@pytest.mark.parametrize("name", ["fitted-2025-05", "fitted-2013-12"])
def test_a_shipped_fit_is_what_its_recipe_gives(tmp_path, name):
    shipped = data.read_parameters(name).table.to_dicts()
    names, series = recipe_of(shipped)
    asked, draws = FITS[name].question(), FITS[name].draws
    again = calibrate(asked, fit=names, to=series, draws=draws, out=tmp_path).path
    for mine, theirs in zip(shipped, pl.read_csv(again).to_dicts(), strict=True):
        for key, value in mine.items():
            if isinstance(value, float):
                assert theirs[key] == pytest.approx(value, rel=0.02), (mine["parameter"], key)
            else:
                assert theirs[key] == value


@pytest.mark.study
def test_a_fit_of_the_past_looks_at_no_year_that_is_held_back(tmp_path):
    past = read_scenario("rare-earths-2010").but(ends="2011-12-31", draws=8)
    asked = {"fit": ("licence_speed",), "draws": 8}
    found = calibrate(past, to=("exports", "quota_used"), out=tmp_path, **asked)
    assert {one.date[:4] for one in found.compared} == {"2010", "2011"}
    assert found.name == "fitted-2011-12"
    with pytest.raises(DataError, match=r"exports@2014\.\.2015: is held back"):
        calibrate(past, to=("exports@2014..2015",), out=tmp_path, **asked)
    with pytest.raises(DataError, match="moods: must name a series"):
        calibrate(past, to=("moods",), out=tmp_path, **asked)
