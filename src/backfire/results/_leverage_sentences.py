"""Says an answer about leverage in plain words, each number with its band."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

import numpy as np

from backfire.results import words
from backfire.results._leverage_reasons import reasons
from backfire.results._leverage_schema import VALUE_HORIZONS
from backfire.results._losses_sentences import gains, gap, horizons, parting, three_ways

if TYPE_CHECKING:
    from backfire.results._answer import Band
    from backfire.results._leverage import Leverage
    from backfire.results._leverage_answer import Halving, LeverageAnswer

_NAMED = 3
"""Targets up to this number are named one by one."""
_FULL = 0.995
"""A control that withholds at least this share is called full."""


def with_sentences(leverage: Leverage, answer: LeverageAnswer) -> LeverageAnswer:
    """Add the sentences: the answer first, then what it rests on and what it does not know."""
    said = [
        _first(leverage, answer),
        gap(leverage, answer),
        horizons(answer),
        _window(leverage, answer),
        gains(leverage, answer),
        parting(answer),
        *reasons(leverage, answer),
    ]
    return replace(answer, sentences=tuple(sentence for sentence in said if sentence))


def _first(leverage: Leverage, answer: LeverageAnswer) -> str:
    share = float(leverage.attrs["withheld"])
    kind = "A full control" if share >= _FULL else f"A control that withholds {words.share(share)}"
    targets, sender = _targets(leverage), words.place(leverage.place_name(leverage.sender))
    one = answer.draws == 1
    theirs = _cost(answer.leverage.usd, one=one, band="90 % band ")
    own = _cost(answer.sender_loss.usd, one=one)
    told = f"{kind} on {words.date(leverage.today)} would cost {targets} {theirs} in 12 months"
    others = three_ways(answer)
    told += f" where firms substitute, {others}," if others else " where firms substitute"
    told += f" and {sender} {own}"
    if (answer.leverage.usd.p50 or 0.0) <= 0:
        return f"{told}; in the median future there is no leverage to use up."
    return f"{told}; {_halving(answer)}; {_backfire(leverage, answer)}."


def _targets(leverage: Leverage) -> str:
    named = [words.place(leverage.place_name(place)) for place in leverage.targets]
    return words.listed(named) if len(named) <= _NAMED else f"the {len(named)} target places"


def _cost(usd: Band, *, one: bool, band: str = "") -> str:
    if usd.p50 is None:
        return "an amount that is not known"
    middle = words.money(usd.p50) if abs(usd.p50) >= 0.5 else "nothing"
    if one:
        return f"{middle} (one future, no band)"
    if usd.p5 is None or usd.p95 is None:
        return f"{middle} (no band)"
    return f"{middle} ({band}{words.money_range(usd.p5, usd.p95)})"


def _halving(answer: LeverageAnswer) -> str:
    used, unused = answer.half_life_years.gross.used, answer.half_life_years.gross.unused
    one = answer.draws == 1
    if used.p50 is None and unused.p50 is None:
        either = "leverage halves within the run neither after first use"
        return f"{either}{_rarely(used)} nor if unused{_rarely(unused)}"
    if used.p50 is None:
        told = f"leverage does not halve within the run after first use{_rarely(used)}"
        return f"{told}, and if unused halves after {_years(unused, one=one)}"
    told = f"leverage halves {_years(used, one=one)} after first use and "
    if unused.p50 is None:
        return f"{told}not within the run if unused{_rarely(unused)}"
    return f"{told}{_years(unused, one=one)} if unused"


def _years(years: Halving, *, one: bool) -> str:
    told = f"{years.p50:.1f} years"
    if one:
        return told
    low, high = (
        "never within the run" if value is None else f"{value:.1f}"
        for value in (years.p5, years.p95)
    )
    return f"{told} ({low} to {high})"


def _rarely(years: Halving) -> str:
    return "" if years.reached == 0 else f" (it does in {words.share(years.reached)} of futures)"


def _backfire(leverage: Leverage, answer: LeverageAnswer) -> str:
    share = answer.backfire.probability
    last = int(str(leverage.dataset["start"].values[-1])[:4])
    by = min(int(answer.today[:4]) + max(VALUE_HORIZONS), last)
    if share == 0:
        return f"in no future does having used it leave the sender worse off by {by}"
    where = "in every future" if share == 1 else f"in {words.share(share)} of futures"
    return f"{where} having used it leaves the sender worse off by {by}"


def _window(leverage: Leverage, answer: LeverageAnswer) -> str:
    found = answer.window
    if np.isnan(leverage.dataset["window_value"].values).all():
        return ""
    within = f"within {float(leverage.attrs['window_years']):g} years"
    many = "one sampled future" if answer.sampled == 1 else f"{answer.sampled} sampled futures"
    mean = f"on the mean of {many}"
    if found.status == "empty":
        return (
            f"The window of use is empty: at no date is a first use worth its cost to the sender "
            f"{within}, {mean}{_today(answer)}."
        )
    worth = f"a first use is worth its cost to the sender {within}"
    if found.always:
        start = words.date(leverage.today)
        return (
            f"The window of use is open-ended: {worth} at every date from {start} to the end of "
            f"the run, {mean}{_today(answer)}."
        )
    gap = ", with a gap in between" if found.interrupted else ""
    if found.closes is None:
        opens = _date(found.opens or answer.today)
        return (
            f"The window of use is open-ended from about {opens}{gap}: from then to the end of "
            f"the run {worth}, {mean}{_today(answer)}."
        )
    opens = "today" if found.opens is None else f"about {_date(found.opens)}"
    return (
        f"The window of use lasts from {opens} to about {_date(found.closes)}{gap}: {worth} "
        f"between these dates, {mean}{_today(answer)}."
    )


def _today(answer: LeverageAnswer) -> str:
    share = answer.window.positive_today
    if share is None:
        return ""
    among = {0.0: "none", 1.0: "all"}.get(share, words.share(share))
    return f"; a use today is worth it in {among} of them"


def _date(day: str) -> str:
    return words.date(np.datetime64(day))
