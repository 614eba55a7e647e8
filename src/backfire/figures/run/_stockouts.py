"""The stock-out calendar: who stops, of what, in which week."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from backfire.answers import Answer, words
from backfire.answers.run import Shortage, after, first_shortages
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

_GOODS, _PLACES = 12, 4
"""Most goods and places that stay readable on a phone."""

_ROW, _GAP, _BELOW = 17, 30, 112
"""Pixels of a row, between the places, and below the calendar."""
_WEEKS_BEFORE = np.timedelta64(28, "D")


def stockout_calendar(answer: Answer) -> Figure:
    """Draw the share of buyers stopped by good, place and week, with the first stoppage marked.

    Targets come first; where fewer than four stop, the most affected other places follow. Cells
    show the median over draws, the diamond the median date of the first stoppage, its whisker
    the 90 % band.
    """
    first = [entry for entry in answer.reading(first_shortages) if entry.days.known]
    places, goods = _places(answer, first), _goods(answer, first)
    title, sentence = _title(answer, first), _sentence(answer, first, goods, places)
    names = {place: _heading(answer, place) for place in places}
    tall = _ROW * len(goods)
    picture, where = panels(title, sentence, names, tall, gap=_GAP, below=_BELOW, shared_xaxes=True)
    for place in places:
        _cells(picture, answer, place, goods, where[place])
        here = [entry for entry in first if entry.place == place and entry.good in goods]
        if here:
            _first(picture, answer, here, where[place], shown=place == places[0])
        level(
            picture,
            x=str(answer.facts.reference_start),
            line=DOTTED | {"dash": "solid"},
            **where[place],
        )
        if _today_shown(answer):
            level(picture, x=str(answer.facts.today), **where[place])
    picture.update_xaxes(type="date", tickformat="%b<br>%Y", dtick="M2", ticks="", showline=False)
    picture.update_xaxes(title_text="week", **where[places[-1]])
    picture.update_yaxes(
        autorange="reversed", showgrid=False, ticks="", showline=False, tickfont={"size": 11}
    )
    goods_named = [answer.name(GOOD, good) for good in goods]
    picture.update_yaxes(tickmode="array", tickvals=goods_named, ticktext=goods_named)
    colour_scale(picture, 1.0, "share of buyers stopped")
    scale = {"tickvals": [0, 0.5, 1], "ticktext": ["0 %", "50 %", "100 %"]}
    picture.update_layout(coloraxis={"colorbar": scale})
    return picture


def _heading(answer: Answer, place: str) -> str:
    beside = "" if place in answer.facts.targets else "</b>, not a target<b>"
    return f"{answer.name(PLACE, place)}{beside}"


def _weeks_shown(answer: Answer) -> np.ndarray[Any, Any]:
    weeks = answer.dataset[WEEK].values
    return np.flatnonzero(weeks >= np.datetime64(answer.facts.reference_start) - _WEEKS_BEFORE)


def _today_shown(answer: Answer) -> bool:
    weeks = answer.dataset[WEEK].values[_weeks_shown(answer)]
    today = np.datetime64(answer.facts.today)
    return bool(weeks.size and weeks[0] <= today <= weeks[-1])


def _places(answer: Answer, first: Sequence[Shortage]) -> list[str]:
    stopping = list(dict.fromkeys(entry.place for entry in first))
    return (stopping or list(answer.facts.targets))[:_PLACES]


def _goods(answer: Answer, first: Sequence[Shortage]) -> list[str]:
    stopping = list(dict.fromkeys(entry.good for entry in first))
    known = {str(good) for good in answer.dataset[GOOD].values}
    calm = [good for good in answer.facts.reference_goods if good in known]
    return (stopping or calm or sorted(known))[:_GOODS]


def _title(answer: Answer, first: Sequence[Shortage]) -> str:
    ours = [entry for entry in first if entry.place in answer.facts.targets]
    if not ours:
        return "No buyers in the target places stop in the median draw"
    days = words.number(ours[0].days.central)
    goods = len({entry.good for entry in ours})
    where = words.place(answer.name(PLACE, ours[0].place))
    who = f"buyers of {words.good(answer.name(GOOD, ours[0].good))} in {where} on day {days}"
    return f"Buyers of {goods} goods stop in the target places, first {who}"


def _sentence(
    answer: Answer, first: Sequence[Shortage], goods: Sequence[str], places: Sequence[str]
) -> str:
    start = words.date(answer.facts.reference_start)
    said = (
        "The darker a week, the larger the share of buyers who get less than half of their use "
        "(median over draws); a row without weeks is a good the place does not buy."
    )
    if first:
        said += (
            f" Diamonds mark the first stoppage, counted in days from {start}; lines hold 90 % of "
            "futures and run to the edge where some never get there."
        )
    said += " The upright line is the start of the control"
    said += ", the dotted one the date of the figures." if _today_shown(answer) else "."
    hidden = len({entry.good for entry in first}) - len(goods)
    if hidden > 0:
        said += f" {hidden} further goods stop later and are in the table."
    elsewhere = len({entry.place for entry in first} - set(places))
    if elsewhere > 0:
        more = "place" if elsewhere == 1 else "places"
        said += f" Stoppages in {elsewhere} further {more} are in the table too."
    return said


def _cells(picture: Figure, answer: Answer, place: str, goods: Sequence[str], where: Panel) -> None:
    shown = answer.dataset["stopped"].sel({PLACE: place, GOOD: list(goods)})
    shown = shown.isel({WEEK: _weeks_shown(answer)}).transpose(QUANTILE, GOOD, WEEK)
    low, middle, high = (np.asarray(row, dtype=float) for row in shown.values)
    text = "{y}, week of {x|%-d %b %Y}<br>{z:.0%} of buyers stopped"
    heat(
        picture,
        middle,
        hover(text, answer.name(PLACE, place), band=".0%"),
        x=shown[WEEK].values.astype("datetime64[D]").astype(str),
        y=[answer.name(GOOD, good) for good in goods],
        customdata=np.stack([low, high], axis=-1),
        xgap=0.5,
        name=answer.name(PLACE, place),
        **where,
    )


def _first(
    picture: Figure,
    answer: Answer,
    here: Sequence[Shortage],
    where: Panel,
    *,
    shown: bool,
) -> None:
    """Mark the median date of each first stoppage, with a line over its band."""
    x: list[str | None] = []
    y: list[str | None] = []
    for entry in here:
        x += [_date(answer, entry.days.low), _date(answer, entry.days.high), None]
        y += [answer.name(GOOD, entry.good)] * 2 + [None]
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
        x=[_date(answer, entry.days.central) for entry in here],
        y=[answer.name(GOOD, entry.good) for entry in here],
        mode="markers",
        marker=marker(Look("", PAPER, symbol="diamond"), 8),
        customdata=[[entry.days.central, entry.reached] for entry in here],
        hovertemplate=hover(f"{text}reached in {{1:.0%}} of draws"),
        name="first stoppage (line: 90 % band)",
        legendgroup="first",
        showlegend=shown,
        **where,
    )


def _date(answer: Answer, days: float) -> str:
    """Give the date that many days after the reference start, or the end of the run for never."""
    if not np.isfinite(days):
        ends = answer.dataset[WEEK].values[-1].astype("datetime64[D]") + np.timedelta64(6, "D")
        return str(ends)
    return str(after(answer, days))
