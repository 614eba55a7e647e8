"""The stock-out calendar: who stops, of what, in which week."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import plotly.graph_objects as go

from backfire.dims import GOOD, PLACE, QUANTILE, WEEK
from backfire.figures import _style as style
from backfire.results import FirstShortage, Results, words

from ._calendar_axes import place_axes, today_shown, weeks_shown

if TYPE_CHECKING:
    from collections.abc import Sequence

_GOODS, _PLACES = 12, 4
"""Most goods and places that stay readable on a phone."""

_ROW, _HEADING = 17, 30
_ABOVE, _BELOW = 76, 112
"""Pixels of a row, of a place's name, above the calendar and below it."""
_SCALE_NAME, _SCALE = 60, 78
"""Pixels below the calendar at which the scale's name and the scale begin."""


def stockout_calendar(results: Results) -> go.Figure:
    """Draw the share of buyers stopped by good, place and week, with the first stoppage marked.

    Targets come first; where fewer than four stop, the most affected other places follow. Cells
    show the median over futures, the diamond the median date of the first stoppage, its whisker
    the 90 % band.
    """
    first = [entry for entry in results.answer().first_shortage if entry.days.p50 is not None]
    places, goods = _places(results, first), _goods(results, first)
    block = len(goods) * _ROW
    body = (block + _HEADING) * len(places)
    title, sentence = _title(results, first), _sentence(results, first, goods, places)
    picture = style.figure(title, sentence, body + _ABOVE + _BELOW)
    picture.update_layout(margin={"l": 10, "t": _ABOVE, "b": _BELOW})
    names = [results.good_name(good) for good in goods]
    top = 1.0
    for number, place in enumerate(places, start=1):
        axis = "" if number == 1 else str(number)
        top -= _HEADING / body
        bottom = max(top - block / body, 0.0)
        _add_place(picture, results, place, goods, axis, first)
        place_axes(picture, results, place, names, axis, (bottom, top), last=number == len(places))
        top = bottom
    _add_scale(picture, body)
    return picture


def _places(results: Results, first: Sequence[FirstShortage]) -> list[str]:
    stopping = list(dict.fromkeys(entry.place for entry in first))
    return (stopping or list(results.targets))[:_PLACES]


def _goods(results: Results, first: Sequence[FirstShortage]) -> list[str]:
    stopping = list(dict.fromkeys(entry.good for entry in first))
    known = {str(good) for good in results.dataset[GOOD].values}
    calm = [good for good in results.reference_goods if good in known]
    return (stopping or calm or sorted(known))[:_GOODS]


def _title(results: Results, first: Sequence[FirstShortage]) -> str:
    ours = [entry for entry in first if entry.place in results.targets]
    if not ours:
        return "No buyers in the target places stop in the median future"
    days = words.number(ours[0].days.p50)
    goods = len({entry.good for entry in ours})
    where = words.place(results.place_name(ours[0].place))
    who = f"buyers of {words.good(results.good_name(ours[0].good))} in {where} on day {days}"
    return f"Buyers of {goods} goods stop in the target places, first {who}"


def _sentence(
    results: Results, first: Sequence[FirstShortage], goods: Sequence[str], places: Sequence[str]
) -> str:
    start = words.date(results.reference_start)
    said = (
        "The darker a week, the larger the share of buyers who get less than half of their use "
        "(median over futures); a row without weeks is a good the place does not buy."
    )
    if first:
        said += (
            f" Diamonds mark the first stoppage, counted in days from {start}; lines hold 90 % of "
            "futures and run to the edge where some never get there."
        )
    said += " The upright line is the start of the control"
    said += ", the dotted one the date of the figures." if today_shown(results) else "."
    hidden = len({entry.good for entry in first}) - len(goods)
    if hidden > 0:
        said += f" {hidden} further goods stop later and are in the table."
    elsewhere = len({entry.place for entry in first} - set(places))
    if elsewhere > 0:
        more = "place" if elsewhere == 1 else "places"
        said += f" Stoppages in {elsewhere} further {more} are in the table too."
    return said


def _add_place(
    picture: go.Figure,
    results: Results,
    place: str,
    goods: Sequence[str],
    axis: str,
    first: Sequence[FirstShortage],
) -> None:
    shown = results.dataset["stopped"].sel({PLACE: place, GOOD: list(goods)})
    shown = shown.isel({WEEK: weeks_shown(results)}).transpose(QUANTILE, GOOD, WEEK)
    low, middle, high = (np.asarray(row, dtype=float) for row in shown.values)
    names = [results.good_name(good) for good in goods]
    picture.add_heatmap(
        x=shown[WEEK].values.astype("datetime64[D]").astype(str),
        y=names,
        z=middle,
        customdata=np.stack([low, high], axis=-1),
        coloraxis="coloraxis",
        xgap=0.5,
        ygap=1,
        xaxis=f"x{axis}",
        yaxis=f"y{axis}",
        name=results.place_name(place),
        hovertemplate="%{y}, week of %{x|%-d %b %Y}<br>%{z:.0%} of buyers stopped, 90 % band "
        "%{customdata[0]:.0%} to %{customdata[1]:.0%}<extra>"
        + results.place_name(place)
        + "</extra>",
    )
    here = [entry for entry in first if entry.place == place and entry.good in goods]
    if here:
        picture.add_trace(_whiskers(results, here, axis))
        picture.add_trace(_diamonds(results, here, axis))


def _diamonds(results: Results, here: Sequence[FirstShortage], axis: str) -> go.Scatter:
    return go.Scatter(
        x=[_date(results, entry.days.p50) for entry in here],
        y=[results.good_name(entry.good) for entry in here],
        mode="markers",
        marker={
            "symbol": "diamond",
            "size": 8,
            "color": style.PAPER,
            "line": {"color": style.BLACK, "width": 1.5},
        },
        customdata=[[entry.days.p50, entry.reached] for entry in here],
        hovertemplate="%{y}: first stoppage on day %{customdata[0]:.0f}, about %{x|%-d %b %Y}<br>"
        "reached in %{customdata[1]:.0%} of futures<extra></extra>",
        name="first stoppage (line: 90 % band)",
        legendgroup="first",
        showlegend=not axis,
        xaxis=f"x{axis}",
        yaxis=f"y{axis}",
    )


def _whiskers(results: Results, here: Sequence[FirstShortage], axis: str) -> go.Scatter:
    x: list[str | None] = []
    y: list[str | None] = []
    for entry in here:
        x += [_date(results, entry.days.p5), _date(results, entry.days.p95), None]
        y += [results.good_name(entry.good)] * 2 + [None]
    return go.Scatter(
        x=x,
        y=y,
        mode="lines",
        line={"color": style.BLACK, "width": 1.5},
        connectgaps=False,
        hoverinfo="skip",
        legendgroup="first",
        showlegend=False,
        xaxis=f"x{axis}",
        yaxis=f"y{axis}",
    )


def _date(results: Results, days: float | None) -> str:
    """Give the date that many days after the reference start, or the end of the run for never."""
    if days is None:
        ends = results.dataset[WEEK].values[-1].astype("datetime64[D]") + np.timedelta64(6, "D")
        return str(ends)
    return str(results.reference_start + np.timedelta64(round(days), "D"))


def _add_scale(picture: go.Figure, body: int) -> None:
    """Explain the colours under the calendar, which is `body` pixels high."""
    picture.update_layout(
        coloraxis={
            "colorscale": style.STOPPED_SCALE,
            "cmin": 0,
            "cmax": 1,
            "colorbar": {
                "orientation": "h",
                "thickness": 10,
                "outlinewidth": 0,
                "x": 0,
                "xanchor": "left",
                "xpad": 0,
                "lenmode": "pixels",
                "len": 170,
                "y": -_SCALE / body,
                "yanchor": "top",
                "ypad": 0,
                "tickvals": [0, 0.5, 1],
                "ticktext": ["0 %", "50 %", "100 %"],
            },
        },
    )
    picture.add_annotation(
        text="share of buyers stopped",
        x=0,
        xref="paper",
        xanchor="left",
        y=-_SCALE_NAME / body,
        yref="paper",
        yanchor="top",
        showarrow=False,
        font={"size": style.SMALL},
    )
