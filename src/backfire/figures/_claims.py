"""Claims: in which share of the futures each holds, here and over its sweep."""

from __future__ import annotations

import math

import numpy as np

from backfire.figures.drawing import (
    BLUE,
    GREEN,
    ORANGE,
    PURPLE,
    VERMILLION,
    Figure,
    Look,
    Panel,
    colour_scale,
    figure,
    heat,
    hover,
    marker,
    panels,
    whiskers,
    wrapped,
)
from backfire.results import words
from backfire.results.claims import FAILS, HOLDS, HOLDS_IF, Claim, Findings, Lines, Spanned

_PERCENT = 100.0
_ROW = 32
_LOOKS = {
    HOLDS: Look(HOLDS, GREEN),
    HOLDS_IF: Look(HOLDS_IF, ORANGE, symbol="diamond"),
    FAILS: Look(FAILS, VERMILLION, symbol="x"),
}
_LINES, _GAP = 200, 116
"""Pixels of the upper panel of a claim, and between it and the lower one."""
_SERIES = ((VERMILLION, "solid"), (BLUE, "dash"), (GREEN, "dot"), (PURPLE, "dashdot"))
"""Colours and dashes of the lines of a claim."""
_SCALE = {"share": 100.0, "points": 100.0, "usd": 1e-9}
_WIDTH = 18


def claim_verdicts(found: Findings) -> Figure:
    """Draw, for each claim, the share of futures in which it holds and its range over the sweep."""
    picture = figure(
        _verdicts_title(found), _verdicts_sentence(found), _ROW * max(len(found.claims), 1) + 26
    )
    for word, look in _LOOKS.items():
        some = [one for one in found.claims if one.verdict.word == word]
        if some:
            _add(picture, look, some)
    picture.update_xaxes(range=[-3, 103], title_text="futures in which it holds, %", showgrid=True)
    names = [_name(one) for one in reversed(found.claims)]
    picture.update_yaxes(categoryorder="array", categoryarray=names, showgrid=False)
    return picture


def _add(picture: Figure, look: Look, some: list[Claim]) -> None:
    for one in some:
        picture.add_scatter(
            x=list(_range(one)),
            y=[_name(one)] * 2,
            mode="lines",
            line={"color": look.colour, "width": 5},
            opacity=0.45,
            hoverinfo="skip",
            showlegend=False,
        )
    picture.add_scatter(
        x=[_here(one) for one in some],
        y=[_name(one) for one in some],
        mode="markers",
        marker=marker(look, 11, None),
        name=look.name,
        customdata=[[one.verdict.region] for one in some],
        hovertemplate=hover("{y}: {x:.0f} % of futures here. {0}", look.name),
    )


def _name(one: Claim) -> str:
    return words.capital(one.about.id.replace("-", " "))


def _here(one: Claim) -> float | None:
    return None if math.isnan(one.strength) else _PERCENT * one.strength


def _range(one: Claim) -> tuple[float, float]:
    known = [share for row in one.tested.shares for share in row if math.isfinite(share)]
    return (_PERCENT * min(known), _PERCENT * max(known)) if known else (0.0, 0.0)


def _verdicts_title(found: Findings) -> str:
    verdicts = [one.verdict.word for one in found.claims]
    count = words.counted(len(verdicts), "claim")
    return (
        f"Of {count} {verdicts.count(HOLDS)} hold throughout, {verdicts.count(HOLDS_IF)} under "
        f"conditions, {verdicts.count(FAILS)} nowhere"
    )


def _verdicts_sentence(found: Findings) -> str:
    return (
        f"Share of {words.counted(found.futures, 'future')} in which each claim holds at the "
        "scenario's own numbers (mark), and its range over the points of the claim's sweep (bar). "
        "A claim without a mark is one that is told as a threshold. It holds at a point where the "
        "share is above one half."
    )


def claim_sweep(one: Claim) -> Figure:
    """Draw the figures of a claim with their span, and the share of futures in which it holds."""
    tested = one.tested
    names = {"holds": "Futures in which it holds, %"}
    tall = [float(_ROW * (1 if tested.down is None else len(tested.down.points)))]
    if tested.lines is not None:
        names, tall = {"figures": "", **names}, [_LINES, *tall]
    picture, where = panels(_title(one), _sentence(one), names, tall, gap=_GAP, below=70)
    if tested.lines is not None:
        _figures(picture, tested.lines, where["figures"])
    _holds(picture, one, where["holds"])
    colour_scale(picture, _PERCENT)
    return picture


def _figures(picture: Figure, lines: Lines, where: Panel) -> None:
    scale = _SCALE.get(lines.unit, 1.0)
    points = list(range(len(lines.along.points)))
    for number, (name, row) in enumerate(lines.series.items()):
        colour, dash = _SERIES[number % len(_SERIES)]
        shift = 0.06 * (number - (len(lines.series) - 1) / 2)
        low, middle, high = scale * np.transpose([_ends(spanned) for spanned in row])
        picture.add_scatter(
            x=[point + shift for point in points],
            y=middle,
            mode="lines+markers" if lines.along.ordered else "markers",
            line={"color": colour, "width": 1.6, "dash": dash},
            error_y=whiskers(low, middle, high, colour),
            name=name,
            customdata=np.stack([low, high], axis=1),
            hovertemplate=hover("{y:.3g} ({0:.3g} to {1:.3g})", name),
            **where,
        )
    picture.update_xaxes(
        title_text=lines.along.name,
        tickvals=points,
        ticktext=[wrapped(point, _WIDTH) for point in lines.along.points],
        range=[-0.4, len(points) - 0.6],
        **where,
    )
    picture.update_yaxes(title_text=wrapped(lines.measure, 34), **where)


def _ends(one: Spanned) -> list[float]:
    return [end if math.isfinite(end) else math.nan for end in (one.low, one.central, one.high)]


def _holds(picture: Figure, one: Claim, where: Panel) -> None:
    tested = one.tested
    shares = _PERCENT * np.array(tested.shares, dtype=float)
    heat(
        picture,
        shares,
        hover("holds in {z:.0f} % of futures"),
        across=tested.across.points,
        down=tested.down.points if tested.down else None,
        text=[["" if math.isnan(share) else f"{share:.0f}" for share in row] for row in shares],
        **where,
    )
    picture.update_xaxes(title_text=tested.across.name, **where)
    picture.update_yaxes(
        autorange="reversed", showgrid=False, showticklabels=tested.down is not None, **where
    )


def _title(one: Claim) -> str:
    verdict = one.verdict
    claim = words.capital(one.about.claim)
    if verdict.word == HOLDS_IF:
        return f"{claim}: holds at some points of the sweep"
    if verdict.word == HOLDS:
        return f"{claim}: holds at every point of the sweep"
    return f"{claim}: holds at no point of the sweep"


def _sentence(one: Claim) -> str:
    tested = one.tested
    swept = words.listed([axis.name for axis in (tested.across, tested.down) if axis is not None])
    where = f" It holds if {one.verdict.region}." if one.verdict.region else ""
    above = (
        f"Above, {tested.lines.measure}, in the central future, with the lowest and the highest "
        "over all futures. "
        if tested.lines is not None
        else ""
    )
    return (
        f"{above}Below, the share of the futures in which the rule of the claim is met, over "
        f"{swept}.{where}"
    )
