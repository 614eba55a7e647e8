"""What a model says of each observed series, year by year, beside what was observed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from backfire.figures import _style as style
from backfire.figures._panels import name_panel, number, place_axes
from backfire.results import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    import plotly.graph_objects as go

    from backfire.results import Backtest, Scored, Trace

_ACROSS = 3
_ROW, _AROUND = 190, 150
_GAP_ACROSS, _GAP_UP = 0.075, 0.45
_LEAST_RATIO, _LEAST_PRICE = 1e-2, 1.0
"""Lowest ratio and lowest price in USD/t drawn on a scale of powers of ten."""


def hindcast_panels(backtest: Backtest) -> go.Figure:
    """Draw every series that was compared: bands of futures, and dots for what was observed.

    Bands hold 50 and 90 % of futures; dots are full in the years that parameters may be fitted
    to and hollow in those held back, which the dotted line parts.
    """
    traces = backtest.traces
    rows = -(-len(traces) // _ACROSS)
    picture = style.figure(_title(backtest), _sentence(backtest), _ROW * max(rows, 1) + _AROUND)
    for panel, trace in enumerate(traces):
        _place(picture, panel, rows, trace)
        seen = [r for r in backtest.rows if r.series == (trace.name, trace.place)]
        _draw(picture, panel, trace, seen, backtest.fitted_until)
    picture.update_layout(showlegend=False)
    return picture


def _place(picture: go.Figure, panel: int, rows: int, trace: Trace) -> None:
    row, column = divmod(panel, _ACROSS)
    width, height = 1 / _ACROSS, 1 / rows
    left = column * width + (_GAP_ACROSS * column / _ACROSS)
    across = (left, min(left + width - _GAP_ACROSS, 1.0))
    up = (1 - (row + 1) * height, 1 - row * height - _GAP_UP * height)
    y = {"title": {"text": trace.unit if trace.unit != "1" else "share"}, "rangemode": "tozero"}
    if _logarithmic(trace):
        y |= {"type": "log", "dtick": 1, "rangemode": "normal"}
    place_axes(picture, panel, across, up, x={"dtick": 5, "tickformat": "d"}, y=y)
    name_panel(picture, _called(trace), across[0], up[1] + 0.004)


def _draw(
    picture: go.Figure, panel: int, trace: Trace, seen: Sequence[Scored], fitted_until: int
) -> None:
    end = number(panel)
    axes = {"xaxis": f"x{end}", "yaxis": f"y{end}"}
    quantiles = np.maximum(np.array(trace.quantiles), _least(trace))
    for drawn in style.band_traces(list(trace.years), quantiles, style.BLUE, trace.name):
        picture.add_trace(drawn.update(axes))
    for fitted in (True, False):
        here = [row for row in seen if row.fitted == fitted]
        picture.add_scatter(
            x=[_when(row) for row in here],
            y=[row.observed for row in here],
            mode="markers",
            marker={
                "color": style.INK if fitted else style.PAPER,
                "size": 6,
                "line": {"color": style.INK, "width": 1.3},
            },
            hovertemplate="%{x:.1f}: %{y:.3g} observed<extra></extra>",
            **axes,
        )
    picture.add_shape(
        type="line",
        x0=fitted_until + 0.5,
        x1=fitted_until + 0.5,
        y0=0,
        y1=1,
        xref=f"x{end}",
        yref=f"y{end} domain",
        line={"color": style.PALE_INK, "width": 1, "dash": "dot"},
    )


def _when(row: Scored) -> float:
    """The year, or where in it a month or a day lies, counted from its middle."""
    parts = [int(part) for part in row.when.split("-")]
    return parts[0] if len(parts) == 1 else parts[0] + (parts[1] - 6.5) / 12


def _least(trace: Trace) -> float:
    if not _logarithmic(trace):
        return 0.0
    return _LEAST_PRICE if trace.unit == "USD/t" else _LEAST_RATIO


def _logarithmic(trace: Trace) -> bool:
    return trace.unit.startswith("over") or trace.unit == "USD/t"


def _called(trace: Trace) -> str:
    parts = [trace.name.replace("_", " ").replace(":", ", ")]
    return " ".join([*parts, trace.place.replace(";", "+")]).strip()


def _title(backtest: Backtest) -> str:
    held = backtest.held_back
    if held.coverage_90 is None:
        return "Nothing was observed in the years held back"
    beaten = held.beats_both_naive_share
    better = (
        ""
        if beaten is None
        else f" and the futures beat both naive forecasts on {words.share(beaten)} of series"
    )
    return (
        f"The 90 % band holds {words.share(held.coverage_90)} of what was observed after "
        f"{backtest.fitted_until}{better}"
    )


def _sentence(backtest: Backtest) -> str:
    return (
        f"Every series that was observed, from {backtest.edition} on. Dark and light bands hold 50 "
        "% and 90 % of futures, lines are medians. Dots are observed: full in the years to "
        f"{backtest.fitted_until}, hollow after, held back from the fit. Prices are over "
        "those of the baseline year, on a scale of powers of ten. Bands include the median error "
        "of the sources of a series."
    )
