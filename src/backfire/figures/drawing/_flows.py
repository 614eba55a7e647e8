"""Flows between columns of nodes (Sankey diagrams), each column stacked from the top."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from backfire.figures.drawing._look import INK, OTHERS, SMALL, Figure
from backfire.figures.drawing._panels import heading

_EDGE = 0.001
"""Plotly takes a position of exactly 0 or 1 for no position."""


@dataclass(frozen=True)
class Node:
    """Place of a column: what it is called, also on a narrow screen and on pointing at it."""

    column: int
    key: str
    label: str
    short: str
    told: str
    colour: str = OTHERS


Links = Mapping[tuple[Node, Node], float]


def through(node: Node, links: Links) -> float:
    """Give what flows through a node: the larger of what enters and what leaves."""
    enters = sum(much for (_, end), much in links.items() if end == node)
    leaves = sum(much for (start, _), much in links.items() if start == node)
    return max(enters, leaves)


def flows(
    picture: Figure,
    nodes: Sequence[Node],
    links: Links,
    colours: Sequence[str],
    headings: Sequence[str],
    unit: str,
    body: float,
    *,
    gap: float = 12,
) -> None:
    """Draw flows between nodes at one scale, that which fills the fullest column.

    Parameters
    ----------
    nodes
        In the order in which they are stacked in their columns.
    links
        Size of the flow from one node to another.
    colours
        Of the links, in their order.
    headings
        Names of the columns.
    unit
        Format and unit of a flow, as in ``,.0f} t a year``.
    body
        Pixels of the height of the drawing.
    gap
        Pixels between two nodes of a column.
    """
    last = len(headings) - 1
    number = {node: at for at, node in enumerate(nodes)}
    middles = _middles(nodes, links, gap, body)
    picture.add_sankey(
        arrangement="fixed",
        meta={"short": [node.short for node in nodes]},
        node={
            "label": [node.label for node in nodes],
            "customdata": [node.told for node in nodes],
            "color": [node.colour for node in nodes],
            "x": [_off_edge(node.column / last) for node in nodes],
            "y": [_off_edge(middles[node]) for node in nodes],
            "pad": gap,
            "thickness": 12,
            "line": {"width": 0},
            "hovertemplate": f"%{{customdata}}: %{{value:{unit}<extra></extra>",
        },
        link={
            "source": [number[start] for start, _ in links],
            "target": [number[end] for _, end in links],
            "value": list(links.values()),
            "color": list(colours),
            "hovertemplate": "%{source.customdata} to %{target.customdata}: "
            f"%{{value:{unit}<extra></extra>",
        },
        textfont={"size": SMALL, "color": INK},
    )
    for at, text in enumerate(headings):
        anchor = "left" if at == 0 else "right" if at == last else "center"
        heading(picture, text, x=at / last, y=1.02, xanchor=anchor)


def _middles(nodes: Sequence[Node], links: Links, gap: float, room: float) -> dict[Node, float]:
    """Give the middle of each node as a share of the room, counted from the top."""
    sizes = {node: through(node, links) for node in nodes}
    columns: dict[int, list[Node]] = {}
    for node in nodes:
        columns.setdefault(node.column, []).append(node)
    scale = min(
        (
            (room - gap * (len(column) - 1)) / sum(sizes[node] for node in column)
            for column in columns.values()
        ),
        default=1.0,
    )
    middle: dict[Node, float] = {}
    for column in columns.values():
        filled = 0.0
        for node in column:
            middle[node] = (filled + scale * sizes[node] / 2) / room
            filled += scale * sizes[node] + gap
    return middle


def _off_edge(share: float) -> Any:
    return min(max(share, _EDGE), 1 - _EDGE)
