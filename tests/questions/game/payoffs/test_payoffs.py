"""The payoff tables of the game: laws of the shipped ones, and one corner worked out again."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from backfire import data
from backfire.errors import DataError
from backfire.questions.game.payoffs import Payoffs, payoffs
from backfire.questions.game.payoffs import _payoffs as tables
from backfire.questions.game.payoffs._escalation_levels import first_day, on_the_ladder
from backfire.questions.prepare import cached
from backfire.questions.prepare._labels import labels_of
from backfire.scenario import Scenario, read_scenario

SCENARIO = "rare-earths-2025"
SEED = 1
QUARTER = timedelta(weeks=13)
NONE, LICENCE, QUOTA, PARTIAL, FULL = range(5)
EMPTY, USUAL = 0, 1


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture(autouse=True)
def _own_cache(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BACKFIRE_CACHE", str(folder))


@pytest.fixture(scope="module")
def shipped(folder: Path) -> Payoffs:
    """Without a rollout: the package must hold the tables of its own scenario."""

    def refused(name: str, about: Mapping[str, Any], compute: Callable[[], Any]) -> Any:
        return cached(name, about, lambda: pytest.fail("ship it: python -m pipeline.keep_payoffs"))

    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BACKFIRE_CACHE", str(folder))
        patch.setattr(tables, "cached", refused)
        return payoffs(SCENARIO, seed=SEED)


@pytest.fixture(scope="module")
def corner(folder: Path) -> Payoffs:
    """The first two futures, today, with empty shelves and with usual ones."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("BACKFIRE_CACHE", str(folder))
        return payoffs(SCENARIO, draws=2, seed=SEED, capacities=(0,), stocks=(EMPTY, USUAL))


@pytest.fixture(scope="module")
def scenario() -> Scenario:
    return read_scenario(SCENARIO)


def on(scenario: Scenario, rung: str) -> dict[str, Any]:
    """The rungs by name, in a quarter of 2026."""
    labels = labels_of(data.read_edition(scenario.edition))
    whole = on_the_ladder(scenario, labels, rung, date(2026, 4, 1), date(2026, 7, 1))
    return {told.name: told for told in whole.controls if told.name.startswith("rung")}


def test_without_a_control_nothing_is_lost_or_won(shipped: Payoffs) -> None:
    for table in (shipped.harm, shipped.rent, shipped.third_harm):
        assert not table[NONE].any()


def test_no_control_does_its_target_good(shipped: Payoffs) -> None:
    assert (shipped.harm >= 0).all()
    assert (shipped.harm[1:] > 0).all()


def test_a_full_ban_costs_more_than_anything_less_in_every_future(shipped: Payoffs) -> None:
    assert (shipped.harm[FULL] >= shipped.harm[:FULL]).all()


def test_licences_as_they_were_granted_in_april_cost_more_than_half_a_ban(shipped: Payoffs) -> None:
    """So harm does not rise from rung to rung in the order of their names; this is the record."""
    assert (shipped.harm[LICENCE] > shipped.harm[QUOTA]).all()
    partial = (shipped.harm[PARTIAL] >= shipped.harm[QUOTA]).mean()
    assert 0.7 < partial < 1.0


def test_a_control_costs_less_where_more_is_in_store(shipped: Payoffs) -> None:
    fall = -np.diff(shipped.harm, axis=2)
    assert (fall >= -1e-7 * shipped.harm.max()).all()
    assert (fall[1:, :, EMPTY] > 0).all()


def test_empty_shelves_cost_something_by_themselves(shipped: Payoffs) -> None:
    assert (shipped.shelf_harm[:, EMPTY] > 0).all()
    np.testing.assert_allclose(shipped.shelf_harm[:, USUAL], 0.0, atol=1.0)


def test_stocks_fall_under_a_control_and_come_back_after_it(shipped: Payoffs) -> None:
    after = shipped.stock_after
    assert ((after >= 0) & (after <= 3)).all()
    assert (np.diff(after, axis=2) > 0).all()
    assert (after[FULL] < after[NONE]).all()
    np.testing.assert_array_equal(shipped.stock_back, after[NONE, :, EMPTY])
    assert (shipped.stock_back > EMPTY).all()
    assert np.median(after[NONE, :, USUAL]) == pytest.approx(USUAL, abs=0.1)


def test_a_ban_with_empty_shelves_costs_less_the_more_is_built_outside(shipped: Payoffs) -> None:
    by_level = np.median(shipped.harm[FULL, :, EMPTY], axis=-1)
    assert (np.diff(by_level) < 0).all()
    assert (np.diff(np.median(shipped.built[0], axis=-1)) > 0).all()


def test_the_sender_earns_less_in_a_quarter_in_which_it_withholds(shipped: Payoffs) -> None:
    assert (shipped.rent[1:] < 0).mean() > 0.95
    assert shipped.rent_level.shape == shipped.harm.shape[1:2] + shipped.draw.shape


def test_use_does_not_slow_building_on_the_whole(shipped: Payoffs) -> None:
    np.testing.assert_allclose(shipped.pace[0], 1 / 8)
    assert np.median(shipped.pace[1].mean(0)) >= 1 / 8


def test_four_quarters_of_the_table_add_up_to_a_year_of_leverage(shipped: Payoffs) -> None:
    """Counted alone, quarter by quarter, the same path would cost many times as much."""
    assert shipped.checked == (0, 2)
    year = shipped.aggregation[:, shipped.ways.index("year")]
    by_way = {way: shipped.aggregation[:, row] / year for row, way in enumerate(shipped.ways)}
    assert np.median(by_way["by_quarter"], axis=-1) == pytest.approx([1.0, 1.0], abs=0.1)
    assert np.median(by_way["chained"], axis=-1) == pytest.approx([0.8, 0.8], abs=0.1)
    assert (np.median(by_way["alone"], axis=-1) > 10).all()
    np.testing.assert_array_equal(shipped.ratio, by_way["chained"])


@pytest.mark.study
def test_a_corner_worked_out_again_is_the_shipped_one(shipped: Payoffs, corner: Payoffs) -> None:
    for name in ("harm", "rent", "third_harm", "price", "stock_after"):
        again, before = getattr(corner, name), getattr(shipped, name)[:, :1, :2, :2]
        np.testing.assert_allclose(again, before, rtol=2e-3, atol=2e-5 * np.abs(before).max())
    np.testing.assert_allclose(corner.pace, shipped.pace[..., :2], rtol=1e-3)
    assert corner.checked == ()
    assert corner.aggregation.shape == (0, 4, 2)


@pytest.mark.study
def test_tables_are_read_the_second_time(corner: Payoffs, folder: Path) -> None:
    (file,) = (folder / "kept").iterdir()
    written = file.stat().st_mtime_ns
    again = payoffs(SCENARIO, draws=2, seed=SEED, capacities=(0,), stocks=(USUAL, EMPTY))
    assert again.seconds == corner.seconds
    assert file.stat().st_mtime_ns == written


@pytest.mark.study
def test_a_filling_that_is_stopped_ends_at_once_and_keeps_nothing(
    corner: Payoffs, folder: Path
) -> None:
    seen: list[int] = []

    def stop(done: int, pieces: int, doing: str) -> None:
        seen.append(pieces - done)
        if doing == "quarters":
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        payoffs(SCENARIO, 2, 2, progress=stop, capacities=(0,), stocks=(EMPTY, USUAL))
    assert min(seen) > 0
    assert len(list((folder / "kept").iterdir())) == 1


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ({"capacities": (0, 6)}, r"capacities must be some of \[0, 1, 2, 3, 4, 5\], got \[0, 6\]"),
        ({"capacities": ()}, r"capacities must be some of .*, got \[\]"),
        ({"stocks": (1, 4)}, r"stocks must be some of \[0, 1, 2, 3\], got \[1, 4\]"),
        ({"stocks": (0, 2)}, r"stocks must hold the usual level, 1, got \[0, 2\]"),
    ],
)
def test_levels_that_do_not_exist_are_told(asked: dict[str, Any], said: str) -> None:
    with pytest.raises(ValueError, match=said):
        payoffs(SCENARIO, **asked)


def test_a_target_whose_loss_has_no_measure_is_told() -> None:
    """The edition of 2009 knows no value added in Japan; a loss of zero would be false."""
    with pytest.raises(DataError, match="must hold value added of JPN"):
        payoffs("rare-earths-2010")


def test_one_rung_stands_and_the_others_never_begin(scenario: Scenario) -> None:
    for rung, names in (
        ("none", set()),
        ("licence_delay", {"rung-licence-delay"}),
        ("full_ban", {"rung-full-ban", "rung-full-ban-abroad"}),
    ):
        ladder = on(scenario, rung)
        assert len(ladder) == 5
        assert {name for name, told in ladder.items() if told.starts.year == 2026} == names


def test_licences_are_granted_as_in_the_first_quarter_on_record(scenario: Scenario) -> None:
    licence = on(scenario, "licence_delay")["rung-licence-delay"]
    record = scenario.controls[0]
    assert record.kind == "licence"
    moved, told = licence.approvals_by["USA"], record.approvals_by["USA"]
    assert [point.central for point in moved] == [point.central for point in told]
    assert {new.date - old.date for new, old in zip(moved, told, strict=True)} == {
        date(2026, 4, 1) - date(2025, 4, 4)
    }


def test_a_full_ban_reaches_goods_from_elsewhere_as_the_rule_of_october_did(
    scenario: Scenario,
) -> None:
    own = next(told for told in scenario.controls if told.kind == "extraterritorial")
    other = scenario.but(controls=scenario.controls[:1])
    for asked in (scenario, other):
        rule = on(asked, "full_ban")["rung-full-ban-abroad"]
        assert rule.content == own.content
        assert rule.to == scenario.targets


def test_a_partial_ban_withholds_the_first_group_alone(scenario: Scenario) -> None:
    ladder = on(scenario, "partial_ban")
    assert ladder["rung-partial-ban"].goods == ("april_2025",)
    assert ladder["rung-quota"].goods == scenario.leverage.goods


def test_quarters_of_control_are_those_of_the_run() -> None:
    starts = date(2025, 1, 1)
    assert first_day(starts, starts, QUARTER) == starts
    assert first_day(starts, date(2025, 12, 1), QUARTER) == starts + 4 * QUARTER
    assert first_day(starts, starts + 4 * QUARTER, QUARTER) == starts + 4 * QUARTER
