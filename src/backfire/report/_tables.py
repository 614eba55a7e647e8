"""The numbers behind the pictures, as rows of text for readers who cannot or will not see them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from backfire.results import INSIDE, OUTSIDE, words

if TYPE_CHECKING:
    from collections.abc import Callable

    from backfire.results import Band, Results


@dataclass(frozen=True)
class ShortageRow:
    """One good in one place: when it first stops and how much of its use is lost."""

    good: str
    place: str
    days: str
    days_band: str
    when: str
    reached: str
    lost: str
    lost_band: str


@dataclass(frozen=True)
class PriceRow:
    """One good: its spot price outside and inside the sender over the baseline."""

    good: str
    outside: str
    outside_band: str
    peak: str
    inside: str
    inside_band: str


def shortages(results: Results) -> tuple[ShortageRow, ...]:
    """Give one row for each good and place that stops in any future, in order of date."""
    answer = results.answer()
    lost = {(entry.good, entry.place): entry.share for entry in answer.shortage}
    rows: list[ShortageRow] = []
    for entry in answer.first_shortage:
        share = lost.get((entry.good, entry.place))
        middle = entry.days.p50
        when = "" if middle is None else words.date(_after(results, middle))
        rows.append(
            ShortageRow(
                good=results.good_name(entry.good),
                place=results.place_name(entry.place),
                days="never" if middle is None else words.number(middle),
                days_band=_span(entry.days, words.number, never="never"),
                when=when,
                reached=words.share(entry.reached),
                lost="" if share is None else words.share(share.p50),
                lost_band="" if share is None else f"{_span(share, words.percent)} %",
            )
        )
    return tuple(rows)


def prices(results: Results) -> tuple[PriceRow, ...]:
    """Give one row for each good traded outside the sender, the largest rise first."""
    by_side = {(entry.good, entry.side): entry for entry in results.answer().price}
    rows: list[PriceRow] = []
    for (good, side), entry in by_side.items():
        if side != OUTSIDE or entry.ratio.p50 is None:
            continue
        inside = by_side[good, INSIDE]
        rows.append(
            PriceRow(
                good=results.good_name(good),
                outside=words.ratio(entry.ratio.p50),
                outside_band=_span(entry.ratio, words.ratio),
                peak=words.ratio(entry.peak.p50),
                inside=words.ratio(inside.ratio.p50),
                inside_band=_span(inside.ratio, words.ratio),
            )
        )
    return tuple(rows)


def _after(results: Results, days: float) -> np.datetime64:
    return results.reference_start + np.timedelta64(round(days), "D")


def _span(band: Band, write: Callable[[float | None], str], never: str = "") -> str:
    low, high = (write(value) or never for value in (band.p5, band.p95))
    return f"{low} to {high}" if low and high else ""
