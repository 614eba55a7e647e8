"""The first quarter and the next as a tree: what each side may do, and how likely that is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from backfire.answers import Answer, words
from backfire.answers.game import SIDES, Branch, branches, short
from backfire.figures.drawing import (
    INK,
    OTHERS,
    SENDER_COLOUR,
    TARGET_COLOUR,
    Figure,
    figure,
    heading,
    hover,
    note,
    see_through,
)

_POOLED = 0.02
"""Branches that are reached with less than this are drawn together."""
_OTHERWISE = "otherwise"
"""All rare branches that the answer itself pools."""
_ROW = 30
_THIN, _THICK = 1.0, 11.0
_BEND = 0.22
_COLOURS = (SENDER_COLOUR, TARGET_COLOUR)


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


def game_tree(answer: Answer) -> Figure:
    """Draw the moves of the first quarter and the next with the probability of reaching each.

    Branches of less than 2 % are drawn together; at each end stands the belief about the target.
    """
    found = answer.reading(branches)
    root = _grown(found)
    ends = _placed(root, 0)
    picture = figure(_title(found), _sentence(found), _ROW * max(ends, 1), below=12)
    depth = max((len(branch.moves) for branch in found), default=1) or 1
    for level, parent, child in _edges(root, 0):
        _draw(picture, level, parent, child)
    for end in _ends(root):
        if end.belief is not None:
            belief = words.share(end.belief)
            note(picture, belief, x=depth + 0.03, y=end.row, xanchor="left", font={"size": 11})
    for level in range(depth):
        text = f"{SIDES[level % 2]}<br>quarter {level // 2 + 1}"
        heading(picture, text, x=level + _BEND / 2, xref="x")
    heading(picture, "thought<br>resolute", x=depth, xref="x")
    picture.update_xaxes(visible=False, range=[-0.03, depth + 0.4])
    picture.update_yaxes(visible=False, range=[ends - 0.4, -1.0])
    picture.update_layout(showlegend=False)
    return picture


def _grown(found: Sequence[Branch]) -> _Node:
    """The tree of all branches; what is reached is the sum over the ends beyond it."""
    root = _Node("")
    for branch in found:
        at = root
        at.chance += branch.chance
        for move in branch.moves or (_OTHERWISE,):
            at = at.children.setdefault(move, _Node(short(move), pooled=int(not branch.moves)))
            at.chance += branch.chance
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


def _draw(picture: Figure, level: int, parent: _Node, child: _Node) -> None:
    colour = OTHERS if child.pooled else _COLOURS[level % 2]
    label = f"{child.label} {words.share(child.chance)}"
    picture.add_scatter(
        x=[level, level + _BEND, level + 1],
        y=[parent.row, child.row, child.row],
        mode="lines",
        line={
            "color": see_through(colour, 0.75),
            "width": _THIN + _THICK * child.chance,
        },
        hovertemplate=hover(f"{label} of all paths", f"the {SIDES[level % 2]}"),
    )
    note(
        picture,
        label,
        x=level + _BEND,
        y=child.row,
        xanchor="left",
        yanchor="bottom",
        yshift=1 + (_THIN + _THICK * child.chance) / 2,
        borderpad=0,
        font={"size": 11, "color": INK},
    )


def _ends(node: _Node) -> Iterator[_Node]:
    if not node.children:
        yield node
    for child in node.children.values():
        yield from _ends(child)


def _title(found: Sequence[Branch]) -> str:
    best = next((branch for branch in found if branch.moves), None)
    if best is None:
        return "No way through two quarters is gone by more than a few paths"
    moves = ", ".join(map(short, best.moves))
    return f"The likeliest way through two quarters, with {words.share(best.chance)}: {moves}"


def _sentence(found: Sequence[Branch]) -> str:
    rare = " Rare ways are in the last row and not in the figures above it."
    return (
        "What both sides do in the first quarter and in the next, over both types of each, in the "
        "central game: percentages are of all paths, and width goes with them. Vermillion moves "
        "are the sender's, blue ones the target's. Ways with less than 2 % are drawn together in "
        "grey. On the right: how likely the target is thought to be resolute at the end. The tree "
        f"shows no band.{rare * any(not branch.moves for branch in found)}"
    )
