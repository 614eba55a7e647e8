"""From which step of the ladder to which other things move, between two quarters."""

from __future__ import annotations

from backfire.answers import Answer, words
from backfire.answers.game import STEPS, stands
from backfire.figures.drawing import BLUE, VERMILLION, Figure, Node, figure, flows, see_through

_HEIGHT = 388
_PERCENT = 100.0
_ALPHA = 0.45


def escalation_ladder(answer: Answer) -> Figure:
    """Draw the moves between steps of the ladder as flows; what stays is said beside each step."""
    ladder = _PERCENT * answer.dataset["ladder"].values
    count = range(len(STEPS))
    moves = {
        (start, end): float(ladder[start, end])
        for start in count
        for end in count
        if start != end and ladder[start, end] > 0
    }
    picture = figure(_title(moves), _SENTENCE, _HEIGHT, below=16)
    starts: dict[int, Node] = {}
    for step in reversed(count):
        if any(start == step for start, _ in moves):
            stays = ladder[step, step] / ladder[step].sum()
            starts[step] = _node(0, step, f" (stays: {words.share(float(stays))})")
    ends = {s: _node(1, s) for s in reversed(count) if any(end == s for _, end in moves)}
    links = {(starts[start], ends[end]): much for (start, end), much in moves.items()}
    colours = [see_through(VERMILLION if end > start else BLUE, _ALPHA) for start, end in moves]
    nodes = [*starts.values(), *ends.values()]
    headings, unit = ("one quarter", "the next"), ".2f} % of all steps"
    flows(picture, nodes, links, colours, headings, unit, _HEIGHT, gap=16)
    return picture


def _node(column: int, step: int, beside: str = "") -> Node:
    name = STEPS[step]
    return Node(column, name, stands(name) + beside, name, stands(name) + beside)


def _title(moves: dict[tuple[int, int], float]) -> str:
    if not moves:
        return "From one quarter to the next nothing moves on the ladder"
    up = sum(much for (start, end), much in moves.items() if end > start)
    down = sum(moves.values()) - up
    return (
        f"From one quarter to the next {up:.1f} % of all steps lead up the ladder and {down:.1f} % "
        "down"
    )


_SENTENCE = (
    "Moves between the steps of the ladder from the end of one quarter to the end of the next, "
    "in % of all quarters and paths of the central game; what stays where it is is left out "
    "and given in brackets. Vermillion leads up, to a ban answered with all, blue down, to a "
    "truce. The flows show no band; that of the escalation stands in the answer."
)
