"""Look of every picture: colours that the colour-blind can tell apart, fonts, margins, hovers."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Any

from plotly.graph_objects import Figure

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

OUTSIDE_COLOUR = SENDER_COLOUR = VERMILLION
INSIDE_COLOUR = TARGET_COLOUR = BLUE

FONT = "system-ui, -apple-system, 'Segoe UI', Roboto, 'Liberation Sans', Arial, sans-serif"
SMALL = 12

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

_ABOVE, _LINE, _EDGE = 55, 21, 16
"""Pixels above the drawing for the legend, for each line of the title, and by which
plotly sets a title too high for each of its lines."""
_TITLE_WIDTH = 62


@dataclass(frozen=True)
class Look:
    """Name of a series in the legend, with its colour, the dash of its line and its mark."""

    name: str
    colour: str
    dash: str = "solid"
    symbol: str = "circle"


def figure(
    title: str, sentence: str, body: float, *, below: int = 48, narrowest: int = 0
) -> Figure:
    """Start a picture with its finding as title and the sentence that belongs under it.

    The sentence is kept in ``layout.meta["sentence"]``. `body` and `below` are the pixels of the
    drawing itself and of what its lower axis needs; the room above follows from the title.
    `narrowest` is the width in pixels below which it cannot be read: a page scrolls it sideways.
    """
    text = wrapped(title)
    lines = text.count("<br>") + 1
    above = _ABOVE + _LINE * lines
    height = above + round(body) + below
    empty = Figure()
    empty.update_layout(
        title={"text": text, "x": 0, "xref": "paper", "xanchor": "left"},
        title_y=1 - _EDGE * lines / height,
        title_yanchor="top",
        title_font={"size": 16, "color": INK},
        font={"family": FONT, "size": 13, "color": INK},
        meta={"title": title, "sentence": sentence, "narrowest": narrowest},
        height=height,
        margin={"l": 10, "r": 14, "t": above, "b": below, "autoexpand": True},
        paper_bgcolor=PAPER,
        plot_bgcolor=PAPER,
        hoverlabel={"font": {"family": FONT, "size": SMALL}, "align": "left"},
        legend={"orientation": "h", "x": 0, "y": 1.0, "yanchor": "bottom", "font": {"size": SMALL}},
        dragmode=False,
    )
    empty.update_xaxes(showgrid=False, **AXIS)
    empty.update_yaxes(showgrid=True, **AXIS)
    return empty


def hover(text: str, beside: str = "", *, band: str = "") -> str:
    """Write a hover template: `{x}` and `{y}` are coordinates, numbers columns of `customdata`.

    With `band`, a number format, the ends of a 90 % band are added from columns 0 and 1.

    >>> hover("{y:.1f} t of {2}", "metal")
    '%{y:.1f} t of %{customdata[2]}<extra>metal</extra>'
    >>> hover("{x:.0f} %", band=".0f")
    '%{x:.0f} %, 90 % band %{customdata[0]:.0f} to %{customdata[1]:.0f}<extra></extra>'
    """
    said = f"{text}, 90 % band {{0:{band}}} to {{1:{band}}}" if band else text
    columns = re.sub(r"\{(\d+)", r"{customdata[\1]", said)
    return f"{columns.replace('{', '%{')}<extra>{beside}</extra>"


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


def see_through(colour: str, alpha: float) -> str:
    """Write a colour with an opacity.

    >>> see_through("#D55E00", 0.2)
    'rgba(213, 94, 0, 0.2)'
    """
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red}, {green}, {blue}, {alpha:g})"
