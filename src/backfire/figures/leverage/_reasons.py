"""What removes leverage and what moves it: the price of instruments, and elasticities."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from backfire.figures.drawing import (
    BLUE,
    INK,
    VERMILLION,
    Figure,
    Look,
    figure,
    forest,
    hover,
    level,
    log_axis,
    note,
    rows,
    wrapped,
)
from backfire.results import Instrument, Leverage, words

_ROW = 36
_ROOM = 1.6
"""Factor left free on either side of the points, on the log axis."""
_TICKS = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100, 300, 1000, 3000, 10000)


def instrument_costs(leverage: Leverage) -> Figure:
    """Draw what each instrument costs its payers for a dollar of leverage removed, cheapest on top.

    Points are medians and whiskers hold 90 % of sampled futures; an arrow stands where the upper
    end has no bound. Instruments that remove nothing are named as such.
    """
    listed = leverage.answer().instruments
    picture = figure(_title(leverage), _sentence(leverage), _ROW * max(len(listed), 1))
    priced = {row: entry for row, entry in enumerate(listed) if entry.per_unit is not None}
    low, high = _reach(list(priced.values()))
    ends = [_ends(entry, high) for entry in priced.values()]
    data = [
        [words.payers(leverage, e.paid_by), words.money(e.cost_usd.p50 or 0.0)]
        for e in priced.values()
    ]
    tip = hover("USD {x:.2g} per USD removed<br>costs {1}<br>paid by {0}")
    points = np.array(ends).reshape(-1, 3).T
    forest(picture, [-row for row in priced], points, Look("", BLUE), tip, data=data)
    for row, entry in enumerate(listed):
        if entry.per_unit is None:
            left = {"x": 0.01, "xref": "paper", "xanchor": "left"}
            note(picture, "not told from nothing", y=-row, **left)
    if low <= 1 <= high:
        level(picture, x=1)
    rows(picture, [wrapped(words.plain(entry.name), 20) for entry in listed])
    picture.update_xaxes(
        log_axis(_TICKS, low, high), showgrid=True, title_text="USD per USD removed (log scale)"
    )
    return picture


def _ends(entry: Instrument, top: float) -> tuple[float, float, float]:
    """Give low, middle and high; without an upper end the whisker runs to the `top`."""
    middle, band = entry.per_unit or np.nan, entry.per_unit_band
    return (
        middle if band.p5 is None else band.p5,
        middle,
        top if band.p95 is None else band.p95,
    )


def _reach(priced: Sequence[Instrument]) -> tuple[float, float]:
    ends = [entry.per_unit_band for entry in priced]
    known = [v for end in ends for v in (end.p5, end.p50, end.p95) if v is not None and v > 0]
    return (min([*known, 0.5]) / _ROOM, max([*known, 2.0]) * _ROOM)


def _title(leverage: Leverage) -> str:
    listed = leverage.answer().instruments
    if not listed or listed[0].per_unit is None:
        return "No instrument removes leverage that can be told from nothing"
    best = listed[0]
    told = f"{words.capital(words.plain(best.name))} removes leverage cheapest"
    return f"{told}: USD {words.per_unit(best.per_unit or 0.0)} for each USD removed"


def _sentence(leverage: Leverage) -> str:
    listed = leverage.answer().instruments
    useless = [words.plain(entry.name) for entry in listed if entry.per_unit is None]
    unbounded = [
        words.plain(entry.name)
        for entry in listed
        if entry.per_unit is not None and entry.per_unit_band.p95 is None
    ]
    said = (
        "What the payers spend, in present value, over the fall of leverage from the instrument "
        "alone, at the last date at which it is read. Dots are means over sampled futures, "
        "whiskers their sampling error of 90 %; left of the dotted line a dollar removes more "
        "than a dollar."
    )
    if unbounded:
        said += f" Without an upper end: {words.listed(unbounded)}."
    return f"{said} Not told from nothing: {words.listed(useless)}." if useless else said


def elasticities(leverage: Leverage) -> Figure:
    """Draw by how much leverage changes for one percent more of a parameter, ten largest."""
    listed = leverage.answer().elasticity
    title, sentence = _elasticities_title(leverage), _elasticities_sentence(leverage)
    picture = figure(title, sentence, _ROW * max(len(listed), 1))
    names = [words.parameter(entry.parameter) for entry in listed]
    picture.add_bar(
        x=[entry.value for entry in listed],
        y=[-row for row in range(len(listed))],
        orientation="h",
        marker={"color": [VERMILLION if entry.value < 0 else BLUE for entry in listed]},
        customdata=[[name] for name in names],
        hovertemplate=hover("{0}: {x:+.2f} % for 1 % more"),
        showlegend=False,
    )
    level(picture, x=0, line={"color": INK, "width": 1.2})
    rows(picture, [wrapped(name, 20) for name in names])
    picture.update_xaxes(showgrid=True, title_text="% of leverage for 1 % more")
    picture.update_layout(bargap=0.3)
    return picture


def _elasticities_title(leverage: Leverage) -> str:
    listed = leverage.answer().elasticity
    if not listed:
        return "No parameter moves leverage"
    first = listed[0]
    way = "raises" if first.value > 0 else "lowers"
    name = words.capital(words.parameter(first.parameter))
    return f"{name} matters most: 1 % more of it {way} leverage by {abs(first.value):.2g} %"


def _elasticities_sentence(leverage: Leverage) -> str:
    every = leverage.answer().elasticities
    count = len(every.get("leverage", ()))
    return (
        f"The {min(count, len(leverage.answer().elasticity))} largest of {count} elasticities of "
        "today's leverage, blue where more of the parameter means more leverage, vermillion where "
        "it means less. A slope at the central future: it has no band, and says nothing about how "
        "uncertain a parameter is."
    )
