import dataclasses

import numpy as np
import pytest

from backfire import data
from backfire.errors import DataError
from tests.data.small import SMALL, balanced, overlay


@pytest.fixture(scope="module")
def small():
    return data.reconcile(data.read_edition(SMALL), cached=False)


def test_figures_that_agree_are_kept(small):
    mine, separate, press = small.activity
    assert mine == pytest.approx([90, 10, 0], rel=1e-3)
    assert separate == pytest.approx([100, 0, 0], rel=1e-3)
    assert press == pytest.approx([30, 0, 10], rel=1e-3)
    assert small.flow[2, 0, 2] == pytest.approx(5, rel=1e-3)
    assert small.flow[3, 0, 1] == pytest.approx(12, rel=1e-2)
    assert small.adjustments == ()


def test_joint_products_leave_in_fixed_proportion(small):
    assert small.output[:, 1] == pytest.approx([0, 0.8, 0.2, 0])
    made = small.output @ small.activity
    assert made[1] == pytest.approx(4 * made[2])


def test_use_nobody_split_follows_value_added_and_income(small):
    glass = small.use[1, 1]
    assert glass / glass.sum() == pytest.approx(np.array([200, 300, 50]) / 550, rel=1e-2)


def test_every_possible_route_keeps_a_flow(small):
    makes = (small.output @ small.activity) > 0
    takes = (small.input @ small.activity + small.use.sum(axis=1)) > 0
    possible = makes[:, :, None] & takes[:, None, :]
    closed = np.zeros_like(possible)
    closed[3, 0, 2] = True  # a figure of zero stands in trade.csv
    assert possible[closed].all()
    assert ((small.flow > 0) == (possible & ~closed)).all()


def test_a_place_whose_routes_are_all_closed_discards_its_by_product(tmp_path):
    plant = {"production": ["separate,USA,,8,0.05"]}
    shut = ["heavy,USA,*,0,", "heavy,USA,USA,0,"]
    (tmp_path / "open").mkdir()
    (tmp_path / "closed").mkdir()
    sells = balanced(tmp_path / "open", **plant)
    throws = balanced(tmp_path / "closed", **plant, trade=shut)
    assert sells.flow[2, 1].sum() > 1
    assert throws.flow[2, 1].sum() == 0
    assert throws.discarded[2, 1] == pytest.approx((throws.output @ throws.activity)[2, 1])
    np.testing.assert_allclose(throws.activity[1, 1], sells.activity[1, 1], rtol=0.05)


def test_mass_balances_everywhere(small):
    made = small.output @ small.activity - small.discarded
    taken = small.input @ small.activity + small.use.sum(axis=1)
    np.testing.assert_allclose(small.flow.sum(axis=2), made, rtol=1e-12, atol=1e-12)
    np.testing.assert_allclose(small.flow.sum(axis=1), taken, rtol=1e-12, atol=1e-12)
    assert small.residual < 1e-12


def test_arrays_cannot_be_written_to(small):
    with pytest.raises(ValueError, match="read-only"):
        small.flow[0, 0, 0] = 1


def test_two_figures_that_disagree_meet_where_their_precision_says(tmp_path):
    """Mines say 100 t with a variance of 4.5^2 + 0.5^2, separation says 120 t with one of 6^2."""
    found = balanced(
        tmp_path,
        production=[
            "mine,CHN,,90,0.05",
            "mine,USA,,10,0.05",
            "separate,CHN,,120,0.05",
            "press,CHN,,30,5",
            "press,JPN,,10,5",
        ],
        trade=["ore,USA,*,10,9", "heavy,CHN,JPN,5,9", "magnet,CHN,USA,12,9"],
        use=["light,glass,*,80,9", "magnet,motors,*,40,9", "magnet,motors,JPN,8,9"],
    )
    mines, fed = 4.5**2 + 0.5**2, 6.0**2
    met = (100 / mines + 120 / fed) / (1 / mines + 1 / fed)
    assert found.activity[1, 0] == pytest.approx(met, rel=2e-3)
    moved = (met - 100) * np.array([4.5**2, 0.5**2]) / mines
    assert found.activity[0, :2] == pytest.approx([90 + moved[0], 10 + moved[1]], rel=3e-3)


def test_a_figure_moved_far_is_named_with_its_source(tmp_path):
    found = balanced(tmp_path, production=["separate,CHN,,120,0.05"])
    named = {each.key: each for each in found.adjustments}
    far = named["separate, CHN"]
    assert far.table == "production"
    assert far.observed == 120
    assert far.sd == pytest.approx(6)
    assert far.moved_sd == pytest.approx((far.balanced - 120) / 6)
    assert far.balanced == pytest.approx(found.activity[1, 0])
    assert far.source == "usgs_mcs_rare_earths2025"
    distances = [abs(each.moved_sd) for each in found.adjustments]
    assert distances == sorted(distances, reverse=True)
    assert min(distances) > 2


def test_what_nobody_wants_is_discarded_and_what_is_dear_is_not(tmp_path):
    found = balanced(
        tmp_path,
        production=[f"{row},0.01" for row in ("mine,CHN,,90", "mine,USA,,10", "separate,CHN,,100")],
        use=["light,glass,*,20,0.01"],
    )
    assert found.discarded[1, 0] == pytest.approx(60, rel=0.05)
    assert found.discarded[2, 0] < 0.5


def test_activity_stays_below_capacity(tmp_path):
    found = balanced(tmp_path, capacity=["press,CHN,30,0.1"])
    assert found.activity[2, 0] <= 0.97 * 30 * (1 + 1e-9)
    assert (found.activity <= 0.97 * found.capacity * (1 + 1e-12)).all()


def test_output_of_a_good_can_be_stated_instead_of_activity(tmp_path):
    found = balanced(tmp_path, production=[",CHN,heavy,20,0.001"])
    assert (found.output @ found.activity)[2, 0] == pytest.approx(20, rel=1e-3)


def test_a_figure_about_a_group_binds_its_sum(tmp_path):
    found = balanced(tmp_path, trade=["oxides,CHN,JPN,14,0.001"])
    assert found.flow[1:3, 0, 2].sum() == pytest.approx(14, rel=1e-2)


def test_an_edition_that_cannot_balance_names_the_rows_in_conflict(tmp_path):
    edition = data.read_edition(SMALL, overlay(tmp_path, "capacity-below-production"))
    edition = dataclasses.replace(edition, name="too-small")
    with pytest.raises(DataError) as caught:
        data.reconcile(edition, cached=False)
    named = "\n".join(caught.value.problems)
    assert "own/capacity.csv row 2 (press, CHN)" in named
    assert "production.csv row 5 (press, CHN)" in named
    assert "mine" not in named


def test_use_of_a_good_that_cannot_be_made_in_such_amounts_names_both_sides(tmp_path):
    with pytest.raises(DataError) as caught:
        balanced(tmp_path, use=["magnet,motors,*,4000,0.05"])
    named = "\n".join(caught.value.problems)
    assert "use.csv row 2 (magnet, motors, *)" in named
    assert "production.csv" in named


def test_missing_prices_and_costs_stay_holes(tmp_path):
    found = data.reconcile(data.read_edition(SMALL), cached=False)
    assert found.processing_cost[0] == 1000
    assert np.isnan(found.processing_cost[1:]).all()


def test_the_shipped_edition_balances_and_moves_few_figures():
    edition = data.read_edition()
    found = data.reconcile(edition)
    assert found.residual < 1e-9
    assert (found.activity <= 0.97 * found.capacity * (1 + 1e-12)).all()
    for values in (found.activity, found.flow, found.use, found.discarded):
        assert (values >= 0).all()
    observed = sum(edition.tables[name].height for name in ("production", "trade", "use"))
    assert len(found.adjustments) < 0.05 * observed
