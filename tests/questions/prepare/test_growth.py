"""Named projects, growth of users and of what follows them, and pilots of plants to come."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pytest

from backfire import data
from backfire.questions.prepare._assemble import assemble
from backfire.questions.prepare._growth import (
    Growth,
    ProjectOutcomes,
    arrivals,
    demand,
    project_outcomes,
)
from backfire.questions.prepare._labels import labels_of
from backfire.questions.prepare._rules import draw_rules, fixed_values
from backfire.questions.prepare._seed_capacity import PILOT, trade_plan, with_pilots
from backfire.scenario import Activity, read_scenario

STARTS = date(2025, 1, 1)
QUESTION = read_scenario("no-control").but(starts=STARTS)
DRAWS = 400
QUARTERS = 48
EDITION = data.read_edition("2025.11")
LABELS = labels_of(EDITION)
PRIOR = data.read_parameters("prior")
PROJECTS = EDITION.tables["projects"]
NAMES = list(PROJECTS["project"])
CHINA = LABELS.places.index("CHN")


@pytest.fixture(scope="module")
def many() -> ProjectOutcomes:
    return project_outcomes(EDITION, draw_rules(PRIOR, DRAWS, 1), 1, STARTS)


@pytest.fixture(scope="module")
def baseline() -> data.Baseline:
    return data.reconcile(EDITION)


@pytest.fixture(scope="module")
def growth(baseline: data.Baseline) -> Growth:
    chain = assemble(EDITION, baseline, LABELS, fixed_values(PRIOR), np.dtype("float32"))
    return Growth.of(QUESTION, EDITION, LABELS, chain, QUARTERS)


def due(when: str) -> float:
    """Week of the run of the day that a project gives itself."""
    parts = [int(part) for part in when.split("-")]
    return (date(*(*parts, 1, 1)[:3]) - STARTS).days / 7


def prospects(column: str) -> np.ndarray:
    by_status = dict(EDITION.tables["prospects"].select("status", column).iter_rows())
    return np.array([by_status[status] for status in PROJECTS["status"]], dtype=float)


def test_a_project_never_opens_before_its_date(many: ProjectOutcomes) -> None:
    dates = np.array([due(when) for when in PROJECTS["starts"]])
    assert (many.week >= dates - 1e-9).all()
    late = prospects("slip") > 0
    assert (many.week[:, late] > dates[late]).all()
    np.testing.assert_allclose(many.week[:, ~late], np.tile(dates[~late], (DRAWS, 1)))


def test_a_project_comes_or_does_not_and_as_often_as_its_kind_did(many: ProjectOutcomes) -> None:
    assert set(np.unique(many.reached)) == {0.0, 1.0}
    success = draw_rules(PRIOR, DRAWS, 1)["project_success"]
    expected = np.minimum(prospects("value")[None] * success[:, None], 1.0).mean(0)
    spread = np.sqrt(expected * (1 - expected) / DRAWS)
    assert (np.abs(many.reached.mean(0) - expected) <= 4 * spread + 1e-12).all()


def test_all_parts_of_a_project_share_its_luck(many: ProjectOutcomes) -> None:
    chains = {name for name in NAMES if NAMES.count(name) > 1}
    slips = many.week - np.array([due(when) for when in PROJECTS["starts"]])
    shared = 0
    for name in chains:
        first, *others = (row for row, other in enumerate(NAMES) if other == name)
        for row in others:
            if PROJECTS["status"][row] == PROJECTS["status"][first]:
                np.testing.assert_array_equal(many.reached[:, row], many.reached[:, first])
                np.testing.assert_allclose(slips[:, row], slips[:, first], atol=1e-9)
                shared += 1
    assert shared > 0


def test_projects_do_not_share_their_luck_with_others(many: ProjectOutcomes) -> None:
    rows = [NAMES.index(name) for name in dict.fromkeys(NAMES)]
    uncertain = [row for row in rows if 0.1 < many.reached[:, row].mean() < 0.9]
    together = np.corrcoef(many.reached[:, uncertain].T)
    apart = together[np.triu_indices(len(uncertain), 1)]
    assert len(apart) > 100
    assert np.abs(apart).max() < 0.35


def test_a_single_future_takes_the_chance_of_a_project_and_its_mean_slip() -> None:
    one = project_outcomes(EDITION, draw_rules(PRIOR, 1, 1), 1, STARTS)
    np.testing.assert_allclose(one.reached[0], prospects("value"))
    dates = np.array([due(when) for when in PROJECTS["starts"]])
    np.testing.assert_allclose(one.week[0] - dates, prospects("slip") * 365.25 / 7)


def test_the_luck_of_a_project_follows_the_seed_and_not_the_number_of_futures() -> None:
    few, many, other = (
        project_outcomes(EDITION, draw_rules(PRIOR, draws, 1), seed, STARTS)
        for draws, seed in ((8, 1), (16, 1), (8, 2))
    )
    np.testing.assert_array_equal(few.reached, many.reached[:8])
    np.testing.assert_array_equal(few.week, many.week[:8])
    assert (few.reached != other.reached).any()


def opened(known: ProjectOutcomes, **more: Any) -> np.ndarray:
    """Capacity by quarter, process and future, over all places."""
    return arrivals(EDITION, LABELS, known, QUARTERS, **more).sum(2)


def alone(row: int, week: float, share: float = 1.0) -> ProjectOutcomes:
    reached = np.zeros((1, len(PROJECTS)))
    reached[0, row] = share
    return ProjectOutcomes(reached, np.full((1, len(PROJECTS)), week))


@pytest.mark.parametrize(
    ("week", "parts"),
    [
        (0.0, {1: 1.0}),
        (26.0, {3: 1.0}),
        (19.5, {2: 0.5, 3: 0.5}),
        (25.0, {2: 1 / 13, 3: 12 / 13}),
        (-20.0, {0: 1.0}),
        (5200.0, {}),
    ],
)
def test_a_project_opens_within_a_quarter_after_its_date(
    week: float, parts: dict[int, float]
) -> None:
    tonnes = PROJECTS["value"][0]
    found = arrivals(EDITION, LABELS, alone(0, week), QUARTERS)
    place = LABELS.places.index(PROJECTS["place"][0])
    process = LABELS.processes.index(PROJECTS["process"][0])
    expected = np.zeros_like(found)
    for quarter, part in parts.items():
        expected[quarter, process, place] = part * tonnes
    np.testing.assert_allclose(found, expected, atol=1e-9 * tonnes)


def test_what_comes_is_the_capacity_of_the_projects_that_do(many: ProjectOutcomes) -> None:
    last = 13 * (QUARTERS - 1)
    done = np.clip((last - many.week) / 13, 0, 1)
    total = (np.array(PROJECTS["value"]) * many.reached * done).sum(1)
    np.testing.assert_allclose(opened(many).sum((0, 1)), total, rtol=1e-9)


def test_a_single_future_gets_the_expected_capacity() -> None:
    tonnes = PROJECTS["value"][3]
    assert opened(alone(3, 26.0, share=0.4)).sum() == pytest.approx(0.4 * tonnes)


def test_a_project_nobody_pays_for_does_not_come() -> None:
    row = 3
    name, tonnes = NAMES[row], PROJECTS["value"][row]
    known = alone(row, 26.0)
    assert opened(known, missing={name: 1.0}).sum() == 0.0
    assert opened(known, missing={name: 0.25}).sum() == pytest.approx(0.75 * tonnes)
    assert opened(known, missing={"another": 1.0}).sum() == pytest.approx(tonnes)


def test_growth_begins_at_rest(growth: Growth) -> None:
    np.testing.assert_allclose(growth.demand[0], 1.0, rtol=1e-12)
    assert not growth.trend[0].any()
    assert not growth.plan[0].any()
    assert growth.demand[20].max() > 1.1


STAGES = list(EDITION.tables["processes"]["stage"])
FOLLOWING = [stage in ("metal", "magnet") for stage in STAGES]


def test_metals_and_magnets_follow_their_users_wherever_they_are_made(growth: Growth) -> None:
    trend = growth.trend[:, FOLLOWING]
    assert (trend[1:20] > 0.005).all()
    np.testing.assert_array_equal(trend, np.broadcast_to(trend[:, :, :1], trend.shape))
    assert not growth.plan[:, FOLLOWING].any()
    assert not growth.trend[:, ~np.array(FOLLOWING)].any()


def test_the_sender_plans_for_its_own_ore_and_for_what_it_takes_in(growth: Growth) -> None:
    own = growth.plan[:, :, CHINA]
    needed = [LABELS.processes.index(name) for name in ("mine_ionic_clay", "separate_monazite")]
    assert (own[1:20, needed] > 0.01).all()
    abroad = np.delete(growth.plan, CHINA, axis=2)
    assert (abroad >= 0).all()
    assert (abroad <= np.maximum(own, 0)[:, :, None]).all()
    ore = np.array([stage == "concentrate" for stage in STAGES])
    assert not abroad[:, ~ore].any()
    mine, myanmar = LABELS.processes.index("mine_ionic_clay"), LABELS.places.index("MMR")
    assert (growth.plan[1:20, mine, myanmar] > 0.5 * own[1:20, mine]).all()


@pytest.fixture(scope="module")
def plans(baseline: data.Baseline) -> tuple[Any, Any, np.ndarray]:
    """The baseline without pilots and with one wherever a plant is announced."""
    welcome = np.zeros(np.asarray(baseline.activity).shape)
    for process, place in PROJECTS.select("process", "place").iter_rows():
        welcome[LABELS.processes.index(process), LABELS.places.index(place)] = 1.0
    plain = trade_plan(baseline)
    return plain, with_pilots(plain, baseline, welcome, STAGES), welcome


def test_with_pilots_every_buyer_still_buys_all_of_it_somewhere(
    plans: tuple[Any, Any, np.ndarray],
) -> None:
    _, piloted, _ = plans
    bought = piloted.share.sum(2)
    np.testing.assert_allclose(bought[piloted.use > 0], 1.0, rtol=1e-9)
    assert (piloted.share >= 0).all()
    assert (piloted.kept <= 1 + 1e-9).all()
    assert (piloted.kept >= 0).all()


def test_a_pilot_is_a_hundred_thousandth_of_the_world(
    plans: tuple[Any, Any, np.ndarray],
) -> None:
    plain, piloted, welcome = plans
    new = (welcome > 0) & (plain.activity == 0)
    world = np.broadcast_to(plain.activity.sum(1, keepdims=True), new.shape)
    assert new.sum() > 5
    np.testing.assert_allclose(piloted.activity[new], PILOT * world[new], rtol=1e-9)
    idle = (welcome == 0) & (plain.activity == 0)
    assert not piloted.activity[idle].any()


def test_pilots_are_supplied_by_what_the_others_make(
    plans: tuple[Any, Any, np.ndarray], baseline: data.Baseline
) -> None:
    _, piloted, _ = plans
    needed = np.einsum("ck,kr->cr", baseline.input, piloted.activity) + piloted.final.sum(1)
    users = piloted.use > 0
    np.testing.assert_allclose(piloted.use[users], needed[users], rtol=1e-6)
    sold = np.einsum("cdo,cd->co", piloted.share, piloted.use)
    made = np.einsum("ck,ko->co", baseline.output, piloted.activity) * piloted.kept
    scale = made.max(1, keepdims=True)
    np.testing.assert_allclose(sold / scale, made / scale, atol=1e-9)


def test_what_a_scenario_tells_of_users_replaces_what_the_edition_expected(
    baseline: data.Baseline,
) -> None:
    chain = assemble(EDITION, baseline, LABELS, fixed_values(PRIOR), np.dtype("float32"))
    final = np.asarray(chain.final_use, dtype=float)
    told = (
        Activity(places=("CHN",), ratio={2025: 1.0, 2026: 2.0}),
        Activity(places=("JPN",), ratio={2026: 0.5}),
    )
    found = demand(QUESTION.but(activity=told), EDITION, LABELS, final, QUARTERS)
    expected = demand(QUESTION, EDITION, LABELS, final, QUARTERS)
    used = final.sum(1) > 0
    china, japan, usa = (LABELS.places.index(name) for name in ("CHN", "JPN", "USA"))
    # Two years on, both ratios have been reached and hold; the run itself begins at one.
    np.testing.assert_allclose(found[8, used[:, china], china], 2.0)
    begun = found[8, used[:, japan], japan]
    np.testing.assert_allclose(begun, 0.5 / np.exp(np.log(0.5) * 184 / 730), rtol=0.01)
    np.testing.assert_array_equal(found[:, :, usa], expected[:, :, usa])
