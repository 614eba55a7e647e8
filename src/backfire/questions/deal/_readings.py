"""How the package moves with what is assumed: cases, ends of ranges, and long promises."""

from __future__ import annotations

from typing import TYPE_CHECKING

import jax.numpy as jnp
import numpy as np

from backfire.errors import SolveError
from backfire.model import strategy
from backfire.results.deal import Assumed, Reading

from ._values import SENDER, TARGET

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from numpy.typing import NDArray

    from backfire.results.deal import Range

    from ._values import Row, Worths

FEW = 256
"""Draws in which the ends of ranges are tried."""


def settled(found: Worths, issues: Sequence[str]) -> strategy.Deal:
    """The Nash package of some issues in every draw.

    Raises
    ------
    SolveError
        If no deal is possible in any draw.
    """
    sender, target = (jnp.asarray(found.to(side, issues)) for side in (SENDER, TARGET))
    return strategy.settle(strategy.Issues(sender, target))


def assumed(found: Worths, what: str, value: str) -> Assumed:
    """The deal of draws that were made under an assumption."""
    issues = found.valued
    deal = settled(found, issues)
    sides = zip((SENDER, TARGET), deal.gains, strict=True)
    gains = {side: float(np.median(np.asarray(gain))) for side, gain in sides}
    ratio = np.asarray(deal.exclusion_ratio)[np.asarray(deal.possible)]
    chances = zip(issues, np.asarray(deal.included).mean(1).tolist(), strict=True)
    return Assumed(what, value, gains, float(np.median(ratio)), dict(chances))


def by_case(found: Worths) -> Iterator[Assumed]:
    """The deal in each case of each issue that has several, all else as drawn."""
    for issue, cases in found.cases.items():
        if issue in found.valued:
            for case in cases:
                yield assumed(found.in_case(issue, case), issue, case)


def readings(found: Worths) -> list[Reading]:
    """The deal at the ends of each range, those that move the rest of the package most first."""
    few = found.first(FEW)
    rows = [row for row in few.rows if row.issue in few.valued]
    return sorted((_reading(few, row) for row in rows), key=lambda one: -one.others)


def _reading(few: Worths, row: Row) -> Reading:
    issues = few.valued
    at = np.stack([_chances(few.at(row, usd), issues) for usd in row.ends], axis=1)
    own = issues.index(row.issue)
    shift = np.abs(at[:, 2] - at[:, 0])
    shift[own] = 0.0
    most = int(shift.argmax())
    return Reading(
        issue=row.issue,
        side=row.side,
        case=row.case,
        usd=row.ends,
        probability=_three(at[own]),
        inside=_three(at.sum(0)),
        others=float(shift.sum()),
        most=issues[most],
        most_probability=_three(at[most]),
    )


def _three(values: NDArray[np.float64]) -> Range:
    low, middle, high = values.tolist()
    return low, middle, high


def _chances(found: Worths, issues: Sequence[str]) -> NDArray[np.float64]:
    """Probability of each issue; none is in where nothing can be signed in any draw."""
    try:
        return np.asarray(settled(found, issues).included).mean(1)
    except SolveError:
        return np.zeros(len(issues))
