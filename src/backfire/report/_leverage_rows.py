"""The numbers behind the pictures of leverage, as rows of text."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from backfire.results import TERMS, words

if TYPE_CHECKING:
    from backfire.results import Band, Leverage

Row = tuple[str, ...]

_UNKNOWN = "not known"


def curve(leverage: Leverage) -> list[Row]:
    """Give leverage by start date, not used before and used before."""
    points = leverage.answer().leverage_curve
    found = {(point.start, point.used_before): point for point in points}
    rows: list[Row] = []
    for start in sorted({point.start for point in points}):
        cells: list[str] = []
        for used in (False, True):
            point = found.get((start, used))
            cells += ("", "") if point is None else (_usd(point.p50), _span(point.p5, point.p95))
        rows.append((words.date(np.datetime64(start)), *cells))
    return rows


def values(leverage: Leverage) -> list[Row]:
    """Give the value of use by horizon, with its parts."""
    return [
        (
            "1 year" if horizon == "1" else f"{horizon} years",
            _usd(value.p50),
            _span(value.p5, value.p95),
            *(f"{_usd(value.terms[term].p50)} ({_both(value.terms[term])})" for term in TERMS),
        )
        for horizon, value in leverage.answer().value_of_use.items()
    ]


def instruments(leverage: Leverage) -> list[Row]:
    """Give what each instrument costs and removes, the cheapest first."""
    rows: list[Row] = []
    for entry in leverage.answer().instruments:
        low, high = entry.per_unit_band.p5, entry.per_unit_band.p95
        top = "no bound" if high is None else words.per_unit(high)
        removed = "; ".join(
            f"{step.start[:4]}: {_usd(step.band.p50)} ({_both(step.band)})"
            for step in entry.leverage_removed
        )
        rows.append(
            (
                words.capital(words.plain(entry.name)),
                words.payers(leverage, entry.paid_by),
                _usd(entry.cost_usd.p50),
                "nothing removed" if entry.per_unit is None else words.per_unit(entry.per_unit),
                "" if low is None else f"{words.per_unit(low)} to {top}",
                removed,
            )
        )
    return rows


def forecasts(leverage: Leverage) -> list[Row]:
    """Give each published figure beside the band found here."""
    said = {True: "yes", False: "no", None: _UNKNOWN}
    places = set(map(str, leverage.dataset["place"].values))
    return [
        (
            words.capital(words.plain(entry.stage)),
            leverage.place_name(entry.place) if entry.place in places else entry.place,
            str(entry.year),
            words.share(entry.published),
            _UNKNOWN if entry.band is None else _shares(entry.band),
            said[entry.inside],
            entry.source,
        )
        for entry in leverage.answer().forecasts
    ]


def inside(leverage: Leverage) -> str:
    """Say how many published figures lie inside the band."""
    judged = [entry for entry in leverage.answer().forecasts if entry.inside is not None]
    hits = sum(bool(entry.inside) for entry in judged)
    verb = "lies" if hits == 1 else "lie"
    return f"Of {len(judged)} published figures that can be compared, {hits} {verb} in the band."


def adjustment(leverage: Leverage) -> str:
    """Say what came outside and what was substituted, beside the years after 2010."""
    found = leverage.answer().ramp_and_substitution
    years = f"{found.years[0]} to {found.years[-1]}" if len(found.years) > 1 else "the last year"
    ramp, fewer = found.ramp, found.substitution
    return (
        f"After a use today, capacity that starts outside in a year comes to {_mid(ramp)} of the "
        f"world market in {years}, where {words.share(found.observed['ramp'])} was observed after "
        f"2010; targets learn to do without {_mid(fewer)} of their use in the strongest of these "
        f"years, where up to {words.share(found.observed['substitution'])} was observed."
    )


def bystanders(leverage: Leverage) -> list[Row]:
    """Give what places that are neither sender nor target lose in a control of today."""
    return [
        (
            leverage.place_name(entry.place),
            words.share(entry.use_lost.p50),
            _shares(entry.use_lost),
            "no figure" if entry.usd is None else _usd(entry.usd.p50),
            "" if entry.usd is None else _both(entry.usd),
        )
        for entry in leverage.answer().third_parties
    ]


def _usd(value: float | None) -> str:
    return _UNKNOWN if value is None else words.money(value)


def _both(band: Band) -> str:
    return _span(band.p5, band.p95)


def _span(low: float | None, high: float | None) -> str:
    return "no band" if low is None or high is None else words.money_range(low, high)


def _shares(band: Band) -> str:
    if band.p5 is None or band.p95 is None:
        return "no band"
    return f"{words.percent(band.p5)} to {words.percent(band.p95)} %"


def _mid(band: Band) -> str:
    if band.p50 is None:
        return _UNKNOWN
    return f"{words.share(band.p50)} ({_shares(band)})"
