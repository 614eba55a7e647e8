"""How sums and ratios of a deal are written with their bands."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backfire.results import words

if TYPE_CHECKING:
    from backfire.results._answer import Band


def usd(band: Band) -> str:
    """A sum with its band, whose end is open where it has none."""
    if band.p50 is None:
        return "an unknown sum"
    low, high = band.p5, band.p95
    ends = (
        words.money_range(low, high)
        if low is not None and high is not None
        else ("no bound" if low is None else f"{words.money(low).removeprefix('USD ')} and more")
    )
    return f"{words.money(band.p50)} (90 % band {ends})"


def bounds(band: Band) -> str:
    """A ratio with its band, whose end is open where it has none."""
    middle, low, high = (
        "no bound" if each is None else words.ratio(each) for each in (band.p50, band.p5, band.p95)
    )
    return f"{middle} ({low} to {high})"
