"""Capacity outside the sender by process, with the named projects that arrive."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from backfire.dims import HISTORY, PROCESS, QUANTILE, YEAR
from backfire.figures import _style as style
from backfire.figures._leverage_bands import HISTORY_STYLES
from backfire.figures._panels import name_panel, number, place_axes
from backfire.figures._project_lanes import Project, never, outside, projects
from backfire.results import QUANTILES, UNUSED, USED, words

if TYPE_CHECKING:
    from collections.abc import Sequence

    import plotly.graph_objects as go

    from backfire.results import Leverage

Numbers = np.ndarray[Any, np.dtype[np.float64]]

_PANELS = 6
"""How many processes are drawn; the others are in the data."""
_CURVE, _LANE, _BETWEEN, _BELOW = 120, 17, 46, 48
"""Pixels: a curve, a lane of labels, the gap between processes, the dates under the last."""
_LIGHT = 0.2


def outside_capacity(leverage: Leverage) -> go.Figure:
    """Draw capacity outside the sender by process and year, used before and not, with bands.

    Above each curve the named projects stand at their median year of first output. Processes
    with projects come first, then those that grow most.
    """
    chosen = _chosen(leverage)
    last = float(leverage.dataset[YEAR].values.max())
    arrive = {process: projects(leverage, process, last) for process in chosen}
    tall = {p: _LANE * (1 + max((e.lane for e in arrive[p]), default=-1)) for p in chosen}
    room = max(sum(_BETWEEN + tall[p] + _CURVE for p in chosen), 1)
    height = room + style.MARGIN["t"] + _BELOW
    picture = style.figure(_title(leverage, chosen), _sentence(leverage, chosen), height)
    top = 1.0
    for at, process in enumerate(chosen):
        top -= _BETWEEN / room
        middle = top - tall[process] / room
        bottom = max(middle - _CURVE / room, 0.0)
        _lanes(picture, 2 * at, arrive[process], (middle, top), leverage)
        _curves(picture, leverage, process, 2 * at + 1, (bottom, middle))
        name_panel(picture, words.capital(leverage.process_name(process)), 0, top)
        top = bottom
    if chosen:
        end = number(2 * len(chosen) - 1)
        picture.update_layout({f"xaxis{end}": {"title": {"text": "year"}, "showticklabels": True}})
    picture.update_layout(margin={"b": _BELOW}, legend={"y": 1.0, "yanchor": "bottom"})
    return picture


def _chosen(leverage: Leverage) -> list[str]:
    """Processes that grow outside the sender, those with named projects first, by tonnes added."""
    named = {str(leverage.dataset["project_process"].values[at]) for at in outside(leverage)}
    added = {
        str(process): _added(leverage, str(process), USED)
        for process in leverage.dataset[PROCESS].values
    }
    moving = [p for p, tonnes in added.items() if p in named or tonnes > 0]
    return sorted(moving, key=lambda p: (p not in named, -added[p]))[:_PANELS]


def _added(leverage: Leverage, process: str, history: str) -> float:
    """Median capacity of the last year less that of the first, t/yr."""
    first, last = _ends(leverage, process, history)
    return last - first


def _ends(leverage: Leverage, process: str, history: str) -> tuple[float, float]:
    here = leverage.dataset["outside_capacity"].sel({PROCESS: process, HISTORY: history})
    first, last = (float(here.sel({QUANTILE: 0.5}).isel({YEAR: at})) for at in (0, -1))
    return first, last


def _span(leverage: Leverage) -> list[float]:
    years = leverage.dataset[YEAR].values
    return [float(years.min()) - 0.4, float(years.max()) + 1.0]


def _lanes(
    picture: go.Figure,
    panel: int,
    arrive: Sequence[Project],
    up: tuple[float, float],
    leverage: Leverage,
) -> None:
    plain: dict[str, Any] = {"showticklabels": False, "ticks": "", "showgrid": False}
    lanes = 1 + max((entry.lane for entry in arrive), default=0)
    place_axes(
        picture,
        panel,
        (0, 1),
        up if up[1] > up[0] else (up[0], up[0] + 1e-6),
        x=plain | {"range": _span(leverage), "showline": False, "matches": "x" if panel else None},
        y=plain | {"range": [lanes - 0.5, -0.5]},
    )
    if not arrive:
        return
    picture.add_scatter(
        x=[entry.year for entry in arrive],
        y=[entry.lane for entry in arrive],
        mode="markers+text",
        marker={"symbol": "triangle-down", "size": 8, "color": style.INK},
        text=[entry.label for entry in arrive],
        textposition=["middle left" if entry.leftward else "middle right" for entry in arrive],
        textfont={"size": 11, "color": style.INK},
        cliponaxis=False,
        customdata=[entry.told for entry in arrive],
        hovertemplate="%{x:.1f}: %{customdata}<extra></extra>",
        showlegend=False,
        xaxis=f"x{number(panel)}",
        yaxis=f"y{number(panel)}",
    )


def _curves(
    picture: go.Figure, leverage: Leverage, process: str, panel: int, up: tuple[float, float]
) -> None:
    place_axes(
        picture,
        panel,
        (0, 1),
        up,
        x={
            "range": _span(leverage),
            "matches": "x",
            "showticklabels": False,
            "showgrid": False,
            "dtick": 2,
        },
        y={
            "rangemode": "tozero",
            "nticks": 4,
            "tickformat": "~s",
            "title": {"text": "t a year", "standoff": 4},
        },
    )
    data = leverage.dataset["outside_capacity"].sel({PROCESS: process})
    years = [int(year) for year in data[YEAR].values]
    axes = {"xaxis": f"x{number(panel)}", "yaxis": f"y{number(panel)}"}
    for history, colour, name in HISTORY_STYLES:
        here = data.sel({HISTORY: history}).transpose(QUANTILE, YEAR)
        low, middle, high = np.asarray(here.sel({QUANTILE: list(QUANTILES)}).values, dtype=float)
        picture.add_scatter(
            x=[*years, *reversed(years)],
            y=[*high, *low[::-1]],
            fill="toself",
            fillcolor=style.see_through(colour, _LIGHT),
            line={"width": 0},
            mode="lines",
            hoverinfo="skip",
            showlegend=False,
            **axes,
        )
        picture.add_scatter(
            x=years,
            y=middle,
            mode="lines",
            line={"color": colour, "width": 2, "dash": "solid" if history == UNUSED else "dash"},
            name=name,
            showlegend=panel == 1,
            customdata=np.stack([low, high], axis=-1),
            hovertemplate="%{x}: %{y:,.0f} t a year, 90 % band %{customdata[0]:,.0f} to "
            f"%{{customdata[1]:,.0f}}<extra>{name}</extra>",
            **axes,
        )


def _title(leverage: Leverage, chosen: Sequence[str]) -> str:
    sender = words.place(leverage.place_name(leverage.sender))
    if not chosen:
        return f"No capacity is added outside {sender}"
    most = max(chosen, key=lambda process: _added(leverage, process, USED))
    final = int(leverage.dataset[YEAR].values.max())
    first, unused = _ends(leverage, most, UNUSED)
    _, used = _ends(leverage, most, USED)
    return (
        f"Outside {sender}, {leverage.process_name(most)} grows most, from {_tonnes(first)} to "
        f"{_tonnes(unused)} t a year by {final}, {_tonnes(used)} after use"
    )


def _tonnes(value: float) -> str:
    """Two digits: medians of futures carry no more."""
    return f"{float(f'{value:.2g}'):,.0f}"


def _sentence(leverage: Leverage, chosen: Sequence[str]) -> str:
    said = (
        "Capacity outside the sender in tonnes a year of each process. Lines are medians, bands "
        "hold 90 % of futures; triangles are named projects at the median year of their first "
        "output."
    )
    late = never(leverage)
    if late:
        said += f" Not within the run in most futures: {words.listed(late)}."
    more = leverage.dataset.sizes[PROCESS] - len(chosen)
    if more <= 0:
        return said
    others = "One other process is" if more == 1 else f"{more} other processes are"
    return f"{said} {others} in the data alone."
