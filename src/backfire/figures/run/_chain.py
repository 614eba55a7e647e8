"""The chain in its baseline year: tonnes from place to place, stage by stage."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import numpy as np

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
from backfire.results import Results, words

Numbers = np.ndarray[Any, np.dtype[np.float64]]
At = tuple[int, str]
"""A stage, by its place in the chain, and a place."""

_STAGES = ("concentrate", "oxide", "metal", "magnet")
_USE = len(_STAGES)
_HEADINGS = ("mined", "separated", "metal", "magnets", "use")
_REST = "Others"
_NAMED_FROM = 0.04
"""A place is named at a stage when it handles at least this share of the stage's tonnes."""

_HEIGHT = 428


def sankey(results: Results) -> Figure:
    """Draw the baseline flows of the chain by stage and place in tonnes a year.

    A link leaves the place that makes a good and ends where it is processed or finally used,
    split in the proportions of that place's purchases. Places with less than 4 % of a stage are
    drawn together; scrap that goes back to separation is left out.
    """
    tonnes = _merged(_links(results))
    made = {at: _node(results, at) for pair in tonnes for at in pair}
    links = {(made[start], made[end]): much for (start, end), much in tonnes.items()}
    nodes = sorted(made.values(), key=lambda n: (n.column, n.key == _REST, -through(n, links)))
    picture = figure(_title(results), _sentence(results), _HEIGHT, below=16)
    colours = [see_through(start.colour, 0.3) for start, _ in links]
    flows(picture, nodes, links, colours, _HEADINGS, ",.0f} t a year", _HEIGHT)
    return picture


def _node(results: Results, at: At) -> Node:
    stage, place = at
    rest = place == _REST
    label = _REST if rest else results.place_name(place)
    told = f"{'other places' if rest else label}, {_HEADINGS[stage]}"
    colour = TARGET_COLOUR if place in results.targets else OTHERS
    colour = SENDER_COLOUR if place == results.sender else colour
    return Node(stage, place, label, place, told, colour)


def _links(results: Results) -> dict[tuple[At, At], float]:
    data = results.dataset
    found: dict[tuple[At, At], float] = {}
    for good, name in zip(data[GOOD].values, data["good_stage"].values, strict=True):
        if str(name) not in _STAGES:
            continue
        stage = _STAGES.index(str(name))
        flow = data["flow0"].sel({GOOD: good}).transpose(ORIGIN, DESTINATION)
        used = _used_share(results, str(good))
        for origin, row in zip(map(str, flow[ORIGIN].values), flow.values, strict=True):
            for at, destination in enumerate(map(str, flow[DESTINATION].values)):
                for end, part in ((_USE, used[at]), (stage + 1, 1 - used[at])):
                    key = ((stage, origin), (end, destination))
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
