"""How often each issue is in the package that two sides would sign, with what was signed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backfire.answers import words
from backfire.answers.deal import chances, unvalued, valued
from backfire.figures import drawing

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    from backfire.answers import Answer
    from backfire.answers.deal import Issue

_LANE = 26
_HALF = 0.5


def deal_issues(answer: Answer) -> drawing.Figure:
    """Draw the share of draws in which each issue is in, by giver; thresholds have no bar."""
    facts, chance = answer.facts, chances(answer)
    listed = sorted(valued(answer), key=lambda one: (chance[one.id], one.id))
    every = [*unvalued(answer), *listed]
    title, sentence = _title(answer, chance), _sentence(answer)
    picture = drawing.figure(title, sentence, _LANE * len(every))
    colours = (drawing.SENDER_COLOUR, drawing.TARGET_COLOUR)
    for side, colour in zip(facts.sides, colours, strict=True):
        mine = [one for one in listed if one.giver == side]
        if mine:
            picture.add_bar(
                x=[chance[one.id] for one in mine],
                y=[one.id for one in mine],
                orientation="h",
                name=f"given by {facts.names[side]}",
                marker={"color": drawing.see_through(colour, 0.55)},
                customdata=[one.name for one in mine],
                hovertemplate="%{customdata}: %{x:.0%}<extra></extra>",
            )
    _signed(picture, every)
    for one in unvalued(answer):
        drawing.note(picture, "not predicted: no value", x=0.0, y=one.id, xanchor="left", xshift=6)
    drawing.level(picture, x=_HALF)
    picture.update_xaxes(
        title_text="share of draws in the package",
        range=[0, 1.08],
        tickformat=".0%",
        showgrid=True,
    )
    lanes = [one.id for one in every]
    picture.update_yaxes(categoryorder="array", categoryarray=lanes, showgrid=False)
    picture.update_layout(bargap=0.35, barmode="overlay")
    return picture


def _signed(picture: drawing.Figure, every: Sequence[Issue]) -> None:
    """A dot where an issue was signed, a cross where it was not, at the right edge."""
    for signed, look in (
        (True, drawing.Look("signed", drawing.INK)),
        (False, drawing.Look("not signed", drawing.VERMILLION, symbol="x")),
    ):
        here = [one.id for one in every if one.signed is signed]
        if here:
            picture.add_scatter(
                x=[1.04] * len(here),
                y=here,
                mode="markers",
                name=look.name,
                marker=drawing.marker(look, 9, look.colour),
                hovertemplate=drawing.hover(f"{{y}}: {look.name}"),
            )


def _title(answer: Answer, chance: Mapping[str, float]) -> str:
    known = [one for one in valued(answer) if one.signed is not None]
    if not known:
        inside = sum(each > _HALF for each in chance.values())
        return f"{inside} of {len(chance)} issues are in the package more often than not"
    right = sum((chance[one.id] > _HALF) is one.signed for one in known)
    return (
        f"{right} of {len(known)} issues with a value to both sides come out as they were signed; "
        f"{len(unvalued(answer))} have none and are not predicted"
    )


def _sentence(answer: Answer) -> str:
    return (
        f"Bars: share of {words.counted(answer.draws, 'draw')} of all values in which the package "
        "with the largest product of gains holds the issue. Dots at the right edge: issues that "
        "were signed; crosses: issues that were not. Bars that end left of the dotted line are "
        "more often out than in."
    )
