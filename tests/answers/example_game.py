"""A made-up answer of a game, with numbers that could be."""

import math
from datetime import date, timedelta

import numpy as np

from backfire.answers import QUANTILES
from backfire.answers.game import (
    ACTS,
    CONTROLS,
    KIND,
    MAPPED,
    RENEWALS,
    SENDER_AT,
    STEPS,
    TABLES_OF_MODEL,
    TARGET_AT,
    Facts,
    Origin,
    Situation,
    Variant,
)
from tests.answers.synthetic import PROVENANCE, synthetic

BEGINS = date(2025, 12, 1)
QUARTERS = 40
CAPACITY = (0.08, 0.2, 0.35, 0.5, 0.7, 0.92)
BELIEF = (0.0, 0.2, 0.4, 0.6, 0.8, 1.0)
DUE = (date(2026, 4, 1), date(2026, 11, 10))
VARIANTS = (
    Variant.AS_IN_2018,
    Variant.NO_THIRD_PARTIES,
    Variant.AFTER_A_SUCCESS,
    Variant.WITHOUT_A_PRICE_FLOOR,
)
DRAWS = 21
"""So many that quantiles are draws 1, 10 and 19."""


def quarter(number):
    return BEGINS + timedelta(days=round(number * 365.25 / 4))


def drawn(low, central, high):
    """Draws that have these quantiles."""
    return np.interp(np.arange(DRAWS), [0, 1, 10, 19, 20], [low, low, central, high, high])


def around(central, by=0.4):
    """Draws of a probability."""
    return drawn(max(central * (1 - by), 0.0), central, min(central * (1 + by), 1.0))


def usd(central, by=0.8):
    low, high = sorted((central * (1 - by), central * (1 + 2 * by)))
    return drawn(low, central, high)


def stack(columns):
    return np.stack(columns, axis=1)


SENDER_PLANS = {
    Situation.TRUCE: (0.86, 0.05, 0.02, 0.02, 0.01, 0.04),
    Situation.TRUCE_ENDS: (0.71, 0.12, 0.05, 0.04, 0.02, 0.06),
    Situation.CALM: (0.6, 0.2, 0.06, 0.05, 0.03, 0.06),
    Situation.RETALIATION: (0.28, 0.41, 0.11, 0.1, 0.07, 0.03),
    Situation.FULL_BAN_MAXIMAL: (0.1, 0.05, 0.05, 0.22, 0.55, 0.03),
}
TARGET_PLANS = {
    Situation.TRUCE: (0.0, 0.93, 0.05, 0.02),
    Situation.TRUCE_ENDS: (0.62, 0.3, 0.06, 0.02),
    Situation.LICENCE_DELAY: (0.35, 0.2, 0.33, 0.12),
    Situation.FULL_BAN: (0.3, 0.05, 0.1, 0.55),
}


def plan(chances, count=DRAWS, spread=0.05):
    """Draws of a plan whose median is given; each adds up to one."""
    rows = np.tile(np.array(chances, dtype=float), (count, 1))
    lean = np.linspace(-spread, spread, count) * rows.max(1) * (1 - rows.max(1))
    top = rows.argmax(1)
    rows[np.arange(count), top] += lean
    rest = np.delete(np.arange(rows.shape[1]), top[0])
    rows[:, rest] -= (lean / np.maximum(rows[:, rest].sum(1), 1e-9))[:, None] * rows[:, rest]
    return rows


def plans(given, situations):
    calm = given.get(Situation.CALM, given[Situation.TRUCE])
    return stack([plan(given.get(at, calm)) for at in situations])


def use_at(situation, capacity, belief):
    """Higher where retaliation stands, lower with more capacity and a more resolute target."""
    push = {
        Situation.TRUCE: -2.2,
        Situation.TRUCE_ENDS: -2.0,
        Situation.CALM: -0.3,
        Situation.RETALIATION: 0.8,
        Situation.RETALIATION_MAXIMAL: 1.8,
    }[situation]
    return 1 / (1 + math.exp(-(push + 0.9 - 1.9 * capacity - 1.4 * belief)))


def act_at(situation, capacity, belief):
    chance = use_at(situation, capacity, belief)
    if chance < 0.5:
        calm = situation is Situation.CALM
        return "flood" if capacity == 0.35 and belief == 1.0 and calm else "hold"
    return "full_ban" if chance > 0.85 else "partial_ban" if chance > 0.7 else "licence_delay"


def cell(use, act):
    """Probability of each act, of which one is the likeliest and controls add up to `use`."""
    chances = np.zeros(len(ACTS))
    chances[ACTS.index(act)] = use if act in CONTROLS else 1 - use
    other = "hold" if act in CONTROLS else "quota"
    if act not in CONTROLS and use > 0.5:
        other = "quota"
    chances[ACTS.index(other)] += use if act not in CONTROLS else 1 - use
    return chances


def map_of(use, act, capacity=CAPACITY, belief=BELIEF):
    """Chances on the map from functions of situation, capacity and belief."""
    return np.moveaxis(
        np.array(
            [
                [[cell(use(at, c, b), act(at, c, b)) for b in belief] for c in capacity]
                for at in MAPPED
            ]
        ),
        -1,
        1,
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
    """Branches as moves, probability and belief."""
    found = []
    for act, first in FIRST.items():
        for reply, second in ANSWER[act].items():
            for later, third in NEXT[reply].items():
                for last, fourth in ANSWER[later].items():
                    belief = 0.7 if "maximal" in (reply, last) else 0.28
                    moves = (act, reply, later, last)
                    found.append((moves, first * second * third * fourth, belief))
    return found


LADDER = {
    "truce": {"truce": 0.52, "calm": 0.03, "control": 0.02, "answered": 0.01, "sanctions": 0.02},
    "calm": {"calm": 0.075, "truce": 0.02, "control": 0.02, "sanctions": 0.01},
    "sanctions": {"sanctions": 0.02, "calm": 0.015, "answered": 0.015, "confrontation": 0.005},
    "control": {"control": 0.02, "truce": 0.02, "answered": 0.01},
    "answered": {"answered": 0.04, "truce": 0.02, "calm": 0.015, "confrontation": 0.015},
    "confrontation": {"confrontation": 0.05, "truce": 0.01, "calm": 0.01, "answered": 0.01},
}
RENEWAL = ((0.3, 0.6, 0.1), (0.61, 0.28, 0.11))
MOVED = (
    (-0.06, -0.01, 0.08, 0.0, -9e9),
    (0.02, 0.0, -0.05, 0.0, 4e9),
    (0.05, 0.02, 0.0, 0.1, 7e9),
    (-0.01, 0.0, 0.02, 0.0, 1.2e9),
)


def _endings():
    def shares(years):
        given = (0.03 * years, 0.5 - 0.03 * years, 0.2, 0.05, 0.15, 0.1)
        return stack([around(share) for share in given])

    return stack([shares(years) for years in (1, 3, 5, 10)])


def advantage():
    worth = [
        drawn((3 - 0.3 * q) * 1e9, (6 - 0.25 * q) * 1e9, (12 - 0.2 * q) * 1e9) for q in range(39)
    ]
    return stack([*worth, np.full(DRAWS, math.nan)])


def _moved():
    """Bands of what is changed, over as many samples as there are draws."""
    rows = [
        [*(drawn(m - 0.04, m, m + 0.05) for m in moved[:-1]), usd(moved[-1])] for moved in MOVED
    ]
    return np.moveaxis(np.array(rows), -1, 0)


def _values(branches):
    moved = _moved()
    hazard = [around(0.02 + 0.03 * math.exp(-((q - 4) ** 2) / 6)) for q in range(QUARTERS)]
    return {
        "value": stack([usd(3.1e10), usd(-4.2e10)]),
        "act_chance": plans(SENDER_PLANS, SENDER_AT),
        "reply_chance": plans(TARGET_PLANS, TARGET_AT),
        "hazard": stack(hazard),
        "flooding": stack([around(0.06 * math.exp(-q / 12)) for q in range(QUARTERS)]),
        "advantage": advantage(),
        "closes": np.array([11.0, 21.0, QUARTERS - 1]),
        "first_use": stack([around(share) for share in (0.12, 0.34, 0.49, 0.66)]),
        "escalation_within": stack([around(share) for share in (0.03, 0.08, 0.12, 0.17)]),
        "escalation": around(0.17),
        "inadvertent": around(0.45),
        "backfire": around(0.3),
        "backfire_if_used": around(0.46),
        "backfire_against": stack([around(0.38), around(0.71)]),
        "commitment_value": stack([usd(2.1e9), usd(5.4e9)]),
        "overconfidence_cost": stack([usd(1.4e9), usd(9e8)]),
        "overconfidence_escalation": drawn(0.01, 0.04, 0.09),
        "believed_resolute": 0.1,
        "true_resolute": 0.3,
        "endings": _endings(),
        "renewals": stack([stack([around(share) for share in row]) for row in RENEWAL]),
        "variant_change": moved[..., :-1],
        "variant_value": moved[..., -1],
        "ladder": np.array([[LADDER[a].get(b, 0.0) for b in STEPS] for a in STEPS]),
        "map_chance": map_of(use_at, act_at),
        "outside_capacity": np.array(CAPACITY),
        "branch_chance": np.array([chance for _, chance, _ in branches]),
        "branch_belief": np.array([belief for _, _, belief in branches]),
        "precision": 8.0,
        "residual": 3.4e-10,
        "unsolved": 12,
        "several": 40,
        "nodes": 4_800_000,
        "regret": np.array([1.1e9, 2.3e9]),
        "regret_share": np.array([0.036, 0.055]),
        "regret_sweep": np.array([[0.3 / sharp, 0.45 / sharp] for sharp in SHARPNESS]),
        "aggregation": np.array([0.91, 0.98, 1.07]),
    }


SHARPNESS = (1.0, 3.0, 8.0, 30.0, 100.0)


def example(origin=Origin.SUPPLY_MODEL, branches=None, labels=None, quarters=QUARTERS, **values):
    """The answer, with some quantities and labels replaced; a part that is None is left out."""
    named = tree() if branches is None else branches
    found = _values(named) | values
    parts = tuple(
        part
        for part, name in ((RENEWALS, "renewals"), (TABLES_OF_MODEL, "aggregation"))
        if found[name] is not None
    )
    if quarters != QUARTERS:
        found |= {n: found[n][:, :quarters] for n in ("hazard", "flooding", "advantage")}
    moves = dict(
        zip(
            ("first_act", "first_reply", "second_act", "second_reply"),
            zip(*(path for path, _, _ in named), strict=True),
            strict=True,
        )
    )
    days = [np.datetime64(quarter(number)) for number in range(quarters)]
    return synthetic(
        KIND,
        Facts(
            question="When would the control be used?",
            origin=origin,
            paths=2000,
            notes=("Meetings after 2026 are assumed to come every half year.",),
        ),
        parts,
        labels={
            "draw": list(range(1, DRAWS + 1)),
            "sample": list(range(DRAWS)),
            "quarter": days,
            "ending_day": [np.datetime64(quarter(4 * year)) for year in (1, 3, 5, 10)],
            "years": [1, 3, 5, 10],
            "due": [np.datetime64(day) for day in DUE],
            "variant": list(VARIANTS),
            "mechanism": [variant.mechanism for variant in VARIANTS],
            "capacity": list(range(len(CAPACITY))),
            "belief": list(BELIEF),
            "branch": list(range(len(named))),
            "sharpness": list(SHARPNESS),
            "quantile": list(QUANTILES),
            **{move: list(column) for move, column in moves.items()},
            **(labels or {}),
        },
        values={name: array for name, array in found.items() if array is not None},
        provenance=PROVENANCE.model_copy(
            update={
                "title": "the truce of Busan, quarter by quarter",
                "scenario_name": "busan-2025",
                "sources": {"fearon1994": "Fearon (1994), Domestic political audiences."},
                "seconds": 41.2,
            }
        ),
        draws=DRAWS,
    )


HOLE = np.full(DRAWS, math.nan)
NOT_KNOWN = np.full((DRAWS, QUARTERS), math.nan)
