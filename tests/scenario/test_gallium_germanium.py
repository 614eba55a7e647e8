"""The licences of 2023 are given as customs counted, and both scenarios share one world."""

from datetime import date

import numpy as np
import pytest

from backfire.scenario import read_scenario

BOTH = ("gallium-2023", "germanium-2024")
MONTH = {"gallium-licences": 94_000 / 12, "germanium-licences": 43_700 / 12}
"""Kilograms of the mean month of 2022."""


@pytest.fixture(scope="module")
def world():
    return read_scenario("gallium-2023")


def by_name(scenario):
    return {control.name: control for control in scenario.controls}


def central(scenario, name):
    return {str(point.date): point.central for point in by_name(scenario)[name].approvals}


def test_both_scenarios_share_all_controls(world):
    other = read_scenario("germanium-2024")
    assert other.controls == world.controls
    assert (other.edition, other.parameters, other.starts) == (
        world.edition,
        world.parameters,
        world.starts,
    )
    assert world.reference.goods == ("gallium",)
    assert other.reference.goods == ("germanium",)
    assert other.reference.starts == date(2024, 12, 3)


@pytest.mark.parametrize(
    ("name", "when", "kilograms"),
    [
        ("gallium-licences", "2023-09-30", 0),
        ("gallium-licences", "2023-10-15", 250),
        ("gallium-licences", "2023-11-15", 1_530),
        ("gallium-licences", "2024-03-15", (1_530 + 7_300 + 1_202 + 1_214) / 4),
        ("gallium-licences", "2025-06-15", (0 + 4_260 + 9_007) / 3),
        ("germanium-licences", "2023-10-15", 648),
        ("germanium-licences", "2023-11-15", 721),
        ("germanium-licences", "2023-12-15", 3_300),
        ("germanium-licences", "2024-03-15", 3_206),
        ("germanium-licences", "2024-10-01", (29_389 - 12_410) / 6),
        ("germanium-licences", "2025-04-01", 5_068 / 6),
        ("germanium-licences", "2025-09-30", (7_520 - 5_068) / 3),
    ],
)
def test_approvals_are_what_left_over_the_mean_month_of_2022(world, name, when, kilograms):
    assert central(world, name)[when] == pytest.approx(kilograms / MONTH[name], abs=1e-3)


@pytest.mark.parametrize("name", MONTH)
def test_branches_are_half_and_half_more(world, name):
    for point in by_name(world)[name].approvals:
        assert point.low == pytest.approx(point.central / 2, abs=1e-3)
        assert point.high == pytest.approx(min(1.5 * point.central, 1.0), abs=1e-3)


def test_the_path_of_2024_gives_about_what_customs_counted_that_year(world):
    """69.4 t of gallium and 29.4 t of germanium; straight lines between the points."""
    for name, tonnes, near in (("gallium-licences", 69.4, 0.05), ("germanium-licences", 29.4, 0.3)):
        points = by_name(world)[name].approvals
        days = [point.date.toordinal() for point in points]
        year = np.arange(date(2024, 1, 1).toordinal(), date(2025, 1, 1).toordinal())
        share = np.interp(year, days, [point.central for point in points]).mean()
        assert 12 * share * MONTH[name] / 1000 == pytest.approx(tonnes, rel=near), name


def test_nothing_goes_to_the_united_states_before_the_suspension(world):
    for name in MONTH:
        path = by_name(world)[name].approvals_by["USA"]
        before = [point for point in path if point.date <= date(2025, 11, 9)]
        assert before[0].date == date(2023, 8, 1)
        assert all(point.high == 0 for point in before)


def test_the_ban_is_suspended_as_announced(world):
    ban = by_name(world)["american-ban"]
    (rest,) = ban.suspended
    assert (ban.starts, rest.from_, rest.until) == (
        date(2024, 12, 3),
        date(2025, 11, 9),
        date(2026, 11, 27),
    )
    assert ban.to == ("USA",)


def test_the_licences_are_announced_before_they_bind(world):
    for name in MONTH:
        licence = by_name(world)[name]
        assert (licence.announced, licence.starts) == (date(2023, 7, 3), date(2023, 8, 1))
        assert world.starts < licence.announced


@pytest.mark.parametrize("slug", BOTH)
def test_prices_rise_outside_and_fall_inside(slug):
    from backfire import simulate

    found = simulate(read_scenario(slug).but(draws=4))
    data = found.dataset
    for good in ("gallium_refined", "germanium_metal"):
        price = data["price"].sel(good=good).isel(week=slice(52, 104)).median("week")
        assert float(price.sel(side="outside").median()) > 1.2, good
        assert float(price.sel(side="inside").median()) < 1.05, good
    assert np.isfinite(data["price"]).all()
    lost = data["unmet_share"].sel(good="gallium_primary").median("draw")
    assert float(lost.sel(place="USA")) > float(lost.sel(place="CHN"))
