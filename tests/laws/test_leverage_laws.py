"""What must be true of leverage and of plants that come and go, whatever the figures are."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, NamedTuple

import equinox as eqx
import jax
import jax.numpy as jnp
import numpy as np
import pytest

from backfire.data import read_parameters
from backfire.model.adaptation import Outlook, Pace
from backfire.model.chain import Chain
from backfire.model.controls import (
    AbstractControl,
    Ban,
    Funding,
    PriceFloor,
    Reach,
    Schedule,
    Span,
    Stockpile,
    Subsidy,
    schedule,
)
from backfire.model.leverage import Ledger, ledger, leverage
from backfire.model.market import Flows, Rules, steady_state
from backfire.model.rollout import Path, Problem, rollout
from backfire.questions.prepare._rules import draw_rules, pace_of, rules_of
from tests import worlds

CHN, USA, JPN = 0, 1, 2
LIGHT, HEAVY, MAGNET = 1, 2, 3
MINE, SEPARATE, PRESS = 0, 1, 2
FOREVER = float("inf")
YEAR = 52
WEEKS, QUARTERS = 10 * YEAR, 40
DRAWS = 16
"""Every batch has this size and length, so that the years are compiled once."""
RATE = 0.03
"""Discount rate."""


class Kept(NamedTuple):
    """What these laws look at in a week."""

    ledger: Ledger
    imbalance: Any
    spot: Any
    use: Any


class Cost(NamedTuple):
    """What hangs on the goods: exposure of the targets, cost to the sender, exposure by place."""

    target: Any
    sender: Any
    place: Any


def kept(flows: Flows) -> Kept:
    return Kept(ledger(flows), flows.imbalance, flows.spot, flows.use)


def ban(
    starts: float,
    ends: float = FOREVER,
    withheld: float = 1.0,
    to: tuple[int, ...] = (USA, JPN),
) -> Ban:
    return Ban(Span(starts, starts, ends), Reach(0, (LIGHT, HEAVY, MAGNET), to), withheld)


def policy(*controls: AbstractControl, sender: int = CHN, weeks: int = WEEKS) -> Schedule:
    """What happens; a ban that never begins keeps the shape of all schedules the same."""
    frame = replace(worlds.frame(weeks), senders=(sender,))
    return schedule([ban(FOREVER), *controls], frame)


@pytest.fixture(scope="module")
def prior() -> tuple[Rules, Pace]:
    """Sixteen futures with the ranges of the prior."""
    jax.config.update("jax_enable_x64", True)
    drawn = draw_rules(read_parameters("prior"), DRAWS, 1)
    return rules_of(drawn, "float64"), pace_of(drawn, "float64")


def growing(chain: Chain, yearly: float = 0.06, quarters: int = QUARTERS) -> Outlook:
    """Users who grow, presses that follow them, and a sender who plans for a part of it."""
    still = Outlook.still(chain, quarters)
    grown = jnp.exp(yearly * 0.25 * jnp.arange(quarters))
    return replace(
        still,
        demand=still.demand * grown[:, None, None],
        trend=still.trend.at[:, PRESS, :].set(yearly),
        plan=still.plan.at[:, :PRESS, CHN].set(yearly),
    )


def gone(
    given: Schedule,
    rules: Rules | None = None,
    pace: Pace | None = None,
    chain: Chain | None = None,
    outlook: Outlook | None = None,
    stored: float = 0.0,
) -> Path:
    """Years of trade of the small world with plants that come and go.

    Parameters
    ----------
    stored
        Strategic stock of every good and target at the start, in years of use.
    """
    world = chain or worlds.three_places()
    asked = Problem(
        world,
        given,
        rules or worlds.rules(DRAWS),
        pace=pace or worlds.pace(DRAWS),
        outlook=outlook or Outlook.still(world, QUARTERS),
    )
    rest = steady_state(world, asked.rules.wide(), given.terms)
    full = rest.reserve + stored * world.use.at[:, CHN].set(0.0)[:, :, None]
    start = eqx.tree_at(lambda state: state.reserve, rest, full)
    return rollout(strong(asked), strong(start), kept)


def strong(asked: Any) -> Any:
    """The same with types that do not follow those they meet, so that it is compiled once."""
    return jax.tree.map(
        lambda leaf: jnp.asarray(leaf, leaf.dtype) if eqx.is_array(leaf) else leaf, asked
    )


def weights(starts: float, horizon: int = YEAR) -> jax.Array:
    """Part of each week in the horizon of a control, times its discount factor."""
    week = np.arange(WEEKS)
    inside = (week >= starts) & (week < starts + horizon)
    return jnp.asarray(inside * (1 + RATE) ** -(np.maximum(week + 0.5 - starts, 0) / YEAR))


def cost(
    held: Path,
    free: Path,
    starts: float = 4.0,
    sender: int = CHN,
    targets: tuple[int, ...] = (USA, JPN),
    horizon: int = YEAR,
) -> Cost:
    """What a control that starts in a week would cost over its horizon."""
    found = leverage(held.flows.ledger, free.flows.ledger, weights(starts, horizon))
    own = found.foregone(sender) + found.exposed[sender]
    return Cost(found.exposed[jnp.array(targets)].sum(0), own, found.exposed)


USED = ban(4.0, 56.0)
"""The use of the control for a year, from the fourth week on."""


@pytest.fixture(scope="module")
def both(prior: tuple[Rules, Pace]) -> tuple[Path, Path]:
    """Sixteen futures of a growing world in which the control is used for a year, and is not."""
    coming = growing(worlds.three_places())
    held, free = (gone(policy(*moves), *prior, outlook=coming) for moves in ((USED,), ()))
    return held, free


def outside(path: Path) -> np.ndarray:
    """Capacity of USA and JPN together, by quarter, process and future."""
    return np.asarray(path.quarters.structure.capacity)[:, :, [USA, JPN]].sum(2)


@pytest.mark.parametrize("yearly", [0.0, 0.03, 0.06])
def test_where_nobody_fails_a_use_never_leaves_less_capacity_outside(
    yearly: float, prior: tuple[Rules, Pace]
) -> None:
    rules, pace = prior[0], replace(prior[1], exit_rate=jnp.zeros(DRAWS))
    coming = growing(worlds.three_places(), yearly)
    used, unused = (
        outside(gone(policy(*moves), rules, pace, outlook=coming)) for moves in ((USED,), ())
    )
    assert (used >= unused * (1 - 1e-12)).all()
    assert (used[-1] > 1.001 * unused[-1])[SEPARATE].all()


def test_a_sender_that_makes_nothing_has_no_leverage(prior: tuple[Rules, Pace]) -> None:
    nobody = worlds.three_places(0.0)
    held, free = (gone(policy(*moves), *prior, chain=nobody) for moves in ((USED,), ()))
    found, at_stake = cost(held, free), float(nobody.value_added[:, [USA, JPN]].sum())
    assert float(jnp.abs(found.target).max()) < 1e-8 * at_stake
    assert float(jnp.abs(found.sender).max()) < 1e-8 * at_stake


SHARES = np.array([0.1, 0.4, 0.6, 0.8, 0.9, 0.999])


@pytest.fixture(scope="module")
def by_share(prior: tuple[Rules, Pace]) -> dict[int, np.ndarray]:
    """Leverage by share of the sender and future, for controls of a quarter and of a year."""
    found: dict[int, list[np.ndarray]] = {13: [], YEAR: []}
    for share in SHARES:
        chain = worlds.three_places(float(share))
        free = gone(policy(), *prior, chain=chain)
        for weeks, losses in found.items():
            held = gone(policy(ban(4.0, 4.0 + weeks)), *prior, chain=chain)
            losses.append(np.asarray(cost(held, free, horizon=weeks).target))
    return {weeks: np.array(losses) for weeks, losses in found.items()}


@pytest.mark.parametrize("weeks", [13, YEAR])
def test_leverage_grows_faster_than_the_share_of_the_sender(
    weeks: int, by_share: dict[int, np.ndarray]
) -> None:
    per_percent = np.diff(np.log(by_share[weeks]), axis=0) / np.diff(np.log(SHARES))[:, None]
    assert (per_percent > 1).all()


def test_the_last_percent_of_the_world_counts_most_while_there_are_stocks(
    by_share: dict[int, np.ndarray],
) -> None:
    """In a control of a year that no longer holds: what is left to lose runs out near one."""
    slope = np.diff(by_share[13], axis=0) / np.diff(SHARES)[:, None]
    assert (np.diff(slope, axis=0) > 0).all()


def test_more_cover_means_less_leverage() -> None:
    rules = replace(worlds.rules(DRAWS), cover_scale=jnp.linspace(0.5, 2.0, DRAWS))
    found = cost(gone(policy(USED), rules), gone(policy(), rules))
    assert (jnp.diff(found.target) < 0).all()


def test_more_in_store_means_less_leverage(prior: tuple[Rules, Pace]) -> None:
    found = []
    for years in (0.0, 0.1, 0.3, 0.6):
        where = ((LIGHT, HEAVY, MAGNET), (USA, JPN))
        store = Stockpile(Span(0.0, 0.0, FOREVER), *where, target=years, buying=1.0)
        held, free = (gone(policy(store, *moves), *prior, stored=years) for moves in ((USED,), ()))
        found.append(np.asarray(cost(held, free).target))
    assert (np.diff(found, axis=0) < 0).all()


def permuted(chain: Chain, order: list[int]) -> Chain:
    by_place = {
        name: jnp.take(getattr(chain, name), jnp.array(order), axis=axis)
        for name, axis in (
            *((name, 1) for name in ("kept", "capacity", "utilisation", "use", "cover")),
            *((name, 1) for name in ("lead", "affinity", "plant_cost", "value_added")),
            ("final_use", 2),
            ("transit", 0),
        )
    }
    share = chain.share[:, jnp.array(order)][:, :, jnp.array(order)]
    return replace(chain, share=share, **by_place)


def permuted_outlook(coming: Outlook, order: list[int]) -> Outlook:
    return jax.tree.map(lambda leaf: jnp.take(leaf, jnp.array(order), axis=2), coming)


def assert_permuted(other: Cost, one: Cost, order: list[int]) -> None:
    np.testing.assert_allclose(other.target, one.target, rtol=1e-9)
    np.testing.assert_allclose(other.sender, one.sender, rtol=1e-9)
    largest = float(one.target.max())
    assert largest > 1e9
    np.testing.assert_allclose(other.place, one.place[jnp.array(order)], atol=1e-9 * largest)


def test_sender_and_target_change_their_answers_when_they_change_their_names(
    prior: tuple[Rules, Pace], both: tuple[Path, Path]
) -> None:
    order = [USA, CHN, JPN]
    chain = worlds.three_places()
    world = permuted(chain, order), permuted_outlook(growing(chain), order)
    held, free = (
        gone(policy(*moves, sender=1), *prior, *world)
        for moves in ((ban(4.0, 56.0, to=(0, JPN)),), ())
    )
    mirrored = cost(held, free, sender=1, targets=(0, JPN))
    assert_permuted(mirrored, cost(*both), order)


def test_places_that_change_their_names_change_their_answers(
    prior: tuple[Rules, Pace], both: tuple[Path, Path]
) -> None:
    order = [CHN, JPN, USA]
    chain = worlds.three_places()
    world = permuted(chain, order), permuted_outlook(growing(chain), order)
    held, free = (gone(policy(*moves), *prior, *world) for moves in ((USED,), ()))
    assert_permuted(cost(held, free), cost(*both), order)


def test_withholding_nothing_is_no_leverage_at_all(
    prior: tuple[Rules, Pace], both: tuple[Path, Path]
) -> None:
    held = gone(policy(ban(4.0, 56.0, 0.0)), *prior, outlook=growing(worlds.three_places()))
    found = cost(held, both[1])
    for loss in (found.target, found.sender, found.place):
        assert not np.asarray(loss).any()


def test_no_tonne_appears_or_vanishes_while_plants_come_and_go(both: tuple[Path, Path]) -> None:
    capacity = outside(both[0])[:, SEPARATE]
    assert (capacity[-1] > 1.01 * capacity[0]).all()
    for path in both:
        assert float(path.flows.imbalance.max()) < 1e-9


def test_nothing_moves_in_ten_years_of_rest_although_plants_could(
    prior: tuple[Rules, Pace],
) -> None:
    chain, path = worlds.three_places(), gone(policy(), *prior)
    use, capacity = (np.asarray(array)[None, ..., None] for array in (chain.use, chain.capacity))
    drift = 1e-6
    assert float(jnp.abs(path.flows.spot).max()) < drift
    assert (np.abs(path.flows.use - use) <= drift * use).all()
    assert (np.abs(path.quarters.structure.capacity - capacity) <= drift * capacity).all()
    assert float(jnp.abs(path.final.structure.cash).max()) < drift
    assert float(path.final.structure.building.max()) < drift


def test_ten_times_the_money_is_ten_times_the_loss_and_the_same_tonnes(
    prior: tuple[Rules, Pace],
) -> None:
    chain = worlds.three_places()
    money = ("price", "processing_cost", "plant_cost", "value_added")

    def priced(level: float) -> tuple[Path, Cost]:
        world = replace(chain, **{name: level * getattr(chain, name) for name in money})
        instruments = (
            PriceFloor(Span(0, 0, FOREVER), (HEAVY, MAGNET), (JPN,), level=level * 250e3),
            Subsidy(Funding(Span(0, 0, 104.0), (SEPARATE,), (JPN,), level * 5e5, 0.8)),
            Stockpile(Span(0, 0, FOREVER), (MAGNET,), (USA,), target=0.2, buying=1.0),
        )
        held, free = (
            gone(policy(*instruments, *moves), *prior, world, growing(world))
            for moves in ((USED,), ())
        )
        return held, cost(held, free)

    (one, loss), (ten, dearer) = priced(1.0), priced(10.0)
    assert float(one.flows.ledger.spent.max()) > 1e4
    np.testing.assert_allclose(dearer.target, 10 * loss.target, rtol=1e-9)
    np.testing.assert_allclose(dearer.sender, 10 * loss.sender, rtol=1e-9)
    np.testing.assert_allclose(
        ten.flows.ledger.spent, 10 * one.flows.ledger.spent, rtol=1e-6, atol=1.0
    )
    np.testing.assert_allclose(ten.flows.ledger.made, one.flows.ledger.made, atol=1e-9)
    for mine, theirs in zip(outside(ten), outside(one), strict=True):
        np.testing.assert_allclose(mine, theirs, rtol=1e-9)


def test_a_future_does_not_see_the_others_of_its_batch(
    prior: tuple[Rules, Pace], both: tuple[Path, Path]
) -> None:
    for number in (0, 7):
        alone = jax.tree.map(lambda leaf, n=number: jnp.repeat(leaf[n : n + 1], DRAWS), prior)
        path = gone(policy(USED), *alone, outlook=growing(worlds.three_places()))
        for mine, theirs in zip(
            jax.tree.leaves((path.flows, path.final)),
            jax.tree.leaves((both[0].flows, both[0].final)),
            strict=True,
        ):
            np.testing.assert_allclose(mine[..., 3], theirs[..., number], rtol=1e-9, atol=1e-9)


@pytest.mark.parametrize(
    "draws", [512, pytest.param(10_000, marks=pytest.mark.study)], ids=["512", "10000"]
)
def test_every_future_of_the_prior_stays_sound_through_an_embargo_and_after_it(
    draws: int,
) -> None:
    chain = worlds.three_places()
    given, coming = policy(ban(4.0, 160.0)), growing(chain)
    drawn = draw_rules(read_parameters("prior"), draws, 2)
    for first in range(0, draws, DRAWS):
        some = {name: values[first : first + DRAWS] for name, values in drawn.items()}
        rules, pace = rules_of(some, "float64"), pace_of(some, "float64")
        path = gone(given, rules, pace, outlook=coming)
        assert bool(path.sound.all())
        assert bool((path.quarters.structure.capacity >= 0).all())


SLOPES = ("cover_scale", "demand_elasticity_long", "risk_memory", "entry_rate", "growth_scale")


@pytest.mark.study
def test_slopes_of_leverage_after_four_years_are_what_differences_say() -> None:
    """Each future of the batch is the central one with another of its parameters moved."""
    coming = growing(worlds.three_places())

    def target(moved: jax.Array) -> jax.Array:
        rules, pace = worlds.rules(DRAWS), worlds.pace(DRAWS)
        for row, name in enumerate(SLOPES):
            some = rules if hasattr(rules, name) else pace
            value = getattr(some, name).at[row].multiply(1 + moved[row])
            some = replace(some, **{name: value})
            rules, pace = (some, pace) if hasattr(rules, name) else (rules, some)
        again = ban(208.0, 260.0)
        held, free = (
            gone(policy(*moves), rules, pace, outlook=coming) for moves in ((USED, again), (USED,))
        )
        return cost(held, free, 208.0).target[: len(SLOPES)]

    here, small = jnp.zeros(len(SLOPES)), 1e-4
    _, slope = jax.jvp(target, (here,), (here + 1,))
    differences = (target(here + small) - target(here - small)) / (2 * small)
    assert float(jnp.abs(slope).min()) > 1e5
    np.testing.assert_allclose(slope, differences, rtol=1e-3)
