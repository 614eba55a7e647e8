"""Several small plots in one picture, and the marks that belong to their axes."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

import numpy as np
from plotly.subplots import make_subplots

from backfire.figures.drawing._look import AXIS, GRID, PALE_INK, SMALL, Figure, figure
from backfire.units import BILLION

_MILLION, _HUNDRED_MILLION = 1e6, 1e8

DOTTED: dict[str, Any] = {"color": PALE_INK, "width": 1, "dash": "dot"}
"""Line of a level or a date that helps to read a picture."""


def log_axis(
    ticks: Iterable[float] | Mapping[float, str], low: float = 0.0, high: float = np.inf
) -> dict[str, Any]:
    """Describe an axis of powers of ten with its ticks, which are few and short.

    With `low` and `high` the axis reaches from one to the other and has only the ticks between.
    """
    named = ticks if isinstance(ticks, Mapping) else {tick: f"{tick:,g}" for tick in ticks}
    inside = {tick: text for tick, text in named.items() if low <= tick <= high}
    axis = {"type": "log", "tickvals": list(inside), "ticktext": list(inside.values())}
    if low > 0 and np.isfinite(high):
        return axis | {"range": [float(np.log10(low)), float(np.log10(high))]}
    return axis


def usd_scale(*values: Any) -> tuple[float, str]:
    """The size and the name of the unit in which amounts of USD are drawn, by the largest.

    >>> usd_scale([2e9, 3e10]), usd_scale([2e5, float("nan")])
    ((1000000000.0, 'USD billion'), (1000000.0, 'USD million'))
    """
    amounts = [np.ravel(np.asarray(each, dtype=float)) for each in values]
    known = np.abs(np.concatenate(amounts)) if amounts else np.zeros(0)
    most = known[np.isfinite(known)].max(initial=0.0)
    small = 0 < most < _HUNDRED_MILLION
    return (_MILLION, "USD million") if small else (BILLION, "USD billion")


def level(
    picture: Figure,
    *,
    x: float | str | None = None,
    y: float | None = None,
    line: Mapping[str, Any] = DOTTED,
    **where: Any,
) -> None:
    """Draw an upright line at `x` or a level one at `y`, dotted unless `line` says otherwise."""
    if x is not None:
        picture.add_shape(
            type="line", x0=x, x1=x, y0=0, y1=1, yref="y domain", line=dict(line), **where
        )
    if y is not None:
        picture.add_shape(
            type="line", x0=0, x1=1, xref="x domain", y0=y, y1=y, line=dict(line), **where
        )


def strip(picture: Figure, begins: str, ends: str, **where: Any) -> None:
    """Shade the time from one date to another, behind everything."""
    picture.add_shape(
        type="rect",
        x0=begins,
        x1=ends,
        y0=0,
        y1=1,
        yref="y domain",
        fillcolor=GRID,
        opacity=0.5,
        line={"width": 0},
        layer="below",
        **where,
    )


def note(picture: Figure, text: str, **place: Any) -> None:
    """Write a few words into a picture, small, pale and without an arrow."""
    look = {"size": SMALL, "color": PALE_INK} | place.pop("font", {})
    picture.add_annotation(text=text, showarrow=False, font=look, **place)


def heading(picture: Figure, text: str, **place: Any) -> None:
    """Write in bold what stands under it, above the upper left corner of the drawing."""
    corner: dict[str, Any] = {"x": 0, "y": 1, "xref": "paper", "yref": "paper"}
    corner |= {"xanchor": "left", "yanchor": "bottom", "align": "left", "font": {"size": SMALL}}
    picture.add_annotation(text=f"<b>{text}</b>", showarrow=False, **(corner | place))


Panel = dict[str, Any]
"""Row and column of a panel, counted from one, as plotly takes them: ``row=1, col=2``."""

_HEADING = 22
"""Pixels of a line of a panel's heading."""
_NARROWEST = 280
"""Pixels that a panel needs where more than two stand side by side."""


def panels(
    title: str,
    sentence: str,
    names: Mapping[str, str],
    heights: float | Sequence[float],
    *,
    columns: int = 1,
    gap: float = 46,
    apart: float = 0.08,
    below: int = 48,
    **shared: Any,
) -> tuple[Figure, dict[str, Panel]]:
    """Start a picture of several panels, row by row, and say where each of them is.

    Parameters
    ----------
    names
        Heading of each panel by its name; a blank one is not written.
    heights
        Pixels of each row of panels, or of all of them.
    gap, apart
        Pixels between two rows, and share of the width between two columns.
    below
        Pixels under the lowest row.
    shared
        What `plotly.subplots.make_subplots` takes besides, such as ``shared_xaxes=True``.
    """
    rows = max(math.ceil(len(names) / columns), 1)
    tall = list(heights) if isinstance(heights, Sequence) else [heights] * rows
    body = sum(tall) + gap * (rows - 1)
    narrowest = _NARROWEST * columns if columns > 2 else 0
    picture = figure(title, sentence, body, below=below, narrowest=narrowest)
    if not names:
        return picture, {}
    where = {name: divmod(at, columns) for at, name in enumerate(names)}
    taken = set(where.values())
    make_subplots(
        rows,
        columns,
        figure=picture,
        row_heights=tall,
        vertical_spacing=gap / body if rows > 1 else 0.0,
        horizontal_spacing=apart if columns > 1 else 0.0,
        specs=[
            [{} if (row, at) in taken else None for at in range(columns)] for row in range(rows)
        ],
        **shared,
    )
    picture.update_xaxes(showgrid=False, **AXIS)
    picture.update_yaxes(showgrid=True, **AXIS)
    places = {name: {"row": row + 1, "col": column + 1} for name, (row, column) in where.items()}
    for name, text in names.items():
        if text:
            heading(picture, text, xref="x domain", yref="y domain", **places[name])
    lines = max(text.count("<br>") + 1 if text else 0 for text in list(names.values())[:columns])
    picture.update_layout(legend={"y": 1 + _HEADING * lines / body})
    return picture, places
