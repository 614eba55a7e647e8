"""Scores of what was said to be in a deal against what was."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

_HALF = 0.5


@dataclass(frozen=True)
class Score:
    """How well one rule tells which of some issues are in.

    Attributes
    ----------
    rule, over
        Whose probabilities, and of which issues.
    count, right
        Issues, and those on the right side of one half.
    brier
        Mean squared error of the probabilities.
    log
        Mean of minus the natural logarithm of the probability of what came; infinite where a
        certainty was wrong.
    """

    rule: str
    over: str
    count: int
    right: int
    brier: float
    log: float


def score(rule: str, over: str, told: Mapping[str, float], signed: Mapping[str, bool]) -> Score:
    """Score the probability of each issue in `told` against whether it was signed.

    Examples
    --------
    >>> score("coin", "two", {"a": 0.5, "b": 0.5}, {"a": True, "b": False}).brier
    0.25
    >>> score("sure", "one", {"a": 1.0}, {"a": False}).log
    inf
    """
    of_what_came = [chance if signed[issue] else 1 - chance for issue, chance in told.items()]
    return Score(
        rule=rule,
        over=over,
        count=len(told),
        right=sum(chance > _HALF for chance in of_what_came),
        brier=sum((1 - chance) ** 2 for chance in of_what_came) / len(told),
        log=sum(-math.log(chance) if chance > 0 else math.inf for chance in of_what_came)
        / len(told),
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
