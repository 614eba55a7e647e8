"""From a scenario's dates and labels to the weeks and positions of the model."""

from __future__ import annotations

from datetime import date
from typing import Any

import numpy as np
import pytest

from backfire.questions.prepare._controls import ControlTranslator
from backfire.questions.prepare._labels import Labels
from backfire.scenario import Scenario, read_scenario

LABELS = Labels(
    goods=("ore", "dy_oxide", "tb_oxide", "magnet"),
    places=("CHN", "USA", "JPN", "DEU"),
    processes=("mine", "separate", "press"),
    uses=("motors",),
    groups={"oxides": ("dy_oxide", "tb_oxide")},
)
WEEKS = 52
CHN, USA, JPN, DEU = range(4)


def scenario(*controls: dict[str, Any], **fields: Any) -> Scenario:
    return Scenario(
        name="made-up",
        title="Made up",
        starts="2025-01-01",
        ends="2025-12-31",
        controls=[{"name": f"control-{n}", **control} for n, control in enumerate(controls)],
        **fields,
    )


def desk(*controls: dict[str, Any], **fields: Any) -> ControlTranslator:
    return ControlTranslator(scenario(*controls, **fields), LABELS, WEEKS)


BAN = {
    "kind": "ban",
    "by": "CHN",
    "to": ["USA"],
    "goods": ["oxides"],
    "starts": "2025-02-05",
    "withheld": 0.5,
}
DUTY = {
    "kind": "tariff",
    "by": "JPN",
    "to": ["CHN"],
    "goods": ["magnet"],
    "starts": "2025-01-01",
    "rate": 0.25,
}


def test_a_week_is_seven_days_from_the_start_of_the_run() -> None:
    counted = desk(BAN)
    assert counted.week(date(2025, 1, 1)) == 0.0
    assert counted.week(date(2025, 1, 15)) == 2.0
    assert counted.week(date(2025, 1, 18)) == pytest.approx(2 + 3 / 7)
    assert counted.week(date(2024, 12, 25)) == -1.0
    assert counted.week(None) == float("inf")


def test_a_control_that_is_the_use_itself_is_left_out_by_name() -> None:
    asked = scenario(BAN, DUTY)
    kept = ControlTranslator(asked, LABELS, WEEKS, left_out=("control-0",)).controls()
    assert len(kept) == len(desk(DUTY).controls())
    assert len(kept) < len(ControlTranslator(asked, LABELS, WEEKS).controls())


def test_a_ban_binds_on_its_goods_its_targets_and_its_dates() -> None:
    licensed = np.asarray(desk({**BAN, "ends": "2025-03-05"}).schedule().weeks.licensed)
    expected = np.ones((WEEKS, 4, 1, 4))
    expected[5:9, 1:3, 0, USA] = 0.5
    np.testing.assert_array_equal(licensed, expected)


def test_a_day_in_the_middle_of_a_week_binds_for_the_rest_of_it() -> None:
    licensed = np.asarray(desk({**BAN, "starts": "2025-02-08"}).schedule().weeks.licensed)
    assert licensed[5, 1, 0, USA] == pytest.approx(1 - 0.5 * 4 / 7)


def test_all_is_every_place_but_the_one_that_acts() -> None:
    licensed = np.asarray(desk({**BAN, "to": "all"}, targets=["USA"]).schedule().weeks.licensed)
    np.testing.assert_array_equal(licensed[10, 1, 0], [1.0, 0.5, 0.5, 0.5])


def test_whoever_controls_is_followed_and_the_sender_comes_first() -> None:
    assert desk(BAN, DUTY).senders == (CHN, JPN)
    assert desk(BAN, DUTY, sender="DEU", targets=["USA"]).senders == (DEU, CHN, JPN)


def test_each_controls_arrays_are_those_of_its_own_sender() -> None:
    weeks = desk(BAN, DUTY).schedule().weeks
    duty = np.zeros((4, 2, 4))
    duty[3, 1, CHN] = 0.25
    np.testing.assert_allclose(weeks.duty[10], duty)
    assert (np.asarray(weeks.licensed)[:, :, 1] == 1).all()


def test_a_supply_order_binds_at_home_and_controls_no_export() -> None:
    order = {
        "kind": "supply_order",
        "by": "JPN",
        "processes": ["separate"],
        "starts": "2025-01-08",
        "output_cap": 0.6,
    }
    ordered = desk(BAN, order)
    cap = np.asarray(ordered.schedule().weeks.output_cap)
    expected = np.ones((3, 4))
    expected[1, JPN] = 0.6
    assert (cap[0] == 1).all()
    np.testing.assert_allclose(cap[1], expected, rtol=1e-6)
    assert ordered.senders == (CHN,)


def test_a_licence_takes_its_bands_paths_friction_and_suspension_from_the_file() -> None:
    licence = {
        "kind": "licence",
        "by": "CHN",
        "to": ["USA", "JPN"],
        "goods": ["dy_oxide"],
        "starts": "2025-01-01",
        "covered": {"low": 0.4, "central": 0.5, "high": 0.8},
        "approvals": [{"date": "2025-01-01", "low": 0.1, "central": 0.2, "high": 0.3}],
        "approvals_by": {
            "JPN": [{"date": "2025-01-01", "low": 0.6, "central": 0.7, "high": 0.8}],
        },
        "friction": {"initial": 1.0, "weeks": 10},
        "grace_weeks": 2,
        "suspended": [{"from": "2025-07-02", "until": "2025-07-16"}],
        "leakage": {"low": 0.0, "central": 0.1, "high": 0.2},
    }
    weeks = desk(licence).schedule().weeks
    licensed = np.asarray(weeks.licensed)[:, 1, 0]
    held = np.clip(1 - (np.arange(WEEKS) + 0.5) / 10, 0, 1)
    expected = 0.5 * 0.2 + 0.5 * (1 - held)
    expected[[0, 1, 26, 27]] = 1.0
    np.testing.assert_allclose(licensed[:, USA], expected, rtol=1e-6)
    assert licensed[20, JPN] == pytest.approx(0.5 * 0.7 + 0.5)
    assert float(weeks.licensed_low[20, 1, 0, USA]) == pytest.approx(0.8 * 0.1 + 0.2)
    assert float(weeks.licensed_high[20, 1, 0, USA]) == pytest.approx(0.4 * 0.3 + 0.6)
    assert float(weeks.leak[20, 1, 0, USA]) == pytest.approx(0.1)
    assert float(weeks.declared[20, 1, 0, USA]) == pytest.approx(0.5)


@pytest.mark.parametrize(("holders", "kept"), [("sender", 1.0), ("buyer", 0.0)])
def test_a_quota_pool_lapses_with_the_calendar_year_and_names_who_earns_the_rent(
    holders: str, kept: float
) -> None:
    quota = {
        "kind": "quota_pool",
        "by": "CHN",
        "to": "all",
        "goods": ["oxides"],
        "starts": "2025-01-01",
        "tranches": [
            {"date": "2025-01-01", "tonnes": 30.0},
            {"date": "2025-07-02", "tonnes": 20.0},
        ],
        "coverage": 1.5,
        "holders_of_rent": holders,
    }
    made = ControlTranslator(
        scenario(quota, targets=["USA"]).but(ends="2026-12-30"), LABELS, 2 * WEEKS
    ).schedule()
    tranche = np.asarray(made.weeks.tranche)[:, 0]
    assert {int(week): float(tranche[week]) for week in tranche.nonzero()[0]} == {0: 30.0, 26: 20.0}
    assert np.asarray(made.weeks.lapse)[:, 0].nonzero()[0].tolist() == [52]
    np.testing.assert_array_equal(made.terms.pool_goods, [[0, 1, 1, 0]])
    np.testing.assert_array_equal(made.terms.pool_places, [[0, 1, 1, 1]])
    assert float(made.terms.pool_coverage[0]) == 1.5
    assert float(made.terms.rent_to_seller[0]) == kept


def test_content_is_given_by_good_or_by_group() -> None:
    rule = {
        "kind": "extraterritorial",
        "by": "CHN",
        "to": ["USA"],
        "goods": ["oxides", "magnet"],
        "starts": "2025-01-01",
        "content": {"oxides": 0.3, "magnet": 0.9},
        "withheld": 1.0,
    }
    terms = desk(rule).schedule().terms
    assert terms.extraterritorial
    np.testing.assert_allclose(terms.content[:, DEU], [0.0, 0.3, 0.3, 0.9], rtol=1e-6)
    assert (np.asarray(terms.content)[:, CHN] == 0).all()


def test_no_control_has_one_sender_and_no_pool() -> None:
    plain = ControlTranslator(read_scenario("no-control"), LABELS, WEEKS)
    assert plain.senders == (CHN,)
    assert plain.frame.pools == 0
    assert (np.asarray(plain.schedule().weeks.licensed) == 1).all()


def test_who_is_taxed_comes_to_fear_the_place_that_taxes() -> None:
    told = {**DUTY, "to": ["CHN", "DEU"], "starts": "2025-02-05", "ends": "2025-03-05"}
    charged = desk(BAN, told)
    assert charged.senders == (CHN, JPN, DEU)
    threat = np.asarray(charged.schedule().weeks.threat)
    expected = np.zeros((WEEKS, 4, 3, 4))
    for charging in (0, 2):
        expected[5:9, 3, charging, JPN] = 0.25 / 1.25
    np.testing.assert_allclose(threat, expected, rtol=1e-6)


def test_a_tariff_is_on_the_goods_of_the_place_that_is_taxed_and_stops_nothing() -> None:
    taxed = desk(DUTY)
    assert taxed.senders == (JPN, CHN)
    weeks = taxed.schedule().weeks
    duty = np.zeros((4, 2, 4))
    duty[3, 0, CHN] = 0.25
    np.testing.assert_allclose(weeks.duty[0], duty, rtol=1e-6)
    assert (np.asarray(weeks.licensed) == 1).all()
    assert (np.asarray(weeks.standing) == 0).all()


SPEND = {
    "by": "USA",
    "where": ["USA", "JPN"],
    "starts": "2025-01-29",
    "paid_by": {"USA": 1.0},
}
PLANTS = {
    **SPEND,
    "processes": ["separate", "press"],
    "usd": 8e6,
    "ends": "2025-07-30",
    "additional": 0.5,
}
BEGIN, FINISH = 4, 30


def moved(kind: str, **told: Any) -> Any:
    """The weekly policy of one instrument beside a ban."""
    move = {"kind": kind, "name": "move", **told}
    return desk(BAN, instruments=[move]).schedule().weeks


def where(goods: list[int], level: float, until: int = WEEKS) -> np.ndarray:
    """A level in USA and JPN for these goods, from the start of the instruments."""
    expected = np.zeros((WEEKS, 4, 4))
    for good in goods:
        expected[BEGIN:until, good, [USA, JPN]] = level
    return expected


def test_a_price_floor_is_told_by_the_kilogram_and_held_by_the_tonne() -> None:
    told = {"goods": ["oxides"], "floor_usd_per_kg": 110, "covered": 0.8, "ends": "2025-07-30"}
    weeks = moved("price_floor", **SPEND, **told)
    np.testing.assert_allclose(weeks.floor, where([1, 2], 110e3, FINISH))
    np.testing.assert_allclose(weeks.floor_cover, where([1, 2], 0.8, FINISH), rtol=1e-6)
    assert (np.asarray(weeks.floor_tonnes) == 0).all()


def test_an_offtake_contract_covers_tonnes_and_no_share() -> None:
    told = {"goods": ["magnet"], "price_usd_per_kg": 80, "tonnes_per_year": 1000}
    weeks = moved("offtake", **SPEND, **told)
    np.testing.assert_allclose(weeks.floor, where([3], 80e3))
    np.testing.assert_allclose(weeks.floor_tonnes, where([3], 1000.0))
    assert (np.asarray(weeks.floor_cover) == 0).all()


def test_a_stockpile_is_told_in_weeks_of_use_and_held_in_years() -> None:
    told = {
        "goods": ["dy_oxide"],
        "weeks_of_use": 26,
        "buying_weeks": 104,
        "releases_below": 0.9,
        "admitted": 0.2,
    }
    weeks = moved("stockpile", **SPEND, **told)
    np.testing.assert_allclose(weeks.reserve_target, where([1], 0.5))
    np.testing.assert_allclose(weeks.reserve_pace, where([1], 0.5))
    np.testing.assert_allclose(weeks.reserve_below, where([1], 0.9), rtol=1e-6)
    np.testing.assert_allclose(weeks.reserve_admitted, where([1], 0.2), rtol=1e-6)


def test_dumping_cuts_the_price_of_its_own_sender_abroad_and_alarms_nobody() -> None:
    told = {"by": "JPN", "to": "all", "goods": ["magnet"], "price_cut": 0.3}
    move = {**told, "kind": "dumping", "name": "move", "starts": "2025-01-29"}
    cheap = desk(BAN, instruments=[{**move, "paid_by": {"JPN": 1.0}}])
    assert cheap.senders == (CHN, JPN)
    weeks = cheap.schedule().weeks
    expected = np.zeros((WEEKS, 4, 2, 4))
    expected[BEGIN:, 3, 1, [CHN, USA, DEU]] = 0.3
    np.testing.assert_allclose(weeks.discount, expected, rtol=1e-6)
    np.testing.assert_array_equal(weeks.alarm, desk(BAN).schedule().weeks.alarm)


@pytest.mark.parametrize(
    ("kind", "more", "built", "spent"),
    [
        ("subsidy", {}, 1.0, 1.0),
        ("subsidy", {"grant_share": 0.3, "private_usd_per_usd": 1.5}, 2.5, 0.3),
        ("joint_project", {"paid_by": {"USA": 0.5, "JPN": 0.5}}, 1.0, 1.0),
        ("recycling", {}, 1.0, 1.0),
    ],
    ids=["grant", "loan with private money", "joint project", "recycling"],
)
def test_money_is_spent_evenly_and_builds_what_else_would_not_be(
    kind: str, more: dict[str, Any], built: float, spent: float
) -> None:
    weeks = moved(kind, **{**PLANTS, **more})
    rate = 8e6 / 0.5
    funding = np.zeros((WEEKS, 3, 4))
    funding[BEGIN:FINISH, 1:, USA : JPN + 1] = rate / 4 * 0.5 * built
    np.testing.assert_allclose(weeks.funding, funding, rtol=1e-6)
    outlay = np.zeros(WEEKS)
    outlay[BEGIN:FINISH] = spent * rate
    np.testing.assert_allclose(weeks.outlay, outlay, rtol=1e-6)
    assert float(np.asarray(weeks.outlay).sum() / 52) == pytest.approx(8e6 * spent, rel=1e-6)
