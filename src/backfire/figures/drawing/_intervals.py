"""Intervals: bands of quantiles around a median, and forests of points with their intervals."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from backfire.figures.drawing._look import BLACK, INK, Figure, Look, see_through

THREE = (0.05, 0.5, 0.95)
"""Quantiles of a median in a band of 90 %."""
FIVE = (0.05, 0.25, 0.5, 0.75, 0.95)
"""Quantiles of a median in bands of 50 and 90 %."""

_ALPHAS = (0.20, 0.38)
"""Opacity of the widest band and of the one inside it."""


def bands(
    picture: Figure,
    x: Sequence[Any],
    quantiles: Any,
    look: Look,
    tip: str,
    *,
    shown: bool = True,
    **where: Any,
) -> None:
    """Draw a ribbon between each pair of quantiles and a line through the median.

    Parameters
    ----------
    x
        Positions, one a column of `quantiles`.
    quantiles
        Rows from the lowest to the highest, `THREE` or `FIVE` of them. Columns in which one is
        missing are left out; where none is left, nothing is drawn.
    tip
        Hover template of the line; columns 0 and 1 hold the ends of the widest band.
    shown
        Whether the legend names the line.
    where
        Row and column of the panel, if the picture has several.
    """
    every = np.asarray(quantiles, dtype=float)
    known = np.flatnonzero(~np.isnan(every).any(axis=0))
    if not known.size:
        return
    rows = every[:, known]
    at = [x[int(column)] for column in known]
    for band, alpha in zip(range(len(rows) // 2), _ALPHAS, strict=False):
        picture.add_scatter(
            x=[*at, *reversed(at)],
            y=[*rows[-1 - band], *rows[band][::-1]],
            fill="toself",
            fillcolor=see_through(look.colour, alpha),
            line={"width": 0},
            mode="lines",
            legendgroup=look.name,
            hoverinfo="skip",
            showlegend=False,
            **where,
        )
    picture.add_scatter(
        x=at,
        y=rows[len(rows) // 2].tolist(),
        mode="lines",
        line={"color": look.colour, "width": 2, "dash": look.dash},
        name=look.name,
        legendgroup=look.name,
        showlegend=shown,
        customdata=rows[[0, -1]].T.tolist(),
        hovertemplate=tip,
        **where,
    )


def rows(picture: Figure, labels: Sequence[str], **where: Any) -> None:
    """Name the rows of a picture, the first on top: they stand at 0, -1, -2 and so on."""
    picture.update_yaxes(
        tickvals=[-row for row in range(len(labels))],
        ticktext=list(labels),
        range=[0.4 - max(len(labels), 1), 0.6],
        showgrid=False,
        ticks="",
        **where,
    )


def forest(
    picture: Figure,
    y: Sequence[Any],
    interval: Any,
    look: Look,
    tip: str,
    *,
    data: Sequence[Any] | None = None,
    **where: Any,
) -> None:
    """Draw a point with its whiskers in each row.

    Parameters
    ----------
    y
        Rows, as positions or as names.
    interval
        Lower ends, points and upper ends, one a column and a row of the picture.
    tip
        Hover template; columns 0 and 1 hold the ends, unless there is `data`.
    """
    low, middle, high = np.asarray(interval, dtype=float)
    picture.add_scatter(
        x=middle,
        y=list(y),
        mode="markers",
        marker=marker(look),
        error_x=whiskers(low, middle, high, look.colour),
        customdata=np.stack([low, high], axis=-1) if data is None else list(data),
        hovertemplate=tip,
        name=look.name,
        showlegend=bool(look.name),
        **where,
    )


def marker(look: Look, size: int = 10, edge: str | None = BLACK) -> dict[str, Any]:
    """Describe a mark with a thin edge or none; hollow symbols are drawn in their own colour."""
    line: dict[str, Any] = {"width": 0} if edge is None else {"color": edge, "width": 1.2}
    if look.symbol.endswith("open"):
        line = {"width": 2}
    return {"color": look.colour, "symbol": look.symbol, "size": size, "line": line}


def whiskers(low: Any, middle: Any, high: Any, colour: str = INK) -> dict[str, Any]:
    """Draw a band around points as whiskers."""
    return {
        "type": "data",
        "symmetric": False,
        "array": high - middle,
        "arrayminus": middle - low,
        "color": colour,
        "thickness": 1.4,
        "width": 4,
    }
