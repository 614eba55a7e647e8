"""One look for every picture: colours that the colour-blind can tell apart, fonts, margins."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import plotly.graph_objects as go

if TYPE_CHECKING:
    from collections.abc import Sequence

    import numpy as np

    from backfire.results import Results

BLACK = "#000000"
ORANGE = "#E69F00"
SKY = "#56B4E9"
GREEN = "#009E73"
BLUE = "#0072B2"
VERMILLION = "#D55E00"
PURPLE = "#CC79A7"
"""Colours of Okabe and Ito (2008), told apart with any kind of colour vision."""

INK = "#1a1a1a"
PALE_INK = "#595959"
GRID = "#e3e3e3"
PAPER = "#ffffff"
OTHERS = "#9a9a9a"

OUTSIDE_COLOUR = VERMILLION
INSIDE_COLOUR = BLUE
SENDER_COLOUR = VERMILLION
TARGET_COLOUR = BLUE

STOPPED_SCALE = [
    (0.0, "#f4f4f4"),
    (0.05, "#fdeadb"),
    (0.25, "#f6b98a"),
    (0.5, "#e68140"),
    (0.75, "#b5500f"),
    (1.0, "#5f2600"),
]
"""One hue from pale to dark, so that it also reads in grey."""

UNUSED_COLOUR, USED_COLOUR = BLUE, VERMILLION
"""Futures in which the control was not used before, and those in which it was."""

FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Liberation Sans', Arial, sans-serif"
SIZE = 13
SMALL = 12
MARGIN = {"l": 60, "r": 14, "t": 76, "b": 48, "autoexpand": True}

AXIS: dict[str, Any] = {
    "gridcolor": GRID,
    "zeroline": False,
    "linecolor": OTHERS,
    "ticks": "outside",
    "tickcolor": OTHERS,
    "fixedrange": True,
    "tickfont": {"size": SMALL},
    "automargin": True,
    "tickangle": 0,
    "title": {"font": {"size": SMALL}, "standoff": 8},
}
"""What every axis has in common."""

_LIGHT, _DARK = 0.20, 0.38
_TITLE_WIDTH = 62


def figure(title: str, sentence: str, height: int) -> go.Figure:
    """Start a picture with its finding as title and the sentence that belongs under it.

    The sentence is kept in ``layout.meta["sentence"]``; `height` is in pixels.
    """
    empty = go.Figure()
    empty.update_layout(
        title={"text": wrapped(title), "x": 0, "xref": "paper", "xanchor": "left"},
        title_font={"size": 16, "color": INK},
        font={"family": FONT, "size": SIZE, "color": INK},
        meta={"title": title, "sentence": sentence},
        height=height,
        margin=MARGIN,
        paper_bgcolor=PAPER,
        plot_bgcolor=PAPER,
        hoverlabel={"font": {"family": FONT, "size": SMALL}, "align": "left"},
        legend={"orientation": "h", "x": 0, "y": 1.0, "yanchor": "bottom", "font": {"size": SMALL}},
        dragmode=False,
    )
    empty.update_xaxes(showgrid=False, **AXIS)
    empty.update_yaxes(showgrid=True, **AXIS)
    return empty


def wrapped(text: str, width: int = _TITLE_WIDTH) -> str:
    """Break a title into lines.

    >>> wrapped("a finding in words", 9)
    'a finding<br>in words'
    """
    lines: list[str] = []
    for word in text.split():
        if lines and len(lines[-1]) + 1 + len(word) <= width:
            lines[-1] += f" {word}"
        else:
            lines.append(word)
    return "<br>".join(lines)


def whiskers(low: Any, middle: Any, high: Any, colour: str = INK) -> dict[str, Any]:
    """Draw a band around points as whiskers."""
    return {
        "type": "data",
        "symmetric": False,
        "array": high - middle,
        "arrayminus": middle - low,
        "color": colour,
        "thickness": 1.3,
        "width": 4,
    }


def see_through(colour: str, alpha: float) -> str:
    """Write a colour with an opacity.

    >>> see_through("#D55E00", 0.2)
    'rgba(213, 94, 0, 0.2)'
    """
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red}, {green}, {blue}, {alpha:g})"


def band_traces(
    x: Sequence[Any], quantiles: np.ndarray[Any, Any], colour: str, name: str
) -> list[go.Scatter]:
    """Draw the 5-95 % and 25-75 % bands and a thin median from five rows of quantiles."""
    common: dict[str, Any] = {"legendgroup": name, "hoverinfo": "skip", "showlegend": False}
    traces: list[go.Scatter] = []
    for low, high, alpha in ((0, 4, _LIGHT), (1, 3, _DARK)):
        traces.append(
            go.Scatter(
                x=[*x, *reversed(x)],
                y=[*quantiles[high], *quantiles[low][::-1]],
                fill="toself",
                fillcolor=see_through(colour, alpha),
                line={"width": 0},
                mode="lines",
                **common,
            )
        )
    middle = go.Scatter(
        x=x,
        y=quantiles[2],
        mode="lines",
        line={"color": colour, "width": 1.6},
        name=name,
        legendgroup=name,
        customdata=quantiles[[0, 4]].T,
        hovertemplate="%{x|%-d %b %Y}: %{y:.2f}, 90 % band %{customdata[0]:.2f} to "
        f"%{{customdata[1]:.2f}}<extra>{name}</extra>",
    )
    return [*traces, middle]


def mark_today(picture: go.Figure, results: Results, **where: Any) -> None:
    """Draw a dotted line at the date of the edition, if the run goes beyond it."""
    weeks = results.dataset["week"].values
    today = str(results.dataset.attrs["today"])
    if not str(weeks[0])[:10] < today < str(weeks[-1])[:10]:
        return
    picture.add_vline(x=today, line={"color": PALE_INK, "width": 1, "dash": "dot"}, **where)
    picture.add_annotation(
        x=today,
        y=0,
        yref="y domain",
        text="figures end",
        showarrow=False,
        xanchor="right",
        yanchor="bottom",
        xshift=-3,
        font={"size": 11, "color": PALE_INK},
        **where,
    )
