"""The kind of a run: its facts, tables, sections and the figures that its sentences name."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import date
from typing import TYPE_CHECKING, Any

from pydantic import BaseModel, ConfigDict

from backfire.dims import DRAW, GOOD, PLACE

from .. import _format as words
from .._kind import Kind, Section
from .._table import Cell, Column, Table
from ..leverage import KIND as LEVERAGE
from ._quantities import (
    INSIDE,
    LABELS,
    OUTSIDE,
    QUANTITIES,
    after,
    first_shortages,
    horizon,
    prices,
    shortages,
)

if TYPE_CHECKING:
    from .._answer import Answer

_MOVES = 0.01
"""A price whose band stays within this share of the baseline stays where it is."""


class Facts(BaseModel):
    """What a run was about."""

    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)

    sender: str
    """Place that restricts."""
    targets: tuple[str, ...]
    """Places meant to be hurt."""
    outside: tuple[str, ...]
    """Places whose prices are called outside."""
    reference_goods: tuple[str, ...]
    """Goods of the control that the headline speaks of."""
    reference_start: date
    """First day of that control."""
    reference_weeks: int
    """Length of the reference horizon in weeks."""
    today: date
    """Date of the edition."""
    fitted_until: date | None
    """Last day of the observations that parameters were fitted to; none if nothing was fitted."""
    precision: str
    """Floating-point type of the run."""
    mass_balance: float
    """Worst relative gap of the mass balance."""
    drift: float
    """Largest move of a price at rest, relative."""


def _calendar(answer: Answer) -> Iterator[tuple[Cell, ...]]:
    for entry in answer.reading(first_shortages):
        days, reached = entry.days, entry.reached
        when = after(answer, days.central) if days.known else None
        names = answer.name(GOOD, entry.good), answer.name(PLACE, entry.place)
        yield (entry.good, entry.place, *names, days, when, reached, entry.lost)


def _losses(answer: Answer) -> Iterator[tuple[Cell, ...]]:
    for good, place, lost in answer.reading(shortages):
        yield good, place, answer.name(GOOD, good), answer.name(PLACE, place), lost


def _prices(answer: Answer) -> Iterator[tuple[Cell, ...]]:
    found = {(price.good, price.side): price for price in answer.reading(prices)}
    for good in dict.fromkeys(good for good, _ in found):
        out, home = found[good, OUTSIDE], found[good, INSIDE]
        if out.ratio.known or home.ratio.known:
            yield good, answer.name(GOOD, good), out.ratio, out.peak, home.ratio, home.peak


_BAND = "5 to 95 %"
_WHERE = (
    Column("good", "Good", page=False, screen=False),
    Column("place", "Place", page=False, screen=False),
    Column("good_name", "Good"),
    Column("place_name", "Place"),
)
TABLES = (
    Table(
        "first_shortage",
        "First shortage, days after the reference start",
        (
            *_WHERE,
            Column("days", "Day", words.number, _BAND),
            Column("date", "Date", str, screen=False),
            Column("reached", "Draws reached", words.share, screen=False),
            Column("lost", "Use lost", words.share, _BAND, screen=False),
        ),
        _calendar,
        "First stoppage and share of use lost over the reference horizon: medians, with 90 % "
        "bands. Targets first, then by date.",
    ),
    Table(
        "shortage",
        "Shortage, share of use lost over the reference horizon",
        (*_WHERE, Column("share", "Use lost", words.share, _BAND)),
        _losses,
    ),
    Table(
        "price",
        "Spot price over the baseline price in the reference horizon",
        (
            Column("good", "Good", page=False, screen=False),
            Column("good_name", "Good"),
            Column("outside", "Outside", words.ratio, _BAND),
            Column("outside_peak", "Peak", words.ratio, screen=False),
            Column("inside", "Inside", words.ratio, _BAND),
            Column("inside_peak", "Peak inside", words.ratio, page=False, screen=False),
        ),
        _prices,
        "Median week of the reference horizon and highest week; medians over draws, with 90 % "
        "bands.",
    ),
)


SECTIONS = (
    Section("calendar", "Who stops when", ("first_shortage", "shortage"), note="calendar_note"),
    Section("prices", "Prices inside and outside the sender", ("price",)),
    Section("exports", "Exports"),
    Section("exposure", "What is exposed", note="exposure_note"),
    Section("chain", "The chain before the control"),
)


def context(answer: Answer) -> dict[str, Any]:
    """The figures that the sentences name."""
    first = answer.reading(first_shortages)
    targets, goods = answer.facts.targets, answer.facts.reference_goods
    ours = [entry for entry in first if entry.place in targets]
    stop = [entry for entry in ours if entry.days.known]
    theirs = [entry for entry in first if entry.place not in targets]
    sooner = [e for e in theirs if stop and e.days.central < stop[0].days.central]
    lost = [e for e in answer.reading(shortages) if e[1] in targets and e[2].central > 0]
    outside = [entry for entry in answer.reading(prices) if entry.side == OUTSIDE]
    quoted = [entry for entry in outside if entry.good in goods] or outside
    inside = {e.good: e for e in answer.reading(prices) if e.side == INSIDE}
    peaks = [e.peak.high for e in quoted if not math.isnan(e.peak.high)]
    return {
        "first": first,
        "ours": ours,
        "stop": stop,
        "sooner": sooner[:1],
        "lost": lost[:1],
        "quoted": quoted[0] if quoted and quoted[0].ratio.known else None,
        "inside": inside,
        "calm": max(peaks, default=0.0) < 1 + _MOVES,
        "exposure": answer.interval("exposure"),
        "failed": answer.draws - answer.ran.sizes[DRAW],
        "goods_stopped": len({entry.good for entry in stop}),
        "places_stopped": len({entry.place for entry in stop}),
        "weeks": int(horizon(answer).sum()),
        "after": lambda days: after(answer, days),
        "good": lambda good: words.good(answer.name(GOOD, good)),
        "place": lambda place: words.place(answer.name(PLACE, place)),
    }


def problems(data: Any, facts: Facts) -> Iterator[str]:
    """Name the sides that are no places of the answer."""
    known = {str(place) for place in data[PLACE].values}
    for name, places in (("sender", (facts.sender,)), ("targets", facts.targets)):
        for place in places:
            if place not in known:
                yield f"facts.{name}: must be one of the places, got {place!r}"


KIND = Kind(
    "run",
    QUANTITIES,
    LABELS,
    Facts,
    TABLES,
    SECTIONS,
    (LEVERAGE,),
    context,
    problems,
)
