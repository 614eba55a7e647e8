"""Why published figures disagree: exact limits of the sweep, and where each figure lies."""

from __future__ import annotations

import csv
import json
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import xarray as xr

from backfire import data
from backfire.answers import Answer
from backfire.answers.spread import LEVELS, WAYS, Placed, given, published
from backfire.errors import DataError, ScenarioError, StudyError
from backfire.questions.spread import Axes, amount, cut_of, spread, surfaces
from backfire.scenario import read_scenario

RISES, LACKING = (0.05, 0.2, 0.5), (0.0, 0.05, 0.3, 0.9, 1.0)
ROUNDING = 1e-9


@pytest.fixture(scope="module")
def small() -> Answer:
    return spread(elasticity=RISES, severity=LACKING, months=(3, 12))


@pytest.fixture(scope="module")
def whole() -> Answer:
    return spread()


@pytest.fixture(scope="module")
def loss(small: Answer) -> xr.DataArray:
    return small.dataset["loss"]


@pytest.fixture(scope="module")
def own_surface() -> Callable[[str], xr.Dataset]:
    """The sweep of the goods of one figure, by its identifier."""
    losses = data.read_published_losses()
    question = read_scenario("rare-earths-2025")
    edition = data.read_edition(question.edition)
    cuts = {one.id: cut_of(one.goods, edition) for one in losses if amount(one)}
    axes = Axes((0.1,), tuple(np.geomspace(0.05, 1.0, 27)), (3.0, 12.0, 36.0))
    found = surfaces(question, None, losses, cuts, axes)
    return lambda name: found[cuts[name]]


def placed(found: Answer) -> dict[str, Placed]:
    return {one.id: one for one in found.facts.placed}


def test_nothing_missing_costs_nothing(loss: xr.DataArray) -> None:
    assert float(np.abs(loss.sel(severity=0.0)).max()) < ROUNDING * float(loss.max())


def test_every_point_is_found(loss: xr.DataArray) -> None:
    assert bool(np.isfinite(loss).all())


def test_with_nothing_left_an_essential_good_takes_the_whole_product(small: Answer) -> None:
    left = small.dataset["share_of_gdp"].sel(closure="substitution", severity=1.0, months=12)
    assert left.values == pytest.approx(1.0)


@pytest.mark.parametrize("way", WAYS)
def test_a_loss_rises_with_severity_and_horizon(loss: xr.DataArray, way: str) -> None:
    of_way = loss.sel(closure=way)
    assert float(of_way.diff("severity").min()) > 0
    assert float(of_way.sel(severity=[0.05, 0.3, 0.9, 1.0]).diff("months").min()) > 0


def test_substitution_costs_less_the_easier_it_is_and_the_smaller_the_bill(
    loss: xr.DataArray,
) -> None:
    partly = loss.sel(closure="substitution", severity=[0.05, 0.3, 0.9])
    assert float(partly.diff("elasticity").max()) < 0
    by_bill = partly.transpose("cost_share", ...).values
    assert (np.diff(by_bill, axis=0) > 0).all()


def test_what_is_imported_follows_the_bill_alone(small: Answer, loss: xr.DataArray) -> None:
    imports = loss.sel(closure="imports", months=12, severity=1.0)
    for elasticity in RISES:
        told = imports.sel(elasticity=elasticity).values
        assert told == pytest.approx(small.dataset["bill"].values)


@pytest.mark.parametrize("way", ["recipe", "inventory", "exposure"])
def test_three_ways_know_neither_elasticity_nor_bill(loss: xr.DataArray, way: str) -> None:
    of_way = loss.sel(closure=way)
    same = of_way.isel(elasticity=0, cost_share=0)
    assert bool((of_way == same).all())


def test_exposure_is_in_proportion_and_below_fixed_recipes(loss: xr.DataArray) -> None:
    year = loss.isel(elasticity=0, cost_share=0).sel(months=12)
    exposure = year.sel(closure="exposure")
    assert float(exposure.sel(severity=0.3)) == pytest.approx(0.3 * float(exposure[-1]))
    assert bool((year.sel(closure="recipe") >= exposure).all())


def test_bills_rise_from_raw_imports_to_what_lies_inside_imports(small: Answer) -> None:
    bills, facts = small.dataset["bill"].values, small.facts
    raw = next(one for one in data.read_published_losses() if one.id == "macquarie-imports")
    assert list(small.dataset["cost_share"].values) == list(LEVELS)
    assert bills[0] == raw.usd_high
    assert bills[0] < bills[1] < bills[2]
    assert facts.embedded_low < bills[2] < facts.embedded_high


def test_horizons_and_severities_that_a_study_states_are_swept(small: Answer) -> None:
    assert 24.0 in small.dataset["months"].values
    assert 0.08 in small.dataset["severity"].values
    oxford, bachmann = (placed(small)[name] for name in ("oxford-usa", "bachmann-germany"))
    assert (oxford.nearest.months, bachmann.nearest.severity) == (24.0, 0.08)


def test_at_least_eight_figures_are_given_and_the_range_spans_three_orders(whole: Answer) -> None:
    assert sum(one.reached for one in whole.facts.placed) >= 8
    assert published(whole).orders >= 3
    assert given(whole).orders >= 3
    assert len(whole.facts.placed) + len(whole.facts.without_sum) == len(
        data.read_published_losses()
    )


def test_a_given_figure_lies_close_to_its_point(whole: Answer) -> None:
    far = {
        one.id: one.nearest.distance
        for one in whole.facts.placed
        if one.reached and abs(one.nearest.distance) > 0.03
    }
    assert not far


def test_a_figure_is_searched_for_as_it_was_counted(whole: Answer) -> None:
    for one in whole.facts.placed:
        assert one.nearest.closure == one.counted or one.counted == "expert"
    assert placed(whole)["macquarie"].nearest.closure in {"substitution", "recipe", "inventory"}


def test_a_figure_that_no_point_gives_is_said_so_with_the_distance(whole: Answer) -> None:
    """Fixed recipes stop every user of samarium whole: 5 % missing costs more than the figure."""
    samarium = placed(whole)["usgs-samarium"]
    assert not samarium.reached
    assert samarium.nearest.distance > 0.5
    assert samarium.needed is not None
    assert samarium.needed < 0.05
    said = whole.note("placing", samarium)
    assert "Not reached" in said
    assert f"the whole of {len(samarium.taken_whole)} industries" in said


def test_a_figure_about_elements_is_searched_with_those_alone_cut_off(whole: Answer) -> None:
    cut = {one.id: one.goods for one in whole.facts.placed if one.goods}
    assert cut["usgs-lutetium"] == ("lutetium oxide",)
    assert cut["usgs-samarium"][-1] == "samarium-cobalt magnets"
    assert cut["usgs-dysprosium"][-1] == "high-coercivity NdFeB magnets"
    assert set(cut["usgs-gallium-germanium"]) > set(cut["usgs-gallium"])
    assert set(cut["macquarie"]) > set(cut["usgs-samarium"]) | set(cut["usgs-gallium"])
    assert {"goldman", "bachmann-germany", "gros-eu"}.isdisjoint(cut)
    assert all(one.extents for one in whole.facts.placed)


def test_one_element_costs_less_than_all_goods_at_once(whole: Answer, own_surface) -> None:
    for name in ("usgs-samarium", "usgs-lutetium", "usgs-terbium", "usgs-dysprosium"):
        own = own_surface(name)["loss"].sel(closure="recipe", months=12)
        every = whole.loss.sel(closure="recipe", months=12)
        every = every.sel(severity=own["severity"])
        assert bool((own <= every).all()), name


def test_a_survey_figure_is_given_where_users_substitute_and_not_by_fixed_recipes(
    whole: Answer,
) -> None:
    survey = [one for one in whole.facts.placed if one.id.startswith("usgs-")]
    assert len(survey) == 8
    for one in survey:
        assert one.taken_whole
        assert (one.reached, "substitution" in one.reached_by) == (False, True), one.id
        assert one.instead is not None
        assert one.instead.closure == "substitution"
        assert abs(one.instead.distance) < 0.2
        assert whole.note("at", one.instead) in whole.note("placing", one)


def test_a_stated_severity_is_not_searched(whole: Answer, own_surface) -> None:
    gallium, germanium = (placed(whole)[f"usgs-{name}"] for name in ("gallium", "germanium"))
    assert (gallium.nearest.severity, germanium.nearest.severity) == (0.62, 0.36)
    for one in (gallium.instead, germanium.instead):
        assert one is not None
        assert one.severity in {0.62, 0.36}
    assert own_surface("usgs-germanium")["severity"].values.tolist() == [0.36]
    assert len(own_surface("usgs-lutetium")["severity"]) > 1


def test_what_a_surface_of_its_own_does_not_need_is_not_swept(whole: Answer, own_surface) -> None:
    magnets = own_surface("sbi-india")["loss"]
    assert bool(np.isfinite(magnets.sel(closure="imports")).all())
    assert bool(magnets.sel(closure="inventory").isnull().all())


def test_a_figure_of_another_place_is_compared_at_its_own_size(whole: Answer) -> None:
    gros, world = placed(whole)["gros-eu"], placed(whole)["penn-state-world"]
    assert gros.gdp_of == ("DEU", "REU")
    assert gros.nearest.loss_there == pytest.approx(gros.usd, rel=0.1)
    assert len(world.gdp_of) > 10


def test_the_json_has_the_keys_that_were_promised(whole: Answer) -> None:
    found = json.loads(whole.to_json())
    rows = found["tables"]["placed"]
    wanted = {"id", "usd", "elasticity", "cost_share", "months", "severity", "loss_there"}
    wanted |= {"study", "place", "usd_low", "usd_high", "distance", "why", "in_the_sweep"}
    assert all(wanted <= set(row) for row in rows)
    kept = {"share_of_gdp", "source", "goods", "taken_whole", "instead", "nearest"}
    assert all(kept <= set(row) for row in found["facts"]["placed"])
    by_closure = {row["nearest"]["closure"]: row["nearest"] for row in found["facts"]["placed"]}
    assert by_closure["exposure"]["elasticity"] is None
    assert by_closure["recipe"]["cost_share"] is None
    assert by_closure["substitution"]["elasticity"] > 0
    assert {row["way"] for row in found["tables"]["ways"]} == set(WAYS)


@pytest.mark.parametrize(
    ("axes", "words"),
    [
        ({"severity": [1.2]}, "severity must be between 0 and 1, got 1.2"),
        ({"severity": []}, "severity must hold at least one value"),
        ({"elasticity": [-0.1]}, "elasticity must be 0 or more, got -0.1"),
        ({"months": [0]}, "months must be above 0, got 0"),
        ({"months": [float("nan")]}, "months must be above 0, got nan"),
    ],
)
def test_an_axis_out_of_range_is_refused(axes: dict[str, list[float]], words: str) -> None:
    with pytest.raises(StudyError, match=words):
        spread(**axes)


def test_a_place_without_a_table_is_refused() -> None:
    elsewhere = read_scenario("rare-earths-2025").but(targets=["DEU"])
    with pytest.raises(ScenarioError, match=r"input-output table \(USA\), got DEU"):
        spread(elsewhere)


def test_published_figures_must_tell_what_is_imported(tmp_path: Path) -> None:
    shipped = data.read_published_losses()
    columns = [*shipped[0].__dataclass_fields__]
    path = tmp_path / "losses.csv"
    with path.open("w", encoding="utf-8", newline="") as text:
        writer = csv.DictWriter(text, columns)
        writer.writeheader()
        goldman = next(one for one in shipped if one.id == "goldman")
        row = {name: getattr(goldman, name) for name in columns}
        writer.writerow(row | {"goods": ";".join(goldman.goods)})
    with pytest.raises(DataError, match="must tell what USA imports"):
        spread(published=path)


def test_a_faulty_table_of_figures_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "losses.csv"
    path.write_text("id,study\n", encoding="utf-8")
    with pytest.raises(DataError):
        spread(published=path)
