"""What a model says of each observed series, year by year, beside what was observed."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from backfire.figures.drawing import (
    BLUE,
    INK,
    PAPER,
    Figure,
    Look,
    Panel,
    bands,
    hover,
    level,
    panels,
)
from backfire.results import Backtest, Scored, Trace, words

_COLUMNS = 3
_ROW, _GAP = 100, 74
_LEAST_RATIO, _LEAST_PRICE = 1e-2, 1.0
"""Lowest ratio and lowest price in USD/t drawn on a scale of powers of ten."""


def hindcast_panels(backtest: Backtest) -> Figure:
    """Draw every series that was compared: bands of futures, and dots for what was observed.

    Bands hold 50 and 90 % of futures; dots are full in the years that parameters may be fitted
    to and hollow in those held back, which the dotted line parts.
    """
    names = {str(at): _called(trace) for at, trace in enumerate(backtest.traces)}
    title, sentence = _title(backtest), _sentence(backtest)
    picture, where = panels(title, sentence, names, _ROW, columns=_COLUMNS, gap=_GAP)
    for trace, panel in zip(backtest.traces, where.values(), strict=True):
        seen = [r for r in backtest.rows if r.series == (trace.name, trace.place)]
        _draw(picture, panel, trace, seen)
        level(picture, x=backtest.fitted_until + 0.5, **panel)
    picture.update_xaxes(dtick=5, tickformat="d")
    picture.update_layout(showlegend=False)
    return picture


def _draw(picture: Figure, panel: Panel, trace: Trace, seen: Sequence[Scored]) -> None:
    quantiles = np.maximum(np.array(trace.quantiles), _least(trace))
    look = Look(trace.name, BLUE)
    tip = hover("{x}: {y:.2f}", trace.name, band=".2f")
    bands(picture, list(trace.years), quantiles, look, tip, **panel)
    for fitted in (True, False):
        here = [row for row in seen if row.fitted == fitted]
        picture.add_scatter(
            x=[_when(row) for row in here],
            y=[row.observed for row in here],
            mode="markers",
            marker={
                "color": INK if fitted else PAPER,
                "size": 6,
                "line": {"color": INK, "width": 1.3},
            },
            hovertemplate=hover("{x:.1f}: {y:.3g} observed"),
            **panel,
        )
    scale = {"rangemode": "tozero"}
    if _logarithmic(trace):
        scale = {"type": "log", "dtick": 1, "rangemode": "normal"}
    picture.update_yaxes(scale, title_text=trace.unit if trace.unit != "1" else "share", **panel)


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
