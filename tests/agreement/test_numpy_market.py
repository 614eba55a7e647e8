"""The compiled market and the same equations in plain NumPy, on the edition that is shipped."""

import dataclasses

import jax
import jax.numpy as jnp
import numpy as np
import pytest
from benchmarks import numpy_market, numpy_world

from backfire import data
from backfire.model import controls as model
from backfire.model.adaptation import Outlook
from backfire.model.rollout import Problem, rollout
from backfire.questions.prepare import prepare
from backfire.questions.prepare._rules import draw_rules, pace_of, rules_of
from backfire.questions.run._run import Run
from backfire.scenario import read_scenario
from tests import worlds

WEEKS, DRAWS = 39, 3
CLOSE = 1e-9
MONEY = ("profit", "processing", "lost", "guarantees", "storing", "dumping")
PLANTS = tuple(field.name for field in dataclasses.fields(numpy_world.Plants))
WEEKLY = {
    "prices": ("spot", "contract"),
    "use": ("use", "final", "unmet", "made"),
    "shipments": ("shipped", "bought", "from_sender"),
    "accounts": MONEY,
}
GROUPS = (*WEEKLY, "stocks and beliefs", "plants")
groups = pytest.mark.parametrize("group", GROUPS)


@pytest.fixture(scope="module", autouse=True)
def in_double_precision():
    jax.config.update("jax_enable_x64", True)


def both(problem, drawn):
    """Every future of a problem: compiled, and one at a time in NumPy."""
    plain = [
        numpy_market.roll(
            problem.chain,
            problem.schedule,
            {name: column[n] for name, column in drawn.items()},
            len(problem.schedule.weeks.standing),
            outlook=None if problem.pace is None else of_future(problem.outlook, n),
            turn_weeks=problem.turn_weeks,
        )
        for n in range(DRAWS)
    ]
    return rollout(problem), plain


def of_future(outlook, number):
    mine = min(number, outlook.arrivals.shape[-1] - 1)
    return dataclasses.replace(outlook, arrivals=outlook.arrivals[..., mine : mine + 1])


def pairs(path, plain, group):
    """Name, compiled figure and plain figure; the future is the last axis."""
    states = jax.tree.map(lambda some, last: jnp.concatenate([some, last[None]]), *ends(path))
    for name in WEEKLY.get(group, ()):
        holder = path.flows.accounts if group == "accounts" else path.flows
        theirs = np.stack([weekly[name] for weekly, _ in plain], axis=-1)
        yield name, np.asarray(getattr(holder, name)), theirs
    if group == "stocks and beliefs":
        for name in numpy_world.WEEKLY:
            theirs = [np.stack([getattr(s, name) for s in turns]) for _, turns in plain]
            yield name, np.asarray(getattr(states, name)), np.stack(theirs, axis=-1)
    if group == "plants":
        for name in PLANTS:
            theirs = [np.stack([getattr(s.structure, name) for s in turns]) for _, turns in plain]
            yield name, np.asarray(getattr(states.structure, name)), np.stack(theirs, axis=-1)


def ends(path):
    return path.quarters, path.final


def assert_agreement(path, plain, group):
    """To one part in a billion of the largest figure of each good, process or pool."""
    for name, mine, theirs in pairs(path, plain, group):
        if not theirs.size:
            continue
        size = np.abs(theirs)
        rows = size.max(tuple(axis for axis in range(theirs.ndim) if axis != 1), keepdims=True)
        scale = np.maximum(rows, 1e-3 * size.max()) + np.finfo(float).tiny
        apart = np.abs(mine - theirs) / scale
        assert apart.max() < CLOSE, f"{name}: {apart.max():.1e} apart"


def moved(plain, name):
    """Largest difference of a weekly figure between the futures."""
    theirs = np.stack([weekly[name] for weekly, _ in plain], axis=-1)
    return np.abs(theirs - theirs[..., :1]).max()


def real(question, adaptation=False):
    """A problem on the edition that is shipped, and the draws behind it."""
    run = Run.of(prepare(question), "float64", DRAWS)
    problem = Problem(run.chain, run.schedule, rules_of(run.values, "float64"))
    if adaptation:
        pace, outlook = pace_of(run.values, "float64"), run.outlook(np.arange(DRAWS))
        problem = dataclasses.replace(problem, pace=pace, outlook=outlook)
    return problem, run.values


@pytest.fixture(scope="module")
def controls_of_2025():
    return both(*real(read_scenario("rare-earths-2025").but(draws=DRAWS, ends="2025-09-30")))


@groups
def test_every_week_of_the_controls_of_2025_agrees(controls_of_2025, group):
    path, plain = controls_of_2025
    assert len(path.flows.spot) == WEEKS
    assert min(moved(plain, name) for name in ("spot", "contract", "unmet", "from_sender")) > 0.1
    assert_agreement(path, plain, group)


@pytest.fixture(scope="module")
def two_years_of_building():
    asked = read_scenario("rare-earths-2025").but(draws=DRAWS, ends="2027-01-01")
    return both(*real(asked, adaptation=True))


@groups
def test_two_years_in_which_plants_come_and_go_agree(two_years_of_building, group):
    path, plain = two_years_of_building
    assert len(path.flows.spot) >= 104
    first, *_, last = plain[0][1]
    for name in ("capacity", "young", "building", "cash", "demand"):
        before, after = getattr(first.structure, name), getattr(last.structure, name)
        assert np.abs(after - before).max() > 1e-3, name
    assert_agreement(path, plain, group)


OTHER_KINDS = [
    {"kind": "ban", "to": ["JPN"], "goods": ["dy_oxide"], "withheld": 0.6, "starts": "2025-02-05"},
    {
        "kind": "quota_pool",
        "to": "all",
        "goods": ["oxides"],
        "starts": "2025-01-15",
        "tranches": [
            {"date": "2025-01-15", "tonnes": 6000.0},
            {"date": "2025-04-02", "tonnes": 4000.0},
        ],
        "coverage": 1.2,
        "holders_of_rent": "sender",
    },
    {"kind": "tariff", "to": ["DEU"], "goods": ["magnets"], "rate": 0.3, "starts": "2025-02-05"},
    {"kind": "supply_order", "processes": ["separate_ionic_clay"], "output_cap": 0.8},
    {
        "kind": "extraterritorial",
        "to": ["USA"],
        "goods": ["magnets"],
        "content": {"magnets": 0.5},
        "withheld": 0.7,
        "starts": "2025-03-05",
    },
    {
        "kind": "threat",
        "to": "all",
        "goods": ["magnets"],
        "severity": 0.4,
        "announced": "2025-01-22",
        "starts": "2025-05-07",
        "ends": "2025-05-07",
    },
]
OF_ANOTHER_SENDER = {"kind": "ban", "by": "MMR", "to": ["CHN"], "goods": ["ionic_clay_concentrate"]}


@pytest.fixture(scope="module")
def other_kinds_and_two_senders():
    asked = read_scenario("rare-earths-2025").but(draws=DRAWS, ends="2025-10-01")
    shared = {"by": "CHN", "starts": "2025-02-05"}
    told = [{"name": each["kind"].replace("_", "-"), **shared, **each} for each in OTHER_KINDS]
    told.append({"name": "mines", "starts": "2025-02-05", "withheld": 0.5, **OF_ANOTHER_SENDER})
    return both(*real(asked.but(controls=told)))


@groups
def test_every_other_kind_of_control_and_a_second_sender_agree(other_kinds_and_two_senders, group):
    path, plain = other_kinds_and_two_senders
    assert min(moved(plain, name) for name in ("spot", "contract", "unmet", "from_sender")) > 0.1
    assert_agreement(path, plain, group)


CHN, USA, JPN = 0, 1, 2
MINE, SEPARATE, PRESS = 0, 1, 2
LIGHT, HEAVY, MAGNET = 1, 2, 3
YEARS = 3
ALWAYS = model.Span(0.0, 0.0, 52.0 * YEARS)
LATER = model.Span(announced=50.0, starts=60.0, ends=100.0)
FROM_CHN = model.Reach(sender=0, goods=(HEAVY, MAGNET), places=(USA, JPN))
HALF = model.ApprovalPath((0.0,), (0.3,), (0.5,), (0.7,))
BAN = model.Ban(LATER, FROM_CHN, 0.9, model.Leakage(0.1, 0.2, 0.3))
DUMPING = model.Dumping(model.Span(20.0, 20.0, 120.0), FROM_CHN, 0.3)
PAID_FOR = model.Funding(model.Span(13.0, 13.0, 65.0), (SEPARATE, PRESS), (USA, JPN), 5e6, 0.6)
INSTRUMENTS = {
    "a stockpile under licences and in an embargo": (
        model.Stockpile(ALWAYS, (HEAVY, MAGNET), (USA, JPN), 0.3, 0.8, admitted=0.4),
        model.Licence(
            model.Span(10.0, 10.0, 40.0), FROM_CHN, covered=(0.5, 0.7, 0.9), approvals=HALF
        ),
        BAN,
    ),
    "a price floor and dumping": (
        model.PriceFloor(ALWAYS, (LIGHT, MAGNET), (JPN,), 95e3, covered=0.7),
        DUMPING,
    ),
    "an offtake contract and dumping": (
        model.Offtake(ALWAYS, (MAGNET,), (JPN,), 1.1 * 90e3, tonnes=3.0),
        DUMPING,
    ),
    "dumping after an embargo": (BAN, model.Dumping(model.Span(100, 100, 150), FROM_CHN, 0.4)),
    "a subsidy": (model.Subsidy(PAID_FOR, grant_share=0.4, private=1.5), BAN),
    "a tariff and the threat it makes": (
        model.Tariff(LATER, model.Reach(0, (MAGNET,), (USA,)), 0.5),
        model.Threat(LATER, model.Reach(1, (MAGNET,), (CHN, JPN)), 0.5 / 1.5),
    ),
}
"""Instruments on the small world, each with the control or the price cut that it answers."""
BITES = {
    "a stockpile under licences and in an embargo": "storing",
    "a price floor and dumping": "guarantees",
    "an offtake contract and dumping": "guarantees",
    "dumping after an embargo": "dumping",
}


def growing_world(quarters):
    """Users grow, plants follow, and a project opens in JPN in two of three futures."""
    still = Outlook.still(worlds.three_places(), quarters)
    arrivals = np.zeros((quarters, 3, 3, DRAWS))
    arrivals[5, PRESS, JPN] = [2.0, 0.0, 1.0]
    arrivals[6, MINE, CHN] = [0.5, 20.0, 0.0]
    plan, trend = np.zeros((2, quarters, 3, 3))
    plan[1:, MINE, CHN] = 0.04
    trend[1:, PRESS] = 0.03
    grown = 1.01 ** np.arange(quarters)[:, None, None]
    return dataclasses.replace(
        still,
        demand=still.demand * grown,
        arrivals=jnp.asarray(arrivals),
        plan=jnp.asarray(plan),
        trend=jnp.asarray(trend),
    )


@pytest.fixture(scope="module", params=INSTRUMENTS)
def with_instruments(request):
    chain, frame = worlds.three_places(), worlds.frame(52 * YEARS)
    additive = chain.additive.at[HEAVY, PRESS].set(1.0)
    drawn = draw_rules(data.read_parameters("prior"), DRAWS, 11)
    problem = Problem(
        dataclasses.replace(chain, additive=additive),
        model.schedule(INSTRUMENTS[request.param], dataclasses.replace(frame, senders=(CHN, USA))),
        rules_of(drawn, "float64"),
        pace=pace_of(drawn, "float64"),
        outlook=growing_world(4 * YEARS),
    )
    return request.param, *both(problem, drawn)


@groups
def test_instruments_on_a_small_world_agree(with_instruments, group):
    name, path, plain = with_instruments
    if name in BITES:
        assert min(weekly[BITES[name]].max() for weekly, _ in plain) > 1e3
    assert_agreement(path, plain, group)


def test_a_finer_slow_clock_agrees_too():
    weeks = 52
    drawn = draw_rules(data.read_parameters("prior"), DRAWS, 12)
    problem = Problem(
        worlds.three_places(),
        worlds.embargo(weeks),
        rules_of(drawn, "float64"),
        pace=pace_of(drawn, "float64"),
        outlook=Outlook.still(worlds.three_places(), weeks),
        turn_weeks=1,
    )
    path, plain = both(problem, drawn)
    for group in GROUPS:
        assert_agreement(path, plain, group)
