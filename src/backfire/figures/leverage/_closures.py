"""What a control of today costs its targets, by three closures and three horizons."""

from __future__ import annotations

import numpy as np

from backfire.answers import Answer, words
from backfire.answers.leverage import (
    CLOSURE_NAMES,
    CLOSURES,
    INVENTORY,
    MONTHS,
    RECIPE,
    SUBSTITUTION,
    exposure,
    loss,
    losses,
)
from backfire.dims import PLACE
from backfire.figures.drawing import (
    BLUE,
    DOTTED,
    GREEN,
    SMALL,
    VERMILLION,
    Figure,
    Look,
    figure,
    forest,
    hover,
    level,
    log_axis,
    note,
    rows,
)

_LOOKS = {
    RECIPE: Look(CLOSURE_NAMES[RECIPE], VERMILLION, symbol="square"),
    SUBSTITUTION: Look(CLOSURE_NAMES[SUBSTITUTION], BLUE),
    INVENTORY: Look(CLOSURE_NAMES[INVENTORY], GREEN, symbol="diamond"),
}
_ROW = 34
_LEAST = 1e5
"""USD below which a loss is not drawn on the log axis."""
_TICKS = {1e6: "1 m", 1e8: "100 m", 1e10: "10 bn", 1e12: "1 tn"}
"""Few and short, so that they stand apart on a phone."""


def losses_by_closure(answer: Answer) -> Figure:
    """Draw the loss of each target by closure and horizon, on a log axis.

    Points are medians and whiskers hold 90 % of draws; the dotted line is the value added of all
    users of the goods in a year, an upper bound of what they can lose themselves.
    """
    targets = answer.facts.targets
    found = {
        (each.place, each.months, each.closure): each.usd
        for each in answer.reading(losses)
        if each.place in targets and each.usd.high > _LEAST
    }
    every = [(p, months, c) for p in targets for months in MONTHS for c in CLOSURES]
    order = [row for row in every if row in found]
    tall = _ROW * max(len(order), 2) + 26
    picture = figure(_title(answer), _sentence(answer), tall)
    for closure, look in _LOOKS.items():
        here = [row for row in order if row[2] == closure]
        if not here:
            continue
        drawn = [found[row].map(lambda usd: max(usd, _LEAST)) for row in here]
        ends = [[usd.low, usd.central, usd.high] for usd in drawn]
        data = [[words.money(u.central), words.money_range(u.low, u.high)] for u in drawn]
        y = [-order.index(row) for row in here]
        forest(picture, y, np.transpose(ends), look, hover("{0} ({1})", look.name), data=data)
    many = len(targets) > 1
    labels = [
        f"{answer.name(PLACE, place)}, " * many + f"{months} months, {CLOSURE_NAMES[closure]}"
        for place, months, closure in order
    ]
    rows(picture, labels)
    _bound(picture, exposure(answer))
    picture.update_xaxes(
        log_axis(_TICKS), showgrid=True, title_text="USD lost in all months (log scale)"
    )
    picture.update_layout(showlegend=False)
    return picture


def _bound(picture: Figure, usd: float) -> None:
    if usd > 0:
        level(picture, x=usd, line=DOTTED | {"width": 1.5})
        at = {"x": float(np.log10(usd)), "y": 1.0, "yref": "paper", "yanchor": "bottom"}
        note(picture, "value added of users in a year", font={"size": SMALL}, **at)


def _title(answer: Answer) -> str:
    names = {SUBSTITUTION: "if firms substitute", RECIPE: "if recipes are fixed"}
    usd = {name: loss(answer, closure) for closure, name in names.items()}
    said = [f"{words.money(u.central)} {name}" for name, u in usd.items() if u.central > 0]
    if not said:
        return "What a control of today costs its targets"
    (target,) = answer.facts.targets
    name = words.capital(words.place(answer.name(PLACE, target)))
    return f"{name} loses {' and '.join(said)} in 12 months"


def _sentence(answer: Answer) -> str:
    usd = exposure(answer)
    bound = (
        f" The dotted line is the value added of all users of the goods in a year "
        f"({words.money(usd)}): an upper bound of what they can lose themselves, never a loss."
    )
    return (
        "Loss of gross domestic product from a control that starts today and lasts 3, 12 or 36 "
        "months, if recipes are fixed, if firms and households substitute, and if stocks run down "
        "week by week; points are medians, whiskers hold 90 % of draws. Firms substitute more the "
        f"longer it lasts.{bound if usd > 0 else ''}"
    )
