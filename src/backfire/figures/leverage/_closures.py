"""What a control of today costs its targets, by three closures and three horizons."""

from __future__ import annotations

import numpy as np

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
from backfire.results import CLOSURES, INVENTORY, MONTHS, RECIPE, SUBSTITUTION, Leverage, words

CLOSURE_NAMES = {
    RECIPE: "recipes fixed",
    SUBSTITUTION: "firms substitute",
    INVENTORY: "stocks run down",
}
"""What the closures are called in pictures and tables."""
_LOOKS = {
    RECIPE: Look(CLOSURE_NAMES[RECIPE], VERMILLION, symbol="square"),
    SUBSTITUTION: Look(CLOSURE_NAMES[SUBSTITUTION], BLUE),
    INVENTORY: Look(CLOSURE_NAMES[INVENTORY], GREEN, symbol="diamond"),
}
_ROW = 34
_LEAST = 1e5
"""USD below which a loss is not drawn on the log axis."""
_YEAR = 12
_TICKS = {1e6: "1 m", 1e8: "100 m", 1e10: "10 bn", 1e12: "1 tn"}
"""Few and short, so that they stand apart on a phone."""


def losses_by_closure(leverage: Leverage) -> Figure:
    """Draw the loss of each target by closure and horizon, on a log axis, beside exposure.

    Points are medians and whiskers hold 90 % of futures; the dotted line is exposure in a year.
    """
    answer = leverage.answer()
    found = {
        (each.place, each.months, each.closure): each.usd
        for each in answer.losses.by_closure
        if each.place in answer.target and (each.usd.p95 or 0.0) > _LEAST
    }
    every = [(p, months, c) for p in answer.target for months in MONTHS for c in CLOSURES]
    order = [row for row in every if row in found]
    picture = figure(_title(leverage), _sentence(leverage), _ROW * max(len(order), 2) + 26)
    for closure, look in _LOOKS.items():
        here = [row for row in order if row[2] == closure]
        if not here:
            continue
        bands = [found[row] for row in here]
        ends = [[max(v or 0.0, _LEAST) for v in (b.p5, b.p50, b.p95)] for b in bands]
        data = [
            [words.money(band.p50 or 0.0), words.money_range(low, high)]
            for band, (low, _, high) in zip(bands, ends, strict=True)
        ]
        y = [-order.index(row) for row in here]
        forest(picture, y, np.transpose(ends), look, hover("{0} ({1})", look.name), data=data)
    many = len(answer.target) > 1
    labels = [
        f"{leverage.place_name(place)}, " * many + f"{months} months, {CLOSURE_NAMES[closure]}"
        for place, months, closure in order
    ]
    rows(picture, labels)
    _bound(picture, answer.leverage.exposure)
    picture.update_xaxes(
        log_axis(_TICKS), showgrid=True, title_text="USD lost in all months (log scale)"
    )
    picture.update_layout(showlegend=False)
    return picture


def _bound(picture: Figure, exposure: float | None) -> None:
    if exposure:
        level(picture, x=exposure, line=DOTTED | {"width": 1.5})
        note(
            picture,
            "exposure in a year",
            x=float(np.log10(exposure)),
            y=1.0,
            yref="paper",
            yanchor="bottom",
            font={"size": SMALL},
        )


def _title(leverage: Leverage) -> str:
    answer = leverage.answer()
    told: list[str] = []
    for closure in (SUBSTITUTION, RECIPE):
        found = answer.losses.of(answer.target[0], closure, _YEAR)
        if found is not None and found.usd.p50 is not None and found.usd.p50 > 0:
            told.append(f"{words.money(found.usd.p50)} if {CLOSURE_NAMES[closure]}")
    if len(answer.target) != 1 or not told:
        return "What a control of today costs its targets"
    name = words.capital(words.place(leverage.place_name(answer.target[0])))
    return f"{name} loses {' and '.join(told)} in 12 months".replace(
        "if recipes fixed", "if recipes are fixed"
    )


def _sentence(leverage: Leverage) -> str:
    exposure = leverage.answer().leverage.exposure
    bound = (
        ""
        if exposure is None
        else (
            f" The dotted line is exposure ({words.money(exposure)}), the value added of all users "
            "of the goods in a year: an upper bound of what they can lose themselves, never a loss."
        )
    )
    return (
        "Loss of gross domestic product from a control that starts today and lasts 3, 12 or 36 "
        "months, if recipes are fixed, if firms and households substitute, and if stocks run down "
        "week by week; points are medians, whiskers hold 90 % of futures. Firms substitute more "
        f"the longer it lasts.{bound}"
    )
