"""How the package moves with what is assumed, and how its probabilities score."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import astuple, fields
from typing import TYPE_CHECKING

import numpy as np

from backfire.answers.deal import (
    ASSUMPTION,
    END,
    ISSUE,
    OVER,
    RANGE,
    RULE,
    RULES,
    SETS,
    Assumption,
    Range,
    Score,
)
from backfire.dims import SIDE
from backfire.model import strategy

from ._values import Terms

if TYPE_CHECKING:
    from collections.abc import Callable

    from numpy.typing import NDArray

    from ._values import Row, Worths


_HALF = 0.5
Arrays = dict[str, tuple[tuple[str, ...], "NDArray[np.float64]"]]


def score(chances: Mapping[str, float], signed: Mapping[str, bool]) -> Score:
    """Score the probability of each issue against whether it was signed.

    Examples
    --------
    >>> score({"a": 0.5, "b": 0.5}, {"a": True, "b": False}).brier
    0.25
    >>> score({"a": 1.0}, {"a": False}).log
    inf
    """
    of_what_came = [chance if signed[issue] else 1 - chance for issue, chance in chances.items()]
    logs = [-math.log(chance) if chance > 0 else math.inf for chance in of_what_came]
    return Score(
        count=len(chances),
        right=sum(chance > _HALF for chance in of_what_came),
        brier=sum((1 - chance) ** 2 for chance in of_what_came) / len(chances),
        log=sum(logs) / len(chances),
    )


def everything_is_in(signed: Mapping[str, bool]) -> dict[str, float]:
    """The trivial rule as a certainty."""
    return dict.fromkeys(signed, 1.0)


def share_of_others(signed: Mapping[str, bool]) -> dict[str, float]:
    """The trivial rule as a probability: the share of all other issues that is in.

    Examples
    --------
    >>> share_of_others({"a": True, "b": True, "c": False})
    {'a': 0.5, 'b': 0.5, 'c': 1.0}
    """
    others = len(signed) - 1
    if others < 1:
        return dict.fromkeys(signed, _HALF)
    held = sum(signed.values())
    return {issue: (held - inside) / others for issue, inside in signed.items()}


def scores(
    valued: Mapping[str, float], in_part: Mapping[str, float], signed: Mapping[str, bool]
) -> Arrays:
    """Each rule over each set of issues; NaN where a rule says nothing of the set.

    Parameters
    ----------
    valued, in_part
        Probability of the issues that are valued for both sides, and of those and the ones of
        which a part is known.
    """
    trivial = (everything_is_in(signed), share_of_others(signed))
    by_rule = ((valued, *trivial), (in_part, *trivial), ({}, *trivial))
    found = np.full((len(RULES), len(SETS), len(fields(Score))), np.nan)
    for column, (issues, rules) in enumerate(zip((valued, in_part, signed), by_rule, strict=True)):
        for row, chances in enumerate(rules):
            known = {name: chances[name] for name in issues if name in signed and name in chances}
            if known:
                found[row, column] = astuple(score(known, signed))
    found[np.isinf(found)] = np.nan
    names = ("score_count", "score_right", "brier", "log_score")
    return {name: ((RULE, OVER), found[..., number]) for number, name in enumerate(names)}


FEW = 256
"""Draws in which the ends of ranges are tried."""
HORIZONS = (1.0, 10.0)
"""Other lengths of a promise without an end: that of the dated ones, and the game's 40 quarters."""


def assumptions(
    found: Worths, drawn: Callable[[Terms], Worths], terms: Terms
) -> tuple[tuple[Assumption, ...], Arrays]:
    """The deal in each case of an issue, and by how long promises without an end count.

    Parameters
    ----------
    drawn
        From other terms to the values, by the same random numbers.
    """
    asked: list[tuple[Assumption, Worths]] = [
        (Assumption(issue=issue, case=case, years=None), found.in_case(issue, case))
        for issue, cases in found.cases.items()
        if issue in found.valued
        for case in cases
    ]
    for years in HORIZONS:
        other = Terms(terms.years, years, terms.rate)
        asked.append((Assumption(issue="", case="", years=years), drawn(other)))
    deals = [strategy.settle(one.of_both(one.valued)) for _, one in asked]
    ratios = [np.asarray(deal.exclusion_ratio)[np.asarray(deal.possible)] for deal in deals]
    return tuple(one for one, _ in asked), {
        "assumed_gain": (
            (ASSUMPTION, SIDE),
            np.array([np.median(np.asarray(deal.gains), axis=1) for deal in deals]),
        ),
        "assumed_exclusion": ((ASSUMPTION,), np.array([np.median(ratio) for ratio in ratios])),
        "assumed_probability": (
            (ASSUMPTION, ISSUE),
            np.array([np.asarray(deal.included).mean(1) for deal in deals]),
        ),
    }


def ranges(found: Worths) -> tuple[tuple[Range, ...], Arrays]:
    """The deal at the ends of each range, those that move the rest of the package most first."""
    few = found.first(FEW)
    issues = few.valued
    rows = [row for row in few.rows if row.issue in issues]
    chance = np.array([[_chances(few, row, usd) for usd in row.ends] for row in rows])
    moved = np.abs(chance[:, 2] - chance[:, 0])
    moved[np.arange(len(rows)), [issues.index(row.issue) for row in rows]] = 0.0
    order = np.argsort(-moved.sum(1), kind="stable")
    listed = [rows[number] for number in order]
    return tuple(Range(issue=row.issue, side=row.side, case=row.case) for row in listed), {
        "range_usd": ((RANGE, END), np.array([row.ends for row in listed])),
        "range_probability": ((RANGE, END, ISSUE), chance[order]),
    }


def _chances(few: Worths, row: Row, usd: float) -> list[float]:
    """Probability of each issue with one value at one end of its range in every draw."""
    changed = few.at(row, usd)
    return np.asarray(strategy.chances(changed.of_both(changed.valued))).tolist()
