"""All claims at once: in which share of the futures each holds, here and over its sweep."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING

from backfire.figures import _style as style
from backfire.results import words
from backfire.results.claims import FAILS, HOLDS, HOLDS_IF

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from backfire.results.claims import Claim, Findings

_PERCENT = 100.0
_ROW, _AROUND = 32, 190
_COLOURS = {HOLDS: style.GREEN, HOLDS_IF: style.ORANGE, FAILS: style.VERMILLION}
_SYMBOLS = {HOLDS: "circle", HOLDS_IF: "diamond", FAILS: "x"}


def claim_verdicts(found: Findings) -> go.Figure:
    """Draw, for each claim, the share of futures in which it holds and its range over the sweep."""
    height = _ROW * max(len(found.claims), 1) + _AROUND
    picture = style.figure(_title(found), _sentence(found), height)
    for word in (HOLDS, HOLDS_IF, FAILS):
        some = [one for one in found.claims if one.verdict.word == word]
        if some:
            _add(picture, word, some)
    picture.update_xaxes(range=[-3, 103], title_text="futures in which it holds, %", showgrid=True)
    names = [_name(one) for one in reversed(found.claims)]
    picture.update_yaxes(categoryorder="array", categoryarray=names, showgrid=False)
    picture.update_layout(margin={"t": 100})
    return picture


def _add(picture: go.Figure, word: str, some: list[Claim]) -> None:
    for one in some:
        low, high = _range(one)
        picture.add_scatter(
            x=[low, high],
            y=[_name(one)] * 2,
            mode="lines",
            line={"color": _COLOURS[word], "width": 5},
            opacity=0.45,
            hoverinfo="skip",
            showlegend=False,
        )
    picture.add_scatter(
        x=[_here(one) for one in some],
        y=[_name(one) for one in some],
        mode="markers",
        marker={"color": _COLOURS[word], "size": 11, "symbol": _SYMBOLS[word]},
        name=word,
        customdata=[one.verdict.region for one in some],
        hovertemplate="%{y}: %{x:.0f} % of futures here. %{customdata}<extra>" + word + "</extra>",
    )


def _name(one: Claim) -> str:
    return words.capital(one.about.id.replace("-", " "))


def _here(one: Claim) -> float | None:
    return None if math.isnan(one.strength) else _PERCENT * one.strength


def _range(one: Claim) -> tuple[float, float]:
    known = [share for row in one.tested.shares for share in row if math.isfinite(share)]
    return (_PERCENT * min(known), _PERCENT * max(known)) if known else (0.0, 0.0)


def _title(found: Findings) -> str:
    verdicts = [one.verdict.word for one in found.claims]
    count = words.counted(len(verdicts), "claim")
    return (
        f"Of {count} {verdicts.count(HOLDS)} hold throughout, {verdicts.count(HOLDS_IF)} under "
        f"conditions, {verdicts.count(FAILS)} nowhere"
    )


def _sentence(found: Findings) -> str:
    return (
        f"Share of {words.counted(found.futures, 'future')} in which each claim holds at the "
        "scenario's own numbers (mark), and its range over the points of the claim's sweep (bar). "
        "A claim without a mark is one that is told as a threshold. It holds at a point where the "
        "share is above one half."
    )
