"""The first quarter and the next as a tree: what each side may do, and how likely that is."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

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
_ROW, _BEND = 30, 0.22
_THIN, _THICK = 1.0, 11.0
_COLOURS = (SENDER_COLOUR, TARGET_COLOUR)


@dataclass(frozen=True)
class _Node:
    """A place of the tree: what led to it, how likely that is, and where one goes on to.

    `belief` is that of an end about the target; `pooled` counts the branches drawn together in it.
    """

    label: str
    chance: float
    belief: float | None = None
    pooled: int = 0
    children: tuple[_Node, ...] = ()

    @property
    def ends(self) -> int:
        """Rows that it takes."""
        return sum(child.ends for child in self.children) or 1

    def row(self, first: int) -> float:
        """The middle of its rows, from the number of the first of them."""
        if not self.children:
            return float(first)
        last = self.children[-1]
        return (self.children[0].row(first) + last.row(first + self.ends - last.ends)) / 2


def game_tree(answer: Answer) -> Figure:
    """Draw the moves of the first quarter and the next with the probability of reaching each.

    Branches of less than 2 % are drawn together; at each end stands the belief about the target.
    """
    found = answer.reading(branches)
    root = _grown("", found, 0)
    picture = figure(_title(found), _sentence(found), _ROW * root.ends, below=12, narrowest=640)
    depth = max((len(branch.moves) for branch in found), default=1) or 1
    for level, parent_row, child, row in _edges(root, 0, 0):
        _draw(picture, level, parent_row, child, row)
        if child.belief is not None:
            belief = words.share(child.belief)
            note(picture, belief, x=depth + 0.03, y=row, xanchor="left", font={"size": 11})
    for level in range(depth):
        text = f"{SIDES[level % 2]}<br>quarter {level // 2 + 1}"
        heading(picture, text, x=level + _BEND / 2, xref="x")
    heading(picture, "thought<br>resolute", x=depth, xref="x")
    picture.update_xaxes(visible=False, range=[-0.03, depth + 0.4])
    picture.update_yaxes(visible=False, range=[root.ends - 0.4, -1.0])
    picture.update_layout(showlegend=False)
    return picture


def _grown(label: str, through: Sequence[Branch], depth: int, pooled: int = 0) -> _Node:
    """The tree of all branches through a place; its rare ones are pooled."""
    chance = sum(branch.chance for branch in through)
    onward: dict[str, list[Branch]] = {}
    belief = None
    for branch in through:
        path = branch.moves or ("otherwise",)
        if len(path) > depth:
            onward.setdefault(path[depth], []).append(branch)
        else:
            belief = branch.belief
    every = [
        _grown(short(move), some, depth + 1, pooled=int(not some[0].moves))
        for move, some in onward.items()
    ]
    small = [child for child in every if child.chance < _POOLED and not child.pooled]
    shown = [child for child in every if child not in small]
    if small and shown:
        rare = sum(child.chance for child in small)
        shown.append(_Node("other moves", rare, pooled=len(small)))
    ordered = sorted(shown, key=lambda child: (child.pooled, -child.chance))
    return _Node(label, chance, belief, pooled, tuple(ordered))


def _edges(node: _Node, level: int, first: int) -> Iterator[tuple[int, float, _Node, float]]:
    """Every step of the tree: its level, the row it comes from, where it leads, and that row."""
    at = first
    for child in node.children:
        yield level, node.row(first), child, child.row(at)
        yield from _edges(child, level + 1, at)
        at += child.ends


def _draw(picture: Figure, level: int, parent_row: float, child: _Node, row: float) -> None:
    colour = OTHERS if child.pooled else _COLOURS[level % 2]
    label, width = f"{child.label} {words.share(child.chance)}", _THIN + _THICK * child.chance
    picture.add_scatter(
        x=[level, level + _BEND, level + 1],
        y=[parent_row, row, row],
        mode="lines",
        line={"color": see_through(colour, 0.75), "width": width},
        hovertemplate=hover(f"{label} of all paths", f"the {SIDES[level % 2]}"),
    )
    font = {"size": 11, "color": INK}
    place = {"x": level + _BEND, "y": row, "xanchor": "left", "yanchor": "bottom"}
    note(picture, label, **place, yshift=1 + width / 2, borderpad=0, font=font)


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
