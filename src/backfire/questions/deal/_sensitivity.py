"""How the package moves with what is assumed: cases, long promises, and the ends of ranges."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from backfire.answers.deal import ASSUMPTION, END, ISSUE, RANGE, Assumption, Range
from backfire.dims import SIDE
from backfire.model import strategy

from ._values import Terms

if TYPE_CHECKING:
    from collections.abc import Callable

    from ._scores import Arrays
    from ._values import Row, Worths

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
