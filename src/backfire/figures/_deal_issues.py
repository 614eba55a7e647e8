"""How often each issue is in the package that two sides would sign, with what was signed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from backfire.figures.drawing import (
    DOTTED,
    INK,
    OTHERS,
    SENDER_COLOUR,
    TARGET_COLOUR,
    VERMILLION,
    Figure,
    Look,
    figure,
    hover,
    level,
    marker,
    note,
    see_through,
)
from backfire.results import words

if TYPE_CHECKING:
    from backfire.results.deal import Deal

_LANE = 26
_HALF = 0.5
_SIGNED = {True: Look("signed", INK), False: Look("not signed", VERMILLION, symbol="x")}


def deal_issues(deal: Deal) -> Figure:
    """Draw the share of draws in which each issue is in, by giver; thresholds have no bar."""
    listed = sorted(deal.issues, key=lambda one: (one.probability, one.id))
    lanes = [*(one.id for one in deal.thresholds), *(one.id for one in listed)]
    picture = figure(_title(deal), _sentence(deal), _LANE * len(lanes) + 46)
    colours = {deal.sender: SENDER_COLOUR, deal.target: TARGET_COLOUR}
    for side in deal.sides:
        mine = [one for one in listed if one.giver == side]
        if mine:
            picture.add_bar(
                x=[one.probability for one in mine],
                y=[one.id for one in mine],
                orientation="h",
                name=f"given by {deal.names[side]}",
                marker={"color": see_through(colours[side], 0.55)},
                customdata=[[one.name] for one in mine],
                hovertemplate=hover("{0}: {x:.0%}"),
            )
    _signed(picture, deal, lanes)
    for one in deal.thresholds:
        note(picture, "not predicted: no value", x=0.0, y=one.id, xanchor="left", xshift=6)
    level(picture, x=_HALF, line=DOTTED | {"color": OTHERS})
    picture.update_xaxes(
        title_text="share of draws in the package",
        range=[0, 1.08],
        tickformat=".0%",
        showgrid=True,
    )
    picture.update_yaxes(categoryorder="array", categoryarray=lanes, showgrid=False)
    picture.update_layout(bargap=0.35, barmode="overlay")
    return picture


def _signed(picture: Figure, deal: Deal, lanes: Sequence[str]) -> None:
    """A dot where an issue was signed, a cross where it was not, at the right edge."""
    told = {one.id: one.signed for one in (*deal.issues, *deal.thresholds)}
    for answer, look in _SIGNED.items():
        here = [lane for lane in lanes if told[lane] is answer]
        if here:
            picture.add_scatter(
                x=[1.04] * len(here),
                y=here,
                mode="markers",
                name=look.name,
                marker=marker(look, 9, None),
                hovertemplate=hover(f"{{y}}: {look.name}"),
            )


def _title(deal: Deal) -> str:
    known = [one for one in deal.issues if one.signed is not None]
    if not known:
        inside = sum(one.probability > _HALF for one in deal.issues)
        return f"{inside} of {len(deal.issues)} issues are in the package more often than not"
    right = sum((one.probability > _HALF) is one.signed for one in known)
    return (
        f"{right} of {len(known)} issues with a value to both sides come out as they were signed; "
        f"{len(deal.thresholds)} have none and are not predicted"
    )


def _sentence(deal: Deal) -> str:
    return (
        f"Bars: share of {words.counted(deal.draws, 'draw')} of all values in which the package "
        "with the largest product of gains holds the issue. Dots at the right edge: issues that "
        "were signed; crosses: issues that were not. Bars that end left of the dotted line are "
        "more often out than in."
    )
