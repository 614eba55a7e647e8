"""What is read out of an answer about a deal: thresholds, scores, and what moves it."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import Enum
from itertools import combinations
from typing import TYPE_CHECKING, Any

import numpy as np

from backfire.dims import SIDE, TERM

from .._interval import Interval
from ._quantities import (
    ANY_ISSUE,
    ASSUMPTION,
    ENDS,
    IN_PART,
    ISSUE,
    QUESTION,
    RANGE,
    THRESHOLDS,
    UNVALUED,
)

if TYPE_CHECKING:
    from .._answer import Answer
    from ._facts import Assumption, Issue, Range, Term

HALF = 0.5


class Limit(Enum):
    """What keeps an issue out of which some value is not known."""

    REST = "rest"
    """What the part without a figure costs its giver a year, USD."""
    COST = "cost"
    """What it costs its giver a year, USD."""
    GAIN = "gain"
    """What the taker gains by it a year, USD."""
    RATIO = "ratio"
    """What it costs its giver for each dollar that the taker gains."""


def valued(answer: Answer) -> tuple[Issue, ...]:
    """Issues whose value to both sides is known, in the order of their axis."""
    by = {issue.id: issue for issue in answer.facts.issues}
    return tuple(by[name] for name in labels(answer, ISSUE))


def unvalued(answer: Answer) -> tuple[Issue, ...]:
    """Issues of which some value is not known."""
    if THRESHOLDS not in answer.provenance.parts:
        return ()
    by = {issue.id: issue for issue in answer.facts.issues}
    return tuple(by[name] for name in labels(answer, UNVALUED))


def labels(answer: Answer, axis: str) -> list[str]:
    """The labels of an axis."""
    return [str(label) for label in answer.dataset[axis].values]


def chances(answer: Answer) -> dict[str, float]:
    """Probability of each issue that is valued."""
    return dict(zip(labels(answer, ISSUE), answer.probability.values.tolist(), strict=True))


def left_out(answer: Answer) -> list[str]:
    """Issues that are out of the package more often than not."""
    return [name for name, chance in chances(answer).items() if chance < HALF]


def cost_over_gain(answer: Answer, issue: Issue) -> Interval | None:
    """What an issue costs its giver for each dollar of the taker; none where he gains none."""
    gain = answer.interval("worth", side=answer.facts.taker(issue), issue=issue.id)
    return answer.interval("cost_over_gain", issue=issue.id) if gain.central > 0 else None


def known(answer: Answer, issue: Issue) -> dict[str, Interval]:
    """What is known of an issue's value, USD a year, by side."""
    found = {
        side: answer.interval("known_worth", side=side, unvalued=issue.id)
        for side in answer.facts.sides
    }
    return {side: usd for side, usd in found.items() if usd.known}


def limit(answer: Answer, issue: Issue) -> tuple[Limit, Interval]:
    """From which value on an issue of which some value is not known stays out of the package.

    An end that is NaN has no bound.
    """
    has, taker = known(answer, issue), answer.facts.taker(issue)
    if issue.giver in issue.lacking and taker in has:
        kind = Limit.REST if issue.giver in has else Limit.COST
    elif taker in issue.lacking and issue.giver in has:
        kind = Limit.GAIN
    else:
        return Limit.RATIO, answer.interval("exclusion", side=issue.giver)
    return kind, answer.interval(f"{kind.value}_limit", unvalued=issue.id)


def in_part(answer: Answer) -> list[tuple[Issue, float]]:
    """Issues of which a part is known, with their probability if they are worth that part."""
    if IN_PART not in answer.provenance.parts:
        return []
    found = [(each, float(answer.probability_in_part.sel({ANY_ISSUE: each.id})))
             for each in unvalued(answer)]  # fmt: skip
    return [(issue, chance) for issue, chance in found if not math.isnan(chance)]


@dataclass(frozen=True)
class Score:
    """How well probabilities say which of some issues are in.

    Attributes
    ----------
    count, right
        Issues, and those on the right side of one half.
    brier
        Mean squared error of the probabilities.
    log
        Mean of minus the natural logarithm of the probability of what came; infinite where a
        certainty was wrong.
    """

    count: int
    right: int
    brier: float
    log: float


def score(answer: Answer, rule: str, over: str) -> Score | None:
    """The score of a rule over a set of issues; none where it says nothing of them."""
    if not answer.has("brier"):
        return None
    at = {"rule": rule, "over": over}
    count, right, brier, log = (
        float(answer.dataset[name].sel(at))
        for name in ("score_count", "score_right", "brier", "log_score")
    )
    if math.isnan(count):
        return None
    return Score(int(count), int(right), brier, math.inf if math.isnan(log) else log)


@dataclass(frozen=True)
class Assumed:
    """The deal under one assumption."""

    assumption: Assumption
    gains: Mapping[str, float]
    """Median gain by side, USD."""
    exclusion: float
    probability: Mapping[str, float]
    """By issue."""


def assumed(answer: Answer) -> tuple[Assumed, ...]:
    """The deal under each assumption."""
    return tuple(
        Assumed(
            one,
            _by(answer.assumed_gain.isel({ASSUMPTION: number}), SIDE),
            float(answer.assumed_exclusion[number]),
            _by(answer.assumed_probability.isel({ASSUMPTION: number}), ISSUE),
        )
        for number, one in enumerate(answer.facts.assumptions)
    )


def decisive_cases(answer: Answer) -> list[Assumed]:
    """The cases of the issue whose case decides most over the size of the gains."""
    by: dict[str, list[Assumed]] = {}
    for one in answer.reading(assumed):
        if one.assumption.years is None:
            by.setdefault(one.assumption.issue, []).append(one)
    return max(by.values(), key=lambda cases: np.ptp([_size(one) for one in cases]), default=[])


def horizons(answer: Answer) -> list[Assumed]:
    """The deal by how long promises without an end count."""
    return [one for one in answer.reading(assumed) if one.assumption.years is not None]


def _size(one: Assumed) -> float:
    return sum(one.gains.values())


def largest_shift(pairs: Iterable[tuple[Mapping[str, float], Mapping[str, float]]]) -> Any:
    """The largest difference of an issue's probability in two deals, and the issue."""
    return max((abs(one[name] - other[name]), name) for one, other in pairs for name in one)


def shift_by_case(answer: Answer) -> Any:
    """How much the probability of any issue moves by the decisive case, and which issue's."""
    probabilities = [one.probability for one in answer.reading(decisive_cases)]
    return largest_shift(combinations(probabilities, 2)) if probabilities else None


def shift_by_horizon(answer: Answer) -> Any:
    """How much the probability of any issue moves by the length of promises without an end."""
    main = chances(answer)
    return largest_shift((main, one.probability) for one in answer.reading(horizons))


@dataclass(frozen=True)
class Moved:
    """The deal with one value at the low end, the middle and the high end of its range."""

    range: Range
    usd: Interval
    """Over the term of the issue."""
    probability: tuple[float, ...]
    """Of the issue itself, at each."""
    inside: tuple[float, ...]
    """Number of issues in the package on average, at each."""
    most: str
    """The other issue whose probability changes most from low to high."""
    most_probability: tuple[float, ...]


def moved(answer: Answer) -> Iterator[Moved]:
    """The deal at the ends of each range, those that move the rest of the package most first."""
    issues = labels(answer, ISSUE)
    for number, one in enumerate(answer.facts.ranges):
        chance = answer.range_probability.isel({RANGE: number}).sel(end=list(ENDS)).values
        shift = np.abs(chance[2] - chance[0])
        own = issues.index(one.issue)
        shift[own] = 0.0
        most = int(shift.argmax())
        usd = answer.range_usd.isel({RANGE: number}).sel(end=list(ENDS)).values.tolist()
        yield Moved(
            one,
            Interval(*usd),
            tuple(chance[:, own].tolist()),
            tuple(chance.sum(1).tolist()),
            issues[most],
            tuple(chance[:, most].tolist()),
        )


def terms(answer: Answer) -> list[tuple[Term, float]]:
    """Each term on offer with the share of draws in which it is chosen."""
    return list(zip(answer.facts.terms, answer.term_share.values.tolist(), strict=True))


def supply_worth(answer: Answer) -> Iterator[tuple[Issue, list[tuple[str, Interval, Interval]]]]:
    """Worth of issues by the supply model beside the published range, the target's first."""
    by = {issue.id: issue for issue in valued(answer)}
    first: dict[str, str] = {}
    for each, question in zip(answer.facts.supply, _questions(answer), strict=True):
        first.setdefault(each.issue, question)
    for name, question in first.items():
        if name in by:
            sides = [
                (side, answer.interval("worth", side=side, issue=name), published)
                for side in reversed(answer.facts.sides)
                if (published := answer.interval("published", question=question, side=side)).known
            ]
            yield by[name], sides


def _questions(answer: Answer) -> list[str]:
    return labels(answer, QUESTION) if answer.facts.supply else []


def _by(array: Any, axis: str) -> dict[str, float]:
    return dict(zip(map(str, array[axis].values), array.values.tolist(), strict=True))


def term_gain(answer: Answer, term: Term, side: str) -> Interval:
    """What a side gains by the best package of a term, USD."""
    return answer.interval("term_gain", side=side, **{TERM: term.label})
