"""A question goes in, a labelled answer comes out."""

from __future__ import annotations

from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from backfire import simulate
from backfire.answers import Answer, read_answer
from backfire.answers.run import prices
from backfire.errors import DataError, ScenarioError
from backfire.questions.run import _run
from backfire.questions.run._measure import measure
from backfire.scenario import Scenario, read_scenario

WEEKS = 26


def embargo(**changes: object) -> Scenario:
    short = {
        "starts": "2025-01-01",
        "controls.0.starts": "2025-01-15",
        "ends": str(np.datetime64("2025-01-01") + 7 * WEEKS),
    }
    return read_scenario("full-embargo").but_paths({**short, **changes})


@pytest.fixture(scope="module")
def results() -> Answer:
    return simulate(embargo(), draws=4, seed=5)


def test_a_result_speaks_of_what_was_asked(results: Answer) -> None:
    assert results.provenance.scenario_name == "full-embargo"
    assert results.facts.sender == "CHN"
    assert results.facts.targets == ("USA",)
    assert results.provenance.seed == 5
    assert results.price.sizes["draw"] == 4
    assert results.price.sizes["week"] == WEEKS
    assert str(results.price.week.values[0])[:10] == "2025-01-01"
    assert results.facts.reference_start == date(2025, 1, 15)


def test_the_embargo_is_felt_where_it_is_aimed(results: Answer) -> None:
    last = results.exports_to.sel(good="dy_oxide").isel(week=slice(4, None))
    assert float(last.sel(place="USA").max()) == 0.0
    assert float(last.sel(place="JPN").min()) > 0.0
    assert float(last.sel(place="CHN").max()) == 0.0
    unmet = results.unmet.sel(quantile=0.5).max("week")
    assert float(unmet.sel(place="USA").max()) > 0.5
    assert float(unmet.sel(place="USA", good="dy_oxide")) > 0.05
    assert float(unmet.sel(place="JPN", good="dy_oxide")) < 0.01


def test_the_same_question_has_the_same_answer(results: Answer) -> None:
    again = simulate(embargo(), draws=4, seed=5)
    np.testing.assert_array_equal(again.price, results.price)
    np.testing.assert_array_equal(again.first_shortage, results.first_shortage)


def test_another_seed_takes_other_draws(results: Answer) -> None:
    other = simulate(embargo(), draws=4, seed=6)
    assert (other.price.values[:, -1] != results.price.values[:, -1]).any()


def test_a_file_asks_the_same_as_the_scenario_in_it(results: Answer, tmp_path: Path) -> None:
    file = tmp_path / "asked.yaml"
    file.write_text(embargo().to_yaml(), "utf-8")
    np.testing.assert_array_equal(simulate(file, draws=4, seed=5).price, results.price)


def test_own_draws_replace_those_of_the_table(results: Answer) -> None:
    fuller = simulate(embargo(), draws=4, seed=5, values={"cover_scale": np.full(4, 3.0)})
    usa = {"good": "dy_oxide", "place": "USA"}
    assert float(fuller.unmet_share.sel(usa).max()) < float(results.unmet_share.sel(usa).min())


def test_progress_counts_every_draw_once() -> None:
    seen: list[tuple[int, int]] = []
    simulate(embargo(), draws=70, progress=lambda done, of: seen.append((done, of)))
    assert seen == [(32, 70), (64, 70), (70, 70)]


def test_a_result_survives_its_file(results: Answer, tmp_path: Path) -> None:
    again = read_answer(results.to_netcdf(tmp_path / "answer.nc"))
    np.testing.assert_array_equal(again.first_shortage, results.first_shortage)
    assert again.to_json() == results.to_json()


def test_what_the_edition_does_not_know_is_refused_before_anything_runs() -> None:
    with pytest.raises(ScenarioError, match="dy_oxyde"):
        simulate(embargo(**{"controls.0.goods": ["dy_oxyde"]}), draws=1)


def test_an_unknown_table_of_parameters_is_refused() -> None:
    with pytest.raises(DataError):
        simulate(embargo(), draws=1, parameters="posterior-of-nobody")


@pytest.mark.study
def test_a_control_by_a_second_place_is_not_read_as_the_senders() -> None:
    retaliation = {
        "kind": "ban",
        "name": "answer",
        "by": "JPN",
        "to": ["CHN"],
        "goods": ["magnets"],
        "starts": "2025-02-12",
        "withheld": 1.0,
    }
    asked = embargo()
    answered = simulate(asked.but(controls=[*asked.controls, retaliation]), draws=1)
    alone = simulate(asked, draws=1)
    assert answered.facts.sender == "CHN"
    exports = answered.exports_to.sel(good="ndfeb_standard").isel(week=10, quantile=1)
    assert float(exports.sel(place="JPN")) > 0.0
    before = slice(0, 6)
    np.testing.assert_allclose(
        answered.price.values[:, before], alone.price.values[:, before], rtol=1e-5
    )
    assert (answered.price.values[:, 20] != alone.price.values[:, 20]).any()


def test_a_draw_that_failed_is_counted_and_not_answered_for(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def broken(*given: Any) -> dict[str, Any]:
        found = measure(*given)
        second = np.arange(len(found["sound"])) == 1
        wild = np.where(second[:, None, None, None], 1e30, found["price"])
        return found | {"sound": ~second, "price": wild}

    monkeypatch.setattr(_run, "measure", broken)
    results = simulate(embargo(), draws=4)
    assert results.ran.sizes["draw"] == 3
    assert "draws failed 1" in results.note("closing")
    assert np.isnan(results.price.values[1]).all()
    assert max(row.ratio.high for row in results.reading(prices) if row.ratio.known) < 1e6
