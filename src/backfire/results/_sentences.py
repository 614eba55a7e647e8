"""Says an answer in plain words, each number with its band."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from backfire.results import words
from backfire.results._schema import INSIDE, OUTSIDE

if TYPE_CHECKING:
    from collections.abc import Sequence

    from backfire.results._answer import Band, Exposure, FirstShortage, Price, Shortage
    from backfire.results._results import Results

_MENTIONED = 3
"""How many shortages after the first are named."""

_AT_REST = 0.01
"""Prices that never rise by more than this share are said to stay where they are."""


def sentences(
    results: Results,
    first: Sequence[FirstShortage],
    lost: Sequence[Shortage],
    price: Sequence[Price],
    exposure: Exposure,
) -> tuple[str, ...]:
    """Say who runs short of what first and when, how much, at what prices, with what exposed."""
    said = [_first(results, first), _next(results, first), _others(results, first)]
    said += [_lost(results, lost)]
    said += [_price(results, price), _exposed(results, exposure)]
    return tuple(sentence for sentence in said if sentence)


def _first(results: Results, first: Sequence[FirstShortage]) -> str:
    start = words.date(results.reference_start)
    ours = [entry for entry in first if entry.place in results.targets]
    if not ours:
        beside = "" if not first else f" Outside the targets, {_who(results, first[0])} stop."
        return f"No buyer in a target place runs short of any good within the run.{beside}"
    entry = ours[0]
    if entry.days.p50 is None:
        share, early = words.share(entry.reached), entry.days.p5
        soonest = "" if early is None else f", in one of twenty by day {words.number(early)}"
        return (
            f"In most futures no buyer in a target place stops; in {share} of all futures "
            f"{_who(results, entry)} do{soonest}."
        )
    when = results.reference_start + np.timedelta64(round(entry.days.p50), "D")
    days = words.number(entry.days.p50)
    return (
        f"First to stop are {_who(results, entry)}: {days} days after {start}, about "
        f"{words.date(when)} ({_days_band(results, entry)})."
    )


def _days_band(results: Results, entry: FirstShortage) -> str:
    if entry.days.p95 is not None:
        return words.band(results, entry.days, words.number, " days")
    early = (
        "" if entry.days.p5 is None else f"5 % of futures by day {words.number(entry.days.p5)}, "
    )
    return f"{early}{words.share(1 - entry.reached)} of futures never within the run"


def _next(results: Results, first: Sequence[FirstShortage]) -> str:
    ours = [e for e in first if e.place in results.targets and e.days.p50 is not None]
    rest = ours[1 : 1 + _MENTIONED]
    if not rest:
        return ""
    named = words.listed(
        [f"{_what(results, e.good, e.place)} (day {words.number(e.days.p50)})" for e in rest]
    )
    places = len({entry.place for entry in ours})
    goods = len({entry.good for entry in ours})
    more = len(ours) - 1 - len(rest)
    spread = f"{goods} goods in {places} target places" if places > 1 else f"{goods} goods"
    tail = f"; in the end {spread}" if more else ""
    return f"Next come {named}{tail}."


def _others(results: Results, first: Sequence[FirstShortage]) -> str:
    """Say who stops before the targets do, since a control can hit bystanders first."""
    ours = [e.days.p50 for e in first if e.place in results.targets and e.days.p50 is not None]
    theirs = [e for e in first if e.place not in results.targets and e.days.p50 is not None]
    if not ours or not theirs or (theirs[0].days.p50 or 0.0) >= ours[0]:
        return ""
    day = words.number(theirs[0].days.p50)
    return f"Outside the targets some stop sooner: {_who(results, theirs[0])} on day {day}."


def _lost(results: Results, lost: Sequence[Shortage]) -> str:
    ours = [entry for entry in lost if entry.place in results.targets and entry.share.p50]
    if not ours:
        return ""
    entry = ours[0]
    weeks = int(results.horizon.sum())
    where = words.capital(words.place(results.place_name(entry.place)))
    good = words.good(results.good_name(entry.good))
    share = words.share(entry.share.p50)
    span = words.band(results, entry.share, words.percent, " %")
    return f"{where} loses most: {share} of its use of {good} over {weeks} weeks ({span})."


def _price(results: Results, price: Sequence[Price]) -> str:
    by_side = {(entry.good, entry.side): entry for entry in price}
    wanted = [e for e in price if e.side == OUTSIDE and e.good in results.reference_goods]
    wanted = wanted or [e for e in price if e.side == OUTSIDE]
    if not wanted or wanted[0].ratio.p50 is None:
        return ""
    outside = wanted[0]
    sender = words.place(results.place_name(results.sender))
    if max(e.peak.p95 or 0.0 for e in wanted) < 1 + _AT_REST:
        return f"Spot prices outside {sender} stay at the baseline."
    good = words.good(results.good_name(outside.good))
    said = (
        f"Outside {sender}, {good} is quoted at {_times(outside.ratio.p50)} the baseline price in "
        f"the median week ({_ratio_band(results, outside.ratio)})"
    )
    if outside.peak.p50 is not None:
        said += f" and {_times(outside.peak.p50)} at its peak"
    inside = by_side.get((outside.good, INSIDE))
    if inside is None or inside.ratio.p50 is None:
        return f"{said}."
    return f"{said}; inside, {_times(inside.ratio.p50)} ({_ratio_band(results, inside.ratio)})."


def _exposed(results: Results, exposure: Exposure) -> str:
    usd = exposure.usd
    if usd.p50 is None or usd.p5 is None or usd.p95 is None:
        return ""
    if usd.p50 <= 0:
        return "No value added is exposed."
    one = int(results.dataset.attrs["draws"]) == 1
    span = f"90 % band {words.money(usd.p5)} to {words.money(usd.p95)}"
    span = "one future, no band" if one else span
    return f"Value added exposed: {words.money(usd.p50)} ({span}), an upper bound, not a loss."


def _who(results: Results, entry: FirstShortage) -> str:
    return f"buyers of {_what(results, entry.good, entry.place)}"


def _what(results: Results, good: str, place: str) -> str:
    where = words.place(results.place_name(place))
    return f"{words.good(results.good_name(good))} in {where}"


def _times(ratio: float | None) -> str:
    return f"{words.ratio(ratio)} times"


def _ratio_band(results: Results, band: Band) -> str:
    return words.band(results, band, words.ratio, "")
