"""How things stand on some days of a game, as shares of all paths."""

from __future__ import annotations

from backfire.answers import Answer, Interval, words
from backfire.answers.game import ENDINGS, chance, ends, stands
from backfire.figures.drawing import (
    BLACK,
    GREEN,
    ORANGE,
    PAPER,
    PURPLE,
    SKY,
    VERMILLION,
    Figure,
    figure,
    hover,
)

_PERCENT = 100
_ROOM = 0.09
"""A share of at least this size has room for its figure and its band."""
_COLOURS: dict[str, str] = dict(
    zip(ENDINGS, (GREEN, SKY, "#d0d0d0", PURPLE, ORANGE, VERMILLION), strict=True)
)


def endings(answer: Answer) -> Figure:
    """Draw how things stand on each day as stacked shares, with the band of each in its cell."""
    days = ends(answer)
    shares = {
        name: [answer.interval("endings", years=year, ending=name) for year, _ in days]
        for name in ENDINGS
    }
    picture = figure(_title(answer), _sentence(answer), 340)
    for name, found in shares.items():
        picture.add_bar(
            x=["<br>".join(words.date(day).rsplit(" ", 1)) for _, day in days],
            y=[_PERCENT * one.central for one in found],
            name=stands(name),
            marker={"color": _COLOURS[name], "line": {"color": PAPER, "width": 1}},
            text=[chance(one) if one.central >= _ROOM else "" for one in found],
            textposition="inside",
            insidetextanchor="middle",
            textangle=0,
            textfont={"size": 11, "color": BLACK},
            customdata=[[chance(one)] for one in found],
            hovertemplate=hover("{x}: {0}", stands(name)),
        )
    picture.update_layout(barmode="stack", bargap=0.35)
    picture.update_yaxes(rangemode="tozero", title_text="% of all paths")
    picture.update_xaxes(type="category")
    return picture


def _title(answer: Answer) -> str:
    days = ends(answer)
    if not days:
        return "The game ends before its first year does"
    year, day = days[-1]

    def share(name: str) -> Interval:
        return answer.interval("endings", years=year, ending=name)

    name = max(ENDINGS, key=lambda name: share(name).central)
    return f"On {words.date(day)} there most often is {stands(name)}: {chance(share(name))}"


def _sentence(answer: Answer) -> str:
    return (
        "How things stand on each day. A durable framework is a truce that has held for two years "
        f"or more. Shares are medians over {words.counted(answer.draws, 'draw')} of what is not "
        "known, which need not add up to 100 %; in brackets, the band that holds 90 % of the draws."
    )
