"""Rows of the tables of an answer about leverage."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

import numpy as np

from backfire.dims import CHANNEL, DRAW, HORIZON, PLACE, START, TERM

from .. import _format as words
from .._interval import Interval, interval
from .._table import Cell
from ._curves import after, cases, days, milestones, window
from ._losses import (
    OBSERVED_AFTER_2010,
    adjustment,
    elasticities,
    forecasts,
    instruments,
    losses,
    third_parties,
)
from ._terms import (
    CHANNELS,
    DECOUPLING_PART,
    DECOUPLING_TERMS,
    DEPENDENCE_YEAR,
    HISTORIES,
    INVENTORY,
    PARTNER,
    RECIPE,
    SUBSTITUTION,
    TERMS,
    UNUSED,
    USED,
    VALUE_HORIZONS,
)

if TYPE_CHECKING:
    from .._answer import Answer

Rows = Iterator[tuple[Cell, ...]]

CLOSURE_NAMES = {
    RECIPE: "recipes fixed",
    SUBSTITUTION: "firms substitute",
    INVENTORY: "stocks run down",
}
"""What the closures are called in pictures and tables."""
_CHANNEL_NAMES = {
    "users_cut": "users of the goods make less",
    "users_pay_more": "users pay more for what they get",
    "producers_expand": "producers at home make more",
    "producers_earn_more": "producers at home earn more",
    "downstream_cut": "suppliers and buyers make less",
}
_DECOUPLING_NAMES = {
    "users_bill": "dearer goods",
    "spending": "public money for floors, stocks and dumping",
    "capital": "plants that double others",
    "profit": "what producers earn more (subtracted)",
    "total": "in all",
}
_MILESTONE_NAMES = {
    "half_life": "leverage has halved",
    "structural_half_life": "leverage has halved, shelves as in calm times",
    "backfire": "the sender is worse off for good",
}
HISTORY_NAMES = {UNUSED: "not used before", USED: "used before"}
"""What the two histories are called in pictures and tables."""
CASE_NAMES = {
    "neither": "neither",
    "stockpiling": "stockpiling alone",
    "dumping": "dumping alone",
    "both": "both",
}
"""What the four cases are called."""
_MOST = 10
"""How many parameters are shown."""


def curve_rows(answer: Answer) -> Rows:
    """Leverage by start date; unknown while the earlier use stands."""
    starts = answer.ran[START].values
    for day, start in zip(days(answer), starts, strict=True):
        yield day, *(answer.interval("target_loss", start=start, history=h) for h in HISTORIES)


def milestone_rows(answer: Answer) -> Rows:
    """When leverage has halved and use has left the sender worse off."""
    for each in answer.reading(milestones):
        when = after(answer, each.years.central) if each.years.known else None
        named = _MILESTONE_NAMES[each.name], HISTORY_NAMES[each.history]
        yield each.name, each.history, *named, each.years, when, each.reached


def window_rows(answer: Answer) -> Rows:
    """The window of use, if it was worked out."""
    found = answer.reading(window)
    if found is not None:
        yield found.status, found.opens, found.closes, found.interrupted, found.positive_today


def loss_rows(answer: Answer) -> Rows:
    """Losses by place, closure and length."""
    for each in answer.reading(losses):
        yield (
            each.place,
            each.closure,
            answer.name(PLACE, each.place) + "*" * each.estimated,
            CLOSURE_NAMES[each.closure],
            each.months,
            each.usd,
            each.gdp_share,
        )


def channel_rows(answer: Answer) -> Rows:
    """Ways of the loss under fixed recipes that are known."""
    for name in CHANNELS:
        usd = answer.interval("channel", **{CHANNEL: name})
        if usd.known:
            yield name, _CHANNEL_NAMES[name], usd


def gain_rows(answer: Answer) -> Rows:
    """What producers earn more and users pay more, the largest gain first."""
    gdp = answer.ran["gdp"]
    found: list[tuple[str, Interval, Interval, Interval]] = []
    for place in map(str, answer.ran[PLACE].values):
        at = {PLACE: place}
        paid = answer.interval("users_bill", **at)
        level = interval(answer.ran["users_bill"].sel(at).values / float(gdp.sel(at)))
        found.append((place, answer.interval("producer_gain", **at), paid, level))
    for place, *figures in sorted(found, key=lambda each: -each[1].central):
        yield place, answer.name(PLACE, place), *figures


def decoupling_rows(answer: Answer) -> Rows:
    """Parts of the cost of parallel chains."""
    for name in DECOUPLING_TERMS if answer.has("decoupling") else ():
        usd = answer.interval("decoupling", **{DECOUPLING_PART: name})
        yield name, _DECOUPLING_NAMES[name], usd


def value_rows(answer: Answer) -> Rows:
    """Value of use by horizon, with its parts."""
    for years in VALUE_HORIZONS:
        terms = (answer.interval("value_term", **{HORIZON: years, TERM: term}) for term in TERMS)
        yield years, answer.interval("value_of_use", **{HORIZON: years}), *terms


def instrument_rows(answer: Answer) -> Rows:
    """Cost and effect of each instrument, the cheapest first."""
    for each in answer.reading(instruments):
        payers = words.payers(each.payers, place_names(answer))
        name = words.plain(each.name)
        cells = each.cost, each.per_unit if each.per_unit.known else None, each.removed, each.date
        yield each.name, name, payers, *cells


def place_names(answer: Answer) -> dict[str, str]:
    """Names of all places by their labels."""
    return {place: answer.name(PLACE, place) for place in map(str, answer.ran[PLACE].values)}


def case_rows(answer: Answer) -> Rows:
    """Half-lives in the four cases."""
    for each in answer.reading(cases):
        yield each.name, CASE_NAMES[each.name], each.falls_faster, each.unused, each.used


def elasticity_rows(answer: Answer) -> Rows:
    """The largest elasticities of leverage."""
    for name, value in answer.reading(elasticities)[:_MOST]:
        yield name, words.parameter(name), value


def adjustment_rows(answer: Answer) -> Rows:
    """What starts outside and is substituted, beside the years after 2010."""
    years, found = answer.reading(adjustment)
    names = {"ramp": "starts outside", "substitution": "is substituted"}
    for name, figure in found.items():
        yield name, f"{names[name]}, {years[0]} to {years[-1]}", figure, OBSERVED_AFTER_2010[name]


def forecast_rows(answer: Answer) -> Rows:
    """Published shares beside the band found here."""
    for row, found, inside in answer.reading(forecasts):
        stage = words.capital(words.plain(row.stage))
        place = answer.name(PLACE, row.place)
        yield row.stage, row.place, stage, place, inside, row.source, row.year, row.value, found


def third_party_rows(answer: Answer) -> Rows:
    """What places lose that are no side."""
    for place, use, usd in answer.reading(third_parties):
        yield place, answer.name(PLACE, place), use, usd


def dependence_rows(answer: Answer) -> Rows:
    """The first and the last year that is known."""
    dated = sorted(int(year) for year in answer.ran[DEPENDENCE_YEAR].values)
    for year in dict.fromkeys((dated[0], dated[-1]) if dated else ()):
        for partner in map(str, answer.ran[PARTNER].values):
            at = {PARTNER: partner, DEPENDENCE_YEAR: year}
            value = float(answer.ran["dependence"].sel(at))
            yield partner, answer.name(PLACE, partner), year, value


def mean_terms(answer: Answer) -> dict[str, np.ndarray]:
    """The mean over draws of each part of value of use, by horizon: means add up."""
    mean = answer.ran["value_term"].mean(DRAW)
    return {term: np.asarray(mean.sel({TERM: term}).values, dtype=float) for term in TERMS}
