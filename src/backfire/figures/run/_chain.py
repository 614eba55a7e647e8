"""The chain in its baseline year: tonnes from place to place, stage by stage."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

from backfire.answers import Answer, words
from backfire.answers.run import MAGNET
from backfire.dims import DESTINATION, GOOD, ORIGIN, PLACE, USE
from backfire.figures.drawing import (
    OTHERS,
    SENDER_COLOUR,
    TARGET_COLOUR,
    Figure,
    Node,
    figure,
    flows,
    see_through,
    through,
)

Numbers = np.ndarray[Any, np.dtype[np.float64]]
At = tuple[int, str]
"""A stage, by its place in the chain, and a place."""

_STAGES = ("concentrate", "oxide", "metal", "magnet")
_HEADINGS = {"concentrate": "mined", "oxide": "separated", "metal": "metal", "magnet": "magnets"}
_USE = "use"
_REST = "Others"
_NAMED_FROM = 0.04
"""A place is named at a stage when it handles at least this share of the stage's tonnes."""

_HEIGHT = 428


def sankey(answer: Answer) -> Figure:
    """Draw the baseline flows of the chain by stage and place in tonnes a year.

    A link leaves the place that makes a good and ends where it is processed or finally used,
    split in the proportions of that place's purchases. Places with less than 4 % of a stage are
    drawn together; scrap that goes back to separation is left out.
    """
    tonnes = _merged(_links(answer))
    made = {at: _node(answer, at) for pair in tonnes for at in pair}
    links = {(made[start], made[end]): much for (start, end), much in tonnes.items()}
    nodes = sorted(made.values(), key=lambda n: (n.column, n.key == _REST, -through(n, links)))
    picture = figure(_title(answer), _sentence(answer), _HEIGHT, below=16)
    colours = [see_through(start.colour, 0.3) for start, _ in links]
    headings = [*(_heading(answer, stage) for stage in _stages(answer)), _USE]
    flows(picture, nodes, links, colours, headings, ",.0f} t a year", _HEIGHT)
    return picture


def _stages(answer: Answer) -> list[str]:
    """The stages of the edition's chain, in order."""
    known = set(map(str, answer.good_stage.values))
    return [stage for stage in _STAGES if stage in known]


def _heading(answer: Answer, stage: str) -> str:
    """The heading of a stage; a chain without magnets names its goods."""
    if MAGNET in _stages(answer):
        return _HEADINGS[stage]
    goods = answer.good.values[answer.good_stage.values == stage]
    return ", ".join(words.good(answer.name(GOOD, str(good))) for good in goods)


def _node(answer: Answer, at: At) -> Node:
    stage, place = at
    rest = place == _REST
    label = _REST if rest else answer.name(PLACE, place)
    stages = _stages(answer)
    heading = _heading(answer, stages[stage]) if stage < len(stages) else _USE
    told = f"{'other places' if rest else label}, {heading}"
    colour = TARGET_COLOUR if place in answer.facts.targets else OTHERS
    colour = SENDER_COLOUR if place == answer.facts.sender else colour
    return Node(stage, place, label, place, told, colour)


def _links(answer: Answer) -> dict[tuple[At, At], float]:
    data = answer.dataset
    stages = _stages(answer)
    found: dict[tuple[At, At], float] = {}
    for good, name in zip(data[GOOD].values, data["good_stage"].values, strict=True):
        if str(name) not in stages:
            continue
        stage = stages.index(str(name))
        flow = data["flow0"].sel({GOOD: good}).transpose(ORIGIN, DESTINATION)
        used = _used_share(answer, str(good))
        for origin, row in zip(map(str, flow[ORIGIN].values), flow.values, strict=True):
            for at, destination in enumerate(map(str, flow[DESTINATION].values)):
                for end, part in ((len(stages), used[at]), (stage + 1, 1 - used[at])):
                    key = ((stage, origin), (end, destination))
                    found[key] = found.get(key, 0.0) + float(row[at]) * float(part)
    return {key: tonnes for key, tonnes in found.items() if tonnes > 0}


def _used_share(answer: Answer, good: str) -> Numbers:
    """Share of each place's purchases of a good that goes to final use there."""
    data = answer.dataset
    bought = data["flow0"].sel({GOOD: good}).sum(ORIGIN)
    used = data["use0"].sel({GOOD: good}).sum(USE)
    total = np.asarray(bought.values, dtype=float)
    part = np.asarray(used.sel({PLACE: bought[DESTINATION].values}).values, dtype=float)
    return np.clip(np.divide(part, total, out=np.zeros_like(part), where=total > 0), 0, 1)


def _merged(links: Mapping[tuple[At, At], float]) -> dict[tuple[At, At], float]:
    """Put places with a small share of a stage under one name."""
    size: dict[At, float] = {}
    total: dict[int, float] = {}
    for pair, tonnes in links.items():
        for at in pair:
            size[at] = size.get(at, 0.0) + tonnes
            total[at[0]] = total.get(at[0], 0.0) + tonnes
    small = {at for at, tonnes in size.items() if tonnes < _NAMED_FROM * total[at[0]]}
    merged: dict[tuple[At, At], float] = {}
    for pair, tonnes in links.items():
        start, end = ((at[0], _REST) if at in small else at for at in pair)
        merged[start, end] = merged.get((start, end), 0.0) + tonnes
    return merged


def _title(answer: Answer) -> str:
    sender = words.capital(words.place(answer.name(PLACE, answer.facts.sender)))
    stages = _stages(answer)
    shares = {stage: words.share(_share_of_sender(answer, stage)) for stage in stages}
    if MAGNET not in stages:
        made = [f"{shares[stage]} of {_heading(answer, stage)}" for stage in stages]
        return f"{sender} makes {words.listed(made)}"
    return (
        f"{sender} mines {shares['concentrate']}, separates {shares['oxide']} and makes "
        f"{shares[MAGNET]} of the magnets"
    )


def _share_of_sender(answer: Answer, stage: str) -> float:
    data = answer.dataset
    here = data["output0"].isel({GOOD: np.flatnonzero(data["good_stage"].values == stage)})
    total = float(here.sum())
    return float(here.sel({PLACE: answer.facts.sender}).sum()) / total if total > 0 else 0.0


def _sentence(answer: Answer) -> str:
    sender = words.place(answer.name(PLACE, answer.facts.sender))
    tonnes = (
        " (rare-earth oxide contained, oxide, metal, finished magnet)"
        if MAGNET in _stages(answer)
        else ""
    )
    return (
        f"Tonnes a year before any control: {sender} in vermillion, targets in blue, others grey. "
        f"Each stage is counted in its own tonnes{tonnes}, so bars change height between stages. "
        "Small places are drawn together; recycled scrap is left out."
    )
