"""What having used the control is worth to the sender, by horizon, and what adds up to it."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from backfire.dims import DRAW, HORIZON, TERM
from backfire.figures import _style as style
from backfire.figures._leverage_bands import BILLION
from backfire.results import VALUE_HORIZONS, words

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from backfire.results import Leverage

Numbers = np.ndarray[Any, np.dtype[np.float64]]

_HEIGHT = 430
_SHARES = (0.05, 0.5, 0.95)
_TERMS = (
    ("concessions", style.GREEN, 1, "concessions"),
    ("profit", style.SKY, 1, "own producers' profit"),
    ("output_lost", style.ORANGE, -1, "own output lost"),
    ("leverage_lost", style.PURPLE, -1, "leverage lost"),
)


def value_of_use(leverage: Leverage) -> go.Figure:
    """Draw the value of having used the control at each horizon, its parts stacked.

    Parts are means over futures, because means add up; the diamond is the median of the total and
    its whiskers hold 90 % of futures.
    """
    data = leverage.dataset
    picture = style.figure(_title(leverage), _sentence(leverage), _HEIGHT)
    names = [_after(horizon) for horizon in VALUE_HORIZONS]
    parts = data["value_term"].sel({HORIZON: list(VALUE_HORIZONS)})
    for term, colour, sign, told in _TERMS:
        mean = parts.sel({TERM: term}).mean(DRAW).transpose(HORIZON).values
        picture.add_bar(
            x=names,
            y=sign * np.asarray(mean, dtype=float) / BILLION,
            marker={"color": colour},
            name=told,
            hovertemplate=f"%{{x}}: USD %{{y:,.1f}} billion<extra>{told}</extra>",
        )
    totals = data["value_of_use"].sel({HORIZON: list(VALUE_HORIZONS)}).transpose(DRAW, HORIZON)
    values = np.asarray(totals.values, dtype=float) / BILLION
    low, middle, high = np.quantile(values, _SHARES, axis=0)
    _total(picture, names, low, middle, high)
    picture.add_hline(y=0, line={"color": style.INK, "width": 1.4})
    picture.update_layout(barmode="relative", bargap=0.45)
    picture.update_xaxes(title_text="time since the first use")
    picture.update_yaxes(title_text="USD billion, present value")
    return picture


def _total(
    picture: go.Figure, names: list[str], low: Numbers, middle: Numbers, high: Numbers
) -> None:
    picture.add_scatter(
        x=names,
        y=middle,
        mode="markers",
        marker={
            "symbol": "diamond",
            "size": 11,
            "color": style.PAPER,
            "line": {"color": style.BLACK, "width": 2},
        },
        error_y=style.whiskers(low, middle, high),
        customdata=np.stack([low, high], axis=-1),
        hovertemplate="%{x}: USD %{y:,.1f} billion, 90 % band %{customdata[0]:,.1f} to "
        "%{customdata[1]:,.1f}<extra>value of use</extra>",
        name="value of use, with its band",
    )


def _after(horizon: int) -> str:
    return "1 year" if horizon == 1 else f"{horizon} years"


def _title(leverage: Leverage) -> str:
    values = leverage.answer().value_of_use
    gains = [horizon for horizon in VALUE_HORIZONS if (values[str(horizon)].p50 or 0.0) > 0]
    first, last = VALUE_HORIZONS[0], VALUE_HORIZONS[-1]
    end = values[str(last)].p50 or 0.0
    if not gains:
        return "Using the control never pays for the sender in the median future"
    if len(gains) == len(VALUE_HORIZONS):
        return f"Using the control pays at every horizon; after {last} years {words.money(end)}"
    if first in gains and last not in gains:
        return (
            f"Using the control pays for {_after(max(gains))} and has cost the sender "
            f"{words.money(-end)} after {last}"
        )
    listed = words.listed([str(horizon) for horizon in gains])
    return f"Using the control pays at the horizon of {listed} years alone"


def _sentence(leverage: Leverage) -> str:
    given = leverage.answer().concession
    how = f"by the game of {given.game}" if given.game else "assumed, not found"
    return (
        "Value to the sender of having used the control today against never having used it. "
        "Stacked parts are means over futures; diamonds are medians of the total, whiskers hold "
        f"90 % of futures. Concessions are {how} ({words.money(given.central)} a year, "
        f"{words.money_range(given.low, given.high)})."
    )
