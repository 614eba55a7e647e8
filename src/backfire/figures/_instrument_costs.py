"""What a dollar of leverage costs to remove, by instrument."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from backfire.figures import _style as style
from backfire.results import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    import plotly.graph_objects as go

    from backfire.results import Instrument, Leverage

_ROW, _AROUND = 38, 132
_ROOM = 1.6
"""Factor left free on either side of the points, on the log axis."""
_TICKS = (0.001, 0.003, 0.01, 0.03, 0.1, 0.3, 1, 3, 10, 30, 100, 300, 1000, 3000, 10000)


def instrument_costs(leverage: Leverage) -> go.Figure:
    """Draw what each instrument costs its payers for a dollar of leverage removed, cheapest on top.

    Points are medians and whiskers hold 90 % of sampled futures; an arrow stands where the upper
    end has no bound. Instruments that remove nothing are named as such.
    """
    listed = leverage.answer().instruments[::-1]
    height = _ROW * max(len(listed), 1) + _AROUND
    picture = style.figure(_title(leverage), _sentence(leverage), height)
    priced = [entry for entry in listed if entry.per_unit is not None]
    low, high = _reach(priced)
    _points(picture, leverage, priced, listed, high)
    for row, entry in enumerate(listed):
        if entry.per_unit is None:
            picture.add_annotation(
                text="not told from nothing",
                x=0.01,
                xref="paper",
                xanchor="left",
                y=row,
                showarrow=False,
                font={"size": style.SMALL, "color": style.PALE_INK},
            )
    if low <= 1 <= high:
        picture.add_vline(x=1, line={"color": style.PALE_INK, "width": 1, "dash": "dot"})
    ticks = [tick for tick in _TICKS if low <= tick <= high]
    picture.update_xaxes(
        type="log",
        range=[float(np.log10(low)), float(np.log10(high))],
        tickvals=ticks,
        ticktext=[f"{tick:,g}" for tick in ticks],
        showgrid=True,
        title_text="USD per USD removed (log scale)",
    )
    picture.update_yaxes(
        tickvals=list(range(len(listed))),
        ticktext=[style.wrapped(words.plain(entry.name), 20) for entry in listed],
        range=[-0.6, max(len(listed), 1) - 0.4],
        showgrid=False,
        ticks="",
    )
    picture.update_layout(margin={"l": 10, "t": 56})
    return picture


def _points(
    picture: go.Figure,
    leverage: Leverage,
    priced: Sequence[Instrument],
    listed: Sequence[Instrument],
    top: float,
) -> None:
    middle = np.array([entry.per_unit or np.nan for entry in priced])
    low = np.array([_known(entry.per_unit_band.p5, entry.per_unit) for entry in priced])
    high = np.array([_known(entry.per_unit_band.p95, top) for entry in priced])
    told: list[list[Any]] = [
        [words.payers(leverage, e.paid_by), words.money(e.cost_usd.p50 or 0.0)] for e in priced
    ]
    picture.add_scatter(
        x=middle,
        y=[listed.index(entry) for entry in priced],
        mode="markers",
        marker={
            "color": style.BLUE,
            "size": 11,
            "line": {"color": style.BLACK, "width": 1},
        },
        error_x=style.whiskers(low, middle, high),
        customdata=told,
        hovertemplate="USD %{x:.2g} per USD removed<br>costs %{customdata[1]}<br>paid by "
        "%{customdata[0]}<extra></extra>",
        showlegend=False,
    )


def _known(value: float | None, otherwise: float | None) -> float:
    return value if value is not None else (otherwise or np.nan)


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
