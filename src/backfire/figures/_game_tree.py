"""The first quarter and the next as a tree: what each side may do, and how likely that is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from backfire.figures import _style as style
from backfire.results import words
from backfire.results.game import SIDES, short

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from backfire.results.game import Branch, GameAnswer

_POOLED = 0.02
"""Branches that are reached with less than this are drawn together."""
_OTHERWISE = "otherwise"
"""All that the answer itself holds together, as the only move of a way."""
_ROW, _AROUND = 30, 130
_THIN, _THICK = 1.0, 11.0
_BEND = 0.22
_COLOURS = (style.SENDER_COLOUR, style.TARGET_COLOUR)


@dataclass
class _Node:
    """A place of the tree.

    Attributes
    ----------
    chance
        Of reaching it.
    belief
        That the target is resolute, there, if it is one of the ends.
    pooled
        Branches that are drawn together in it.
    """

    label: str
    chance: float = 0.0
    belief: float | None = None
    pooled: int = 0
    children: dict[str, _Node] = field(default_factory=dict)
    row: float = 0.0


def game_tree(answer: GameAnswer) -> go.Figure:
    """Draw the moves of the first quarter and the next with the probability of reaching each.

    Branches of less than 2 % are drawn together; at each end stands the belief about the target.
    """
    root = _grown(answer.tree)
    ends = _placed(root, 0)
    picture = style.figure(
        _title(answer.tree), _sentence(answer.tree), _ROW * max(ends, 1) + _AROUND
    )
    depth = max((len(branch.path) for branch in answer.tree), default=1)
    for level, parent, child in _edges(root, 0):
        _draw(picture, level, parent, child)
    _beliefs(picture, root, depth)
    _headings(picture, depth)
    picture.update_xaxes(visible=False, range=[-0.03, depth + 0.4])
    picture.update_yaxes(visible=False, range=[ends - 0.4, -1.0])
    picture.update_layout(showlegend=False, margin={"l": 8, "r": 8, "t": 120, "b": 12})
    return picture


def _grown(branches: Sequence[Branch]) -> _Node:
    """The tree of all branches; what is reached is the sum over the ends beyond it."""
    root = _Node("")
    for branch in branches:
        at = root
        at.chance += branch.probability
        for move in branch.path:
            at = at.children.setdefault(move, _Node(short(move), pooled=int(move == _OTHERWISE)))
            at.chance += branch.probability
        at.belief = branch.belief
    _pool(root)
    return root


def _pool(node: _Node) -> None:
    small = [
        move for move, child in node.children.items() if child.chance < _POOLED and not child.pooled
    ]
    if len(small) == len(node.children):
        node.children = {}
        return
    if small:
        pool = _Node("other moves", pooled=len(small))
        pool.chance = sum(node.children.pop(move).chance for move in small)
        node.children["..."] = pool
    for child in node.children.values():
        _pool(child)
    ordered = sorted(node.children.items(), key=lambda pair: (pair[1].pooled, -pair[1].chance))
    node.children = dict(ordered)


def _placed(node: _Node, first: int) -> int:
    """Give each end a row of its own and each other place the middle of its own; count the ends."""
    if not node.children:
        node.row = first
        return first + 1
    after = first
    for child in node.children.values():
        after = _placed(child, after)
    rows = [child.row for child in node.children.values()]
    node.row = (rows[0] + rows[-1]) / 2
    return after


def _edges(node: _Node, level: int) -> Iterator[tuple[int, _Node, _Node]]:
    for child in node.children.values():
        yield level, node, child
        yield from _edges(child, level + 1)


def _draw(picture: go.Figure, level: int, parent: _Node, child: _Node) -> None:
    colour = style.OTHERS if child.pooled else _COLOURS[level % 2]
    told = f"{child.label} {words.share(child.chance)}"
    picture.add_scatter(
        x=[level, level + _BEND, level + 1],
        y=[parent.row, child.row, child.row],
        mode="lines",
        line={
            "color": style.see_through(colour, 0.75),
            "width": _THIN + _THICK * child.chance,
        },
        hovertemplate=f"{told} of all paths<extra>the {SIDES[level % 2]}</extra>",
    )
    picture.add_annotation(
        x=level + _BEND,
        y=child.row,
        text=told,
        showarrow=False,
        xanchor="left",
        yanchor="bottom",
        yshift=1 + (_THIN + _THICK * child.chance) / 2,
        borderpad=0,
        font={"size": 11},
    )


def _ends(node: _Node) -> Iterator[_Node]:
    if not node.children:
        yield node
    for child in node.children.values():
        yield from _ends(child)


def _beliefs(picture: go.Figure, root: _Node, depth: int) -> None:
    for end in _ends(root):
        if end.belief is not None:
            picture.add_annotation(
                x=depth + 0.03,
                y=end.row,
                text=words.share(end.belief),
                showarrow=False,
                xanchor="left",
                font={"size": 11, "color": style.PALE_INK},
            )


def _headings(picture: go.Figure, depth: int) -> None:
    texts = [
        (level + _BEND / 2, f"<b>{SIDES[level % 2]}<br>quarter {level // 2 + 1}</b>")
        for level in range(depth)
    ]
    for x, text in [*texts, (depth, "<b>thought<br>resolute</b>")]:
        picture.add_annotation(
            x=x,
            y=1.0,
            yref="paper",
            text=text,
            showarrow=False,
            xanchor="left",
            yanchor="bottom",
            align="left",
            font={"size": style.SMALL},
        )


def _title(branches: Sequence[Branch]) -> str:
    if not branches:
        return "Of the first two quarters nothing is known"
    best = max(branches, key=lambda branch: branch.probability)
    moves = ", ".join(short(move) for move in best.path)
    return f"The likeliest way through two quarters, with {words.share(best.probability)}: {moves}"


def _sentence(branches: Sequence[Branch]) -> str:
    rare = " Rare ways are in the last row and not in the figures above it."
    return (
        "What both sides do in the first quarter and in the next, over both types of each, in the "
        "central game: percentages are of all paths, and width goes with them. Vermillion moves "
        "are the sender's, blue ones the target's. Ways with less than 2 % are drawn together in "
        "grey. On the right: how likely the target is thought to be resolute at the end. The tree "
        f"shows no band.{rare * any(branch.path == (_OTHERWISE,) for branch in branches)}"
    )
