"""Heat maps: grids of cells coloured by a share, with the names of rows and columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from backfire.figures.drawing._look import SMALL, Figure, wrapped

_STOPPED = (
    (0.0, "#f4f4f4"),
    (0.05, "#fdeadb"),
    (0.25, "#f6b98a"),
    (0.5, "#e68140"),
    (0.75, "#b5500f"),
    (1.0, "#5f2600"),
)
"""One hue from pale to dark, so that it also reads in grey."""


def heat(
    picture: Figure,
    z: Any,
    tip: str,
    *,
    across: Sequence[str] | None = None,
    down: Sequence[str] | None = None,
    width: int = 18,
    row: int | None = None,
    col: int | None = None,
    **trace: Any,
) -> None:
    """Draw a grid of cells on the colour scale of the picture.

    Parameters
    ----------
    z
        Value of each cell, a row of it a row of the picture.
    tip
        Hover template.
    across, down
        Names of columns and rows, broken into lines of `width` letters; without them `trace` says
        where the cells lie.
    trace
        Whatever else plotly's heat map takes; with ``text`` each cell has words in it.
    """
    if "text" in trace:
        trace["texttemplate"] = "%{text}"
    gaps = {"xgap": 1, "ygap": 1}
    picture.add_heatmap(
        z=z, coloraxis="coloraxis", hovertemplate=tip, row=row, col=col, **(gaps | trace)
    )
    for names, update in ((across, picture.update_xaxes), (down, picture.update_yaxes)):
        if names is not None:
            update(
                showgrid=False,
                tickvals=list(range(len(names))),
                ticktext=[wrapped(name, width) for name in names],
                row=row,
                col=col,
            )


def colour_scale(picture: Figure, highest: float, name: str = "") -> None:
    """Set the colours of all cells, from nothing to `highest`; with a name they are explained."""
    picture.update_layout(
        coloraxis={
            "colorscale": [list(stop) for stop in _STOPPED],
            "cmin": 0,
            "cmax": highest,
            "showscale": bool(name),
            "colorbar": {
                "orientation": "h",
                "y": 0,
                "yref": "container",
                "yanchor": "bottom",
                "title": {"text": name, "font": {"size": SMALL}},
                "thickness": 12,
                "outlinewidth": 0,
                "tickfont": {"size": SMALL},
            },
        }
    )
