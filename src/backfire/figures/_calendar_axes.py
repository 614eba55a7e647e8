"""The axes of the stock-out calendar: one block of weeks for each place."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from backfire.dims import WEEK
from backfire.figures import _style as style

if TYPE_CHECKING:
    from collections.abc import Sequence

    import plotly.graph_objects as go

    from backfire.results import Results


_WEEKS_BEFORE = np.timedelta64(28, "D")


def weeks_shown(results: Results) -> np.ndarray[Any, Any]:
    weeks = results.dataset[WEEK].values
    return np.flatnonzero(weeks >= results.reference_start - _WEEKS_BEFORE)


def today_shown(results: Results) -> bool:
    weeks = results.dataset[WEEK].values[weeks_shown(results)]
    today = np.datetime64(str(results.dataset.attrs["today"]), "D")
    return bool(weeks.size and weeks[0] <= today <= weeks[-1])


def place_axes(
    picture: go.Figure,
    results: Results,
    place: str,
    names: Sequence[str],
    axis: str,
    domain: tuple[float, float],
    *,
    last: bool,
) -> None:
    """Stack the places on one time axis, each under its name."""
    plain: dict[str, Any] = {"showgrid": False, "zeroline": False, "fixedrange": True, "ticks": ""}
    plain |= {"showline": False, "tickangle": 0}
    picture.update_layout(
        {
            f"xaxis{axis}": plain
            | {
                "type": "date",
                "anchor": f"y{axis}",
                "matches": None if not axis else "x",
                "showticklabels": last,
                "tickformat": "%b<br>%Y",
                "dtick": "M2",
                "tickfont": {"size": style.SMALL},
                "title": {"text": "week", "standoff": 6, "font": {"size": 12}} if last else None,
            },
            f"yaxis{axis}": plain
            | {
                "anchor": f"x{axis}",
                "domain": list(domain),
                "autorange": "reversed",
                "tickmode": "array",
                "tickvals": list(names),
                "ticktext": list(names),
                "tickfont": {"size": 11},
                "automargin": True,
            },
        }
    )
    _name_place(picture, results, place, domain[1])
    _mark_dates(picture, results, axis)


def _name_place(picture: go.Figure, results: Results, place: str, top: float) -> None:
    beside = "" if place in results.targets else ", not a target"
    picture.add_annotation(
        text=f"<b>{results.place_name(place)}</b>{beside}",
        x=0,
        xref="paper",
        xanchor="left",
        y=top,
        yref="paper",
        yanchor="bottom",
        showarrow=False,
    )


def _mark_dates(picture: go.Figure, results: Results, axis: str) -> None:
    """Draw the start of the control and, where it is in the picture, the edition's date."""
    lines = [(results.reference_start, "solid")]
    if today_shown(results):
        lines.append((results.dataset.attrs["today"], "dot"))
    for when, dash in lines:
        picture.add_shape(
            type="line",
            x0=str(when),
            x1=str(when),
            y0=0,
            y1=1,
            xref=f"x{axis}",
            yref=f"y{axis} domain",
            line={"color": style.PALE_INK, "width": 1, "dash": dash},
        )
