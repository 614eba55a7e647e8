"""What moves over the years: stocks, sources, thrift, users and memory."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from backfire.model.adaptation import Outlook
from backfire.model.controls import Ban, Dumping, Reach, Span, Stockpile, Threat
from backfire.model.market import margins
from tests import worlds
from tests.model.adaptation.plants import (
    CHN,
    HEAVY,
    JPN,
    LIGHT,
    MAGNET,
    PRESS,
    USA,
    states,
    traded,
)

FOREVER = float("inf")
CHINESE = Reach(sender=0, goods=(LIGHT, HEAVY, MAGNET), places=(USA, JPN))


def ban(starts: float, ends: float = FOREVER, withheld: float = 1.0) -> Ban:
    return Ban(Span(starts, starts, ends), CHINESE, withheld)


def stockpile(starts: float = 0.0, target: float = 0.5) -> Stockpile:
    span = Span(starts, starts, FOREVER)
    return Stockpile(span, (HEAVY, MAGNET), (USA,), target=target, buying=0.5)


def test_mass_closes_while_a_stockpile_is_bought_and_released() -> None:
    path = traded(stockpile(), ban(104.0), weeks=208)
    reserve = states(path).reserve[:, MAGNET, USA, 0]
    assert reserve[7] > 0.3 * 0.5 * float(worlds.three_places().use[MAGNET, USA])
    assert reserve[-1] < 0.2 * reserve[7]
    assert (reserve >= 0).all()
    assert float(path.flows.imbalance.max()) < 1e-9
    assert bool(path.sound.all())


def test_a_stockpile_helps_users_through_an_embargo() -> None:
    with_it, without = (
        np.asarray(traded(*moves, weeks=208).flows.unmet)[104:, MAGNET, USA, 0]
        for moves in ((stockpile(), ban(104.0)), (ban(104.0),))
    )
    assert with_it[:26].sum() < 0.7 * without[:26].sum()


def test_a_stockpile_is_not_bought_while_users_are_short() -> None:
    late = traded(stockpile(52.0), ban(4.0), weeks=104)
    calm = traded(stockpile(52.0), weeks=104)
    spent, unmet = np.asarray(late.flows.accounts.storing)[:, USA, 0], np.asarray(late.flows.unmet)
    assert (unmet[52:, [HEAVY, MAGNET], USA, 0] > 0.3).all()
    assert spent.max() == 0.0
    assert float(calm.flows.accounts.storing[60, USA, 0]) > 0.0


@pytest.mark.study
def test_a_store_pays_for_what_goes_into_it() -> None:
    """A little more: money is due when goods set out, and some land on the shelves of users."""
    path, chain = traded(stockpile(), weeks=520), worlds.three_places()
    spent = float(path.flows.accounts.storing[:, USA].sum()) / 52
    stored = float((path.final.reserve[:, USA, 0] * chain.price).sum())
    assert stored < spent < 1.25 * stored


@pytest.mark.study
def test_dumping_lowers_margins_outside_and_raises_the_share_of_the_sender() -> None:
    chain = worlds.three_places()
    reach = Reach(sender=0, goods=(MAGNET,), places=(USA, JPN))
    dumped = traded(Dumping(Span(0.0, 0.0, FOREVER), reach, 0.3), weeks=156)
    last, flows = dumped.final, dumped.flows
    margin = margins(chain, last, np.exp(last.agreed), np.exp(last.billed))[PRESS, :, 0]
    share = np.asarray(flows.from_sender[:, MAGNET, 0, USA, 0] / flows.bought[:, MAGNET, USA, 0])
    made = np.asarray(flows.made)[:, MAGNET, :, 0]
    assert float(margin[JPN]) < -0.03 < 0.0 < float(margin[CHN])
    assert (share > float(chain.share[MAGNET, USA, CHN]) + 0.015).all()
    assert made[-1, JPN] < 0.99 * made[0, JPN]
    assert made[-1, CHN] > 1.01 * made[0, CHN]
    assert (np.asarray(flows.accounts.dumping) > 0).all()


@pytest.mark.study
def test_buyers_come_to_accept_new_capacity_in_their_own_time() -> None:
    chain, quarters = worlds.three_places(), 24
    still = Outlook.still(chain, quarters)
    opened = replace(still, arrivals=still.arrivals.at[4, PRESS, JPN].set(6.25))
    accepted: dict[float, np.ndarray] = {}
    for years in (0.5, 2.0):
        path = traded(
            weeks=13 * quarters,
            pace=worlds.pace(ramp_yield=1.0, exit_rate=0.0, entry_rate=0.0),
            outlook=opened,
            qualification_time=years,
        )
        accepted[years] = states(path).qualified[:, MAGNET, JPN, 0]
        able = states(path).structure.able[:, PRESS, JPN, 0]
        np.testing.assert_allclose(able[5:], 2 * able[0], rtol=1e-9)
        np.testing.assert_allclose(accepted[years][:5], 1.0, rtol=1e-9)
        since = 0.25 * np.arange(quarters - 3)
        np.testing.assert_allclose(accepted[years][4:], 2 - np.exp(-since / years), rtol=1e-3)
    assert accepted[2.0][6] < accepted[0.5][6] < 2.0


def test_thrift_comes_faster_than_it_goes() -> None:
    saved = states(traded(ban(0.0, 156.0), weeks=312)).intensity[:, HEAVY, USA, 0]
    lowest = int(saved.argmin())
    assert saved[lowest] < -0.1
    assert 12 <= lowest <= 20
    fell, back = saved[0] - saved[lowest], saved[-1] - saved[lowest]
    assert 0.0 < back < 0.5 * fell * (len(saved) - 1 - lowest) / lowest


@pytest.mark.study
def test_users_move_to_the_sender_and_back() -> None:
    moving, staying = (
        traded(ban(0.0, 156.0), weeks=780, relocation_rate=rate) for rate in (0.1, 0.0)
    )
    gone = states(moving).relocated[:, MAGNET, 0, :, 0]
    assert (gone[:, CHN] == 0).all()
    assert gone[12, USA] > 0.02
    assert (np.diff(gone[:13, USA]) > 0).all()
    assert (np.diff(gone[13:, USA]) < 0).all()
    assert gone[-1, USA] < 0.6 * gone[12, USA]
    used, usual = (
        np.asarray(path.flows.final)[150:156, MAGNET, CHN, 0].mean() for path in (moving, staying)
    )
    assert used > 1.01 * usual


@pytest.mark.parametrize("memory", [2.0, 6.0])
def test_buyers_forget_when_a_threat_is_gone(memory: float) -> None:
    threat = Threat(Span(0.0, 0.0, 26.0), CHINESE, 0.8)
    risk = states(traded(threat, weeks=260, risk_memory=memory)).risk[2:, MAGNET, 0, USA, 0]
    assert risk[0] > 0.3
    np.testing.assert_allclose(
        risk, risk[0] * np.exp(-0.25 * np.arange(len(risk)) / memory), rtol=1e-3
    )
