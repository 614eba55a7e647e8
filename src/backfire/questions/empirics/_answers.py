"""How often, how soon and how strongly moves are answered."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any

from scipy import stats

from backfire.answers.empirics import (
    AT_ONCE,
    BAND,
    DAYS_PER_QUARTER,
    MEASURE,
    QUARTER,
    WINDOWS,
    WITH_THREATS,
    Answers,
    Comparison,
    Reaction,
    Responses,
    Share,
)

from ._intervals import exact, poisson, survival

ALL = "all"
SIZES = ("small", "large")
RESPONSES = ("none", "threatened", "lower", "matched", "higher")
IN_PROPORTION = ("matched", "higher")
Lag = Callable[[Reaction], int | None]
_LAGS: Mapping[str, Lag] = {
    MEASURE: lambda reaction: reaction.lag,
    WITH_THREATS: lambda reaction: reaction.lag_with_threats,
}


def answered(
    reactions: Iterable[Reaction], recorded: Iterable[Reaction], answerer: str
) -> tuple[Answers, ...]:
    """How one side answered: all moves of the other, by size, and by class.

    Parameters
    ----------
    recorded
        The same as the record alone tells it.
    """
    alone = {each.event: each for each in recorded}
    ours = [each for each in reactions if each.answerer == answerer]
    groups = {ALL: ours}
    groups |= {size: [each for each in ours if each.size == size] for size in SIZES}
    classes = Counter(each.instrument for each in ours)
    for name, _ in classes.most_common():
        groups[name] = [each for each in ours if each.instrument == name]
    return tuple(
        _group(answerer, name, group, [alone[e.event] for e in group if e.event in alone])
        for name, group in groups.items()
        if group
    )


def _group(
    answerer: str, group: str, moves: Sequence[Reaction], recorded: Sequence[Reaction]
) -> Answers:
    later = [max(_until(each) - QUARTER, 0) for each in moves]
    late = [each for each in moves if each.lag is not None and each.lag > QUARTER]
    return Answers(
        answerer=answerer,
        group=group,
        moves=len(moves),
        within={days: within(moves, days, _LAGS[MEASURE]) for days in WINDOWS},
        recorded=within(recorded, AT_ONCE, _LAGS[MEASURE]),
        with_threats=within(moves, AT_ONCE, _LAGS[WITH_THREATS]),
        by_timing=within(moves, QUARTER, lambda each: each.by_timing),
        lags=survival([_until(each) for each in moves], [each.lag is not None for each in moves]),
        later=poisson(len(late), sum(later) / DAYS_PER_QUARTER),
    )


def _until(each: Reaction) -> int:
    return each.watched if each.lag is None else each.lag


def within(moves: Iterable[Reaction], days: int, lag: Lag) -> Share:
    """Share answered within some days, among moves that were watched as long."""
    lags = [lag(each) for each in moves if each.watched >= days]
    return exact(sum(found is not None and found <= days for found in lags), len(lags))


def compared(
    reactions: Sequence[Reaction], answerer: str, groups: tuple[str, str], answer: str = MEASURE
) -> Comparison:
    """Whether one side answers two sizes, or two classes, of moves as often."""
    lag = _LAGS[answer]
    ours = [each for each in reactions if each.answerer == answerer]
    first, second = (
        within([e for e in ours if name in {e.size, e.instrument}], AT_ONCE, lag) for name in groups
    )
    table = [[side.happened, side.of - side.happened] for side in (second, first)]
    low, high = 0.0, float("inf")
    if all(sum(column) for column in zip(*table, strict=True)):
        band = stats.contingency.odds_ratio(table).confidence_interval(BAND)
        low, high = float(band.low), float(band.high)
    test: Any = stats.fisher_exact(table)
    return Comparison(
        answerer=answerer,
        answer=answer,
        groups=groups,
        shares=(first, second),
        odds_low=low,
        odds_high=high if high < float("inf") else None,
        p_value=float(test.pvalue),
    )


def responses(reactions: Iterable[Reaction], answerer: str) -> tuple[Responses, ...]:
    """What the answers of one side are like, for all moves and by their size."""
    ours = [each for each in reactions if each.answerer == answerer]
    groups = {ALL: ours} | {size: [e for e in ours if e.size == size] for size in SIZES}
    return tuple(_responses(answerer, name, group) for name, group in groups.items())


def _responses(answerer: str, size: str, moves: Sequence[Reaction]) -> Responses:
    told = [
        each.response or "none" for each in moves if each.response or each.lag_with_threats is None
    ]
    counts = Counter(told)
    return Responses(
        answerer=answerer,
        size=size,
        shares={name: exact(counts[name], len(told)) for name in RESPONSES},
        proportional=exact(sum(counts[name] for name in IN_PROPORTION), len(told)),
        untold=len(moves) - len(told),
    )


def in_proportion(reactions: Iterable[Reaction], answerer: str, *instruments: str) -> Share:
    """Moves of some classes that one side answered in like measure or more."""
    ours = [e for e in reactions if e.answerer == answerer and e.instrument in instruments]
    return _responses(answerer, ALL, ours).proportional
