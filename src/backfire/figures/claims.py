"""Pictures of claims: all verdicts at once, and for each claim its figures and its sweep."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from backfire.answers import Answer, words
from backfire.answers.claims import Finding, Lines, Unit, Verdict, findings
from backfire.figures._picture import Picture
from backfire.figures.drawing import (
    BLUE,
    GREEN,
    ORANGE,
    PURPLE,
    VERMILLION,
    Figure,
    Look,
    colour_scale,
    figure,
    heat,
    hover,
    marker,
    panels,
    whiskers,
    wrapped,
)

_LINES, _GAP, _ROW, _VERDICT = 250, 110, 34, 32
"""Pixels of the upper panel, between both, and of a row of the lower one and of all verdicts."""
_LOOKS = {
    Verdict.HOLDS: Look("holds", GREEN),
    Verdict.HOLDS_IF: Look("holds if", ORANGE, symbol="diamond"),
    Verdict.FAILS: Look("fails", VERMILLION, symbol="x"),
}
_SERIES = tuple(
    Look("", colour, dash)
    for colour, dash in zip(
        (VERMILLION, BLUE, GREEN, PURPLE), ("solid", "dash", "dot", "dashdot"), strict=True
    )
)
_SCALE = {Unit.SHARE: 100.0, Unit.POINTS: 100.0, Unit.USD: 1e-9}
_WIDTH = 18
_WHERE = {
    Verdict.HOLDS: "holds at every point of the sweep",
    Verdict.HOLDS_IF: "holds at some points of the sweep",
    Verdict.FAILS: "holds at no point of the sweep",
    Verdict.UNTESTED: "not tested",
}


def pictures(answer: Answer) -> Iterator[Picture]:
    """Draw all verdicts, then each claim."""
    found = answer.reading(findings)
    if found:
        yield Picture("claim-verdicts", "verdicts", claim_verdicts(answer))
    for one in found:
        yield Picture(f"claim-{one.about.id}", one.about.id, claim_sweep(one))


def claim_verdicts(answer: Answer) -> Figure:
    """Draw, for each claim, the share of draws in which it holds and its range over the sweep."""
    found = answer.reading(findings)
    verdicts = [one.verdict for one in found]
    title = (
        f"Of {words.counted(len(found), 'claim')} {verdicts.count(Verdict.HOLDS)} hold "
        f"throughout, {verdicts.count(Verdict.HOLDS_IF)} under conditions, "
        f"{verdicts.count(Verdict.FAILS)} nowhere"
    )
    sentence = (
        f"Share of {words.counted(answer.draws, 'draw')} in which each claim holds at the "
        "scenario's own numbers (mark), and its range over the points of the claim's sweep (bar). "
        "A claim without a mark is one that is reported as a threshold. It holds at a point where "
        "the share is above one half."
    )
    picture = figure(title, sentence, _VERDICT * max(len(found), 1), below=60)
    for verdict, look in _LOOKS.items():
        _verdict(picture, look, [one for one in found if one.verdict is verdict])
    picture.update_xaxes(range=[-3, 103], title_text="draws in which it holds, %", showgrid=True)
    names = [_name(one) for one in reversed(found)]
    picture.update_yaxes(categoryorder="array", categoryarray=names, showgrid=False)
    return picture


def _verdict(picture: Figure, look: Look, some: Sequence[Finding]) -> None:
    """Mark all claims of one verdict."""
    for one in some:
        known = 100 * one.shares[np.isfinite(one.shares)]
        picture.add_scatter(
            x=[known.min(), known.max()],
            y=[_name(one)] * 2,
            mode="lines",
            line={"color": look.colour, "width": 5},
            opacity=0.45,
            hoverinfo="skip",
            showlegend=False,
        )
    if some:
        picture.add_scatter(
            x=[None if math.isnan(one.strength) else 100 * one.strength for one in some],
            y=[_name(one) for one in some],
            mode="markers",
            marker=marker(look, 11, None),
            name=look.name,
            customdata=[[one.region] for one in some],
            hovertemplate=hover("{y}: {x:.0f} % of draws here. {0}", look.name),
        )


def _name(one: Finding) -> str:
    return words.capital(one.about.id.replace("-", " "))


def claim_sweep(one: Finding) -> Figure:
    """Draw the figures of a claim with their span, and the share of draws in which it holds."""
    rows = float(len(one.shares) * _ROW)
    names = {"sweep": "Draws in which it holds, %"}
    heights = [rows]
    if one.lines is not None:
        names, heights = {"lines": ""} | names, [_LINES, rows]
    title = f"{words.capital(one.about.claim)}: {_WHERE[one.verdict]}"
    picture, at = panels(title, _sentence(one), names, heights, gap=_GAP, below=80)
    if one.lines is not None:
        _lines(picture, one.lines, **at["lines"])
    shares = 100 * one.shares
    heat(
        picture,
        shares,
        hover("holds in {z:.0f} % of draws"),
        across=one.across.points,
        width=_WIDTH,
        text=[["" if math.isnan(share) else f"{share:.0f}" for share in row] for row in shares],
        xgap=2,
        ygap=2,
        **at["sweep"],
    )
    picture.update_xaxes(title_text=one.across.name, **at["sweep"])
    names_down = [wrapped(point, 2 * _WIDTH) for point in one.down.points] if one.down else [""]
    picture.update_yaxes(
        tickvals=list(range(len(names_down))),
        ticktext=names_down,
        showgrid=False,
        autorange="reversed",
        **at["sweep"],
    )
    picture.update_layout(legend={"y": 1.0, "yanchor": "bottom"})
    colour_scale(picture, 100)
    return picture


def _lines(picture: Figure, lines: Lines, **where: Any) -> None:
    """Draw figures along a parameter, with whiskers from the lowest to the highest draw."""
    scale, count = _SCALE.get(lines.unit, 1.0), len(lines.along.points)
    for number, (name, row) in enumerate(lines.series.items()):
        look = _SERIES[number % len(_SERIES)]
        shift = 0.06 * (number - (len(lines.series) - 1) / 2)
        low, middle, high = (
            scale * np.array([(each.low, each.central, each.high) for each in row]).T
        )
        picture.add_scatter(
            x=[point + shift for point in range(count)],
            y=middle,
            mode="lines+markers" if lines.along.ordered else "markers",
            line={"color": look.colour, "width": 1.6, "dash": look.dash},
            error_y=whiskers(low, middle, high, look.colour),
            name=name,
            customdata=np.stack([low, high], axis=-1),
            hovertemplate=hover("{y:.3g} ({0:.3g} to {1:.3g})", name),
            **where,
        )
    picture.update_xaxes(
        title_text=lines.along.name,
        tickvals=list(range(count)),
        ticktext=[wrapped(point, _WIDTH) for point in lines.along.points],
        range=[-0.4, count - 0.6],
        **where,
    )
    picture.update_yaxes(title_text=wrapped(lines.measure, 34), showgrid=True, **where)


def _sentence(one: Finding) -> str:
    swept = words.listed([axis.name for axis in (one.across, one.down) if axis is not None])
    where = f" It holds if {one.region}." if one.region else ""
    above = (
        f"Above, {one.lines.measure}, in the central draw, with the lowest and the highest over "
        "all draws. "
        if one.lines is not None
        else ""
    )
    return (
        f"{above}Below, the share of the draws in which the rule of the claim is met, over "
        f"{swept}.{where}"
    )
