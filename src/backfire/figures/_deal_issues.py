"""How often each issue is in the package that two sides would sign, with what was signed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backfire.figures import _style as style
from backfire.results import words

if TYPE_CHECKING:
    from collections.abc import Sequence

    import plotly.graph_objects as go

    from backfire.results.deal import Deal, Issue

_LANE, _AROUND = 26, 170
_HALF = 0.5


def deal_issues(deal: Deal) -> go.Figure:
    """Draw the share of draws in which each issue is in, by giver; thresholds have no bar."""
    listed = sorted(deal.issues, key=lambda one: (one.probability, one.id))
    lanes = [*(one.id for one in deal.thresholds), *(one.id for one in listed)]
    picture = style.figure(_title(deal), _sentence(deal), _LANE * len(lanes) + _AROUND)
    colours = {deal.sender: style.SENDER_COLOUR, deal.target: style.TARGET_COLOUR}
    for side in deal.sides:
        mine = [one for one in listed if one.giver == side]
        _bars(picture, mine, f"given by {deal.names[side]}", colours[side])
    _signed(picture, deal, lanes)
    for one in deal.thresholds:
        picture.add_annotation(
            x=0.0,
            y=one.id,
            text="not predicted: no value",
            showarrow=False,
            xanchor="left",
            xshift=6,
            font={"size": style.SMALL, "color": style.PALE_INK},
        )
    picture.add_vline(x=_HALF, line={"color": style.OTHERS, "width": 1, "dash": "dot"})
    picture.update_xaxes(
        title_text="share of draws in the package",
        range=[0, 1.08],
        tickformat=".0%",
        showgrid=True,
    )
    picture.update_yaxes(categoryorder="array", categoryarray=lanes, showgrid=False)
    picture.update_layout(bargap=0.35, barmode="overlay")
    return picture


def _bars(picture: go.Figure, mine: Sequence[Issue], name: str, colour: str) -> None:
    if not mine:
        return
    picture.add_bar(
        x=[one.probability for one in mine],
        y=[one.id for one in mine],
        orientation="h",
        name=name,
        marker={"color": style.see_through(colour, 0.55)},
        customdata=[one.name for one in mine],
        hovertemplate="%{customdata}: %{x:.0%}<extra></extra>",
    )


def _signed(picture: go.Figure, deal: Deal, lanes: Sequence[str]) -> None:
    """A dot where an issue was signed, a cross where it was not, at the right edge."""
    told = {one.id: one.signed for one in (*deal.issues, *deal.thresholds)}
    for answer, name, symbol, colour in (
        (True, "signed", "circle", style.INK),
        (False, "not signed", "x", style.VERMILLION),
    ):
        here = [lane for lane in lanes if told[lane] is answer]
        if here:
            picture.add_scatter(
                x=[1.04] * len(here),
                y=here,
                mode="markers",
                name=name,
                marker={"symbol": symbol, "size": 9, "color": colour},
                hovertemplate=f"%{{y}}: {name}<extra></extra>",
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
