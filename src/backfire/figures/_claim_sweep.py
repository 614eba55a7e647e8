"""One claim: its figures along a parameter, and where over its sweep it holds."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from backfire.figures import _style as style
from backfire.figures._panels import name_panel, place_axes
from backfire.results import words
from backfire.results.claims import HOLDS, HOLDS_IF

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from backfire.results.claims import Axis, Claim, Lines, Spanned

_LINES, _ROW, _GAP, _AROUND = 250, 34, 110, 250
"""Pixels of the upper panel, of a row of the lower one, between them, and around both."""
_ACROSS = (0.0, 1.0)
_COLOURS = (style.VERMILLION, style.BLUE, style.GREEN, style.PURPLE)
_DASHES = ("solid", "dash", "dot", "dashdot")
_SCALE = {"share": 100.0, "points": 100.0, "usd": 1e-9}
_WIDTH = 18
_PERCENT = 100.0


def claim_sweep(one: Claim) -> go.Figure:
    """Draw the figures of a claim with their span, and the share of futures in which it holds."""
    tested = one.tested
    rows = 1 if tested.down is None else len(tested.down.points)
    inner = _LINES + _GAP + rows * _ROW
    split = rows * _ROW / inner
    picture = style.figure(_title(one), _sentence(one), inner + _AROUND)
    lower = 1 if tested.lines is not None else 0
    if tested.lines is not None:
        _figures(picture, tested.lines, (split + _GAP / inner, 1.0))
    _holds(picture, one, lower, (0.0, split))
    name_panel(picture, "Futures in which it holds, %", 0.0, split)
    picture.update_layout(
        margin={"t": 110, "b": 70},
        legend={"y": 1.0, "yanchor": "bottom"},
        coloraxis={"colorscale": style.STOPPED_SCALE, "cmin": 0, "cmax": 100, "showscale": False},
    )
    return picture


def _figures(picture: go.Figure, lines: Lines, up: tuple[float, float]) -> None:
    scale = _SCALE.get(lines.unit, 1.0)
    points = list(range(len(lines.along.points)))
    place_axes(
        picture,
        0,
        _ACROSS,
        up,
        x={
            "title": {"text": lines.along.name},
            "showgrid": False,
            "tickvals": points,
            "ticktext": [style.wrapped(point, _WIDTH) for point in lines.along.points],
            "range": [-0.4, len(points) - 0.6],
        },
        y={"title": {"text": style.wrapped(lines.measure, 34)}, "showgrid": True},
    )
    for number, (name, row) in enumerate(lines.series.items()):
        shift = 0.06 * (number - (len(lines.series) - 1) / 2)
        low, middle, high = (np.array([scale * _end(one, end) for one in row]) for end in range(3))
        picture.add_scatter(
            x=[point + shift for point in points],
            y=middle,
            mode="lines+markers" if lines.along.ordered else "markers",
            line={
                "color": _COLOURS[number % len(_COLOURS)],
                "width": 1.6,
                "dash": _DASHES[number % len(_DASHES)],
            },
            error_y=style.whiskers(low, middle, high, _COLOURS[number % len(_COLOURS)]),
            name=name,
            customdata=np.stack([low, high], axis=1),
            hovertemplate="%{y:.3g} (%{customdata[0]:.3g} to %{customdata[1]:.3g})"
            f"<extra>{name}</extra>",
        )


def _end(one: Spanned, end: int) -> float:
    value = (one.low, one.central, one.high)[end]
    return value if math.isfinite(value) else math.nan


def _holds(picture: go.Figure, one: Claim, panel: int, up: tuple[float, float]) -> None:
    tested = one.tested
    shares = _PERCENT * np.array(tested.shares, dtype=float)
    end = "" if panel == 0 else str(panel + 1)
    place_axes(
        picture,
        panel,
        _ACROSS,
        up,
        x=_labels(tested.across, _WIDTH) | {"title": {"text": tested.across.name}},
        y=(_labels(tested.down, 2 * _WIDTH) if tested.down else {"showticklabels": False})
        | {"title": {"text": ""}, "autorange": "reversed"},
    )
    picture.add_heatmap(
        z=shares,
        text=[["" if math.isnan(share) else f"{share:.0f}" for share in row] for row in shares],
        texttemplate="%{text}",
        coloraxis="coloraxis",
        xgap=2,
        ygap=2,
        xaxis=f"x{end}",
        yaxis=f"y{end}",
        hovertemplate="holds in %{z:.0f} % of futures<extra></extra>",
    )


def _labels(axis: Axis, width: int) -> dict[str, object]:
    return {
        "showgrid": False,
        "tickvals": list(range(len(axis.points))),
        "ticktext": [style.wrapped(point, width) for point in axis.points],
    }


def _title(one: Claim) -> str:
    verdict = one.verdict
    claim = words.capital(one.about.claim)
    if verdict.word == HOLDS_IF:
        return f"{claim}: holds at some points of the sweep"
    if verdict.word == HOLDS:
        return f"{claim}: holds at every point of the sweep"
    return f"{claim}: holds at no point of the sweep"


def _sentence(one: Claim) -> str:
    tested = one.tested
    swept = words.listed([axis.name for axis in (tested.across, tested.down) if axis is not None])
    where = f" It holds if {one.verdict.region}." if one.verdict.region else ""
    above = (
        f"Above, {tested.lines.measure}, in the central future, with the lowest and the highest "
        "over all futures. "
        if tested.lines is not None
        else ""
    )
    return (
        f"{above}Below, the share of the futures in which the rule of the claim is met, over "
        f"{swept}.{where}"
    )
