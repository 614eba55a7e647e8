"""What a control of today costs its targets, by three closures and three horizons."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
import plotly.graph_objects as go

from backfire.figures import _style as style
from backfire.results import CLOSURES, INVENTORY, MONTHS, RECIPE, SUBSTITUTION, words

if TYPE_CHECKING:
    from backfire.results import Leverage, Loss

CLOSURE_NAMES = {
    RECIPE: "recipes fixed",
    SUBSTITUTION: "firms substitute",
    INVENTORY: "stocks run down",
}
"""What the closures are called in pictures and tables."""
_COLOURS = {RECIPE: style.VERMILLION, SUBSTITUTION: style.BLUE, INVENTORY: style.GREEN}
_SYMBOLS = {RECIPE: "square", SUBSTITUTION: "circle", INVENTORY: "diamond"}
_ROW, _AROUND = 34, 150
_LEAST = 1e5
"""USD below which a loss is not drawn on the log axis."""
_YEAR = 12
_TICKS = {"1 m": 1e6, "100 m": 1e8, "10 bn": 1e10, "1 tn": 1e12}
"""Few and short, so that they stand apart on a phone."""


def losses_by_closure(leverage: Leverage) -> go.Figure:
    """Draw the loss of each target by closure and horizon, on a log axis, beside exposure.

    Points are medians and whiskers hold 90 % of futures; the dotted line is exposure in a year.
    """
    answer = leverage.answer()
    found = [
        each
        for each in answer.losses.by_closure
        if each.place in answer.target and (each.usd.p95 or 0.0) > _LEAST
    ]
    order = [
        (place, closure, months)
        for place in answer.target
        for months in MONTHS
        for closure in CLOSURES
        if any((e.place, e.closure, e.months) == (place, closure, months) for e in found)
    ][::-1]
    height = _ROW * max(len(order), 2) + _AROUND
    picture = style.figure(_title(leverage), _sentence(leverage), height)
    for closure in CLOSURES:
        _points(picture, [each for each in found if each.closure == closure], order)
    exposure = answer.leverage.exposure
    if exposure:
        picture.add_vline(x=exposure, line={"color": style.PALE_INK, "width": 1.5, "dash": "dot"})
        picture.add_annotation(
            text="exposure in a year",
            x=float(np.log10(exposure)),
            y=1.0,
            yref="paper",
            yanchor="bottom",
            showarrow=False,
            font={"size": style.SMALL, "color": style.PALE_INK},
        )
    many = len(answer.target) > 1
    picture.update_yaxes(
        tickvals=list(range(len(order))),
        ticktext=[
            f"{leverage.place_name(place)}, " * many + f"{months} months, {CLOSURE_NAMES[closure]}"
            for place, closure, months in order
        ],
        range=[-0.7, len(order) - 0.2],
        showgrid=False,
    )
    picture.update_xaxes(
        type="log",
        tickvals=list(_TICKS.values()),
        ticktext=list(_TICKS),
        showgrid=True,
        title_text="USD lost in all months (log scale)",
    )
    picture.update_layout(showlegend=False)
    return picture


def _points(picture: go.Figure, found: list[Loss], order: list[tuple[str, str, int]]) -> None:
    if not found:
        return
    closure = found[0].closure
    middles = [max(each.usd.p50 or 0.0, _LEAST) for each in found]
    lows = [max(each.usd.p5 or 0.0, _LEAST) for each in found]
    highs = [max(each.usd.p95 or 0.0, _LEAST) for each in found]
    picture.add_trace(
        go.Scatter(
            x=middles,
            y=[order.index((each.place, each.closure, each.months)) for each in found],
            mode="markers",
            name=CLOSURE_NAMES[closure],
            marker={"color": _COLOURS[closure], "size": 11, "symbol": _SYMBOLS[closure]},
            error_x={
                "type": "data",
                "symmetric": False,
                "array": list(np.subtract(highs, middles)),
                "arrayminus": list(np.subtract(middles, lows)),
                "color": _COLOURS[closure],
                "thickness": 2,
                "width": 5,
            },
            customdata=[
                [words.money(each.usd.p50 or 0.0), words.money_range(low, high)]
                for each, low, high in zip(found, lows, highs, strict=True)
            ],
            hovertemplate="%{customdata[0]} (%{customdata[1]})<extra>%{fullData.name}</extra>",
        )
    )


def _title(leverage: Leverage) -> str:
    answer = leverage.answer()
    told: list[str] = []
    for closure in (SUBSTITUTION, RECIPE):
        found = answer.losses.of(answer.target[0], closure, _YEAR)
        if found is not None and found.usd.p50 is not None and found.usd.p50 > 0:
            told.append(f"{words.money(found.usd.p50)} if {CLOSURE_NAMES[closure]}")
    if len(answer.target) != 1 or not told:
        return "What a control of today costs its targets"
    name = words.capital(words.place(leverage.place_name(answer.target[0])))
    return f"{name} loses {' and '.join(told)} in 12 months".replace(
        "if recipes fixed", "if recipes are fixed"
    )


def _sentence(leverage: Leverage) -> str:
    exposure = leverage.answer().leverage.exposure
    bound = (
        ""
        if exposure is None
        else (
            f" The dotted line is exposure ({words.money(exposure)}), the value added of all users "
            "of the goods in a year: an upper bound of what they can lose themselves, never a loss."
        )
    )
    return (
        "Loss of gross domestic product from a control that starts today and lasts 3, 12 or 36 "
        "months, if recipes are fixed, if firms and households substitute, and if stocks run down "
        "week by week; points are medians, whiskers hold 90 % of futures. Firms substitute more "
        f"the longer it lasts.{bound}"
    )
