"""What the sender does first, by what is built outside and by what the target is taken for."""

from __future__ import annotations

import numpy as np

from backfire.answers import Answer, words
from backfire.answers.game import PolicyMap, Situation, short, where
from backfire.answers.game import policy_map as mapped
from backfire.figures.drawing import Figure, Panel, colour_scale, heat, hover, panels, wrapped

_COLUMNS = 2
_ROW, _GAP, _BELOW = 220, 96, 140
"""Pixels of a row of panels, between two rows, and below all of them."""
_PERCENT = 100
_TITLE = 26
"""Letters in a line of a panel's title."""


def policy_map(answer: Answer) -> Figure:
    """Draw the probability of any control over outside capacity and belief, by situation.

    In each cell stands the action that is most likely there.
    """
    seen = answer.reading(mapped)
    names = {at.value: wrapped(words.capital(_words(at)), _TITLE) for at in seen.use}
    picture, places = panels(
        _title(seen),
        _sentence(answer),
        names,
        _ROW,
        columns=_COLUMNS,
        gap=_GAP,
        apart=0.03,
        below=_BELOW,
    )
    for at in seen.use:
        _cells(picture, seen, at, places[at.value])
    for panel in list(places.values())[-_COLUMNS:]:
        picture.update_xaxes(title_text="outside capacity, % of need", **panel)
    picture.update_yaxes(title_text="target thought resolute, %", col=1)
    picture.update_yaxes(showticklabels=False, col=2)
    colour_scale(picture, _PERCENT, "probability of any control, %")
    return picture


def _words(at: Situation) -> str:
    return where("sender", at)


def _cells(picture: Figure, seen: PolicyMap, at: Situation, place: Panel) -> None:
    capacity, belief = (list(map(words.percent, each)) for each in (seen.capacity, seen.belief))
    heat(
        picture,
        _PERCENT * seen.use[at].T,
        hover(
            "capacity meets {0} % of need, target thought resolute with "
            "{1} %: any control {z:.0f} %, most likely {text}"
        ),
        across=capacity,
        down=belief,
        text=[[short(str(act)) for act in row] for row in seen.act[at].T],
        customdata=[[(level, thought) for level in capacity] for thought in belief],
        **place,
    )


def _title(seen: PolicyMap) -> str:
    parts = {at: float(np.mean(use > 0.5)) for at, use in seen.use.items()}
    most = max(parts, key=lambda at: parts[at])
    if parts[most] == 0:
        return "Nowhere on the map is a control more likely than not"
    share = words.share(parts[most])
    return f"A control is more likely than not in {share} of the map {_words(most)}"


def _sentence(answer: Answer) -> str:
    return (
        "Probability that the strategic sender puts any control in force or keeps one in the first "
        "quarter of the central game, by what plants outside could make and by the probability "
        "with which the target is thought resolute, one panel for each situation. Words name the "
        "most likely action; licences: delayed. The map shows no band: how far the policy moves "
        f"over {words.counted(answer.draws, 'draw')} of what is not known stands in the table of "
        "policies."
    )
