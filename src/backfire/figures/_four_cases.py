"""The curve of leverage in the four cases of stockpiling and dumping."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from backfire.dims import CASE, HISTORY, SAMPLE, START
from backfire.figures import _style as style
from backfire.figures._leverage_bands import BILLION, HISTORY_STYLES
from backfire.figures._panels import name_panel, number, place_axes
from backfire.results import CASES, UNUSED

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from backfire.results import Leverage

_HEIGHT = 520
_SHARES = (0.05, 0.5, 0.95)
_LIGHT = 0.18
_COLUMNS = ((0.0, 0.46), (0.54, 1.0))
_ROWS = ((0.58, 0.94), (0.0, 0.36))
CASE_NAMES = {
    "neither": "neither",
    "stockpiling": "stockpiling alone",
    "dumping": "dumping alone",
    "both": "both",
}


def four_cases(leverage: Leverage) -> go.Figure:
    """Draw median leverage by date in each case, with bands, used before and not."""
    picture = style.figure(_title(leverage), _sentence(leverage), _HEIGHT)
    for panel, case in enumerate(CASES):
        row, column = divmod(panel, 2)
        across, up = _COLUMNS[column], _ROWS[row]
        place_axes(
            picture,
            panel,
            across,
            up,
            x={
                "type": "date",
                "tickformat": "%Y",
                "dtick": "M48",
                "tick0": "2022-01-01",
                "showgrid": False,
            },
            y={
                "rangemode": "tozero",
                "title": {"text": "USD billion" if column == 0 else "", "standoff": 4},
                "matches": "y" if panel else None,
                "showticklabels": column == 0,
                "nticks": 5,
            },
        )
        name_panel(picture, CASE_NAMES[case], across[0], up[1])
        for history, colour, name in HISTORY_STYLES:
            _curve(picture, leverage, (case, history), (colour, name), panel)
    picture.update_layout(legend={"y": 1.0, "yanchor": "bottom"})
    return picture


def _curve(
    picture: go.Figure,
    leverage: Leverage,
    which: tuple[str, str],
    look: tuple[str, str],
    panel: int,
) -> None:
    case, history = which
    colour, name = look
    losses = leverage.dataset["case_loss"].sel({CASE: case, HISTORY: history})
    values = np.asarray(losses.transpose(SAMPLE, START).values, dtype=float) / BILLION
    known = ~np.isnan(values).any(axis=0)
    if not known.any():
        return
    days = [str(day) for day in losses[START].values.astype("datetime64[D]")[known]]
    low, middle, high = np.quantile(values[:, known], _SHARES, axis=0)
    axes: dict[str, Any] = {"xaxis": f"x{number(panel)}", "yaxis": f"y{number(panel)}"}
    picture.add_scatter(
        x=[*days, *reversed(days)],
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
        x=days,
        y=middle,
        mode="lines",
        line={"color": colour, "width": 2, "dash": "solid" if history == UNUSED else "dash"},
        name=name,
        showlegend=panel == 0,
        hovertemplate="%{x|%b %Y}: USD %{y:,.1f} billion<extra>" + name + "</extra>",
        **axes,
    )


def _title(leverage: Leverage) -> str:
    known = [c for c in leverage.answer().cases if c.falls_faster_after_use is not None]
    faster = [case for case in known if case.falls_faster_after_use]
    slower = [CASE_NAMES[case.name] for case in known if not case.falls_faster_after_use]
    if not known:
        return "Nothing is known about stockpiling and dumping"
    if not slower:
        return "Leverage falls faster after use in every case of stockpiling and dumping"
    if not faster:
        return "Leverage falls faster unused in every case of stockpiling and dumping"
    told = f"Leverage falls faster after use in {len(faster)} of {len(known)} cases"
    return f"{told}; not so: {', '.join(slower)}"


def _sentence(leverage: Leverage) -> str:
    count = leverage.answer().sampled
    many = "one sampled future" if count == 1 else f"{count} sampled futures"
    return (
        "Leverage by the date on which a control starts, where in peace targets stockpile, the "
        "sender sells below cost to starve entrants (dumping), both or neither. Lines are "
        f"medians, bands hold 90 % of {many}."
    )
