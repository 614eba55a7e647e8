"""Leverage by date as bands, with and without an earlier use, and when it has halved."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np
import plotly.graph_objects as go

from backfire.dims import DRAW, HISTORY, START
from backfire.figures import _style as style
from backfire.results import UNUSED, USED, words

if TYPE_CHECKING:
    from backfire.results import Leverage

Numbers = np.ndarray[Any, np.dtype[np.float64]]

HISTORY_STYLES = (
    (UNUSED, style.UNUSED_COLOUR, "not used before"),
    (USED, style.USED_COLOUR, "used before"),
)
"""How the two histories are drawn and called, everywhere."""
BILLION = 1e9

_SHARES = (0.05, 0.25, 0.5, 0.75, 0.95)
_HEIGHT = 420
_QUARTER_DAYS = 91
_DAYS_A_YEAR = 365.25


def leverage_curves(leverage: Leverage) -> go.Figure:
    """Draw leverage by the date on which a control starts, with and without an earlier use.

    Bands hold 50 and 90 % of futures. Marks stand where the median future has halved, net of
    stocks; the grey strip is the earlier use itself.
    """
    picture = style.figure(_title(leverage), _sentence(leverage), _HEIGHT)
    data = leverage.dataset["target_loss"].transpose(HISTORY, DRAW, START)
    dates = data[START].values.astype("datetime64[D]")
    for history, colour, name in HISTORY_STYLES:
        losses = np.asarray(data.sel({HISTORY: history}).values, dtype=float) / BILLION
        known = ~np.isnan(losses).any(axis=0)
        if known.any():
            quantiles = np.quantile(losses[:, known], _SHARES, axis=0)
            days = [str(day) for day in dates[known]]
            picture.add_traces(style.band_traces(days, quantiles, colour, name))
    _half(picture, leverage)
    days = _QUARTER_DAYS * float(leverage.attrs["used_quarters"])
    ends = leverage.today + np.timedelta64(round(days), "D")
    picture.add_shape(
        type="rect",
        x0=str(leverage.today),
        x1=str(ends),
        y0=0,
        y1=1,
        yref="y domain",
        fillcolor=style.GRID,
        opacity=0.5,
        line={"width": 0},
        layer="below",
    )
    picture.update_xaxes(
        type="date", tickformat="%Y", dtick="M24", title_text="start of the control"
    )
    picture.update_yaxes(rangemode="tozero", title_text="USD billion lost by targets in 12 months")
    return picture


def _half(picture: go.Figure, leverage: Leverage) -> None:
    """Draw the level of half of today's leverage and where the median futures reach it."""
    answer = leverage.answer()
    today = answer.leverage.usd.p50
    if not today or today <= 0:
        return
    half = today / 2 / BILLION
    picture.add_hline(y=half, line={"color": style.PALE_INK, "width": 1, "dash": "dot"})
    gross = answer.half_life_years.gross
    marks = ((gross.unused, "top center"), (gross.used, "bottom center"))
    for (_, colour, name), (years, position) in zip(HISTORY_STYLES, marks, strict=True):
        if years.p50 is None:
            continue
        day = leverage.today + np.timedelta64(round(years.p50 * _DAYS_A_YEAR), "D")
        picture.add_trace(
            go.Scatter(
                x=[str(day)],
                y=[half],
                mode="markers+text",
                marker={
                    "color": colour,
                    "size": 11,
                    "symbol": "diamond",
                    "line": {"color": style.BLACK, "width": 1.2},
                },
                text=[f"<b>{years.p50:.1f} years</b>"],
                textposition=position,
                textfont={"size": style.SMALL, "color": style.INK},
                hovertemplate=f"half after {years.p50:.1f} years<extra>{name}</extra>",
                showlegend=False,
            )
        )


def _title(leverage: Leverage) -> str:
    answer = leverage.answer()
    if (answer.leverage.usd.p50 or 0.0) <= 0:
        return "There is no leverage in the median future"
    gross = answer.half_life_years.gross
    used, unused = gross.used.p50, gross.unused.p50
    if used is None and unused is None:
        return "Leverage does not halve within the run, used or not"
    if used is None:
        return f"Unused, leverage halves in {unused:.1f} years; after use it does not in the run"
    if unused is None:
        return f"Leverage halves {used:.1f} years after first use and, unused, not within the run"
    return f"Leverage halves {used:.1f} years after first use and {unused:.1f} if unused"


def _sentence(leverage: Leverage) -> str:
    today = leverage.answer().leverage.usd.p50
    level = "" if not today or today <= 0 else f" ({words.money(today / 2)})"
    quarters = int(leverage.attrs["used_quarters"])
    return (
        "What targets would lose in 12 months of a full control, by the date on which it starts. "
        "Dark and light bands hold 50 % and 90 % of futures, lines are medians. The dotted line "
        f"is half of the median of today{level}, diamonds the median half-lives. The grey strip "
        f"is the earlier use of {quarters} quarters; while it stands there is nothing to start."
    )
