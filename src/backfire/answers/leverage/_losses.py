"""Who loses what, what takes leverage away at what price, and what others found."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from backfire.dims import (
    CLOSURE,
    DRAW,
    HISTORY,
    INSTRUMENT,
    MONTHS_AFTER,
    PLACE,
    SAMPLE,
    START,
    YEAR,
)
from backfire.units import MONTHS_PER_YEAR

from .._interval import UNKNOWN, Interval, interval
from ._curves import days, today
from ._terms import CLOSURES, MONTHS, RECIPE, STAGE, SUBSTITUTION, UNUSED, USED

if TYPE_CHECKING:
    from .._answer import Answer
    from ._facts import Forecast

Numbers = np.ndarray[Any, np.dtype[np.float64]]

_NOTHING = 1e-4
"""A fall of leverage below this share of it is rounding, not removal."""
_ONE_IN_TWENTY = 1.645
"""Standard errors at each end of a band of 90 %."""
_YEARS_AFTER_USE = 3
"""Full years after today that are set beside the years after 2010."""
OBSERVED_AFTER_2010 = {"ramp": 0.04, "substitution": 0.10}
"""What came outside and what was substituted in a year after the crisis of 2010, as shares of the
market and of demand [@sprecher2017]."""


@dataclass(frozen=True)
class Loss:
    """Loss of a place from a control of today, by one closure, over some months."""

    place: str
    months: int
    closure: str
    usd: Interval
    gdp_share: Interval
    """Over the gross domestic product of as many months."""
    estimated: bool
    """Whether the place has no input-output table: its end uses stand for its economy."""


@dataclass(frozen=True)
class Instrument:
    """What an instrument costs its payers, and what it removes at the last date that is read."""

    name: str
    payers: str
    cost: Interval
    removed: Interval
    date: str
    per_unit: Interval
    """Mean cost over mean leverage removed, with the sampling error of the mean; unknown where the
    effect cannot be distinguished from zero."""


def exposure(answer: Answer) -> float:
    """Value added in a year of all users of the goods in the targets; NaN where it is unknown."""
    return float(answer.ran["at_stake"].sel({PLACE: list(answer.facts.targets)}).sum(skipna=False))


def losses(answer: Answer) -> tuple[Loss, ...]:
    """Every loss that is known: targets first, then by the size of the largest."""
    data, found = answer.ran, list[Loss]()
    of_recipe = data["closure_loss"].sel({CLOSURE: RECIPE})
    tables = of_recipe.notnull().any([DRAW, MONTHS_AFTER]).values
    for at, place in enumerate(map(str, data[PLACE].values)):
        for months in MONTHS:
            for closure in CLOSURES:
                where = {PLACE: place, CLOSURE: closure, MONTHS_AFTER: months}
                usd = answer.interval("closure_loss", **where)
                product = float(data["gdp"].values[at]) * months / MONTHS_PER_YEAR
                if usd.known:
                    share = usd.scaled(1 / product)
                    found.append(Loss(place, months, closure, usd, share, not tables[at]))
    size: dict[str, float] = {}
    for each in found:
        size[each.place] = max(each.usd.central, size.get(each.place, -np.inf))
    targets = answer.facts.targets
    return tuple(sorted(found, key=lambda e: (e.place not in targets, -size[e.place])))


def loss(answer: Answer, closure: str, months: int = MONTHS_PER_YEAR) -> Interval:
    """The loss of a single target by a closure; unknown for several targets."""
    targets = answer.facts.targets
    if len(targets) != 1:
        return UNKNOWN
    where = {PLACE: targets[0], CLOSURE: closure, MONTHS_AFTER: months}
    return answer.interval("closure_loss", **where)


def instruments(answer: Answer) -> tuple[Instrument, ...]:
    """What each instrument costs and removes, the cheapest per dollar removed first."""
    if not answer.has("instrument_cost"):
        return ()
    names = map(str, answer.ran[INSTRUMENT].values)
    payers = map(str, answer.ran["instrument_payers"].values)
    found = [_instrument(answer, *pair) for pair in zip(names, payers, strict=True)]
    return tuple(
        sorted(found, key=lambda e: (e.per_unit.central if e.per_unit.known else np.inf, e.name))
    )


def _instrument(answer: Answer, name: str, payers: str) -> Instrument:
    cost = np.asarray(answer.ran["instrument_cost"].sel({INSTRUMENT: name}).values, dtype=float)
    removed = answer.ran["leverage_removed"].sel({INSTRUMENT: name}).transpose(START, SAMPLE).values
    read = [at for at, values in enumerate(removed) if not np.isnan(values).any()]
    last = np.asarray(removed[read[-1]] if read else [], dtype=float)
    day = days(answer)[read[-1]] if read else ""
    return Instrument(
        name, payers, interval(cost), interval(last), day, _per_unit(answer, cost, last)
    )


def _per_unit(answer: Answer, cost: Numbers, removed: Numbers) -> Interval:
    """Mean cost over mean leverage removed, with the sampling error of the mean.

    A project comes or does not, so that the mean over draws is what a payer buys. What cannot be
    distinguished from zero at one in twenty has no price.
    """
    if not removed.size:
        return UNKNOWN
    least = _NOTHING * abs(today(answer, "target_loss").central)
    middle, paid = float(removed.mean()), float(cost.mean())
    error = 0.0
    if removed.size > 1:
        error = _ONE_IN_TWENTY * float(removed.std(ddof=1)) / float(np.sqrt(removed.size))
    if middle <= max(least, error):
        return UNKNOWN
    return Interval(paid / (middle + error), paid / middle, paid / (middle - error))


def elasticities(answer: Answer, headline: str = "leverage") -> tuple[tuple[str, float], ...]:
    """Elasticities of a headline number that are known, the largest first."""
    if not answer.has("elasticity"):
        return ()
    row = answer.ran["elasticity"].sel(headline=headline)
    known = {str(p): float(v) for p, v in zip(row["parameter"].values, row.values, strict=True)}
    pairs = [(name, value) for name, value in known.items() if not np.isnan(value)]
    return tuple(sorted(pairs, key=lambda e: (-abs(e[1]), e[0])))


def adjustment(answer: Answer) -> tuple[tuple[int, ...], dict[str, Interval]]:
    """The first full years after a use today, and what came outside and was substituted in them."""
    first = answer.facts.today.year + 1
    listed = [int(year) for year in answer.ran[YEAR].values]
    chosen = [year for year in listed if first <= year < first + _YEARS_AFTER_USE] or listed[-1:]
    used = answer.ran[["ramp", "substitution"]].sel({HISTORY: USED, YEAR: chosen})
    return tuple(chosen), {
        "ramp": interval(used["ramp"].mean(YEAR, skipna=False).values),
        "substitution": interval(used["substitution"].max(YEAR, skipna=False).values),
    }


def forecasts(answer: Answer) -> tuple[tuple[Forecast, Interval, bool | None], ...]:
    """Published shares of the sender, the band found here, and whether they lie inside."""
    return tuple((row, *_beside(answer, row)) for row in answer.facts.forecasts)


def _beside(answer: Answer, row: Forecast) -> tuple[Interval, bool | None]:
    stages = set(map(str, answer.ran[STAGE].values))
    known = row.stage in stages and row.year in answer.ran[YEAR].values
    if not known or row.place != answer.facts.sender:
        return UNKNOWN, None
    found = answer.interval("stage_share", **{STAGE: row.stage, YEAR: row.year, HISTORY: UNUSED})
    return found, found.low <= row.value <= found.high


def third_parties(answer: Answer) -> tuple[tuple[str, Interval, Interval], ...]:
    """Places that are no side, the use they lose and their loss, the largest loss of use first."""
    sides = {answer.facts.sender, *answer.facts.targets}
    of_year = {CLOSURE: SUBSTITUTION, MONTHS_AFTER: MONTHS_PER_YEAR}
    found = [
        (
            place,
            answer.interval("place_use_lost", **{PLACE: place}),
            answer.interval("closure_loss", **{PLACE: place}, **of_year),
        )
        for place in map(str, answer.ran[PLACE].values)
        if place not in sides
    ]
    return tuple(sorted(found, key=lambda e: (-e[1].central, e[0])))
