"""Several small plots in one picture, found by name."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Any

from plotly.subplots import make_subplots

from backfire.figures.drawing._axes import heading
from backfire.figures.drawing._look import AXIS, Figure, figure

Panel = dict[str, Any]
"""Row and column of a panel, counted from one, as plotly takes them: ``row=1, col=2``."""

_HEADING = 22
"""Pixels of a line of a panel's heading."""


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
    picture = figure(title, sentence, body, below=below)
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
