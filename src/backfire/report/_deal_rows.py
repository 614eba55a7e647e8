"""The rows of a deal as they stand in tables of the page and on the screen."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from backfire.results import words

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from backfire.results import Band
    from backfire.results.deal import Assumed, Deal, Issue, Range, Threshold

Row = tuple[str, ...]

SCORES = ("rule", "issues", "right", "Brier", "log")
ASSUMED = ("assumption", "value", "gains, USD bn", "out beyond", "least sure", "issues in")
READINGS = ("value of", "to", "USD bn", "in, low to high", "issues in", "moves most")
TERMS = ("length", "counts for", "chosen", "gains, USD bn")
SUPPLY = ("issue", "case", "refused", "a year, USD bn", "published", "leverage run down")
THRESHOLDS = ("issue", "by", "known, a year", "stays out beyond", "signed")
_BILLION = 1e9
_UNKNOWN = "not known"


def heading(deal: Deal) -> Row:
    """Names of the columns of the issues."""
    return (
        "issue",
        "by",
        *(f"to {side}, USD bn" for side in deal.sides),
        "in",
        "signed",
        "in above",
    )


def issues(deal: Deal) -> list[Row]:
    """One row an issue: giver, worth over the term, chance, whether signed, where it flips."""
    return [
        (
            one.id,
            one.giver,
            *(_span(one.worth[side]) for side in deal.sides),
            words.share(one.probability),
            _yes(one.signed),
            " or ".join(f"{side} {_billions(one.flips[side].p50)}" for side in _order(deal, one)),
        )
        for one in deal.issues
    ]


def details(deal: Deal) -> list[Row]:
    """The words of each issue, its term, its own ratio, and the bands of where it flips."""
    return [
        (
            one.id,
            one.name,
            "once" if one.years is None else f"{one.years:.1f} years",
            _UNKNOWN if one.ratio is None else _plain(one.ratio),
            *(_span(one.flips[side]) for side in _order(deal, one)),
        )
        for one in deal.issues
    ]


DETAILS = ("issue", "in words", "counts", "cost over gain", "giver: in above", "taker: in above")


def thresholds(deal: Deal) -> list[Row]:
    """Issues of which a value is missing: what is known, and where they would enter."""
    return [
        (
            one.id,
            one.giver,
            "; ".join(
                f"{side} {_span(usd)}{f' ({one.part})' if side in one.lacking else ''}"
                for side, usd in one.known.items()
            )
            or "nothing",
            _beyond(deal, one),
            _yes(one.signed),
        )
        for one in deal.thresholds
    ]


def scores(deal: Deal) -> list[Row]:
    """Each rule over each set of issues."""
    return [
        (
            one.rule,
            f"{one.count}, {one.over}",
            f"{one.right}",
            f"{one.brier:.3f}",
            f"{one.log:.3f}" if math.isfinite(one.log) else "infinite",
        )
        for one in deal.scores
    ]


def assumptions(deal: Deal) -> list[Row]:
    """The deal in each case, and by how long promises without an end count."""
    return [_assumed(deal, one) for one in (*deal.cases, *deal.horizons)]


def _assumed(deal: Deal, one: Assumed) -> Row:
    value = f"{one.value} y" if one.what == "permanent" else one.value
    unsure = sorted(one.probability.items(), key=lambda pair: abs(pair[1] - 0.5))[:3]
    return (
        "without an end" if one.what == "permanent" else one.what,
        value,
        _both(deal, one.gains),
        f"{words.ratio(one.exclusion)}",
        ", ".join(f"{name} {words.share(chance)}" for name, chance in unsure),
        f"{sum(one.probability.values()):.1f}",
    )


def readings(deal: Deal) -> list[Row]:
    """Each value at the ends of its range: its own chance, and what else it moves."""
    return [
        (
            f"{one.issue}{f' ({one.case})' if one.case else ''}",
            one.side,
            _three(one.usd),
            " / ".join(words.percent(each) for each in one.probability) + " %",
            f"{one.inside[0]:.1f} to {one.inside[2]:.1f}",
            f"{one.most} {words.percent(one.most_probability[0])} to "
            f"{words.share(one.most_probability[2])}",
        )
        for one in deal.readings
    ]


def terms(deal: Deal) -> list[Row]:
    """Each length that dated issues could have: how often chosen, and what it brings."""
    return [
        (
            " or ".join("without an end" if y is None else f"{y:g} y" for y in one.offered),
            f"{one.years:g} y",
            words.share(one.share),
            _both(deal, {side: gain.p50 or 0.0 for side, gain in one.gains.items()}),
        )
        for one in deal.terms
    ]


def supply(deal: Deal) -> list[Row]:
    """Each control that a deal takes away by the supply model, beside the range it replaces."""
    return [
        (
            one.issue,
            one.case,
            f"{', '.join(one.goods)}; {one.weeks} weeks",
            "; ".join(f"{side} {_span(usd)}" for side, usd in one.worth.items()),
            "; ".join(f"{side} {_three(usd)}" for side, usd in one.published.items()),
            _span(one.run_down),
        )
        for one in deal.supply
    ]


def _beyond(deal: Deal, one: Threshold) -> str:
    giver, taker = one.giver, deal.taker(one)
    if one.missing is not None:
        return f"{giver} loses {_span(one.missing)} bn a year by the rest"
    if one.cost is not None:
        return f"{giver} loses {_span(one.cost)} bn a year"
    if one.gain is not None:
        return f"{taker} gains less than {_span(one.gain)} bn a year"
    return f"{giver} loses {_plain(one.ratio)} for each dollar of {taker}"


def _order(deal: Deal, one: Issue) -> tuple[str, str]:
    """The giver, then the taker."""
    return one.giver, deal.taker(one)


def _both(deal: Deal, gains: Mapping[str, float]) -> str:
    return ", ".join(f"{side} {_billions(gains[side])}" for side in deal.sides)


def _yes(signed: bool | None) -> str:
    return {True: "yes", False: "no", None: ""}[signed]


def _billions(usd: float | None) -> str:
    """USD bn to three digits; a dash where no value is enough."""
    if usd is None:
        return "-"
    value = usd / _BILLION
    digits = 0 if abs(value) >= 99.5 else 1 if abs(value) >= 9.95 else 2
    return f"{round(value, digits) or 0.0:.{digits}f}"


def _span(band: Band) -> str:
    return f"{_billions(band.p50)} ({_billions(band.p5)} to {_billions(band.p95)})"


def _three(usd: Range | Sequence[float]) -> str:
    low, middle, high = usd
    return f"{_billions(middle)} ({_billions(low)} to {_billions(high)})"


def _plain(band: Band) -> str:
    low, high = (f"{each:.2f}" if each is not None else "no bound" for each in (band.p5, band.p95))
    middle = "no bound" if band.p50 is None else f"{band.p50:.2f}"
    return f"{middle} ({low} to {high})"
