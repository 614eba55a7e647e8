"""What a control says must be what it does in the market."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import equinox as eqx
import jax
import jax.numpy as jnp
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from backfire.model.chain import State
from backfire.model.controls import (
    AbstractControl,
    ApprovalPath,
    Ban,
    Dumping,
    Extraterritorial,
    Leakage,
    Licence,
    Offtake,
    Policy,
    PriceFloor,
    QuotaPool,
    Reach,
    Span,
    Stockpile,
    SupplyOrder,
    Tariff,
    Threat,
    schedule,
)
from backfire.model.equilibrium import equilibrium
from backfire.model.market import Flows, MeritOrder, Week, open_week, steady_state, step
from backfire.model.rollout import Path, Problem, rollout
from tests import worlds

CHN, USA, JPN = 0, 1, 2
ORE, LIGHT, HEAVY, MAGNET = 0, 1, 2, 3
WEEKS = 52
ALWAYS = Span(0.0, 0.0, float("inf"))
SURE = (1.0, 1.0, 1.0)
ROUNDING = 1e-9
TWO_STEPS = 1e-3
"""A week of a rollout is the mean of two steps, in which stocks and so flows differ a little."""
SHIPPING_WEEKS = 2.0
"""Cover below which a producer begins to ship late."""
TRACE = 1e-300
"""Keeps ratios finite where nothing is traded at all."""
STEADY_SOURCES = {"risk_aversion": 0.0, "source_elasticity": 0.0, "source_elasticity_long": 0.0}
"""Buyers who never change their supplier, so that routes can be compared tonne by tonne."""


def chinese(*goods: int, to: tuple[int, ...] = (USA, JPN)) -> Reach:
    return Reach(sender=0, goods=goods, places=to)


def level(share: float) -> ApprovalPath:
    return ApprovalPath((0.0,), (share,), (share,), (share,))


def problem(controls: Sequence[AbstractControl], pools: int = 0, **behaviour: float) -> Problem:
    """One future of the small world; both makers are tracked, so that routes can be compared."""
    frame = replace(worlds.frame(WEEKS, pools), senders=(CHN, JPN))
    return Problem(worlds.three_places(), schedule(controls, frame), worlds.rules(1, **behaviour))


@eqx.filter_jit
def stepped(asked: Problem) -> Path:
    """A path of single steps: in each of them the border lets through what the control says.

    A rollout averages two steps, and so two weeks' stocks, in each of its weeks; only what must
    hold to rounding in every week is asked of this path.
    """
    rules, terms = asked.rules.wide(), asked.schedule.terms

    def week(state: State, policy: Policy) -> tuple[State, tuple[Flows, State]]:
        years = 1 / 52
        opened = open_week(state, policy)
        chain, supply, short = asked.chain, asked.supply, asked.short
        after, flows = step(Week(chain, rules, opened, policy, terms, supply, short, years))
        return after, (flows, state)

    first = steady_state(asked.chain, rules, terms)
    final, (flows, before) = jax.lax.scan(week, first, asked.schedule.weeks)
    quarters = jax.tree.map(lambda leaf: leaf[::13], before)
    return Path(flows, quarters, final, jnp.ones(1, bool))


def run(*controls: AbstractControl, pools: int = 0, **behaviour: float) -> Path:
    return rollout(problem(controls, pools, **behaviour))


def sent(path: Path) -> np.ndarray:
    """Tonnes a year by week, good, maker (CHN, JPN) and destination."""
    return np.asarray(path.flows.from_sender[..., 0])


def against_home(path: Path, good: int) -> np.ndarray:
    """What CHN sends over what JPN sends, by week and destination, over the same at CHN."""
    tonnes = np.maximum(sent(path)[:, good], TRACE)
    return tonnes[:, 0] / tonnes[:, 1] / (tonnes[:, 0] / tonnes[:, 1])[:, CHN, None]


def passing(*controls: AbstractControl, pools: int = 0, **behaviour: float) -> np.ndarray:
    """Share of orders to CHN that leaves, by week, good and destination.

    When buyers stick to their suppliers, what CHN sends over what JPN sends moves for two
    reasons only: how well each maker's stock fills orders, which is the same at every
    destination and so is read off CHN's deliveries at home, and what the border lets through.
    """
    path = stepped(problem(controls, pools, **STEADY_SOURCES, **behaviour))
    return np.stack([against_home(path, good) for good in range(4)], axis=1)


def normal(good: int, *places: int) -> float:
    """Baseline exports of CHN to these places, t/yr."""
    chain = worlds.three_places()
    return float(sum(chain.share[good, place, CHN] * chain.use[good, place] for place in places))


def pool(
    tonnes: Sequence[float],
    every: float = 26.0,
    starts: float = 0.0,
    goods: tuple[int, ...] = (LIGHT, HEAVY),
    **more: float,
) -> QuotaPool:
    """A quota with one hand-out at the start of each quota year of `every` weeks."""
    return QuotaPool(
        span=Span(starts, starts, float("inf")),
        reach=chinese(*goods),
        pool=0,
        tranches=tuple((every * number, each) for number, each in enumerate(tonnes)),
        year_ends=tuple(every * (number + 1) for number in range(int(WEEKS / every))),
        **more,
    )


HALF_YEAR = 9.9
"""Baseline exports of both oxides from CHN in 26 weeks, t."""


def test_the_pool_of_these_tests_is_measured_in_normal_exports() -> None:
    assert (normal(LIGHT, USA, JPN) + normal(HEAVY, USA, JPN)) / 2 == pytest.approx(HALF_YEAR)


def overfill(producer_cover: float = worlds.CENTRAL["producer_cover"]) -> float:
    """Most that a producer ships over what was ordered, while licences are counted by order."""
    return 1 / (1 - np.exp(-52 * producer_cover / SHIPPING_WEEKS))


@settings(max_examples=10)
@given(
    first=st.floats(0.0, 3.0),
    second=st.floats(0.0, 3.0),
    cover=st.floats(0.15, 0.25),
    coverage=st.floats(0.5, 2.0),
)
def test_exports_of_a_quota_year_stay_within_its_licences(
    first: float, second: float, cover: float, coverage: float
) -> None:
    handed_out = (first * HALF_YEAR, second * HALF_YEAR)
    path = run(pool(handed_out, coverage=coverage), pools=1, producer_cover=cover)
    tonnes = sent(path)[:, [LIGHT, HEAVY], 0][:, :, [USA, JPN]].sum((1, 2)) / 52
    for year, licences in enumerate(handed_out):
        used = coverage * tonnes[26 * year : 26 * (year + 1)].sum()
        assert used <= licences * overfill(cover) + ROUNDING


def test_a_tight_quota_is_used_up() -> None:
    tonnes = sent(run(pool((0.5 * HALF_YEAR, 0.5 * HALF_YEAR)), pools=1))
    exported = tonnes[:26, [LIGHT, HEAVY], 0][:, :, [USA, JPN]].sum() / 52
    assert exported == pytest.approx(0.5 * HALF_YEAR, rel=0.02)


def test_the_licence_price_leaves_zero_only_when_orders_outrun_licences() -> None:
    ample = run(pool((3 * HALF_YEAR, 3 * HALF_YEAR)), pools=1)
    tight = run(pool((0.6 * HALF_YEAR, 0.6 * HALF_YEAR)), pools=1)
    tighter = run(pool((0.3 * HALF_YEAR, 0.3 * HALF_YEAR)), pools=1)
    assert float(ample.quarters.licence_price.max()) == 0.0
    assert float(ample.final.licence_price.max()) == 0.0
    assert float(tight.quarters.licence_price[0, 0, 0]) == 0.0
    assert float(tight.quarters.licence_price[1, 0, 0]) > 100.0
    assert (tighter.quarters.licence_price[1:] > tight.quarters.licence_price[1:]).all()


def test_what_is_smuggled_takes_no_licence() -> None:
    licences = (0.6 * HALF_YEAR, 0.6 * HALF_YEAR)
    honest = run(pool(licences), pools=1)
    porous = run(pool(licences, leakage=Leakage(0.6, 0.6, 0.6)), pools=1, leak_lag=0.1)
    legal = licences[1] - porous.final.quota_left[0, 0]
    exports = sent(porous)[26:, [LIGHT, HEAVY], 0][:, :, [USA, JPN]].sum() / 52
    assert float(porous.final.quota_left[0, 0]) > float(honest.final.quota_left[0, 0])
    assert float(porous.final.licence_price[0, 0]) < float(honest.final.licence_price[0, 0])
    assert float(exports) > 1.1 * float(legal)


def test_an_ample_quota_lets_everything_through() -> None:
    through = passing(pool((20 * HALF_YEAR, 20 * HALF_YEAR)), pools=1)
    np.testing.assert_allclose(through[:, [LIGHT, HEAVY, MAGNET]][:, :, [USA, JPN]], 1, rtol=1e-6)


def test_unused_licences_lapse() -> None:
    plenty = 100 * HALF_YEAR
    lapsed = run(pool((plenty, 0.0)), pools=1)
    kept = run(pool((plenty, 0.0), every=52.0), pools=1)
    assert float(lapsed.quarters.quota_left[1, 0, 0]) > 90 * HALF_YEAR
    assert float(lapsed.final.quota_left[0, 0]) < ROUNDING
    exports = sent(lapsed)[:, [LIGHT, HEAVY], 0][:, :, [USA, JPN]].sum((1, 2))
    assert exports[25] > 0.9 * 2 * HALF_YEAR
    assert exports[26:].max() < ROUNDING
    assert sent(kept)[26:, LIGHT, 0, USA].min() > 0.9 * normal(LIGHT, USA)


def test_two_goods_of_a_pool_share_its_tonnes_and_its_price() -> None:
    together = run(pool((0.5 * HALF_YEAR, 0.5 * HALF_YEAR)), pools=1)
    assert together.final.licence_price.shape == (1, 1)
    through = passing(pool((0.5 * HALF_YEAR, 0.5 * HALF_YEAR)), pools=1)
    np.testing.assert_allclose(through[:, LIGHT, USA], through[:, HEAVY, USA], rtol=1e-9)
    assert through[25, LIGHT, USA] < 0.1


@pytest.mark.parametrize("good", [LIGHT, HEAVY])
def test_a_licence_price_weighs_on_each_good_of_the_pool_by_the_tonne(good: int) -> None:
    licence, sigma = 40e3, worlds.CENTRAL["source_elasticity"]
    asked = problem([pool((HALF_YEAR, HALF_YEAR))], 1)
    rest = steady_state(asked.chain, asked.rules.wide(), asked.schedule.terms)
    start = eqx.tree_at(lambda s: s.licence_price, rest, jnp.full((1, 1), licence))
    quote = float(rollout(asked, start).flows.spot[0, good, USA, 0])
    factor = 1 + licence / float(asked.chain.price[good])
    weight = 0.9 * factor**-sigma
    expected = np.log((weight * factor + 0.1) / (weight + 0.1))
    assert quote == pytest.approx(expected, abs=1e-12)


def test_a_quota_leaves_other_goods_and_the_market_at_home_alone() -> None:
    through = passing(pool((0.3 * HALF_YEAR, 0.3 * HALF_YEAR)), pools=1)
    np.testing.assert_allclose(through[:, MAGNET, USA], 1, rtol=1e-12)
    at_home = sent(run(pool((0.3 * HALF_YEAR, 0.3 * HALF_YEAR)), pools=1))[:, LIGHT, 0, CHN]
    assert at_home.min() > 0.9 * float(0.9 * worlds.three_places().use[LIGHT, CHN])


def test_orders_before_a_quota_binds_use_none_of_its_licences() -> None:
    asked = pool((HALF_YEAR,), every=52.0, starts=26.0)
    path = run(asked, pools=1)
    assert float(path.quarters.quota_left[2, 0, 0]) == pytest.approx(HALF_YEAR)


@settings(max_examples=10)
@given(rate=st.floats(0.0, 2.0), sigma=st.floats(0.6, 1.1))
def test_a_duty_enters_the_delivered_price_by_the_share_of_the_taxed(
    rate: float, sigma: float
) -> None:
    taxed = Tariff(ALWAYS, chinese(MAGNET, to=(USA,)), rate)
    path = run(taxed, source_elasticity=sigma)
    weight = 0.9 * (1 + rate) ** -sigma
    expected = np.log((weight * (1 + rate) + 0.1) / (weight + 0.1))
    assert float(path.flows.spot[0, MAGNET, USA, 0]) == pytest.approx(expected, abs=1e-12)


@settings(max_examples=10)
@given(rate=st.floats(0.0, 2.0), sigma=st.floats(0.6, 1.1))
def test_a_duty_moves_orders_to_other_makers_by_the_elasticity(rate: float, sigma: float) -> None:
    taxed = Tariff(ALWAYS, chinese(MAGNET, to=(USA,)), rate)
    path = run(taxed, source_elasticity=sigma, source_elasticity_long=sigma)
    felt = against_home(path, MAGNET)
    np.testing.assert_allclose(felt[:, USA], (1 + rate) ** -sigma, rtol=TWO_STEPS)
    np.testing.assert_allclose(felt[:, JPN], 1, rtol=TWO_STEPS)


def test_a_duty_sells_more_for_the_makers_that_do_not_pay_it() -> None:
    taxed, free = run(Tariff(ALWAYS, chinese(MAGNET, to=(USA,)), 1.0)), run()
    more = np.asarray(taxed.flows.shipped / jnp.maximum(free.flows.shipped, 1e-9))[:, MAGNET, :, 0]
    assert (more[:26, JPN] > 1.01).all()
    assert (more[:26, JPN] > more[:26, CHN]).all()


def test_a_duty_touches_the_price_of_no_other_route() -> None:
    taxed, free = run(Tariff(ALWAYS, chinese(MAGNET, to=(USA,)), 0.5)), run()
    others = np.asarray(taxed.flows.spot[0, :, :, 0]).copy()
    assert others[MAGNET, USA] > 0.2
    others[MAGNET, USA] = 0.0
    np.testing.assert_allclose(others, free.flows.spot[0, :, :, 0], atol=1e-12)


def test_a_duty_lasts_as_long_as_it_stands() -> None:
    span = Span(10.0, 10.0, 20.0, ((13.0, 15.5),))
    sigma = worlds.CENTRAL["source_elasticity"]
    taxed = Tariff(span, chinese(MAGNET, to=(USA,)), 1.0)
    path = run(taxed, risk_aversion=0.0, source_elasticity_long=sigma)
    duty = np.zeros(WEEKS)
    duty[[10, 11, 12, 16, 17, 18, 19]], duty[15] = 1.0, 0.5
    expected = (1 + duty) ** -sigma
    np.testing.assert_allclose(against_home(path, MAGNET)[:, USA], expected, rtol=TWO_STEPS)


@pytest.mark.parametrize(
    "nothing",
    [
        Tariff(ALWAYS, chinese(HEAVY, MAGNET), 0.0),
        Ban(ALWAYS, chinese(HEAVY, MAGNET), 0.0),
        Threat(ALWAYS, chinese(HEAVY, MAGNET), 0.0),
        Extraterritorial(ALWAYS, chinese(HEAVY, MAGNET), 0.0, ((MAGNET, 1.0),)),
        SupplyOrder(ALWAYS, CHN, (0, 1, 2), 1.0),
        Licence(ALWAYS, chinese(HEAVY, MAGNET), SURE, level(1.0)),
        Licence(ALWAYS, chinese(HEAVY, MAGNET), (0.0, 0.0, 0.0), level(0.0)),
        Dumping(ALWAYS, chinese(HEAVY, MAGNET), 0.0),
        PriceFloor(ALWAYS, (HEAVY, MAGNET), (JPN,), 0.0),
        Offtake(ALWAYS, (HEAVY, MAGNET), (JPN,), 1e6, 0.0),
        Stockpile(ALWAYS, (HEAVY, MAGNET), (USA,), 0.0, 1.0),
    ],
    ids=lambda control: type(control).__name__,
)
def test_a_measure_of_nothing_is_no_measure_bit_for_bit(nothing: AbstractControl) -> None:
    some, none = run(nothing), run()
    for mine, theirs in zip(jax.tree.leaves(some.flows), jax.tree.leaves(none.flows), strict=True):
        np.testing.assert_array_equal(mine, theirs)


def test_a_measure_of_nothing_beside_a_ban_is_no_measure() -> None:
    ban = Ban(Span(4.0, 4.0, float("inf")), chinese(HEAVY, MAGNET), 1.0)
    nothing = Tariff(ALWAYS, chinese(LIGHT, HEAVY), 0.0)
    np.testing.assert_allclose(
        run(ban, nothing).flows.spot, run(ban).flows.spot, rtol=0, atol=ROUNDING
    )


@settings(max_examples=8)
@given(
    content=st.floats(0.0, 1.0), withheld=st.floats(0.0, 1.0), good=st.sampled_from([HEAVY, MAGNET])
)
def test_an_extraterritorial_rule_stops_third_places_by_their_content(
    content: float, withheld: float, good: int
) -> None:
    frame = worlds.frame(WEEKS)
    rule = Extraterritorial(ALWAYS, chinese(good, to=(USA, JPN)), withheld, ((good, content),))
    chain, rules = worlds.three_places(), worlds.rules(1)
    path = stepped(Problem(chain, schedule([rule], frame), rules))
    shipped = np.asarray(path.flows.shipped[0, :, :, 0])
    japan = np.asarray(chain.share[:, :, JPN] * chain.use)
    left = japan.sum(1)
    left[good] -= content * withheld * japan[good, USA]
    cover = worlds.CENTRAL["producer_cover"] * 52 / SHIPPING_WEEKS
    fill = (1 - np.exp(-cover * japan.sum(1) / left)) / (1 - np.exp(-cover))
    np.testing.assert_allclose(shipped[:, JPN], left * fill, rtol=1e-9)
    np.testing.assert_allclose(shipped[:, CHN], chain.sales[:, CHN], rtol=1e-9)
    assert float(path.flows.imbalance.max()) < ROUNDING


def test_a_ban_and_a_full_extraterritorial_rule_leave_nothing_to_import() -> None:
    ban = Ban(ALWAYS, chinese(MAGNET, to=(USA,)), 1.0)
    rule = Extraterritorial(ALWAYS, chinese(MAGNET, to=(USA,)), 1.0, ((MAGNET, 1.0),))
    frame = worlds.frame(WEEKS)
    path = stepped(Problem(worlds.three_places(), schedule([ban, rule], frame), worlds.rules(1)))
    under_way = path.final.leaving + path.final.arriving
    assert float(under_way[MAGNET, USA, 0]) < 1e-3 * float(under_way[MAGNET, JPN, 0])
    assert float(path.flows.unmet[-1, MAGNET, USA, 0]) > 0.9
    assert float(path.flows.unmet[-1, MAGNET, JPN, 0]) < 0.1


def test_no_tonne_vanishes_when_a_third_place_under_the_rule_controls_too() -> None:
    rule = Extraterritorial(ALWAYS, chinese(MAGNET, to=(USA,)), 1.0, ((MAGNET, 0.5),))
    duty = Tariff(ALWAYS, Reach(1, (LIGHT,), (USA,)), 0.1)
    assert float(run(rule, duty).flows.imbalance.max()) < ROUNDING


@settings(max_examples=8)
@given(withheld=st.floats(0.2, 1.0), most=st.floats(0.05, 1.0))
def test_leaks_let_some_of_the_blocked_through_and_never_more_than_their_most(
    withheld: float, most: float
) -> None:
    reach = chinese(HEAVY, MAGNET)
    leaky = Ban(ALWAYS, reach, withheld, Leakage(most, most, most))
    through = passing(leaky)[:, [HEAVY, MAGNET]][:, :, [USA, JPN]]
    assert (through <= 1 - withheld * (1 - most) + ROUNDING).all()
    assert (through >= 1 - withheld - ROUNDING).all()
    assert (through[8:] > 1 - withheld + 1e-6).all()
    tight = run(Ban(ALWAYS, reach, withheld))
    assert sent(run(leaky))[:, HEAVY, 0, USA].sum() > sent(tight)[:, HEAVY, 0, USA].sum()


def test_leaks_build_up_over_months() -> None:
    leaky = Ban(ALWAYS, chinese(HEAVY), 1.0, Leakage(0.5, 0.5, 0.5))
    through = passing(leaky)[:, HEAVY, USA]
    assert through[0] == pytest.approx(0.0, abs=ROUNDING)
    assert 0.05 < through[8] < 0.8 * through[39]


def test_a_later_control_does_not_close_the_leaks_of_an_earlier_one() -> None:
    leaky = Ban(Span(4.0, 4.0, 39.0), chinese(HEAVY), 1.0, Leakage(0.5, 0.5, 0.5))
    later = Ban(Span(40.0, 40.0, float("inf")), chinese(HEAVY), 1.0)
    both, alone = run(leaky, later), run(leaky)
    np.testing.assert_allclose(both.flows.spot[:39], alone.flows.spot[:39], atol=ROUNDING)


def test_a_threat_moves_risk_and_quotes_and_stops_no_tonne() -> None:
    threat = Threat(Span(10.0, 30.0, float("inf")), chinese(HEAVY, MAGNET), 0.8)
    path = run(threat)
    spot = np.asarray(path.flows.spot[:, :, USA, 0])
    assert np.abs(spot[:10]).max() < ROUNDING
    assert spot[11:30, [HEAVY, MAGNET]].min() > 0.0
    assert spot[10:30, HEAVY].max() > 0.02
    risk = np.asarray(path.quarters.risk[:, HEAVY, 0, USA, 0])
    assert risk[0] == 0.0
    assert (np.diff(risk) > 0).all()
    through = passing(threat)[:, [LIGHT, HEAVY, MAGNET]][:, :, [USA, JPN]]
    np.testing.assert_allclose(through, 1, rtol=1e-12)


def test_a_worse_threat_frightens_more() -> None:
    mild, grave = (run(Threat(ALWAYS, chinese(HEAVY, MAGNET), severity)) for severity in (0.2, 0.9))
    later = slice(4, 26)
    assert (grave.flows.spot[later, HEAVY, USA] > mild.flows.spot[later, HEAVY, USA]).all()
    assert (grave.quarters.risk[1:, HEAVY, 0, USA] > mild.quarters.risk[1:, HEAVY, 0, USA]).all()


def test_an_announced_ban_frightens_before_it_binds() -> None:
    ban = Ban(Span(10.0, 20.0, float("inf")), chinese(MAGNET), 1.0)
    spot = np.asarray(run(ban).flows.spot[:, MAGNET, USA, 0])
    assert np.abs(spot[:10]).max() < ROUNDING
    assert spot[11:20].min() > 0.0
    through = passing(ban)[:, MAGNET, USA]
    np.testing.assert_allclose(through, np.where(np.arange(WEEKS) < 20, 1.0, 0.0), atol=ROUNDING)


@pytest.mark.parametrize(
    "control",
    [
        Ban(Span(26.0, 30.0, float("inf")), chinese(HEAVY), 1.0),
        Tariff(Span(26.0, 26.0, float("inf")), chinese(HEAVY), 1.0),
        Threat(Span(26.0, 30.0, float("inf")), chinese(HEAVY), 1.0),
        Licence(Span(26.0, 30.0, float("inf")), chinese(HEAVY), SURE, level(0.1)),
        SupplyOrder(Span(26.0, 26.0, float("inf")), CHN, (0,), 0.5),
    ],
    ids=lambda control: type(control).__name__,
)
def test_nobody_reacts_before_a_control_is_known(control: AbstractControl) -> None:
    path = run(control)
    assert float(jnp.abs(path.flows.spot[:26]).max()) < ROUNDING
    assert float(jnp.abs(path.flows.spot[26:]).max()) > 1e-3


def test_a_licence_lets_through_what_its_arithmetic_says() -> None:
    approvals = ApprovalPath(
        (0.0, 8.0, 20.0, 30.0), (0.0, 0.0, 0.3, 0.3), (0.0, 0.1, 0.5, 0.9), (0.2, 0.2, 0.8, 1.0)
    )
    special = ApprovalPath((0.0, 40.0), (0.0, 0.2), (0.0, 0.4), (0.0, 0.6))
    licence = Licence(
        span=Span(4.0, 4.0, 45.0, ((33.0, 36.5),)),
        reach=chinese(HEAVY, MAGNET),
        covered=(0.5, 0.7, 0.9),
        approvals=approvals,
        approvals_by=((USA, special),),
        delay=3.0,
        friction=0.4,
        friction_weeks=10.0,
        grace=2.5,
    )
    middle = np.arange(WEEKS) + 0.5
    force = ((middle > 7) & (middle < 45)).astype(float)
    force[6] = 0.5
    force[33:36], force[36] = 0.0, 0.5
    checked = 0.3 * (1 - 0.4 * np.clip(1 - (middle - 4) / 10, 0, 1))
    granted = {
        JPN: np.interp(middle - 3, [0, 8, 20, 30], [0, 0.1, 0.5, 0.9]),
        USA: np.interp(middle - 3, [0, 40], [0, 0.4]),
    }
    through = passing(licence)
    for place, approved in granted.items():
        expected = 1 - force * (1 - (0.7 * approved + checked))
        for good in (HEAVY, MAGNET):
            np.testing.assert_allclose(through[:, good, place], expected, rtol=1e-9)
        np.testing.assert_allclose(through[:, LIGHT, place], 1, rtol=1e-12)


@pytest.mark.parametrize(("rank", "branch"), [(0.05, "low"), (0.5, "central"), (0.95, "high")])
def test_a_future_at_the_edge_of_the_band_takes_the_branch_there(rank: float, branch: str) -> None:
    approvals = ApprovalPath((0.0,), (0.1,), (0.5,), (0.8,))
    licence = Licence(ALWAYS, chinese(HEAVY), (0.6, 0.7, 0.9), approvals)
    through = passing(licence, approval_rank=rank)[:, HEAVY, USA]
    low = 0.9 * 0.1 + 0.1
    central = 0.7 * 0.5 + 0.3
    high = 0.6 * 0.8 + 0.4
    expected = {"low": low, "central": central, "high": high}[branch]
    np.testing.assert_allclose(through, expected, rtol=1e-9)


def test_a_suspension_frees_the_route_in_exactly_its_weeks() -> None:
    span = Span(4.0, 4.0, float("inf"), ((10.0, 16.0), (30.0, 31.25)))
    through = passing(Ban(span, chinese(HEAVY), 1.0))[:, HEAVY, USA]
    expected = np.ones(WEEKS)
    expected[4:10] = expected[16:30] = expected[32:] = 0.0
    expected[31] = 0.25
    np.testing.assert_allclose(through, expected, atol=ROUNDING)


def test_declared_use_keeps_fear_in_the_quote_and_out_of_the_tonnes() -> None:
    def held(declared: bool) -> tuple[float, float]:
        threat = Threat(ALWAYS, chinese(MAGNET), 0.8)
        licence = Licence(ALWAYS, chinese(MAGNET), SURE, level(1.0), declared_use=declared)
        path = run(threat, licence)
        stock = path.quarters.buyer_stock[:3, MAGNET, USA, :, 0].sum(1)
        return float(stock.max() / stock[0]) - 1, float(path.flows.spot[4:26, MAGNET, USA, 0].min())

    (hoarded, _), (declared, quote) = held(False), held(True)
    assert hoarded > 0.1
    assert declared < 0.3 * hoarded
    assert quote > 0.05


@settings(max_examples=8)
@given(cap=st.floats(0.05, 1.0), starts=st.floats(0.0, 20.0))
def test_a_supply_order_caps_output_where_it_is_given(cap: float, starts: float) -> None:
    span = Span(starts, starts, float("inf"))
    path = run(SupplyOrder(span, CHN, (0,), cap))
    mined = np.asarray(path.flows.made[:, ORE, :, 0])
    capacity = np.asarray(worlds.three_places().capacity[0])
    assert (mined[int(np.ceil(starts)) :, CHN] <= cap * capacity[CHN] + ROUNDING).all()
    assert (mined[:, JPN] >= 0.8 * capacity[JPN] - 1e-6).all()


@settings(max_examples=8)
@given(one=st.floats(0.0, 1.0), other=st.floats(0.0, 1.0))
def test_an_order_under_two_controls_needs_both_permissions(one: float, other: float) -> None:
    ban = Ban(ALWAYS, chinese(HEAVY), one)
    licence = Licence(ALWAYS, chinese(HEAVY), SURE, level(other))
    through = passing(ban, licence)[:, HEAVY, [USA, JPN]]
    np.testing.assert_allclose(through, (1 - one) * other, rtol=1e-9, atol=ROUNDING)


@settings(max_examples=6)
@given(one=st.floats(0.0, 1.0), other=st.floats(0.0, 1.0))
def test_two_duties_on_one_route_are_a_duty_on_a_duty(one: float, other: float) -> None:
    reach = chinese(MAGNET, to=(USA,))
    two = run(Tariff(ALWAYS, reach, one), Tariff(ALWAYS, reach, other))
    single = run(Tariff(ALWAYS, reach, (1 + one) * (1 + other) - 1))
    np.testing.assert_allclose(two.flows.spot, single.flows.spot, rtol=0, atol=ROUNDING)


def test_retaliation_stops_both_ways_and_nothing_else() -> None:
    ban = Ban(Span(4.0, 4.0, float("inf")), chinese(HEAVY, to=(JPN,)), 1.0)
    answer = Ban(Span(12.0, 12.0, float("inf")), Reach(1, (HEAVY,), (CHN,)), 1.0)
    path = run(ban, answer)
    tonnes = sent(path)
    for good in (LIGHT, HEAVY, MAGNET):
        for maker, home in ((0, CHN), (1, JPN)):
            for place in (CHN, USA, JPN):
                open_until = {(HEAVY, 0, JPN): 4, (HEAVY, 1, CHN): 12}.get((good, maker, place))
                flow = tonnes[:, good, maker, place] / tonnes[0, good, maker, place]
                assert (flow[:open_until] > 0.2).all(), (good, home, place)
                if open_until is not None:
                    assert flow[open_until:].max() < ROUNDING, (good, home, place)
    assert float(path.flows.imbalance.max()) < ROUNDING
    alone = run(ban)
    np.testing.assert_allclose(path.flows.spot[:12], alone.flows.spot[:12], atol=ROUNDING)
    assert float(path.flows.spot[25, HEAVY, CHN, 0]) > float(alone.flows.spot[25, HEAVY, CHN, 0])


@settings(max_examples=12)
@given(
    withheld=st.floats(0.0, 1.0),
    rate=st.floats(0.0, 3.0),
    granted=st.floats(0.0, 1.0),
    licences=st.floats(0.0, 3.0),
    cap=st.floats(0.05, 1.2),
    most=st.floats(0.0, 1.0),
    dates=st.lists(st.floats(0.0, 40.0), min_size=5, max_size=5),
)
def test_mass_closes_and_stocks_stay_positive_under_any_mix_of_controls(
    withheld: float,
    rate: float,
    granted: float,
    licences: float,
    cap: float,
    most: float,
    dates: list[float],
) -> None:
    spans = [Span(max(day - 2.0, 0.0), day, day + 30.0, ((day + 5.0, day + 9.5),)) for day in dates]
    path = run(
        Ban(spans[0], chinese(HEAVY), withheld, Leakage(0.0, most / 2, most)),
        Tariff(spans[1], Reach(1, (MAGNET,), (CHN,)), rate),
        Licence(spans[2], chinese(MAGNET), SURE, level(granted), friction=0.3),
        SupplyOrder(spans[3], CHN, (0, 1), cap),
        pool((licences * HALF_YEAR, licences * HALF_YEAR), goods=(LIGHT,)),
        pools=1,
    )
    assert bool(path.sound.all())
    assert float(path.flows.imbalance.max()) < ROUNDING
    assert float(path.flows.from_sender.min()) >= 0.0
    assert float(path.quarters.quota_left.min()) >= 0.0
    assert float(path.quarters.licence_price.min()) >= 0.0


@pytest.mark.parametrize(
    ("withheld", "horizons"),
    [
        pytest.param((0.4, 0.9), (0.0, 10.0), id="two bans"),
        pytest.param(
            (0.1, 0.25, 0.5, 0.75, 0.9, 1.0),
            (1.0, 3.0),
            id="many bans",
            marks=pytest.mark.study,
        ),
    ],
)
def test_a_tighter_ban_never_helps_the_target_at_rest(
    withheld: tuple[float, ...], horizons: tuple[float, ...]
) -> None:
    chain, rules = worlds.three_places(), worlds.rules(1)
    goods = [HEAVY, MAGNET]
    for horizon in horizons:
        quote, use = np.zeros((2, 1)), np.asarray(chain.use)[goods, USA, None]
        for share in withheld:
            ban = worlds.embargo(1, share, 0.0)
            week = jax.tree.map(lambda leaf: leaf[0], ban.weeks)
            found = equilibrium(chain, rules, week, ban.terms, MeritOrder(), horizon)
            assert bool(found.converged)
            dearer = np.asarray(found.flows.spot)[goods, USA]
            less = np.asarray(found.flows.use)[goods, USA]
            assert (dearer > quote + 1e-3).all()
            assert (less < use - 1e-3).all()
            quote, use = dearer, less


def test_a_full_stop_of_a_process_keeps_the_path_sound() -> None:
    assert bool(run(SupplyOrder(ALWAYS, CHN, (1,), 0.0)).sound.all())
