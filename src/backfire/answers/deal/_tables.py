"""The tables of an answer about a deal, and the sections of its page."""

from __future__ import annotations

import math
from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING

from .. import _format as words
from .._kind import Section
from .._table import Cell, Column, Table
from ._quantities import QUESTION, RULES, SETS
from ._readings import (
    Limit,
    assumed,
    chances,
    cost_over_gain,
    known,
    labels,
    limit,
    moved,
    score,
    term_gain,
    terms,
    unvalued,
    valued,
)

if TYPE_CHECKING:
    from .._answer import Answer
    from .._interval import Interval
    from ._facts import Assumption

    Rows = Iterator[tuple[Cell, ...]]

_RULES = dict(zip(RULES, ("Nash package", "everything is in", "share of the others"), strict=True))
_SETS = dict(zip(SETS, ("both values known", "at what is known", "all"), strict=True))
_STAYS_OUT = {
    Limit.REST: "the rest costs {giver} more than",
    Limit.COST: "it costs {giver} more than",
    Limit.GAIN: "{taker} gains less than",
    Limit.RATIO: "it costs {giver} more for each dollar of {taker} than",
}


def _issues(answer: Answer) -> Rows:
    chance = chances(answer)
    for one in valued(answer):
        worth = (answer.interval("worth", side=side, issue=one.id) for side in answer.facts.sides)
        yield one.id, one.name, one.giver, *worth, chance[one.id], one.signed


def _flips(answer: Answer) -> Rows:
    for one in valued(answer):
        order = (one.giver, answer.facts.taker(one))
        counts = "once" if one.years is None else f"{one.years:.1f} years"
        flips = (answer.interval("flip", side=side, issue=one.id) for side in order)
        yield one.id, one.signed, counts, *flips, cost_over_gain(answer, one)


def _thresholds(answer: Answer) -> Rows:
    for one in unvalued(answer):
        kind, figure = limit(answer, one)
        has = known(answer, one)
        stays_out = _STAYS_OUT[kind].format(giver=one.giver, taker=answer.facts.taker(one))
        usd = None if kind is Limit.RATIO else _open(figure)
        ratio = _open(figure) if kind is Limit.RATIO else None
        own = (has.get(side) for side in answer.facts.sides)
        yield one.id, one.giver, one.part, stays_out, usd, ratio, *own, one.signed


def _scores(answer: Answer) -> Rows:
    for over in SETS:
        for rule in RULES:
            found = score(answer, rule, over)
            if found is not None:
                figures = found.count, found.right, found.brier, found.log
                yield _RULES[rule], _SETS[over], *figures


def _supply(answer: Answer) -> Rows:
    for number, one in enumerate(answer.facts.supply):
        at = {QUESTION: labels(answer, QUESTION)[number]}
        worth = [answer.interval("supply_worth", side=s, **at) for s in answer.facts.sides]
        published = [answer.interval("published", side=s, **at) for s in answer.facts.sides]
        goods = ", ".join(one.goods)
        lost = answer.interval("run_down", **at)
        yield one.issue, one.case, goods, one.weeks, *worth, *published, lost


def _assumptions(answer: Answer) -> Rows:
    for one in answer.reading(assumed):
        unsure = sorted(one.probability.items(), key=lambda pair: abs(pair[1] - 0.5))[:3]
        least = ", ".join(f"{name} {words.share(chance)}" for name, chance in unsure)
        gains = (one.gains[side] for side in answer.facts.sides)
        inside = sum(one.probability.values())
        yield _assumption(one.assumption), *gains, one.exclusion, inside, least


def _assumption(one: Assumption) -> str:
    if one.years is None:
        return one.label
    return f"promises without an end count {words.years(one.years)}"


def _ranges(answer: Answer) -> Rows:
    for one in moved(answer):
        at = one.range
        inside = one.inside[0], one.inside[-1]
        most = one.most, one.most_probability[0], one.most_probability[-1]
        yield at.issue, at.side, at.case, one.usd, *one.probability, *inside, *most


def _terms(answer: Answer) -> Rows:
    for one, share in terms(answer):
        gains = (term_gain(answer, one, side) for side in answer.facts.sides)
        yield " or ".join(map(length, one.offered)), one.years, share, *gains


def length(years: float | None) -> str:
    """A length that is on offer, None for one without an end."""
    return "without an end" if years is None else words.counted(round(years), "year")


def _open(figure: Interval) -> Interval:
    """The same with infinity in place of an end that has no bound."""
    return figure.map(lambda end: math.inf if math.isnan(end) else end)


def _billions(usd: float) -> str:
    """USD bn to three digits."""
    value = usd / 1e9
    digits = 0 if abs(value) >= 99.5 else 1 if abs(value) >= 9.95 else 2
    return f"{round(value, digits) or 0.0:.{digits}f}"


_BAND = "5 to 95 %"
_MOST = 40
"""Rows on the screen of tables by issue."""
_usd = partial(Column, show=_billions, infinite="no bound")
_ratio = partial(Column, show="{:.2f}".format, infinite="no bound")
_BY_SIDE = (("sender", "To CHN"), ("target", "To USA"))
_page = partial(Column, screen=False)

TABLES = (
    Table(
        "issue",
        "Value of each issue over its term, USD bn",
        (
            Column("issue", "Issue"),
            _page("name", "In words"),
            Column("giver", "By"),
            *(_usd(f"worth_{side}", title, band=_BAND) for side, title in _BY_SIDE),
            _page("probability", "In", words.share),
            _page("signed", "Signed"),
        ),
        _issues,
        "Present values over the term of each issue, median and 90 % band, and the share of draws "
        "in which the package holds it.",
        limit=_MOST,
    ),
    Table(
        "flip",
        "Value to the giver or to the taker above which each issue is in, USD bn",
        (
            Column("issue", "Issue"),
            Column("signed", "Signed", page=False),
            _page("counts", "Counts"),
            Column("flip_giver", "Giver", _billions, _BAND),
            Column("flip_taker", "Taker", _billions, _BAND),
            _ratio("cost_over_gain", "Cost over gain", band=_BAND, screen=False),
        ),
        _flips,
        "An issue is in above either of the two values, all else as drawn. Cost over gain is what "
        "an issue costs its giver for each dollar of the taker; below zero the giver gains too.",
        limit=_MOST,
    ),
    Table(
        "threshold",
        "Without a value, USD bn a year",
        (
            Column("issue", "Issue"),
            Column("giver", "By"),
            _page("part", "Part known"),
            Column("stays_out", "Stays out if"),
            _usd("limit", "USD bn", band=_BAND),
            _ratio("ratio", "Ratio", band=_BAND),
            *(
                _usd(f"known_{side}", f"Known, {title[3:]}", band=_BAND, screen=False)
                for side, title in _BY_SIDE
            ),
            _page("signed", "Signed"),
        ),
        _thresholds,
        "Where one side's value is not known nothing is predicted. The table says where the issue "
        "would enter.",
    ),
    Table(
        "score",
        "Against what was signed",
        (
            Column("rule", "Rule"),
            Column("over", "Issues"),
            Column("count", "Number", words.number),
            Column("right", "Right", words.number),
            Column("brier", "Brier", "{:.3f}".format),
            Column("log", "Log", "{:.3f}".format, infinite="infinite"),
        ),
        _scores,
    ),
    Table(
        "supply",
        "Minerals by the supply model, USD bn a year",
        (
            Column("issue", "Issue"),
            Column("case", "Case"),
            Column("goods", "Refused"),
            Column("weeks", "Weeks", words.number),
            *(_usd(f"worth_{side}", title, band=_BAND) for side, title in _BY_SIDE),
            *(
                _usd(f"published_{side}", f"Published {title[3:]}", band="Range")
                for side, title in _BY_SIDE
            ),
            _usd("run_down", "Leverage run down", band=_BAND),
        ),
        _supply,
        "What it is worth to be spared a control for a year. The published range is what it takes "
        "the place of. The last column is leverage that the control would have taken away two "
        "years after its start, which is in no value.",
        screen=False,
    ),
    Table(
        "assumption",
        "Cases, and promises without an end",
        (
            Column("assumption", "Assumption"),
            *(_usd(f"gain_{side}", f"{title}, USD bn") for side, title in _BY_SIDE),
            Column("exclusion", "Out beyond", words.ratio),
            Column("inside", "Issues in", "{:.1f}".format),
            Column("least_sure", "Least sure"),
        ),
        _assumptions,
        screen=False,
    ),
    Table(
        "range",
        "What each value moves",
        (
            Column("issue", "Value of"),
            Column("side", "To"),
            Column("case", "Case"),
            _usd("usd", "USD bn", band="Range"),
            *(Column(f"in_{end}", f"In, {end}", words.share) for end in ("low", "middle", "high")),
            *(
                Column(f"inside_{end}", f"Issues, {end}", "{:.1f}".format)
                for end in ("low", "high")
            ),
            Column("most", "Moves most"),
            *(Column(f"most_{end}", end.capitalize(), words.share) for end in ("low", "high")),
        ),
        _ranges,
        "Each value at the low end, the middle and the high end of its range, all else as drawn in "
        "the first draws; the values that move the rest of the package most come first.",
        screen=False,
    ),
    Table(
        "term",
        "For how long",
        (
            Column("length", "Length"),
            Column("years", "Counts for, years"),
            Column("share", "Chosen", words.share),
            *(_usd(f"gain_{side}", f"{title}, USD bn", band=_BAND) for side, title in _BY_SIDE),
        ),
        _terms,
        screen=False,
    ),
)

SECTIONS = (
    Section("frontier", "All packages"),
    Section("issues", "Issue by issue", ("issue", "flip"), open=True),
    Section("thresholds", "What has no value", ("threshold",), open=True),
    Section("scores", "Against what was signed", ("score",), open=True),
    Section("supply", "Minerals by the supply model", ("supply",), open=True),
    Section("moves", "What moves it", ("assumption", "range"), open=True),
    Section("terms", "For how long", ("term",), open=True),
)
