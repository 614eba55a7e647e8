"""Scores of the probabilities of issues against what was signed."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import astuple, fields
from typing import TYPE_CHECKING

import numpy as np

from backfire.answers.deal import OVER, RULE, RULES, SETS, Score

if TYPE_CHECKING:
    from numpy.typing import NDArray

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
