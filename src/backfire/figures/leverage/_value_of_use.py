"""What having used the control is worth to the sender, by horizon, and what adds up to it."""

from __future__ import annotations

import numpy as np

from backfire.dims import DRAW, HORIZON, TERM
from backfire.figures.drawing import (
    GREEN,
    INK,
    ORANGE,
    PAPER,
    PURPLE,
    SKY,
    THREE,
    Figure,
    Look,
    figure,
    hover,
    level,
    marker,
    whiskers,
)
from backfire.figures.leverage._curves import BILLION
from backfire.results import VALUE_HORIZONS, Leverage, words

_TERMS = (
    ("concessions", GREEN, 1, "concessions"),
    ("profit", SKY, 1, "own producers' profit"),
    ("output_lost", ORANGE, -1, "own output lost"),
    ("leverage_lost", PURPLE, -1, "leverage lost"),
)


def value_of_use(leverage: Leverage) -> Figure:
    """Draw the value of having used the control at each horizon, its parts stacked.

    Parts are means over futures, because means add up; the diamond is the median of the total and
    its whiskers hold 90 % of futures.
    """
    data = leverage.dataset.sel({HORIZON: list(VALUE_HORIZONS)})
    picture = figure(_title(leverage), _sentence(leverage), 300)
    names = [_after(horizon) for horizon in VALUE_HORIZONS]
    for term, colour, sign, name in _TERMS:
        mean = data["value_term"].sel({TERM: term}).mean(DRAW).transpose(HORIZON).values
        picture.add_bar(
            x=names,
            y=sign * np.asarray(mean, dtype=float) / BILLION,
            marker={"color": colour},
            name=name,
            hovertemplate=hover("{x}: USD {y:,.1f} billion", name),
        )
    totals = data["value_of_use"].transpose(DRAW, HORIZON).values
    low, middle, high = np.quantile(np.asarray(totals, dtype=float) / BILLION, THREE, axis=0)
    picture.add_scatter(
        x=names,
        y=middle,
        mode="markers",
        marker=marker(Look("", PAPER, symbol="diamond"), 11),
        error_y=whiskers(low, middle, high),
        customdata=np.stack([low, high], axis=-1),
        hovertemplate=hover("{x}: USD {y:,.1f} billion", "value of use", band=",.1f"),
        name="value of use, with its band",
    )
    level(picture, y=0, line={"color": INK, "width": 1.4})
    picture.update_layout(barmode="relative", bargap=0.45)
    picture.update_xaxes(title_text="time since the first use")
    picture.update_yaxes(title_text="USD billion, present value")
    return picture


def _after(horizon: int) -> str:
    return "1 year" if horizon == 1 else f"{horizon} years"


def _title(leverage: Leverage) -> str:
    values = leverage.answer().value_of_use
    gains = [horizon for horizon in VALUE_HORIZONS if (values[str(horizon)].p50 or 0.0) > 0]
    first, last = VALUE_HORIZONS[0], VALUE_HORIZONS[-1]
    end = values[str(last)].p50 or 0.0
    if not gains:
        return "Using the control never pays for the sender in the median future"
    if len(gains) == len(VALUE_HORIZONS):
        return f"Using the control pays at every horizon; after {last} years {words.money(end)}"
    if first in gains and last not in gains:
        return (
            f"Using the control pays for {_after(max(gains))} and has cost the sender "
            f"{words.money(-end)} after {last}"
        )
    listed = words.listed([str(horizon) for horizon in gains])
    return f"Using the control pays at the horizon of {listed} years alone"


def _sentence(leverage: Leverage) -> str:
    given = leverage.answer().concession
    how = f"by the game of {given.game}" if given.game else "assumed, not found"
    return (
        "Value to the sender of having used the control today against never having used it. "
        "Stacked parts are means over futures; diamonds are medians of the total, whiskers hold "
        f"90 % of futures. Concessions are {how} ({words.money(given.central)} a year, "
        f"{words.money_range(given.low, given.high)})."
    )
