"""A made-up deal: two issues that are exchanged, a dear third one, and two without a value."""

import numpy as np

from backfire.answers.deal import (
    BECOMES,
    IN_PART,
    KIND,
    RENEWAL,
    SIGNED,
    SUPPLY,
    THRESHOLDS,
    Assumption,
    Facts,
    Issue,
    Range,
    Supply,
    Term,
)
from tests.answers.synthetic import PROVENANCE, synthetic

CHN, USA = "CHN", "USA"
BILLION = 1e9
WORTH = np.array([(-1.0, 4.0, 1.0), (5.0, -1.0, -3.0)])
NAMES = ("minerals", "tariff", "fees")
ALL_NAMES = (*NAMES, "chips", "island")
DRAWS = 21
NAN = float("nan")
PARTS = (SIGNED, THRESHOLDS, IN_PART, SUPPLY)
BESIDE = np.linspace(-0.5, 0.5, DRAWS) / 0.9
"""Of which the 5 % and 95 % quantiles are half a unit off."""
GAME = {
    "labels": {"due": [np.datetime64("2026-11-10", "D")]},
    "values": {
        "becomes": np.array([[(0.5, 0.05, 0.0)], [(0.7, 0.2, 0.1)], [(0.9, 0.3, 0.2)]]),
    },
}
"""What the game says of the day on which suspensions run out."""


def drawn(middles):
    """Draws around some figures in USD billion, the axis of draws last."""
    return BILLION * (np.asarray(middles)[..., None] + BESIDE)


def banded(middles):
    """Ends half a USD billion off some figures, the axis of quantiles first."""
    ends = np.array([-0.5, 0.0, 0.5]).reshape(3, *[1] * np.ndim(middles))
    return BILLION * (np.asarray(middles) + ends)


def values():
    held = np.array([1.0, 1.0, 0.0])
    packages = np.arange(8)[:, None] >> np.arange(3) & 1
    ratio = np.full((3, DRAWS), 0.25)
    ratio[:, :2], ratio[:, -2:] = 0.2, NAN
    inside = np.full(DRAWS, 2.0)
    inside[-2:] = 3.0
    sure, least = (1.0, 1.0, 0.2), (0.5, 1.0, 0.4)
    return {
        "worth": drawn(WORTH),
        "flip": drawn(np.array([[-2.0] * 3, [-0.8] * 3])),
        "cost_over_gain": ratio,
        "included": np.repeat(held[:, None], DRAWS, axis=1),
        "probability": np.array([1.0, 0.8, 0.2]),
        "gain": drawn([3.0, 4.0]),
        "exclusion": np.array([(0.5, 1.0), (0.75, 1.33), (1.0, 2.0)]),
        "inside": inside,
        "possible": np.array(1.0),
        "likeliest": held,
        "likeliest_share": np.array(0.8),
        "at_mean": held,
        "package_count": np.array(8.0),
        "efficient_count": np.array(2.0),
        "package_gain": BILLION * packages @ WORTH.T,
        "package_efficient": np.array([0.0, 0, 0, 1, 0, 0, 0, 1]),
        "assumed_gain": BILLION * np.array([(3.0, 4.0), (1.0, 1.0), (3.0, 4.0)]),
        "assumed_exclusion": np.array([0.75, 1.0, 0.75]),
        "assumed_probability": np.array([sure, (1.0, 1.0, 0.5), sure]),
        "range_usd": BILLION * np.array([(1.0, 4.0, 8.0)]),
        "range_probability": np.array([[least, (1.0, 0.8, 0.2), (1.0, 1.0, 0.1)]]),
        "term_share": np.array([0.0, 1.0]),
        "term_gain": banded([(3.0, 4.0), (9.0, 12.0)]),
        "cost_for_shortest": banded(6.0),
        "signed_gain": drawn(WORTH.sum(1)),
        "signed_wanted": np.array(1.0),
        "signed_efficient": np.array(1.0),
        "signed_value": np.array([0.7, 0.8, 0.9]),
        "score_count": np.array([(3.0, 4.0, NAN), (NAN, NAN, 5.0), (3.0, NAN, 5.0)]),
        "score_right": np.array([(2.0, 2.0, NAN), (NAN, NAN, 3.0), (3.0, NAN, 3.0)]),
        "brier": np.array([(0.2, 0.4, NAN), (NAN, NAN, 0.4), (0.1, NAN, 0.3)]),
        "log_score": np.array([(0.6, NAN, NAN), (NAN, NAN, NAN), (0.3, NAN, 0.8)]),
        "probability_in_part": np.array([*sure, 1.0, NAN]),
        "known_worth": drawn([(9.0, NAN), (2.0, NAN)]),
        "cost_limit": banded([5.0, NAN]),
        "rest_limit": banded([7.0, NAN]),
        "gain_limit": banded([NAN, NAN]),
        "supply_worth": drawn([(-1.0, 5.0)]),
        "supply_loss": np.moveaxis(banded([(-1.0, 5.0)]), 0, -1),
        "run_down": banded([2.0]).T,
        "published": BILLION * np.array([[(-2.0, 1.0)], [(0.0, 11.0)], [(1.0, 146.0)]]),
    }


def issue(number, giver, signed, **more):
    name = ALL_NAMES[number]
    return Issue(id=name, name=f"the {name}", giver=giver, years=1.0, signed=signed, **more)


FACTS = Facts(
    sender=CHN,
    target=USA,
    names={CHN: "China", USA: "the United States"},
    values="made-up",
    permanent=3.2,
    discount_rate=0.03,
    issues=(
        issue(0, CHN, True),
        issue(1, USA, True),
        issue(2, USA, True),
        issue(3, USA, False, lacking=(USA,), part="commercial"),
        issue(4, USA, False, lacking=(CHN, USA)),
    ),
    supply=(Supply(issue="minerals", case="all refused", goods=("april_2025",), weeks=52),),
    assumptions=(
        Assumption(issue="tariff", case="carried out", years=None),
        Assumption(issue="tariff", case="at odds", years=None),
        Assumption(issue="", case="", years=1.0),
    ),
    ranges=(Range(issue="tariff", side=CHN, case=""),),
    terms=(Term(years=1.0, offered=(1.0,)), Term(years=3.2, offered=(4.0, None))),
)


def synthetic_deal(parts=PARTS, facts=FACTS, **changes):
    """The made-up deal with some quantities changed, and with its optional parts."""
    game = GAME if RENEWAL in parts else {"labels": {}, "values": {}}
    labels = {
        "side": [CHN, USA],
        "issue": list(NAMES),
        "any_issue": list(ALL_NAMES),
        "unvalued": ["chips", "island"],
        "package": list(range(8)),
        "assumption": [one.label for one in facts.assumptions],
        "range": [one.label for one in facts.ranges],
        "term": [one.label for one in facts.terms],
        "question": ["minerals: all refused"],
        "sample": [0, 1, 2],
        "outcome": list(BECOMES),
    }
    known = PROVENANCE.model_copy(
        update={
            "title": "what China and the United States would sign",
            "sources": {"made_up": "Made up for a test."},
        }
    )
    return synthetic(
        KIND,
        facts,
        parts,
        labels | game["labels"],
        values() | game["values"] | changes,
        known,
        DRAWS,
    )
