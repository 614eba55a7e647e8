"""Bands of quantiles around a median."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np

from backfire.figures.drawing._look import Figure, Look, see_through

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
