"""What the sender does first, by what is built outside and by what the target is taken for."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

import numpy as np

from backfire.figures import _style as style
from backfire.figures._panels import name_panel, number, place_axes
from backfire.results import words
from backfire.results.game import short

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from backfire.results.game import GameAnswer, PolicyMap

_COLUMNS = ((0.0, 0.49), (0.51, 1.0))
_ROW, _AROUND, _GAP = 250, 270, 96
"""Pixels of a row of panels, above and below all of them, and between two rows."""
_PERCENT = 100
_TITLE = 26
"""Letters in a line of a panel's title."""


def policy_map(answer: GameAnswer) -> go.Figure:
    """Draw the probability of any control over outside capacity and belief, by situation.

    In each cell stands the action that is most likely there.
    """
    seen = answer.policy_map
    rows = max(math.ceil(len(seen.use) / len(_COLUMNS)), 1)
    inner = rows * _ROW + (rows - 1) * _GAP
    picture = style.figure(_title(seen), _sentence(answer), inner + _AROUND)
    for panel, situation in enumerate(seen.use):
        row, column = divmod(panel, len(_COLUMNS))
        top = 1 - row * (_ROW + _GAP) / inner
        _axes(picture, seen, panel, (top - _ROW / inner, top), last=panel + 2 >= len(seen.use))
        named = style.wrapped(words.capital(situation), _TITLE)
        name_panel(picture, named, _COLUMNS[column][0], top)
        _cells(picture, seen, situation, panel)
    picture.update_annotations(align="left")
    picture.update_layout(
        margin={"t": 130, "b": 140},
        coloraxis={
            "colorscale": style.STOPPED_SCALE,
            "cmin": 0,
            "cmax": _PERCENT,
            "colorbar": {
                "orientation": "h",
                "y": 0,
                "yref": "container",
                "yanchor": "bottom",
                "title": {"text": "probability of any control, %", "font": {"size": style.SMALL}},
                "thickness": 12,
                "tickfont": {"size": style.SMALL},
            },
        },
    )
    return picture


def _axes(
    picture: go.Figure, seen: PolicyMap, panel: int, up: tuple[float, float], *, last: bool
) -> None:
    place_axes(
        picture,
        panel,
        _COLUMNS[panel % len(_COLUMNS)],
        up,
        x={
            "title": {"text": "outside capacity, % of need" if last else "", "standoff": 4},
            "showgrid": False,
            "tickvals": list(range(len(seen.capacity))),
            "ticktext": [words.percent(level) for level in seen.capacity],
        },
        y={
            "title": {"text": "target thought resolute, %" if panel % 2 == 0 else ""},
            "showgrid": False,
            "tickvals": list(range(len(seen.belief))),
            "ticktext": [words.percent(belief) for belief in seen.belief],
            "showticklabels": panel % len(_COLUMNS) == 0,
        },
    )


def _cells(picture: go.Figure, seen: PolicyMap, situation: str, panel: int) -> None:
    acts = [[short(action) for action in row] for row in seen.act[situation]]
    picture.add_heatmap(
        z=_PERCENT * np.array(seen.use[situation], dtype=float).T,
        text=np.array(acts).T,
        texttemplate="%{text}",
        coloraxis="coloraxis",
        xgap=1,
        ygap=1,
        xaxis=f"x{number(panel)}",
        yaxis=f"y{number(panel)}",
        customdata=[
            [(words.percent(level), words.percent(belief)) for level in seen.capacity]
            for belief in seen.belief
        ],
        hovertemplate="capacity meets %{customdata[0]} % of need, target thought resolute with "
        "%{customdata[1]} %: any control %{z:.0f} %, most likely %{text}<extra></extra>",
    )


def _title(seen: PolicyMap) -> str:
    parts = {
        situation: float(np.mean(np.array(rows, dtype=float) > 0.5))
        for situation, rows in seen.use.items()
    }
    if not parts:
        return "Of what the sender does first nothing is known"
    most = max(parts, key=lambda situation: parts[situation])
    if parts[most] == 0:
        return "Nowhere on the map is a control more likely than not"
    return f"A control is more likely than not in {words.share(parts[most])} of the map {most}"


def _sentence(answer: GameAnswer) -> str:
    return (
        "Probability that the strategic sender puts any control in force or keeps one in the first "
        "quarter of the central game, by what plants outside could make and by the probability "
        "with which the target is thought resolute, one panel for each situation. Words name the "
        "most likely action; licences: delayed. The map shows no band: how far the policy moves "
        "over "
        f"{answer.draws} draws of what is not known stands in the table of policies."
    )
