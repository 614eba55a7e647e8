"""From which step of the ladder to which other things move, between two quarters."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backfire.figures import _style as style
from backfire.results import words
from backfire.results.game import stands

if TYPE_CHECKING:
    from collections.abc import Mapping

    import plotly.graph_objects as go

    from backfire.results.game import GameAnswer

Flows = dict[tuple[str, str], float]

_HEIGHT = 500
_TOP, _BELOW, _GAP = 96, 16, 16
"""Pixels above and below the flows, and between two steps."""
_EDGE = 0.001
"""The drawing program takes a position of exactly 0 or 1 for no position."""
_PERCENT = 100.0
_RUNGS = ("truce", "calm", "sanctions", "control", "answered", "confrontation")
_NAMES = {"answered": "a control that is answered"}
_UP, _DOWN = style.VERMILLION, style.BLUE
_ALPHA = 0.45


def escalation_ladder(answer: GameAnswer) -> go.Figure:
    """Draw the moves between steps of the ladder as flows; what stays is told beside each step."""
    ladder = answer.escalation.ladder
    order = _order(ladder)
    moves: Flows = {
        (start, end): _PERCENT * much
        for start, ends in ladder.items()
        for end, much in ends.items()
        if start != end and much > 0
    }
    picture = style.figure(_title(moves, order), _sentence(), _HEIGHT)
    starts, ends = (
        [step for step in reversed(order) if any(pair[side] == step for pair in moves)]
        for side in (0, 1)
    )
    at = {(0, step): place for place, step in enumerate(starts)}
    at |= {(1, step): len(starts) + place for place, step in enumerate(ends)}
    rises = {pair: order.index(pair[1]) > order.index(pair[0]) for pair in moves}
    x, y = _positions(moves, starts, ends)
    picture.add_sankey(
        arrangement="fixed",
        meta={"short": [*starts, *ends]},
        node={
            "label": [*(_left(ladder, step) for step in starts), *map(_named, ends)],
            "color": [style.OTHERS] * len(at),
            "x": x,
            "y": y,
            "pad": _GAP,
            "thickness": 14,
            "line": {"width": 0},
            "hovertemplate": "%{label}: %{value:.2f} % of all steps<extra></extra>",
        },
        link={
            "source": [at[0, start] for start, _ in moves],
            "target": [at[1, end] for _, end in moves],
            "value": list(moves.values()),
            "color": [style.see_through(_UP if rises[pair] else _DOWN, _ALPHA) for pair in moves],
            "hovertemplate": "%{source.label} to %{target.label}: %{value:.2f} % of all steps"
            "<extra></extra>",
        },
        textfont={"size": style.SMALL, "color": style.INK},
    )
    _headings(picture)
    return picture


def _positions(moves: Flows, starts: list[str], ends: list[str]) -> tuple[list[float], list[float]]:
    """Stack both columns from the top, the highest step first, at the scale of the fuller one."""
    columns = [
        [sum(much for pair, much in moves.items() if pair[side] == step) for step in steps]
        for side, steps in ((0, starts), (1, ends))
    ]
    room = _HEIGHT - _TOP - _BELOW
    fullest = max(len(column) for column in columns)
    scale = (room - _GAP * (fullest - 1)) / max(sum(moves.values()), 1e-300)
    x: list[float] = []
    y: list[float] = []
    for place, column in enumerate(columns):
        filled = 0.0
        for size in column:
            x.append(min(max(float(place), _EDGE), 1 - _EDGE))
            y.append(min(max((filled + scale * size / 2) / room, _EDGE), 1 - _EDGE))
            filled += scale * size + _GAP
    return x, y


def _order(ladder: Mapping[str, Mapping[str, float]]) -> list[str]:
    """Steps from the lowest to the highest; those without a known place come last."""
    found = dict.fromkeys([*ladder, *(end for ends in ladder.values() for end in ends)])
    return [*(step for step in _RUNGS if step in found), *(s for s in found if s not in _RUNGS)]


def _named(step: str) -> str:
    return _NAMES.get(step, stands(step))


def _left(ladder: Mapping[str, Mapping[str, float]], step: str) -> str:
    ends = ladder[step]
    stays = ends.get(step, 0.0) / sum(ends.values())
    return f"{_named(step)} (stays: {words.share(stays)})"


def _headings(picture: go.Figure) -> None:
    for x, anchor, text in ((0, "left", "one quarter"), (1, "right", "the next")):
        picture.add_annotation(
            x=x,
            y=1.02,
            xref="paper",
            yref="paper",
            xanchor=anchor,
            yanchor="bottom",
            text=f"<b>{text}</b>",
            showarrow=False,
            font={"size": style.SMALL},
        )
    picture.update_layout(margin={"l": 10, "r": 10, "t": _TOP, "b": _BELOW})


def _title(moves: Flows, order: list[str]) -> str:
    if not moves:
        return "From one quarter to the next nothing moves on the ladder"
    up = sum(much for (start, end), much in moves.items() if order.index(end) > order.index(start))
    down = sum(moves.values()) - up
    return (
        f"From one quarter to the next {up:.1f} % of all steps lead up the ladder and {down:.1f} % "
        "down"
    )


def _sentence() -> str:
    return (
        "Moves between the steps of the ladder from the end of one quarter to the end of the next, "
        "in % of all quarters and paths of the central game; what stays where it is is left out "
        "and told in brackets. Vermillion leads up, to a ban answered with all, blue down, to a "
        "truce. The flows show no band; that of the escalation stands in the answer."
    )
