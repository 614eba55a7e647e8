"""Spot prices inside and outside the sender, as bands, beside what was observed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import plotly.graph_objects as go

from backfire.dims import GOOD, SIDE, WEEK
from backfire.figures import _style as style
from backfire.figures._observed import Observed, before_the_control, observed, without_control
from backfire.results import INSIDE, OUTSIDE, Price, Results, words

if TYPE_CHECKING:
    from collections.abc import Sequence

_SHARES = (0.05, 0.25, 0.5, 0.75, 0.95)
_TICKS = (0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
_AT_LEAST = (0.5, 2.0)
"""The price axis always covers half to twice the baseline."""

_ROOM = 0.06
"""Share of the axis, on its log scale, left free above and below."""

_AT_REST = 0.02
"""A price whose band never strays further from the baseline is said to stay there."""

_HEIGHT = 380
_KG_PER_TONNE = 1000
_WHOLE_FROM = 100


def price_goods(results: Results, count: int = 4) -> tuple[str, ...]:
    """Name the goods whose prices matter most: those observed first, then by outside peak.

    Goods whose price stays at the baseline are left out, unless all do: then one is named.
    """
    seen = {entry.good for entry in observed(results, "price")}
    outside = [entry for entry in results.answer().price if entry.side == OUTSIDE]
    known = [entry for entry in outside if entry.peak.p50 is not None]
    ranked = sorted(known, key=lambda entry: (entry.good not in seen, -(entry.peak.p50 or 0.0)))
    moving = [entry for entry in ranked if not _rests(entry)]
    still = sorted(ranked, key=lambda entry: entry.good not in results.reference_goods)
    return tuple(entry.good for entry in (moving or still[:1])[:count])


def _rests(entry: Price) -> bool:
    known = [value for value in (entry.ratio.p5, entry.peak.p95) if value is not None]
    return all(abs(value - 1) < _AT_REST for value in known)


def prices(results: Results, good: str | None = None) -> go.Figure:
    """Draw the spot price of a good inside and outside the sender over its baseline.

    Bands hold 50 and 90 % of futures, dots are observed prices with whiskers from low to high.
    Without a good, the one that matters most is drawn.
    """
    ranked = [
        *price_goods(results, 1),
        *results.reference_goods,
        str(results.dataset[GOOD][0].item()),
    ]
    chosen = good or ranked[0]
    points = [entry for entry in observed(results, "price") if entry.good == chosen]
    points = [entry for entry in points if _within(results, entry)]
    picture = style.figure(_title(results, chosen), _sentence(results, chosen, points), _HEIGHT)
    weeks = results.dataset[WEEK].values.astype("datetime64[D]").astype(str)
    sender = results.place_name(results.sender)
    reach = [*_AT_LEAST]
    sides = (
        (OUTSIDE, style.OUTSIDE_COLOUR, f"outside {sender}", "circle"),
        (INSIDE, style.INSIDE_COLOUR, f"inside {sender}", "square"),
    )
    for side, colour, name, symbol in sides:
        quantiles = _quantiles(results, chosen, side)
        if not np.isnan(quantiles).all():
            picture.add_traces(style.band_traces(list(weeks), quantiles, colour, name))
            reach += [float(np.nanmin(quantiles)), float(np.nanmax(quantiles))]
        here = [entry for entry in points if entry.side == side]
        if here:
            picture.add_trace(_dots(results, here, colour, symbol, name))
            reach += [entry.low or entry.value for entry in here]
            reach += [entry.high or entry.value for entry in here]
    room = (max(reach) / min(reach)) ** _ROOM
    _axes(picture, min(reach) / room, max(reach) * room)
    style.mark_today(picture, results)
    return picture


def _quantiles(results: Results, good: str, side: str) -> np.ndarray[Any, Any]:
    values = results.dataset["price"].sel({GOOD: good, SIDE: side}).values
    ran = values[~np.isnan(values).all(axis=1)]
    if not ran.size:
        return np.full((len(_SHARES), values.shape[1]), np.nan)
    return np.quantile(np.asarray(ran, dtype=float), _SHARES, axis=0)


def _dots(
    results: Results, points: Sequence[Observed], colour: str, symbol: str, name: str
) -> go.Scatter:
    return go.Scatter(
        x=[entry.day for entry in points],
        y=[entry.value for entry in points],
        mode="markers",
        marker={
            "color": colour,
            "symbol": symbol,
            "size": 8,
            "line": {"color": style.BLACK, "width": 1.2},
        },
        error_y={
            "type": "data",
            "symmetric": False,
            "array": [0.0 if e.high is None else e.high - e.value for e in points],
            "arrayminus": [0.0 if e.low is None else e.value - e.low for e in points],
            "color": style.BLACK,
            "thickness": 1.2,
            "width": 4,
        },
        customdata=[[style.wrapped(results.sources.get(e.source, e.source))] for e in points],
        hovertemplate="%{x|%-d %b %Y}: %{y:.2f} observed<br>%{customdata[0]}<extra></extra>",
        name=f"observed {name.split(' ', 1)[0]}",
    )


def _axes(picture: go.Figure, low: float, high: float) -> None:
    picture.update_xaxes(type="date", tickformat="%b<br>%Y", dtick="M3", title_text="week")
    picture.update_yaxes(
        type="log",
        range=[float(np.log10(low)), float(np.log10(high))],
        tickvals=[tick for tick in _TICKS if low <= tick <= high],
        ticktext=[f"{tick:g}" for tick in _TICKS if low <= tick <= high],
        title_text="spot price / baseline (log scale)",
    )
    picture.add_hline(y=1, line={"color": style.PALE_INK, "width": 1})


def _within(results: Results, entry: Observed) -> bool:
    weeks = results.dataset[WEEK].values.astype("datetime64[D]").astype(str)
    return weeks[0] <= entry.day <= weeks[-1]


def _title(results: Results, good: str) -> str:
    by_side = {entry.side: entry for entry in results.answer().price if entry.good == good}
    name = words.capital(results.good_name(good))
    sender = words.place(results.place_name(results.sender))
    traded = [entry for entry in by_side.values() if entry.peak.p50 is not None]
    if not traded:
        return f"{name}: not traded"
    if all(_rests(entry) for entry in traded):
        return f"{name} stays at its baseline price"
    said: list[str] = []
    outside, inside = by_side.get(OUTSIDE), by_side.get(INSIDE)
    if outside is not None and outside in traded:
        said.append(f"{words.ratio(outside.peak.p50)} times the baseline outside {sender} at peak")
    if inside is not None and inside in traded:
        said.append(f"{words.ratio(inside.ratio.p50)} times inside in the median week")
    return f"{name}: {', '.join(said)}"


def _sentence(results: Results, good: str, points: Sequence[Observed]) -> str:
    baseline = float(results.dataset["price0"].sel({GOOD: good}))
    kilo = baseline / _KG_PER_TONNE
    said = (
        f"Baseline: USD {kilo:,.0f} a kg. "
        if kilo >= _WHOLE_FROM
        else f"Baseline: USD {kilo:.3g} a kg. "
    )
    said += (
        "Dark and light bands hold 50 % and 90 % of futures, lines are medians; "
        "the dotted line is the date of the figures."
    )
    if not points:
        return f"{said} No price was observed within the run."
    if without_control(results):
        return f"{said} Dots were observed under controls, which this run leaves out."
    if before_the_control(results, points):
        return f"{said} Dots were observed before this control begins."
    hits = f"{sum(_hit(results, entry) for entry in points)} of {len(points)}"
    return f"{said} Dots are observed, whiskers their range: {hits} meet the 90 % band."


def _hit(results: Results, entry: Observed) -> bool:
    """Say whether the observed range and the band of its week share a price."""
    weeks = results.dataset[WEEK].values.astype("datetime64[D]")
    at = int(np.searchsorted(weeks, np.datetime64(entry.day), side="right")) - 1
    quantiles = _quantiles(results, entry.good, entry.side)[:, at]
    low = entry.value if entry.low is None else entry.low
    high = entry.value if entry.high is None else entry.high
    return bool(low <= quantiles[-1] and high >= quantiles[0])
