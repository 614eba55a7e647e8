"""Spot prices inside and outside the sender, as bands, beside what was observed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from backfire.answers import Answer, words
from backfire.answers.run import INSIDE, OUTSIDE, Price
from backfire.answers.run import prices as priced
from backfire.dims import GOOD, PLACE, SIDE, WEEK
from backfire.figures.drawing import (
    BLACK,
    FIVE,
    INSIDE_COLOUR,
    OUTSIDE_COLOUR,
    PALE_INK,
    Figure,
    Look,
    bands,
    figure,
    hover,
    level,
    log_axis,
    whiskers,
)
from backfire.figures.run._observed import (
    Observed,
    add_observed,
    days,
    mark_today,
    observed,
    unjudged,
)

_TICKS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
_AT_LEAST = (0.5, 2.0)
"""The price axis always covers half to twice the baseline."""

_ROOM = 0.06
"""Share of the axis, on its log scale, left free above and below."""

_AT_REST = 0.02
"""A price whose band never strays further from the baseline is said to stay there."""

_KG_PER_TONNE = 1000
_WHOLE_FROM = 100


def price_goods(answer: Answer, count: int = 4) -> tuple[str, ...]:
    """Name the goods whose prices matter most: those observed first, then by outside peak.

    Goods whose price stays at the baseline are left out, unless all do: then one is named.
    """
    seen = {entry.good for entry in observed(answer, "price")}
    outside = [entry for entry in answer.reading(priced) if entry.side == OUTSIDE]
    known = [entry for entry in outside if entry.peak.known]
    ranked = sorted(known, key=lambda entry: (entry.good not in seen, -entry.peak.central))
    moving = [entry for entry in ranked if not _rests(entry)]
    still = sorted(ranked, key=lambda entry: entry.good not in answer.facts.reference_goods)
    return tuple(entry.good for entry in (moving or still[:1])[:count])


def _rests(entry: Price) -> bool:
    known = [value for value in (entry.ratio.low, entry.peak.high) if np.isfinite(value)]
    return all(abs(value - 1) < _AT_REST for value in known)


def prices(answer: Answer, good: str | None = None) -> Figure:
    """Draw the spot price of a good inside and outside the sender over its baseline.

    Bands hold 50 and 90 % of draws, dots are observed prices with whiskers from low to high.
    Without a good, the one that matters most is drawn.
    """
    ranked = [
        *price_goods(answer, 1),
        *answer.facts.reference_goods,
        str(answer.dataset[GOOD][0].item()),
    ]
    chosen = good or ranked[0]
    weeks = days(answer)
    points = [
        entry
        for entry in observed(answer, "price")
        if entry.good == chosen and weeks[0] <= entry.day <= weeks[-1]
    ]
    picture = figure(_title(answer, chosen), _sentence(answer, chosen, points), 256)
    sender = answer.name(PLACE, answer.facts.sender)
    reach = [*_AT_LEAST]
    sides = {
        OUTSIDE: Look(f"outside {sender}", OUTSIDE_COLOUR),
        INSIDE: Look(f"inside {sender}", INSIDE_COLOUR, symbol="square"),
    }
    for side, look in sides.items():
        quantiles = _quantiles(answer, chosen, side)
        tip = hover("{x|%-d %b %Y}: {y:.2f}", look.name, band=".2f")
        bands(picture, weeks, quantiles, look, tip)
        reach += [float(end) for end in quantiles[[0, -1]].ravel() if np.isfinite(end)]
        here = [entry for entry in points if entry.side == side]
        if here:
            mark = Look(f"observed {side}", look.colour, symbol=look.symbol)
            text = "{x|%-d %b %Y}: {y:.2f} observed"
            low, high = np.transpose([entry.ends for entry in here])
            ranges = whiskers(low, np.array([entry.value for entry in here]), high, BLACK)
            add_observed(picture, answer, here, mark, text, error_y=ranges)
            reach += [end for entry in here for end in entry.ends]
    room = (max(reach) / min(reach)) ** _ROOM
    axis = log_axis(_TICKS, min(reach) / room, max(reach) * room)
    picture.update_xaxes(type="date", tickformat="%b<br>%Y", dtick="M3", title_text="week")
    picture.update_yaxes(axis, title_text="spot price / baseline (log scale)")
    level(picture, y=1, line={"color": PALE_INK, "width": 1})
    mark_today(picture, answer)
    return picture


def _quantiles(answer: Answer, good: str, side: str) -> np.ndarray[Any, Any]:
    values = answer.dataset["price"].sel({GOOD: good, SIDE: side}).values
    ran = values[~np.isnan(values).all(axis=1)]
    if not ran.size:
        return np.full((len(FIVE), values.shape[1]), np.nan)
    return np.quantile(np.asarray(ran, dtype=float), FIVE, axis=0)


def _title(answer: Answer, good: str) -> str:
    by_side = {entry.side: entry for entry in answer.reading(priced) if entry.good == good}
    name = words.capital(answer.name(GOOD, good))
    sender = words.place(answer.name(PLACE, answer.facts.sender))
    traded = [entry for entry in by_side.values() if entry.peak.known]
    if not traded:
        return f"{name}: not traded"
    if all(_rests(entry) for entry in traded):
        return f"{name} stays at its baseline price"
    said: list[str] = []
    outside, inside = by_side.get(OUTSIDE), by_side.get(INSIDE)
    if outside is not None and outside in traded:
        said.append(
            f"{words.ratio(outside.peak.central)} times the baseline outside {sender} at peak"
        )
    if inside is not None and inside in traded:
        said.append(f"{words.ratio(inside.ratio.central)} times inside in the median week")
    return f"{name}: {', '.join(said)}"


def _sentence(answer: Answer, good: str, points: Sequence[Observed]) -> str:
    kilo = float(answer.dataset["price0"].sel({GOOD: good})) / _KG_PER_TONNE
    usd = f"{kilo:,.0f}" if kilo >= _WHOLE_FROM else f"{kilo:.3g}"
    said = (
        f"Baseline: USD {usd} a kg. Dark and light bands hold 50 % and 90 % of draws, lines are "
        "medians; the dotted line is the date of the figures."
    )
    if not points:
        return f"{said} No price was observed within the run."
    why = unjudged(answer, points)
    if why:
        return f"{said} {why}"
    hits = f"{sum(_hit(answer, entry) for entry in points)} of {len(points)}"
    return f"{said} Dots are observed, whiskers their range: {hits} meet the 90 % band."


def _hit(answer: Answer, entry: Observed) -> bool:
    """Say whether the observed range and the band of its week share a price."""
    weeks = answer.dataset[WEEK].values.astype("datetime64[D]")
    at = int(np.searchsorted(weeks, np.datetime64(entry.day), side="right")) - 1
    quantiles = _quantiles(answer, entry.good, entry.side)[:, at]
    low, high = entry.ends
    return bool(low <= quantiles[-1] and high >= quantiles[0])
