"""A made-up answer of a game, with numbers that could be."""

import math
from datetime import date, timedelta

from backfire.results.game import (
    AtPrecision,
    Backfire,
    Banded,
    Branch,
    Commitment,
    Ending,
    Escalation,
    GameAnswer,
    Move,
    Overconfidence,
    PolicyMap,
    Regret,
    Renewal,
    Variant,
    Window,
)

BEGINS = date(2025, 12, 1)
TRUCE = "in a truce with concessions"
ENDING = "in the last quarter of a truce with concessions"
CALM = "in calm without a truce"
SANCTIONED = "if the other side retaliates in proportion while no control stands"
DELAYED = "faced with a licence delay"
BANNED = "if its full ban is answered with all"
ACTS = ("hold", "licence_delay", "quota", "partial_ban", "full_ban", "flood")
REPLIES = ("deal", "hold", "proportional", "maximal")
CAPACITY = (0.08, 0.2, 0.35, 0.5, 0.7, 0.92)
BELIEF = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)


def quarter(number):
    return BEGINS + timedelta(days=round(number * 365.25 / 4))


def around(central, by=0.4):
    """A probability with a band."""
    return Banded(max(central * (1 - by), 0.0), central, min(central * (1 + by), 1.0))


def usd(central, by=0.8):
    low, high = sorted((central * (1 - by), central * (1 + 2 * by)))
    return Banded(low, central, high)


def move(side, situation, *chances):
    names = ACTS if side == "sender" else REPLIES
    return Move(side, situation, dict(zip(names, map(around, chances), strict=True)))


POLICY = (
    move("sender", TRUCE, 0.86, 0.05, 0.02, 0.02, 0.01, 0.04),
    move("sender", ENDING, 0.71, 0.12, 0.05, 0.04, 0.02, 0.06),
    move("sender", CALM, 0.6, 0.2, 0.06, 0.05, 0.03, 0.06),
    move("sender", SANCTIONED, 0.28, 0.41, 0.11, 0.1, 0.07, 0.03),
    move("sender", BANNED, 0.1, 0.05, 0.05, 0.22, 0.55, 0.03),
    move("target", TRUCE, 0.0, 0.93, 0.05, 0.02),
    move("target", ENDING, 0.62, 0.3, 0.06, 0.02),
    move("target", DELAYED, 0.35, 0.2, 0.33, 0.12),
    move("target", "faced with a full ban", 0.3, 0.05, 0.1, 0.55),
)


def use_at(situation, capacity, belief):
    """Higher where retaliation stands, lower with more capacity and a more resolute target."""
    push = {TRUCE: -2.2, CALM: -0.3, SANCTIONED: 0.8, BANNED: 1.8}[situation]
    return 1 / (1 + math.exp(-(push + 0.9 - 1.9 * capacity - 1.4 * belief)))


def act_at(situation, capacity, belief):
    chance = use_at(situation, capacity, belief)
    if chance < 0.5:
        return "flood" if capacity == 0.35 and belief == 1.0 and situation == CALM else "hold"
    return "full_ban" if chance > 0.85 else "partial_ban" if chance > 0.7 else "licence_delay"


def on_map(told, situation):
    return tuple(tuple(told(situation, c, b) for b in BELIEF) for c in CAPACITY)


def policy_map():
    places = (TRUCE, CALM, SANCTIONED, BANNED)
    return PolicyMap(
        capacity=CAPACITY,
        belief=BELIEF,
        use={each: on_map(use_at, each) for each in places},
        act={each: on_map(act_at, each) for each in places},
    )


FIRST = {"hold": 0.82, "flood": 0.08, "licence_delay": 0.06, "partial_ban": 0.03, "full_ban": 0.01}
ANSWER = {
    "hold": {"hold": 0.92, "proportional": 0.06, "maximal": 0.02},
    "flood": {"hold": 0.95, "proportional": 0.05},
    "licence_delay": {"deal": 0.3, "hold": 0.2, "proportional": 0.4, "maximal": 0.1},
    "partial_ban": {"deal": 0.3, "proportional": 0.3, "maximal": 0.4},
    "full_ban": {"deal": 0.4, "maximal": 0.6},
}
NEXT = {
    "hold": {"hold": 0.8, "flood": 0.1, "licence_delay": 0.07, "partial_ban": 0.03},
    "deal": {"hold": 0.9, "flood": 0.08, "licence_delay": 0.02},
    "proportional": {"hold": 0.3, "licence_delay": 0.4, "partial_ban": 0.2, "full_ban": 0.1},
    "maximal": {"hold": 0.1, "partial_ban": 0.3, "full_ban": 0.6},
}


def tree():
    found = []
    for act, first in FIRST.items():
        for reply, second in ANSWER[act].items():
            for later, third in NEXT[reply].items():
                for last, fourth in ANSWER[later].items():
                    chance = first * second * third * fourth
                    belief = 0.7 if "maximal" in (reply, last) else 0.28
                    found.append(Branch((act, reply, later, last), chance, belief))
    return tuple(found)


LADDER = {
    "truce": {"truce": 0.52, "calm": 0.03, "control": 0.02, "answered": 0.01, "sanctions": 0.02},
    "calm": {"calm": 0.1, "truce": 0.02, "control": 0.02, "sanctions": 0.01},
    "sanctions": {"sanctions": 0.02, "calm": 0.015, "answered": 0.015, "confrontation": 0.005},
    "control": {"control": 0.02, "truce": 0.02, "answered": 0.01},
    "answered": {"answered": 0.04, "truce": 0.02, "calm": 0.015, "confrontation": 0.015},
    "confrontation": {"confrontation": 0.05, "truce": 0.01, "calm": 0.01, "answered": 0.01},
}


def endings():
    found = []
    for years in (1, 3, 5, 10):
        shares = {
            "framework": 0.03 * years,
            "truce": 0.5 - 0.03 * years,
            "calm": 0.2,
            "sanctions": 0.05,
            "control": 0.15,
            "confrontation": 0.1,
        }
        bands = {name: around(share) for name, share in shares.items()}
        found.append(Ending(quarter(4 * years), bands))
    return tuple(found)


def variant(name, what, mechanism, first, ban, back, value):
    shifts = {"first_use": first, "escalation": ban, "backfire": back}
    bands = {key: Banded(shift - 0.04, shift, shift + 0.05) for key, shift in shifts.items()}
    return Variant(name, what, mechanism, bands | {"value": usd(value)})


VARIANTS = (
    variant("as-in-2018", "a sender as exposed as in 2018", "M29", -0.06, -0.01, 0.08, -9e9),
    variant("no-third-parties", "third parties stay out", "M23", 0.02, 0.0, -0.05, 4e9),
    variant("after-a-success", "the target has conceded before", "M12", 0.05, 0.02, 0.0, 7e9),
    variant("without-a-price-floor", "without a price floor", "M28", -0.01, 0.0, 0.02, 1.2e9),
)


def advantage():
    worth = [
        Banded((3 - 0.3 * q) * 1e9, (6 - 0.25 * q) * 1e9, (12 - 0.2 * q) * 1e9) for q in range(39)
    ]
    nothing = Banded(math.nan, math.nan, math.nan)
    return (*worth, nothing)


def example(**changes):
    """The answer, with some parts replaced."""
    told = {
        "scenario": "busan-2025",
        "title": "The truce of Busan, quarter by quarter",
        "question": "When would the card be used?",
        "edition": "2025.11",
        "origin": "supply_model",
        "draws": 24,
        "paths": 2000,
        "precision": 8.0,
        "days": tuple(map(quarter, range(40))),
        "value": {"sender": usd(3.1e10), "target": usd(-4.2e10)},
        "policy": POLICY,
        "hazard": tuple(around(0.02 + 0.03 * math.exp(-((q - 4) ** 2) / 6)) for q in range(40)),
        "flooding": tuple(around(0.06 * math.exp(-q / 12)) for q in range(40)),
        "first_use": {1: around(0.12), 3: around(0.34), 5: around(0.49), 10: around(0.66)},
        "window": Window(
            opens=BEGINS,
            closes=quarter(24),
            closes_by={"tenth": quarter(12), "half": quarter(22), "nine_tenths": None},
            advantage=advantage(),
        ),
        "escalation": Escalation(
            probability=around(0.17),
            by_year={1: around(0.03), 3: around(0.08), 5: around(0.12), 10: around(0.17)},
            inadvertent_share=around(0.45),
            ladder=LADDER,
        ),
        "backfire": Backfire(
            probability=around(0.3),
            if_used=around(0.46),
            by_type={"strategic": around(0.38), "resolute": around(0.71)},
        ),
        "value_of_commitment": Commitment(restraint=usd(2.1e9), resolve=usd(5.4e9)),
        "price_of_overconfidence": Overconfidence(
            believed=0.1,
            true=0.3,
            private=usd(1.4e9),
            common=usd(9e8),
            escalation=Banded(0.01, 0.04, 0.09),
        ),
        "endings": endings(),
        "renewals": (
            Renewal(date(2026, 4, 1), around(0.3), around(0.6), around(0.1)),
            Renewal(date(2026, 11, 10), around(0.61), around(0.28), around(0.11)),
        ),
        "variants": VARIANTS,
        "policy_map": policy_map(),
        "tree": tree(),
        "residual": 3.4e-10,
        "unsolved": 12,
        "several": 40,
        "nodes": 4_800_000,
        "regret": {"sender": Regret(1.1e9, 0.036), "target": Regret(2.3e9, 0.055)},
        "regret_sweep": tuple(
            AtPrecision(sharp, 0.3 / sharp, 0.45 / sharp) for sharp in (1.0, 3.0, 8.0, 30.0, 100.0)
        ),
        "aggregation": Banded(0.91, 0.98, 1.07),
        "seconds": 41.2,
        "sources": {"fearon1994": "Fearon (1994), Domestic political audiences."},
        "notes": ("Meetings after 2026 are assumed to come every half year.",),
    }
    return GameAnswer(**(told | changes))
