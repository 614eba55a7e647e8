"""Forests: rows with a name, a point and an interval around it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from backfire.figures.drawing._look import BLACK, INK, Figure, Look


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
