"""What a model says of each observed series, year by year, beside what was observed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

import numpy as np

from backfire.answers import Answer, words
from backfire.answers.backtest import SERIES, Scored, held_back
from backfire.figures._picture import Picture
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

if TYPE_CHECKING:
    import xarray as xr

_COLUMNS = 3
_ROW, _GAP = 100, 74
_LEAST_RATIO, _LEAST_PRICE = 1e-2, 1.0
"""Lowest ratio and lowest price in USD/t drawn on a scale of powers of ten."""


def pictures(answer: Answer) -> Iterator[Picture]:
    """Draw the one picture of a backtest."""
    yield Picture("series", "series", hindcast_panels(answer))


def hindcast_panels(answer: Answer) -> Figure:
    """Draw every series that was compared: bands of draws, and dots for what was observed.

    Bands hold 50 and 90 % of draws; dots are full in the years that parameters may be fitted
    to and hollow in those held back, which the dotted line parts.
    """
    traces = [answer.trace.isel({SERIES: at}) for at in range(answer.dataset.sizes[SERIES])]
    names = {str(at): _called(trace) for at, trace in enumerate(traces)}
    title, sentence = _title(answer), _sentence(answer)
    picture, where = panels(title, sentence, names, _ROW, columns=_COLUMNS, gap=_GAP)
    for trace, panel in zip(traces, where.values(), strict=True):
        series = _text(trace, "name"), _text(trace, "place")
        _draw(picture, panel, trace, [row for row in answer.facts.rows if row.series == series])
        level(picture, x=answer.facts.fitted_until + 0.5, **panel)
    picture.update_xaxes(dtick=5, tickformat="d")
    picture.update_layout(showlegend=False)
    return picture


def _text(trace: xr.DataArray, label: str) -> str:
    return str(trace[f"series_{label}"].item())


def _draw(picture: Figure, panel: Panel, trace: xr.DataArray, seen: Sequence[Scored]) -> None:
    known = trace.dropna("year")
    quantiles = np.maximum(known.values, _least(trace))
    name, unit = _text(trace, "name"), _text(trace, "unit")
    tip = hover("{x}: {y:.2f}", name, band=".2f")
    bands(picture, known["year"].values.tolist(), quantiles, Look(name, BLUE), tip, **panel)
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
    picture.update_yaxes(scale, title_text=unit if unit != "1" else "share", **panel)


def _when(row: Scored) -> float:
    """The year, or where in it a month or a day lies, counted from its middle."""
    parts = [int(part) for part in row.when.split("-")]
    return parts[0] if len(parts) == 1 else parts[0] + (parts[1] - 6.5) / 12


def _least(trace: xr.DataArray) -> float:
    if not _logarithmic(trace):
        return 0.0
    return _LEAST_PRICE if _text(trace, "unit") == "USD/t" else _LEAST_RATIO


def _logarithmic(trace: xr.DataArray) -> bool:
    return _text(trace, "unit").startswith("over") or _text(trace, "unit") == "USD/t"


def _called(trace: xr.DataArray) -> str:
    parts = [_text(trace, "name").replace("_", " ").replace(":", ", ")]
    return " ".join([*parts, _text(trace, "place").replace(";", "+")]).strip()


def _title(answer: Answer) -> str:
    held = answer.reading(held_back)
    if held.coverage_90 is None:
        return "Nothing was observed in the years held back"
    beaten = held.beats_both_naive_share
    better = (
        ""
        if beaten is None
        else f" and the draws beat both naive forecasts on {words.share(beaten)} of series"
    )
    return (
        f"The 90 % band holds {words.share(held.coverage_90)} of what was observed after "
        f"{answer.facts.fitted_until}{better}"
    )


def _sentence(answer: Answer) -> str:
    return (
        f"Every series that was observed, from {answer.provenance.edition} on. Dark and light "
        "bands hold 50 % and 90 % of draws, lines are medians. Dots are observed: full in the "
        f"years to {answer.facts.fitted_until}, hollow after, held back from the fit. Prices are "
        "over those of the baseline year, on a scale of powers of ten. Bands include the "
        "median error of the sources of a series."
    )
