"""The pictures of the page in their order, each with its finding and the sentence under it."""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import TYPE_CHECKING

from backfire import figures

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from backfire.results import Results

_TOP = 34
"""Margin above a picture in pixels once its title stands in the page."""


@dataclass(frozen=True)
class Picture:
    """A picture of the page: where it belongs, its title and sentence in words, and the drawing."""

    name: str
    group: str
    title: str
    sentence: str
    height: int
    drawing: str


def run_pictures(results: Results) -> tuple[Picture, ...]:
    """Draw the pictures of the page in its order; nothing is drawn of what does not happen."""
    answer = results.answer()
    drawn: list[Picture] = []
    if any(entry.days.p50 is not None for entry in answer.first_shortage):
        drawn.append(as_picture("calendar", "calendar", figures.stockout_calendar(results)))
    drawn += [
        as_picture(f"prices-{good}", "prices", figures.prices(results, good))
        for good in figures.price_goods(results)
    ]
    drawn.append(as_picture("exports", "exports", figures.exports(results)))
    drawn += [
        as_picture(f"exports-{place}", "exports", figures.exports(results, place))
        for place in figures.export_destinations(results)
    ]
    if (answer.exposure.usd.p95 or 0.0) > 0:
        drawn.append(as_picture("exposure", "exposure", figures.exposure(results)))
    drawn.append(as_picture("sankey", "chain", figures.sankey(results)))
    return tuple(drawn)


def to_json(drawn: tuple[Picture, ...]) -> str:
    """Give the drawings by name as JSON that can stand inside a script element."""
    parts = ", ".join(f"{json.dumps(p.name)}: {p.drawing}" for p in drawn)
    return f"{{{parts}}}".replace("<", "\\u003c")


def grouped(drawn: tuple[Picture, ...]) -> dict[str, list[Picture]]:
    """Give the pictures by the part of the page in which they stand."""
    groups: dict[str, list[Picture]] = {}
    for picture in drawn:
        groups.setdefault(picture.group, []).append(picture)
    return groups


def as_picture(name: str, group: str, figure: go.Figure) -> Picture:
    """Move the title of a drawing into words of the page and drop what the page does not need."""
    drawing = json.loads(str(figure.to_json()))
    layout = drawing["layout"]
    said = layout.pop("meta")
    layout.pop("title", None)
    layout.pop("template", None)
    layout["height"] += _TOP - layout["margin"]["t"]
    layout["margin"]["t"] = _TOP
    text = json.dumps(drawing, separators=(",", ":"))
    return Picture(name, group, said["title"], said["sentence"], layout["height"], text)
