"""How things stand on some days of a game, as shares of all paths."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backfire.figures import _style as style
from backfire.results import words
from backfire.results.game import chance, day, span, stands

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from backfire.results.game import Ending, GameAnswer

_HEIGHT = 480
_PERCENT = 100
_ROOM = 0.09
"""A share of at least this size has room for its figure and its band."""
_COLOURS = {
    "framework": style.GREEN,
    "truce": style.SKY,
    "calm": "#d0d0d0",
    "sanctions": style.PURPLE,
    "control": style.ORANGE,
    "confrontation": style.VERMILLION,
}


def endings(answer: GameAnswer) -> go.Figure:
    """Draw how things stand on each day as stacked shares, with the band of each in its cell."""
    picture = style.figure(_title(answer), _sentence(answer), _HEIGHT)
    names = list(dict.fromkeys(name for one in answer.endings for name in one.shares))
    ordered = [name for name in _COLOURS if name in names]
    for name in [*ordered, *(name for name in names if name not in _COLOURS)]:
        told = [one for one in answer.endings if name in one.shares]
        picture.add_bar(
            x=["<br>".join(day(one.day).rsplit(" ", 1)) for one in told],
            y=[_PERCENT * one.shares[name].central for one in told],
            name=stands(name),
            marker={
                "color": _COLOURS.get(name, style.OTHERS),
                "line": {"color": style.PAPER, "width": 1},
            },
            text=[_cell(one, name) for one in told],
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            textfont={"size": 11, "color": style.BLACK},
            customdata=[chance(one.shares[name]) for one in told],
            hovertemplate="%{x}: %{customdata}<extra>" + stands(name) + "</extra>",
        )
    picture.update_layout(barmode="stack", bargap=0.35, margin={"t": 100})
    picture.update_yaxes(rangemode="tozero", title_text="% of all paths")
    picture.update_xaxes(type="category")
    return picture


def _cell(one: Ending, name: str) -> str:
    share = one.shares[name]
    if share.central < _ROOM:
        return ""
    return f"{words.share(share.central)} ({span(share)})"


def _title(answer: GameAnswer) -> str:
    if not answer.endings:
        return "Of how it ends nothing is known"
    last = answer.endings[-1]
    name, share = max(last.shares.items(), key=lambda pair: pair[1].central)
    return f"On {day(last.day)} there most often is {stands(name)}: {chance(share)}"


def _sentence(answer: GameAnswer) -> str:
    return (
        "How things stand on each day. A durable framework is a truce that has held for two years "
        f"or more. Shares are medians over {answer.draws} draws of what is not known, which need "
        "not add up to 100 %; in brackets, the band that holds 90 % of the draws."
    )
