"""Value added exposed by end use: an upper bound, never a loss."""

from __future__ import annotations

from typing import Any

import numpy as np

from backfire.answers import Answer, words
from backfire.dims import DRAW, USE
from backfire.figures.drawing import SKY, THREE, Figure, figure, hover, usd_scale, whiskers

_ROW = 30


def exposure(answer: Answer) -> Figure:
    """Draw the value added exposed by end use in USD, with its 90 % band, as an upper bound."""
    data = answer.dataset["exposure_by"].transpose(DRAW, USE)
    values = np.asarray(data.values, dtype=float)
    ran = values[~np.isnan(values).any(axis=1)]
    every = np.quantile(ran, THREE, axis=0)
    scale, unit = usd_scale(every)
    every = every / scale
    order = np.argsort(every[1])
    low, middle, high = every[:, order]
    names = [answer.name(USE, str(use)) for use in data[USE].values[order]]
    picture = figure(_title(answer, names[-1], every[1]), _sentence(), _ROW * len(names) + 26)
    picture.add_bar(
        x=middle,
        y=names,
        orientation="h",
        marker={"color": SKY},
        error_x=whiskers(low, middle, high),
        customdata=np.stack([low, high], axis=-1),
        hovertemplate=hover(f"{{y}}: {{x:,.1f}} {unit}", band=",.1f"),
        showlegend=False,
    )
    picture.update_xaxes(title_text=f"{unit} (upper bound)", showgrid=True, rangemode="tozero")
    picture.update_yaxes(showgrid=False, ticks="")
    return picture


def _title(answer: Answer, largest: str, middle: Any) -> str:
    usd = answer.interval("exposure")
    if not usd.central or usd.central <= 0:
        return "No value added is exposed"
    share = words.share(float(np.max(middle)) / max(float(np.sum(middle)), 1e-300))
    return (
        f"Value added exposed: {words.money(usd.central)}, an upper bound; {share} of it in "
        f"{words.good(largest)}"
    )


def _sentence() -> str:
    return (
        "An upper bound, not a loss: it counts value added that depends on goods in short supply "
        "as if nothing could be substituted, delayed or redesigned. Bars are medians, whiskers "
        "hold 90 % of draws."
    )
