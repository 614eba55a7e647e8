"""Plants whose owners run out of money close, stand idle and come back."""

from __future__ import annotations

from dataclasses import replace

import jax
import jax.numpy as jnp
import numpy as np
import pytest

from backfire.model.adaptation import Outlook
from backfire.model.chain import Structure
from backfire.model.controls import PriceFloor, Span
from tests import worlds
from tests.model.adaptation.plants import (
    CHN,
    JPN,
    MAGNET,
    PRESS,
    QUARTER,
    SEPARATE,
    USA,
    at_prices,
    structures,
)

SLUMP = -0.5
"""Log price of everything: what producers earn falls, what they pay does not."""
NEW = 5.0
"""Presses that open in CHN and JPN at the start and are not paid for, t/yr each."""


def slumped(
    turns: int = 80, logs: float = SLUMP, floor: PriceFloor | None = None, **changes: float
) -> Structure:
    """Old and new plants when producers earn less."""
    still = Outlook.still(worlds.three_places(), turns)
    opened = still.arrivals.at[0, PRESS, CHN].set(NEW).at[0, PRESS, JPN].set(NEW)
    outlook = replace(still, arrivals=opened)
    pace = worlds.pace(**changes)
    return structures(at_prices(agreed=logs), turns, pace, control=floor, outlook=outlook)


def carried_on(structure: Structure, logs: float, turns: int) -> Structure:
    """The same plants at other prices."""
    last = jax.tree.map(lambda leaf: jnp.asarray(leaf[-1]), structure)
    return structures(replace(at_prices(agreed=logs), structure=last), turns)


def test_a_plant_with_debts_closes_when_losses_have_lasted_longer_than_its_cash() -> None:
    found = slumped()
    capacity, cash = found.capacity[1:, PRESS, JPN, 0], found.cash[1:, PRESS, JPN, 0]
    broke = int(np.argmax(cash < -worlds.CENTRAL_PACE["cash_cover"]))
    assert broke > 1
    assert (np.diff(cash[:broke]) < 0).all()
    assert (capacity[: broke + 1] == capacity[0]).all()
    assert (np.diff(capacity[broke : broke + 20]) < 0).all()
    assert capacity[-1] < capacity[0] - 0.5 * NEW


def test_a_plant_that_is_paid_for_stands_through_any_slump() -> None:
    found = structures(at_prices(agreed=2 * SLUMP), 80)
    assert (found.cash[-1, PRESS, [CHN, JPN], 0] < -2).all()
    np.testing.assert_array_equal(found.capacity[-1], found.capacity[0])
    assert (found.idle == 0).all()


@pytest.mark.parametrize("cover", [0.5, 1.0, 2.0])
def test_more_cash_keeps_a_plant_open_for_longer(cover: float) -> None:
    shorter, longer = (slumped(cash_cover=years) for years in (cover, cover + 0.5))
    first, later = (int(np.argmax(found.idle[:, PRESS, JPN, 0] > 0)) for found in (shorter, longer))
    assert 0 < first < later


def test_what_closes_stands_idle_and_nothing_is_lost() -> None:
    found = slumped()
    whole = (found.capacity + found.idle)[1:]
    np.testing.assert_allclose(whole, whole[:1].repeat(len(whole), 0), rtol=1e-12)
    assert (found.idle[-1, PRESS, [CHN, JPN], 0] > 0.5 * NEW).all()


def test_idle_plants_reopen_when_margins_recover_and_ramp_up_anew() -> None:
    closed = slumped()
    better = carried_on(closed, 0.5, 40)
    idle, capacity = better.idle[:, PRESS, JPN, 0], better.capacity[:, PRESS, JPN, 0]
    able = better.able[:, PRESS, JPN, 0]
    assert (np.diff(idle) < 0).all()
    assert idle[-1] < 0.3 * idle[0]
    assert capacity[-1] > capacity[0] + 0.7 * idle[0]
    assert able[8] < capacity[8] - 0.1


def test_idle_plants_stay_idle_while_margins_are_only_usual() -> None:
    usual = carried_on(slumped(), 0.0, 40)
    assert (np.diff(usual.idle[:, PRESS, JPN, 0]) >= 0).all()


def floor_of(covered: float) -> PriceFloor:
    """The baseline price of magnets, for producers in JPN."""
    level = float(worlds.three_places().price[MAGNET])
    return PriceFloor(Span(0.0, 0.0, float("inf")), (MAGNET,), (JPN,), level, covered)


def test_a_price_floor_keeps_plants_open_where_it_holds_and_nowhere_else() -> None:
    found, without = slumped(floor=floor_of(1.0)), slumped()
    assert (found.idle[:, PRESS, JPN] == 0).all()
    assert (found.capacity[1:, PRESS, JPN] == found.capacity[1, PRESS, JPN]).all()
    assert without.idle[-1, PRESS, JPN, 0] > 0.0
    np.testing.assert_array_equal(found.idle[:, :, CHN], without.idle[:, :, CHN])
    np.testing.assert_array_equal(found.cash[:, SEPARATE], without.cash[:, SEPARATE])


def test_half_a_floor_helps_less_than_a_whole_one() -> None:
    cash = [
        float(slumped(8, floor=floor_of(covered)).cash[-1, PRESS, JPN, 0])
        for covered in (0.0, 0.5, 1.0)
    ]
    assert cash[0] < cash[1] < cash[2] < 0.0


def test_an_entrant_fails_at_prices_that_old_plants_live_with() -> None:
    """Debt and the years of ramping up are losses that only new plants have."""
    still = Outlook.still(worlds.three_places(), 80)
    opened = replace(still, arrivals=still.arrivals.at[0, PRESS, USA].set(5.0))
    pace = worlds.pace(debt_burden=0.6, cash_cover=1.0)
    found = structures(at_prices(), 80, pace, outlook=opened)
    assert found.idle[-1, PRESS, USA, 0] > 0.0
    np.testing.assert_allclose(found.cash[:, PRESS, [CHN, JPN]], 0.0, atol=1e-12)


def test_owners_win_back_their_cash_when_losses_end() -> None:
    hurt = structures(at_prices(agreed=-0.2), 8)
    healed = carried_on(hurt, 0.0, 40)
    cash = healed.cash[:, PRESS, JPN, 0]
    kept = 1 - QUARTER / worlds.CENTRAL_PACE["refinancing"]
    assert cash[0] < 0
    np.testing.assert_allclose(cash, cash[0] * kept ** np.arange(41), rtol=1e-9)
