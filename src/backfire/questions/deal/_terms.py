"""Which term two sides would sign for, if the term were theirs to choose."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from ._values import SENDER, TARGET

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from ._values import Terms, Worths

YEARS = (1.0, 2.0, 4.0, np.inf)
"""Terms that are on offer: infinity stands for a promise without an end."""
QUARTERS_PER_YEAR = 4
Continuation = tuple["Sequence[float]", "Sequence[float]"]
"""USD that the sender and the target expect of a truce, by the quarters that are left of it."""


@dataclass(frozen=True)
class TermChoice:
    """Gains by term, and the term whose best package has the largest product of gains."""

    years: tuple[float, ...]
    """Terms as they count: none for longer than a promise without an end."""
    offered: tuple[tuple[float, ...], ...]
    """Terms of the offer that count alike."""
    chosen: NDArray[np.intp]
    """Position of the term that is chosen, by draw; the shorter of two that are worth the same."""
    gains: NDArray[np.float64]
    """USD by term, side (sender, target) and draw; not a number where no deal is possible."""
    needed: NDArray[np.float64]
    """What any longer truce must cost each side for the shortest term to be chosen, by draw."""


def choose_term(
    found: Worths,
    packages: NDArray[np.bool_],
    terms: Terms,
    continuation: Continuation | None = None,
) -> TermChoice:
    """Let the term of all dated issues be chosen with the package.

    Parameters
    ----------
    packages
        Every set of the issues that are valued for both sides, by package and issue.
    continuation
        Value of a truce by quarters left; the last entry stands for all longer ones. Added with
        what is left at the start of a term, less what it is worth to have none.
    """
    counted: dict[float, list[float]] = {}
    for offer in YEARS:
        counted.setdefault(min(offer, terms.permanent), []).append(offer)
    years = tuple(counted)
    gains = np.stack([_best(found, packages, terms, each, continuation) for each in years])
    product = np.where(np.isnan(gains[:, 0]), 0.0, gains[:, 0] * gains[:, 1])
    return TermChoice(
        years=years,
        offered=tuple(tuple(each) for each in counted.values()),
        chosen=product.argmax(0),
        gains=gains,
        needed=_needed(gains, product),
    )


def _best(
    found: Worths,
    packages: NDArray[np.bool_],
    terms: Terms,
    years: float,
    continuation: Continuation | None,
) -> NDArray[np.float64]:
    """Gains by the best package of one term, by side and draw."""
    issues = found.valued
    dated = [issue for issue in issues if issue in terms.years] or issues
    scale = np.array(
        [
            terms.worth(years) / terms.worth(terms.of(issue)) if issue in dated else 1.0
            for issue in issues
        ]
    )
    scale[[issues.index(issue) for issue in issues if issue in found.once]] = 1.0
    gains: list[NDArray[np.float64]] = []
    for number, side in enumerate((SENDER, TARGET)):
        own = packages @ (found.to(side, issues) * scale[:, None])
        if continuation is not None:
            left = min(round(years * QUARTERS_PER_YEAR), len(continuation[number]) - 1)
            own = own + continuation[number][left] - continuation[number][0]
        gains.append(own)
    wanted = (gains[0] > 0) & (gains[1] > 0)
    best = np.where(wanted, gains[0] * gains[1], 0.0).argmax(0)
    at = np.arange(len(best))
    return np.stack([np.where(wanted[best, at], own[best, at], np.nan) for own in gains])


def _needed(gains: NDArray[np.float64], product: NDArray[np.float64]) -> NDArray[np.float64]:
    """Loss ``k`` to each side with ``(a - k)(b - k)`` of the best longer term that of the first."""
    if len(gains) == 1:
        return np.zeros(product.shape[1])
    longer = product[1:].argmax(0) + 1
    sender, target = (gains[longer, side, np.arange(len(longer))] for side in (0, 1))
    root = np.sqrt((sender - target) ** 2 + 4 * product[0])
    return np.maximum((sender + target - root) / 2, 0.0)
