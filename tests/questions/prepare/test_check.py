"""A scenario that the edition cannot answer is refused with every reason at once."""

from __future__ import annotations

from typing import Any

import pytest

from backfire import data
from backfire.errors import ScenarioError
from backfire.questions.prepare import check
from backfire.scenario import Scenario, library, quick, read_scenario

EDITION = data.read_edition("2025.11")


def asked(**changes: Any) -> Scenario:
    return read_scenario("full-embargo").but_paths(changes)


@pytest.mark.parametrize("slug", library())
def test_every_scenario_of_the_library_can_be_answered(slug: str) -> None:
    scenario = read_scenario(slug)
    check(scenario, data.read_edition(scenario.edition))


@pytest.mark.parametrize(
    ("path", "value", "sentence"),
    [
        ("controls.0.goods", ["oxides", "dy_oxyde"], "dy_oxyde is not a good"),
        ("controls.0.to", ["USA", "GER"], "GER is not a place"),
        ("side_outside", ["FRA"], "FRA is not a place"),
        ("edition", "2020.1", "edition: asks for 2020.1"),
    ],
)
def test_an_unknown_name_is_refused_and_named(path: str, value: Any, sentence: str) -> None:
    with pytest.raises(ScenarioError, match=sentence):
        check(asked(**{path: value}), EDITION)


def test_a_slip_is_answered_with_the_nearest_name() -> None:
    with pytest.raises(ScenarioError, match="did you mean dy_oxide"):
        check(asked(**{"controls.0.goods": ["dy_oxyde"]}), EDITION)


def test_all_problems_are_reported_together() -> None:
    wrong = asked(**{"controls.0.goods": ["dy_oxyde"], "side_outside": ["FRA"]})
    with pytest.raises(ScenarioError) as refused:
        check(wrong, EDITION)
    assert "dy_oxyde" in str(refused.value)
    assert "FRA" in str(refused.value)


@pytest.mark.parametrize(("quarters", "refused"), [(8, False), (9, True)])
def test_an_earlier_use_must_be_over_by_the_last_start(quarters: int, refused: bool) -> None:
    question = asked(**{"leverage.until": 2027, "leverage.used_quarters": quarters})
    if not refused:
        check(question, EDITION)
        return
    with pytest.raises(ScenarioError, match=r"must end by the last start .* \(2027-11-29\), got 9"):
        check(question, EDITION)


def test_an_unknown_process_content_or_destination_of_approvals_is_refused() -> None:
    order = {
        "kind": "supply_order",
        "name": "order",
        "by": "CHN",
        "processes": ["mine_gold"],
        "starts": "2026-01-01",
        "output_cap": 0.5,
    }
    licence = {
        "kind": "licence",
        "name": "licence",
        "by": "CHN",
        "to": ["USA"],
        "goods": ["oxides"],
        "starts": "2026-01-01",
        "covered": 1.0,
        "approvals": [{"date": "2026-01-01", "low": 0, "central": 0, "high": 0}],
        "approvals_by": {"GER": [{"date": "2026-01-01", "low": 0, "central": 0, "high": 0}]},
    }
    embargo = read_scenario("full-embargo")
    with pytest.raises(ScenarioError) as refused:
        check(embargo.but(controls=[*embargo.controls, order, licence]), EDITION)
    assert r"controls[1].processes: mine_gold is not a process" in str(refused.value)
    assert r"controls[2].approvals_by: GER is not a place" in str(refused.value)


def test_a_control_that_begins_before_the_run_cannot_be_asked_about() -> None:
    early = quick("dy_oxide", by="CHN", to="USA", starts="2024-06-01")
    with pytest.raises(ScenarioError, match="must not lie before the run, which starts on 2025"):
        check(early, EDITION)
