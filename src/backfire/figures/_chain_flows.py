"""The chain in its baseline year: tonnes from place to place, stage by stage."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from backfire.dims import DESTINATION, GOOD, ORIGIN, PLACE, USE
from backfire.figures import _style as style
from backfire.results import Results, words

if TYPE_CHECKING:
    from collections.abc import Mapping

    import plotly.graph_objects as go

Numbers = np.ndarray[Any, np.dtype[np.float64]]

_STAGES = ("concentrate", "oxide", "metal", "magnet")
_USE = "use"
_HEADINGS = {
    "concentrate": "mined",
    "oxide": "separated",
    "metal": "metal",
    "magnet": "magnets",
    "use": "use",
}
_REST = "Others"
_NAMED_FROM = 0.04
"""A place is named at a stage when it handles at least this share of the stage's tonnes."""

_HEIGHT = 520
_GAP, _BELOW = 12, 16
"""Pixels between two places of a stage, and under the picture."""

_EDGE = 0.001
"""The drawing program takes a position of exactly 0 or 1 for no position."""


@dataclass(frozen=True)
class _Node:
    stage: str
    place: str


def sankey(results: Results) -> go.Figure:
    """Draw the baseline flows of the chain by stage and place in tonnes a year.

    A link leaves the place that makes a good and ends where it is processed or finally used,
    split in the proportions of that place's purchases. Places with less than 4 % of a stage are
    drawn together; scrap that goes back to separation is left out.
    """
    links = _merged(_links(results))
    picture = style.figure(_title(results), _sentence(results), _HEIGHT)
    nodes = list(dict.fromkeys(node for pair in links for node in pair))
    nodes.sort(key=lambda node: (_column(node), node.place == _REST, -_through(node, links)))
    number = {node: at for at, node in enumerate(nodes)}
    x, y = _positions(nodes, links)
    picture.add_sankey(
        arrangement="fixed",
        meta={"short": [node.place for node in nodes]},
        node={
            "label": [_called(results, node) for node in nodes],
            "customdata": [_described(results, node) for node in nodes],
            "color": [_colour(results, node) for node in nodes],
            "x": x,
            "y": y,
            "pad": _GAP,
            "thickness": 12,
            "line": {"width": 0},
            "hovertemplate": "%{customdata}: %{value:,.0f} t a year<extra></extra>",
        },
        link={
            "source": [number[origin] for origin, _ in links],
            "target": [number[destination] for _, destination in links],
            "value": list(links.values()),
            "color": [style.see_through(_colour(results, origin), 0.3) for origin, _ in links],
            "hovertemplate": "%{source.customdata} to %{target.customdata}: %{value:,.0f} t a year"
            "<extra></extra>",
        },
        textfont={"size": style.SMALL, "color": style.INK},
    )
    _headings(picture)
    return picture


def _links(results: Results) -> dict[tuple[_Node, _Node], float]:
    data = results.dataset
    stages = dict(
        zip(map(str, data[GOOD].values), map(str, data["good_stage"].values), strict=True)
    )
    found: dict[tuple[_Node, _Node], float] = {}
    for good, stage in stages.items():
        if stage not in _STAGES:
            continue
        flow = data["flow0"].sel({GOOD: good}).transpose(ORIGIN, DESTINATION)
        used = _used_share(results, good)
        after = _STAGES[_STAGES.index(stage) + 1] if stage != _STAGES[-1] else _USE
        for origin, row in zip(map(str, flow[ORIGIN].values), flow.values, strict=True):
            for at, destination in enumerate(map(str, flow[DESTINATION].values)):
                for end, part in ((_USE, used[at]), (after, 1 - used[at])):
                    key = (_Node(stage, origin), _Node(end, destination))
                    found[key] = found.get(key, 0.0) + float(row[at]) * float(part)
    return {key: tonnes for key, tonnes in found.items() if tonnes > 0}


def _used_share(results: Results, good: str) -> Numbers:
    """Share of each place's purchases of a good that goes to final use there."""
    data = results.dataset
    bought = data["flow0"].sel({GOOD: good}).sum(ORIGIN)
    used = data["use0"].sel({GOOD: good}).sum(USE)
    total = np.asarray(bought.values, dtype=float)
    part = np.asarray(used.sel({PLACE: bought[DESTINATION].values}).values, dtype=float)
    return np.clip(np.divide(part, total, out=np.zeros_like(part), where=total > 0), 0, 1)


def _merged(
    links: Mapping[tuple[_Node, _Node], float],
) -> dict[tuple[_Node, _Node], float]:
    """Put places with a small share of a stage under one name."""
    size: dict[_Node, float] = {}
    for (origin, destination), tonnes in links.items():
        size[origin] = size.get(origin, 0.0) + tonnes
        size[destination] = size.get(destination, 0.0) + tonnes
    total: dict[str, float] = {}
    for node, tonnes in size.items():
        total[node.stage] = total.get(node.stage, 0.0) + tonnes
    small = {node for node, tonnes in size.items() if tonnes < _NAMED_FROM * total[node.stage]}
    merged: dict[tuple[_Node, _Node], float] = {}
    for pair, tonnes in links.items():
        origin, destination = (_Node(n.stage, _REST) if n in small else n for n in pair)
        merged[origin, destination] = merged.get((origin, destination), 0.0) + tonnes
    return merged


def _column(node: _Node) -> int:
    return (*_STAGES, _USE).index(node.stage)


def _through(node: _Node, links: Mapping[tuple[_Node, _Node], float]) -> float:
    """Tonnes through a node: the larger of what enters and what leaves."""
    enters = sum(tonnes for (_, end), tonnes in links.items() if end == node)
    leaves = sum(tonnes for (start, _), tonnes in links.items() if start == node)
    return max(enters, leaves)


def _positions(
    nodes: list[_Node], links: Mapping[tuple[_Node, _Node], float]
) -> tuple[list[float], list[float]]:
    """Stack each stage in its column from the top, at the scale that fills the fullest column."""
    sizes = {node: _through(node, links) for node in nodes}
    columns: dict[int, list[_Node]] = {}
    for node in nodes:
        columns.setdefault(_column(node), []).append(node)
    room = _HEIGHT - style.MARGIN["t"] - _BELOW
    scale = min(
        (room - _GAP * (len(column) - 1)) / sum(sizes[node] for node in column)
        for column in columns.values()
    )
    middle: dict[_Node, float] = {}
    for column in columns.values():
        filled = 0.0
        for node in column:
            middle[node] = (filled + scale * sizes[node] / 2) / room
            filled += scale * sizes[node] + _GAP
    x = [_off_edge(_column(node) / len(_STAGES)) for node in nodes]
    return x, [_off_edge(middle[node]) for node in nodes]


def _off_edge(share: float) -> float:
    return min(max(share, _EDGE), 1 - _EDGE)


def _colour(results: Results, node: _Node) -> str:
    if node.place == results.sender:
        return style.SENDER_COLOUR
    return style.TARGET_COLOUR if node.place in results.targets else style.OTHERS


def _called(results: Results, node: _Node) -> str:
    return _REST if node.place == _REST else results.place_name(node.place)


def _described(results: Results, node: _Node) -> str:
    place = "other places" if node.place == _REST else results.place_name(node.place)
    return f"{place}, {_HEADINGS[node.stage]}"


def _headings(picture: go.Figure) -> None:
    last = len(_STAGES)
    for at, stage in enumerate((*_STAGES, _USE)):
        picture.add_annotation(
            x=at / last,
            y=1.02,
            xref="paper",
            yref="paper",
            xanchor="left" if at == 0 else "right" if at == last else "center",
            yanchor="bottom",
            text=f"<b>{_HEADINGS[stage]}</b>",
            showarrow=False,
            font={"size": style.SMALL},
        )
    picture.update_layout(margin={"l": 10, "r": 10, "b": _BELOW})


def _title(results: Results) -> str:
    sender = words.capital(words.place(results.place_name(results.sender)))
    shares = {
        stage: _share_of_sender(results, stage) for stage in ("concentrate", "oxide", "magnet")
    }
    said = (
        f"mines {words.share(shares['concentrate'])}, separates {words.share(shares['oxide'])} "
        f"and makes {words.share(shares['magnet'])} of the magnets"
    )
    return f"{sender} {said}"


def _share_of_sender(results: Results, stage: str) -> float:
    data = results.dataset
    here = data["output0"].isel({GOOD: np.flatnonzero(data["good_stage"].values == stage)})
    total = float(here.sum())
    return float(here.sel({PLACE: results.sender}).sum()) / total if total > 0 else 0.0


def _sentence(results: Results) -> str:
    sender = words.place(results.place_name(results.sender))
    return (
        f"Tonnes a year before any control: {sender} in vermillion, targets in blue, others grey. "
        "Each stage is counted in its own tonnes (rare-earth oxide contained, oxide, metal, "
        "finished magnet), so bars change height between stages. Small places are drawn "
        "together; recycled scrap is left out."
    )
