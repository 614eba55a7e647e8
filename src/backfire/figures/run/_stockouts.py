"""The stock-out calendar: who stops, of what, in which week."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from backfire.dims import GOOD, PLACE, QUANTILE, WEEK
from backfire.figures.drawing import (
    BLACK,
    DOTTED,
    PAPER,
    Figure,
    Look,
    Panel,
    colour_scale,
    heat,
    hover,
    level,
    marker,
    panels,
)
from backfire.results import FirstShortage, Results, words

_GOODS, _PLACES = 12, 4
"""Most goods and places that stay readable on a phone."""

_ROW, _GAP, _BELOW = 17, 30, 112
"""Pixels of a row, between the places, and below the calendar."""
_WEEKS_BEFORE = np.timedelta64(28, "D")


def stockout_calendar(results: Results) -> Figure:
    """Draw the share of buyers stopped by good, place and week, with the first stoppage marked.

    Targets come first; where fewer than four stop, the most affected other places follow. Cells
    show the median over futures, the diamond the median date of the first stoppage, its whisker
    the 90 % band.
    """
    first = [entry for entry in results.answer().first_shortage if entry.days.p50 is not None]
    places, goods = _places(results, first), _goods(results, first)
    title, sentence = _title(results, first), _sentence(results, first, goods, places)
    names = {place: _heading(results, place) for place in places}
    tall = _ROW * len(goods)
    picture, where = panels(title, sentence, names, tall, gap=_GAP, below=_BELOW, shared_xaxes=True)
    for place in places:
        _cells(picture, results, place, goods, where[place])
        here = [entry for entry in first if entry.place == place and entry.good in goods]
        if here:
            _first(picture, results, here, where[place], shown=place == places[0])
        level(
            picture, x=str(results.reference_start), line=DOTTED | {"dash": "solid"}, **where[place]
        )
        if _today_shown(results):
            level(picture, x=str(results.dataset.attrs["today"]), **where[place])
    picture.update_xaxes(type="date", tickformat="%b<br>%Y", dtick="M2", ticks="", showline=False)
    picture.update_xaxes(title_text="week", **where[places[-1]])
    picture.update_yaxes(
        autorange="reversed", showgrid=False, ticks="", showline=False, tickfont={"size": 11}
    )
    goods_named = [results.good_name(good) for good in goods]
    picture.update_yaxes(tickmode="array", tickvals=goods_named, ticktext=goods_named)
    colour_scale(picture, 1.0, "share of buyers stopped")
    scale = {"tickvals": [0, 0.5, 1], "ticktext": ["0 %", "50 %", "100 %"]}
    picture.update_layout(coloraxis={"colorbar": scale})
    return picture


def _heading(results: Results, place: str) -> str:
    beside = "" if place in results.targets else "</b>, not a target<b>"
    return f"{results.place_name(place)}{beside}"


def _weeks_shown(results: Results) -> np.ndarray[Any, Any]:
    weeks = results.dataset[WEEK].values
    return np.flatnonzero(weeks >= results.reference_start - _WEEKS_BEFORE)


def _today_shown(results: Results) -> bool:
    weeks = results.dataset[WEEK].values[_weeks_shown(results)]
    today = np.datetime64(str(results.dataset.attrs["today"]), "D")
    return bool(weeks.size and weeks[0] <= today <= weeks[-1])


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
    said += ", the dotted one the date of the figures." if _today_shown(results) else "."
    hidden = len({entry.good for entry in first}) - len(goods)
    if hidden > 0:
        said += f" {hidden} further goods stop later and are in the table."
    elsewhere = len({entry.place for entry in first} - set(places))
    if elsewhere > 0:
        more = "place" if elsewhere == 1 else "places"
        said += f" Stoppages in {elsewhere} further {more} are in the table too."
    return said


def _cells(
    picture: Figure, results: Results, place: str, goods: Sequence[str], where: Panel
) -> None:
    shown = results.dataset["stopped"].sel({PLACE: place, GOOD: list(goods)})
    shown = shown.isel({WEEK: _weeks_shown(results)}).transpose(QUANTILE, GOOD, WEEK)
    low, middle, high = (np.asarray(row, dtype=float) for row in shown.values)
    text = "{y}, week of {x|%-d %b %Y}<br>{z:.0%} of buyers stopped"
    heat(
        picture,
        middle,
        hover(text, results.place_name(place), band=".0%"),
        x=shown[WEEK].values.astype("datetime64[D]").astype(str),
        y=[results.good_name(good) for good in goods],
        customdata=np.stack([low, high], axis=-1),
        xgap=0.5,
        name=results.place_name(place),
        **where,
    )


def _first(
    picture: Figure,
    results: Results,
    here: Sequence[FirstShortage],
    where: Panel,
    *,
    shown: bool,
) -> None:
    """Mark the median date of each first stoppage, with a line over its band."""
    x: list[str | None] = []
    y: list[str | None] = []
    for entry in here:
        x += [_date(results, entry.days.p5), _date(results, entry.days.p95), None]
        y += [results.good_name(entry.good)] * 2 + [None]
    picture.add_scatter(
        x=x,
        y=y,
        mode="lines",
        line={"color": BLACK, "width": 1.5},
        connectgaps=False,
        hoverinfo="skip",
        legendgroup="first",
        showlegend=False,
        **where,
    )
    text = "{y}: first stoppage on day {0:.0f}, about {x|%-d %b %Y}<br>"
    picture.add_scatter(
        x=[_date(results, entry.days.p50) for entry in here],
        y=[results.good_name(entry.good) for entry in here],
        mode="markers",
        marker=marker(Look("", PAPER, symbol="diamond"), 8),
        customdata=[[entry.days.p50, entry.reached] for entry in here],
        hovertemplate=hover(f"{text}reached in {{1:.0%}} of futures"),
        name="first stoppage (line: 90 % band)",
        legendgroup="first",
        showlegend=shown,
        **where,
    )


def _date(results: Results, days: float | None) -> str:
    """Give the date that many days after the reference start, or the end of the run for never."""
    if days is None:
        ends = results.dataset[WEEK].values[-1].astype("datetime64[D]") + np.timedelta64(6, "D")
        return str(ends)
    return str(results.reference_start + np.timedelta64(round(days), "D"))
