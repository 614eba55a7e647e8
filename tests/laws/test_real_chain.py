"""The laws of the weeks, on the edition that is shipped."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from itertools import pairwise
from pathlib import Path as File
from typing import Any

import equinox as eqx
import jax
import jax.numpy as jnp
import numpy as np
import pytest

from backfire import data, simulate
from backfire.model.chain import State
from backfire.model.rollout import Path, Problem, rollout
from backfire.questions.prepare import Prepared
from backfire.questions.prepare._labels import labels_of
from backfire.questions.prepare._rules import rules_of
from backfire.questions.run._measure import measure
from backfire.questions.run._run import Run
from backfire.scenario import Scenario, read_scenario

CONTROLLED = "rare-earths-2025"
FREE = "no-control"
INSIDE, OUTSIDE = 0, 1
DRAWS = 8
HALF_A_YEAR = 26


@cache
def edition() -> data.Edition:
    return data.read_edition("2025.11")


def run_of(
    scenario: Scenario,
    draws: int = 1,
    precision: str = "float64",
    values: Mapping[str, np.ndarray] | None = None,
    size: int = DRAWS,
) -> Run:
    asked = scenario.but(draws=draws, parameters="prior")
    return Run.of(Prepared(asked, edition()), precision, size, values)


def rolled(run: Run, steps: int = 1) -> Path:
    return rollout(problem(run, steps))


def problem(run: Run, steps: int = 1) -> Problem:
    rules = rules_of(run.values, run.precision)
    return Problem(run.chain, run.schedule, rules, short=run.short, steps_per_week=steps)


def measured(run: Run, path: Path) -> dict[str, Any]:
    return measure(path, np.asarray(run.chain.use), run.view, run.weeks)


def place(name: str) -> int:
    return labels_of(edition()).places.index(name)


def goods(*names: str) -> tuple[int, ...]:
    return labels_of(edition()).good_positions(names)


def embargo(withheld: float, weeks: int = HALF_A_YEAR) -> Scenario:
    """The embargo of the library, begun two weeks into a short run."""
    changes = {
        "starts": "2025-01-01",
        "controls.0.starts": "2025-01-15",
        "controls.0.withheld": withheld,
        "ends": str(np.datetime64("2025-01-01") + 7 * weeks),
    }
    return read_scenario("full-embargo").but_paths(changes)


@pytest.fixture(scope="module")
def controlled() -> tuple[Run, Path]:
    """Eight futures of the prior under the controls of 2025."""
    jax.config.update("jax_enable_x64", True)
    run = run_of(read_scenario(CONTROLLED), DRAWS)
    return run, rolled(run)


def headlines(run: Run, path: Path) -> dict[str, np.ndarray]:
    """What the answer speaks of, by future: for each good, in the United States or outside."""
    found, april, usa = measured(run, path), list(goods("april_2025")), place("USA")
    first = int(run.view.reference_week)
    return {
        "days to the first shortage": found["first_shortage"][:, april, usa],
        "highest price outside": found["price"][:, :, april, OUTSIDE].max(1),
        "price outside after a year": found["price"][:, first + 51, april, OUTSIDE],
        "use lost in a year": found["unmet_share"][:, april, usa],
        "exports in a year": found["exports"][:, first : first + 52, april].sum(1),
    }


def assert_close(
    some: dict[str, np.ndarray], other: dict[str, np.ndarray], share: float, lost: float
) -> None:
    """Both agree to a share of the figure; small losses of use to ``lost`` of use."""
    for name, figure in some.items():
        slack = lost if name == "use lost in a year" else 0.0
        np.testing.assert_allclose(other[name], figure, rtol=share, atol=slack, err_msg=name)


def test_no_tonne_appears_or_vanishes(controlled: tuple[Run, Path]) -> None:
    _, path = controlled
    assert path.flows.imbalance.dtype == jnp.float64
    assert float(path.flows.imbalance.max()) < 1e-9


def test_the_world_holds_what_it_made_and_did_not_use(controlled: tuple[Run, Path]) -> None:
    run, path = controlled

    def held(state: State) -> np.ndarray:
        on_shelves = state.buyer_stock.sum(-2) + state.reserve
        stocks = (state.producer_stock, on_shelves, state.leaving, state.arriving)
        return np.asarray(sum(stocks)).sum(-2)

    kept = np.asarray(path.flows.kept)
    added = (kept - np.asarray(path.flows.use)).sum(2).reshape(-1, 13, kept.shape[1], DRAWS)
    states = np.concatenate([held(path.quarters), held(path.final)[None]])
    world = np.asarray(run.chain.use.sum(1))[None, :, None]
    error = np.diff(states, axis=0) - added.sum(1) / 52
    assert np.abs(added.sum(1) / 52 / world).max() > 1e-3
    assert np.abs(error / world).max() < 1e-9


def test_nothing_moves_in_two_years_without_a_control() -> None:
    scenario = read_scenario(FREE).but(starts="2025-01-01", ends="2026-12-30")
    run = run_of(scenario, DRAWS)
    path = rolled(run)
    assert path.flows.spot.shape[0] == 104
    assert float(jnp.abs(path.flows.spot).max()) < 1e-6
    use = np.asarray(run.chain.use)
    ratio = np.asarray(path.flows.use)[:, use > 0] / use[use > 0][None, :, None]
    assert np.abs(ratio - 1).max() < 1e-6
    assert np.isnan(measured(run, path)["first_shortage"]).all()


@pytest.fixture(scope="module")
def by_step() -> tuple[dict[str, np.ndarray], ...]:
    """Headline figures of the central future with one, two and four steps a week."""
    jax.config.update("jax_enable_x64", True)
    run = run_of(read_scenario(CONTROLLED))
    return tuple(headlines(run, rolled(run, steps)) for steps in (1, 2, 4))


def test_the_numerical_step_does_not_matter(by_step: tuple[dict[str, np.ndarray], ...]) -> None:
    weekly, half, quarter = by_step
    assert np.isfinite(weekly["days to the first shortage"]).any()
    assert_close(weekly, half, 0.03, 1e-3)
    assert_close(weekly, quarter, 0.03, 3e-3)


def test_every_halving_of_the_step_moves_the_figures_less(
    by_step: tuple[dict[str, np.ndarray], ...],
) -> None:
    weekly, half, quarter = by_step
    for name in weekly:
        first = np.nansum(np.abs(half[name] - weekly[name]))
        second = np.nansum(np.abs(quarter[name] - half[name]))
        assert second < 0.7 * first, name


RULES = ("hoarding_risk", "source_elasticity", "cover_scale")


@pytest.mark.study
def test_the_gradient_is_what_differences_say() -> None:
    asked = problem(run_of(embargo(0.7)))
    oxide, usa = goods("dy_oxide")[0], place("USA")

    def lost(changed: dict[str, jax.Array]) -> jax.Array:
        wide = jax.tree.map(
            lambda leaf: jnp.broadcast_to(leaf, next(iter(changed.values())).shape), asked.rules
        )
        rules = eqx.tree_at(
            lambda rules: [getattr(rules, name) for name in RULES],
            wide,
            [changed[name] for name in RULES],
        )
        flows = rollout(eqx.tree_at(lambda p: p.rules, asked, rules)).flows
        return flows.spot[:, oxide, usa].sum(0) + 100 * flows.unmet[:, oxide, usa].sum(0)

    small = 1e-5
    moved = {}
    for number, name in enumerate(RULES):
        factor = np.ones(1 + 2 * len(RULES))
        factor[1 + 2 * number : 3 + 2 * number] = (1 + small, 1 - small)
        moved[name] = getattr(asked.rules, name) * jnp.asarray(factor)
    values, pull = jax.vjp(lost, moved)
    (slopes,) = pull(jnp.ones_like(values))
    for number, name in enumerate(RULES):
        up, down = values[1 + 2 * number : 3 + 2 * number]
        difference = float((up - down) / (2 * small * getattr(asked.rules, name)[0]))
        assert abs(difference) > 1e-3, name
        assert float(slopes[name][0]) == pytest.approx(difference, rel=1e-3), name


def test_withholding_nothing_is_no_control_bit_for_bit(tmp_path: File) -> None:
    asked = embargo(0.0)
    file = tmp_path / "nothing.yaml"
    file.write_text(asked.to_yaml(), "utf-8")
    assert "withheld: 0" in file.read_text("utf-8")
    free = asked.but(
        controls=[], sender=asked.sender, targets=asked.targets, reference=asked.reference
    )
    nothing, none = (simulate(question, draws=4) for question in (file, free))
    for name in ("price", "contract", "unmet", "stopped", "exports_to", "first_shortage"):
        np.testing.assert_array_equal(getattr(nothing, name), getattr(none, name), err_msg=name)


def test_tightening_never_lets_more_go_in_eight_weeks_nor_delays_the_first_shortage() -> None:
    """After eight weeks it may: buyers who lose a tenth order more than they lose."""
    controlled, usa = list(goods("oxides", "metals", "magnets")), place("USA")
    begun, sent, days = 2, [], []
    for withheld in (0.0, 0.1, 0.3, 0.6, 0.8, 0.95, 1.0):
        run = run_of(embargo(withheld), DRAWS)
        found = measured(run, rolled(run))
        sent.append(found["exports_to"][:, : begun + 8, controlled, usa].cumsum(1))
        days.append(np.nan_to_num(found["first_shortage"][:, controlled, usa], nan=np.inf))
    for looser, tighter in pairwise(sent):
        assert (tighter <= looser * (1 + 1e-9)).all()
    for looser, tighter in pairwise(days):
        assert (tighter <= looser).all()
    assert (sent[-1][:, -1] <= 0.21 * sent[0][:, -1]).all()
    assert np.isinf(days[0]).all()
    assert np.isfinite(days[-1]).any()


def test_twice_the_cover_puts_the_first_shortage_off() -> None:
    april, usa = list(goods("april_2025")), place("USA")
    single, double = (
        run_of(embargo(1.0, 52), 2, values={"cover_scale": np.array([1.0, 1.2]) * factor})
        for factor in (1.0, 2.0)
    )
    first = measured(single, rolled(single))["first_shortage"][:, april, usa]
    later = measured(double, rolled(double))["first_shortage"][:, april, usa]
    short = np.isfinite(first)
    assert short.any(1).all()
    assert (np.nan_to_num(later[short], nan=np.inf) > first[short] + 7).all()


def test_a_batch_equals_its_futures_one_by_one(controlled: tuple[Run, Path]) -> None:
    run, path = controlled
    together = headlines(run, path)
    for draw in (0, DRAWS - 1):
        values = {name: column[[draw]] for name, column in run.values.items()}
        alone = run_of(read_scenario(CONTROLLED), values=values)
        single = headlines(alone, rolled(alone))
        for name, figure in together.items():
            np.testing.assert_allclose(single[name][0], figure[draw], rtol=1e-9, err_msg=name)


def test_chunks_of_any_size_give_the_same_futures() -> None:
    scenario = read_scenario(CONTROLLED)
    whole = run_of(scenario, 5, size=5)
    pieces = run_of(scenario, 5, size=2)
    assert (whole.chunks, pieces.chunks) == (1, 3)
    parts = [pieces.chunk(number) for number in range(3)]
    for name, array in whole.chunk(0).items():
        joined = np.concatenate([part[name] for part in parts])
        np.testing.assert_allclose(joined, array, rtol=1e-7, atol=1e-9, err_msg=name)


def test_single_precision_gives_three_digits(controlled: tuple[Run, Path]) -> None:
    run, path = controlled
    rough = run_of(read_scenario(CONTROLLED), DRAWS, "float32")
    assert rough.chain.share.dtype == jnp.float32
    assert_close(headlines(run, path), headlines(rough, rolled(rough)), 1e-3, 1e-4)


@pytest.mark.parametrize(
    "draws", [64, pytest.param(10_000, marks=pytest.mark.study)], ids=["64 draws", "10000 draws"]
)
def test_no_draw_of_the_prior_breaks_the_path(draws: int) -> None:
    run = run_of(read_scenario(CONTROLLED), draws, "float32", size=32)
    for number in range(run.chunks):
        found = run.chunk(number)
        assert found["sound"].all(), number
        assert (found["price_at"] > 0).all(), number
        assert (found["contract"][~np.isnan(found["contract"])] > 0).all(), number
        for share in ("unmet", "stopped"):
            assert ((found[share] >= 0) & (found[share] <= 1)).all(), number
        assert (found["exports_to"] >= 0).all(), number
        assert not (found["first_shortage"] < 0).any(), number
