"""Leverage over time: half-lives, the window of use and the four cases."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Any

import numpy as np

from backfire.dims import CASE, HISTORY, SAMPLE, START
from backfire.numerics import first_fall, spells_above
from backfire.units import DAYS_PER_YEAR

from ._terms import CASES, HISTORIES, UNUSED, USED, VALUE_HORIZONS

if TYPE_CHECKING:
    from .._answer import Answer
    from .._interval import Interval

Numbers = np.ndarray[Any, np.dtype[np.float64]]


@dataclass(frozen=True)
class Milestone:
    """When something happens for good, and in which share of draws it has."""

    name: str
    history: str
    years: Interval
    """Years from today; infinite for never within the run."""
    reached: float


@dataclass(frozen=True)
class Window:
    """Dates at which a first use is worth its cost on the mean over sampled draws.

    `opens` is None where it is open today, `closes` where it stays open, both where it never
    opens: `status` tells these apart (open-ended, bounded, empty).
    """

    status: str
    opens: date | None = None
    closes: date | None = None
    interrupted: bool = False
    """Whether it shuts for a while in between."""
    positive_today: float = np.nan
    """Share of sampled draws in which a first use today is worth its cost."""

    @property
    def always(self) -> bool:
        """Whether it is open at every date."""
        return self.status == "open-ended" and self.opens is None and not self.interrupted


@dataclass(frozen=True)
class Case:
    """Years until median leverage has halved in one of the four cases; infinite for never.

    Where neither curve halves within the run, the lower one at its end falls faster; None where
    there is nothing to compare.
    """

    name: str
    unused: float
    used: float
    falls_faster: bool | None


def today(answer: Answer, name: str) -> Interval:
    """A curve at its first date, not used before."""
    return answer.interval(name, **{START: answer.ran[START].values[0], HISTORY: UNUSED})


def days(answer: Answer) -> list[str]:
    """The start dates as ISO dates."""
    return [str(day) for day in answer.ran[START].values.astype("datetime64[D]")]


def after(answer: Answer, years: float) -> date:
    """The date so many years from today."""
    return answer.facts.today + timedelta(days=round(years * DAYS_PER_YEAR))


def years_from_today(answer: Answer) -> Numbers:
    """The start dates as years from today."""
    start = answer.ran[START].values.astype("datetime64[D]")
    return (start - start[0]) / np.timedelta64(1, "D") / DAYS_PER_YEAR


def milestones(answer: Answer) -> tuple[Milestone, ...]:
    """When leverage has halved, and when a use has left the sender worse off."""
    names = [name for name in ("half_life", "structural_half_life") if answer.has(name)]
    found = [
        Milestone(name, history, answer.interval(name, **{HISTORY: history}), _share(came))
        for name in names
        for history in HISTORIES
        for came in [np.isfinite(answer.ran[name].sel({HISTORY: history}).values)]
    ]
    soon = answer.ran["backfire_years"].values <= max(VALUE_HORIZONS)
    worse = answer.interval("backfire_years")
    return (*found, Milestone("backfire", USED, worse, _share(soon)))


def milestone(answer: Answer, name: str, history: str = USED) -> Milestone:
    """One of them by its name."""
    every = answer.reading(milestones)
    return next(each for each in every if (each.name, each.history) == (name, history))


def _share(came: Any) -> float:
    return float(np.mean(came)) if np.size(came) else 0.0


def window(answer: Answer) -> Window | None:
    """The dates at which a first use is worth its cost on the mean; None if not worked out."""
    if not answer.has("window_value"):
        return None
    values = np.asarray(answer.ran["window_value"].transpose(START, SAMPLE).values, dtype=float)
    mean = values.mean(axis=1)
    if np.isnan(mean).all():
        return None
    spells = spells_above(mean, years_from_today(answer))
    share = np.nan if np.isnan(mean[0]) else float((values[0] > 0).mean())
    if not spells:
        return Window("empty", positive_today=share)
    opens, closes = spells[0][0], spells[-1][1]
    return Window(
        "open-ended" if closes is None else "bounded",
        None if opens is None else after(answer, opens),
        None if closes is None else after(answer, closes),
        len(spells) > 1,
        share,
    )


def cases(answer: Answer) -> tuple[Case, ...]:
    """Whether leverage falls faster after use, in each of the four cases."""
    if not answer.has("case_loss"):
        return ()
    middle = answer.bands("case_loss")[1]
    at = years_from_today(answer)
    found: list[Case] = []
    for name in CASES:
        curves = {h: np.asarray(middle.sel({CASE: name, HISTORY: h}).values) for h in HISTORIES}
        first = float(curves[UNUSED][0])
        half = {h: _halved(at, curves[h], first) for h in HISTORIES}
        faster = _faster(half, curves)
        found.append(Case(name, half[UNUSED], half[USED], faster))
    return tuple(found)


def _halved(at: Numbers, curve: Numbers, first: float) -> float:
    """Years until a curve has halved; every curve begins at the leverage of today."""
    if not first > 0:
        return np.inf
    return float(first_fall(np.concatenate([[first], curve[1:]]), at, first / 2))


def _faster(half: dict[str, float], curves: dict[str, Numbers]) -> bool | None:
    if np.isfinite(list(half.values())).any():
        return half[USED] < half[UNUSED]
    both = np.flatnonzero(~np.isnan(curves[USED]) & ~np.isnan(curves[UNUSED]))
    both = both[both > 0]
    return bool(curves[USED][both[-1]] < curves[UNUSED][both[-1]]) if both.size else None
