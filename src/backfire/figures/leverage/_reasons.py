"""What removes leverage and what moves it: the price of instruments, and elasticities."""

from __future__ import annotations

import numpy as np

from backfire.answers import Answer, words
from backfire.answers.leverage import elasticities as largest
from backfire.answers.leverage import instruments
from backfire.dims import PLACE
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

_ROW = 36
_ROOM = 1.6
"""Factor left free on either side of the points, on the log axis."""
_TICKS = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100, 300, 1000, 3000, 10000)
_MOST = 10
"""How many parameters are drawn."""


def instrument_costs(answer: Answer) -> Figure:
    """Draw what each instrument costs its payers for a dollar of leverage removed, cheapest on top.

    Points are means over sampled draws and whiskers their sampling error of 90 %. Instruments
    whose effect cannot be distinguished from zero are named as such.
    """
    listed = answer.reading(instruments)
    picture = figure(_title(answer), _sentence(answer), _ROW * max(len(listed), 1))
    priced = {row: entry for row, entry in enumerate(listed) if entry.per_unit.known}
    ends = [(e.per_unit.low, e.per_unit.central, e.per_unit.high) for e in priced.values()]
    names = {place: answer.name(PLACE, place) for place in map(str, answer.ran[PLACE].values)}
    data = [[words.payers(e.payers, names), words.money(e.cost.central)] for e in priced.values()]
    tip = hover("USD {x:.2g} per USD removed<br>costs {1}<br>paid by {0}")
    points = np.array(ends).reshape(-1, 3).T
    forest(picture, [-row for row in priced], points, Look("", BLUE), tip, data=data)
    for row in (row for row in range(len(listed)) if row not in priced):
        note(picture, "not distinguishable from zero", y=-row, x=0.01, xref="paper", xanchor="left")
    known = points[points > 0]
    low, high = min([*known, 0.5]) / _ROOM, max([*known, 2.0]) * _ROOM
    level(picture, x=1)
    rows(picture, [wrapped(words.plain(entry.name), 20) for entry in listed])
    picture.update_xaxes(
        log_axis(_TICKS, low, high), showgrid=True, title_text="USD per USD removed (log scale)"
    )
    return picture


def _title(answer: Answer) -> str:
    best = answer.reading(instruments)[0]
    if not best.per_unit.known:
        return "No effect of an instrument on leverage can be distinguished from zero"
    price = words.per_unit(best.per_unit.central)
    name = words.capital(words.plain(best.name))
    return f"{name} removes leverage cheapest: USD {price} for each USD removed"


def _sentence(answer: Answer) -> str:
    listed = answer.reading(instruments)
    useless = [words.plain(entry.name) for entry in listed if not entry.per_unit.known]
    said = (
        "What the payers spend, in present value, over the fall of leverage from the instrument "
        "alone, at the last date at which it is read. Dots are means over sampled draws, whiskers "
        "their sampling error of 90 %; left of the dotted line a dollar removes more than a dollar."
    )
    return f"{said} Not distinguishable from zero: {words.listed(useless)}." if useless else said


def elasticities(answer: Answer) -> Figure:
    """Draw by how much leverage changes for one percent more of a parameter, ten largest."""
    every = answer.reading(largest)
    listed = every[:_MOST]
    name, value = listed[0]
    way = "raises" if value > 0 else "lowers"
    title = (
        f"{words.capital(words.parameter(name))} matters most: 1 % more of it {way} leverage by "
        f"{abs(value):.2g} %"
    )
    sentence = (
        f"The {len(listed)} largest of {len(every)} elasticities of today's leverage, blue where "
        "more of the parameter means more leverage, vermillion where it means less. A slope at the "
        "central draw: it has no band, and says nothing about how uncertain a parameter is."
    )
    picture = figure(title, sentence, _ROW * len(listed))
    names = [words.parameter(name) for name, _ in listed]
    picture.add_bar(
        x=[value for _, value in listed],
        y=[-row for row in range(len(listed))],
        orientation="h",
        marker={"color": [VERMILLION if value < 0 else BLUE for _, value in listed]},
        customdata=[[name] for name in names],
        hovertemplate=hover("{0}: {x:+.2f} % for 1 % more"),
        showlegend=False,
    )
    level(picture, x=0, line={"color": INK, "width": 1.2})
    rows(picture, [wrapped(name, 20) for name in names])
    picture.update_xaxes(showgrid=True, title_text="% of leverage for 1 % more")
    picture.update_layout(bargap=0.3)
    return picture
