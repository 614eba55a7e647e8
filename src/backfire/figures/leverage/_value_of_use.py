"""What having used the control is worth to the sender, by horizon, and what adds up to it."""

from __future__ import annotations

import numpy as np

from backfire.answers import Answer, words
from backfire.answers.leverage import VALUE_HORIZONS, mean_terms
from backfire.dims import HORIZON
from backfire.figures.drawing import (
    GREEN,
    INK,
    ORANGE,
    PAPER,
    PURPLE,
    SKY,
    Figure,
    Look,
    figure,
    hover,
    level,
    marker,
    usd_scale,
    whiskers,
)

_TERMS = {
    "concessions": ("concessions", GREEN, 1),
    "profit": ("own producers' profit", SKY, 1),
    "output_lost": ("own output lost", ORANGE, -1),
    "leverage_lost": ("leverage lost", PURPLE, -1),
}


def value_of_use(answer: Answer) -> Figure:
    """Draw the value of having used the control at each horizon, its parts stacked.

    Parts are means over draws, because means add up; the diamond is the median of the total and
    its whiskers hold 90 % of draws.
    """
    picture = figure(_title(answer), _sentence(answer), 300)
    names = [_after(horizon) for horizon in VALUE_HORIZONS]
    means = mean_terms(answer)
    scale, unit = usd_scale(answer.bands("value_of_use"), *(means[term] for term in _TERMS))
    for term, (name, colour, sign) in _TERMS.items():
        picture.add_bar(
            x=names,
            y=sign * means[term] / scale,
            marker={"color": colour},
            name=name,
            hovertemplate=hover(f"{{x}}: {{y:,.1f}} {unit}", name),
        )
    low, middle, high = np.asarray(answer.bands("value_of_use").values) / scale
    picture.add_scatter(
        x=names,
        y=middle,
        mode="markers",
        marker=marker(Look("", PAPER, symbol="diamond"), 11),
        error_y=whiskers(low, middle, high),
        customdata=np.stack([low, high], axis=-1),
        hovertemplate=hover(f"{{x}}: {{y:,.1f}} {unit}", "value of use", band=",.1f"),
        name="value of use, with its band",
    )
    level(picture, y=0, line={"color": INK, "width": 1.4})
    picture.update_layout(barmode="relative", bargap=0.45)
    picture.update_xaxes(title_text="time since the first use")
    picture.update_yaxes(title_text=f"{unit}, present value")
    return picture


def _after(horizon: int) -> str:
    return words.counted(horizon, "year")


def _title(answer: Answer) -> str:
    worth = {h: answer.interval("value_of_use", **{HORIZON: h}).central for h in VALUE_HORIZONS}
    worth = {horizon: usd for horizon, usd in worth.items() if not np.isnan(usd)}
    gains = [horizon for horizon, usd in worth.items() if usd > 0]
    if not gains:
        return "Using the control never pays for the sender in the median draw"
    first, last = min(worth), max(worth)
    if len(gains) == len(worth):
        end = words.money(worth[last])
        return f"Using the control pays at every horizon; after {last} years {end}"
    if first in gains and last not in gains:
        return (
            f"Using the control pays for {_after(max(gains))} and has cost the sender "
            f"{words.money(-worth[last])} after {last}"
        )
    listed = words.listed([str(horizon) for horizon in gains])
    return f"Using the control pays at the horizon of {listed} years alone"


def _sentence(answer: Answer) -> str:
    given = answer.facts.concession
    said = "No concessions are counted."
    if given is not None:
        how = f"by the game of {given.game}" if given.game else "assumed, not found"
        span = words.money_range(given.low, given.high)
        said = f"Concessions are {how} ({words.money(given.central)} a year, {span})."
    return (
        "Value to the sender of having used the control today against never having used it. "
        "Stacked parts are means over draws; diamonds are medians of the total, whiskers hold 90 % "
        f"of draws. {said}"
    )
