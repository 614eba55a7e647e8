"""What each side forgoes by not always doing what is best, over how sharply it chooses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backfire.answers.game import SIDES, two_digits
from backfire.dims import SIDE
from backfire.figures.drawing import (
    SENDER_COLOUR,
    TARGET_COLOUR,
    Figure,
    Look,
    figure,
    hover,
    level,
    log_axis,
    marker,
)

if TYPE_CHECKING:
    from backfire.answers import Answer

_PERCENT = 100.0
_LIMIT = 1.0
"""Percent below which what is forgone counts as small."""
_TICKS = (0.01, 0.1, 1, 10, 100)
_LOOKS = {
    "sender": Look("sender", SENDER_COLOUR),
    "target": Look("target", TARGET_COLOUR, "dash", "diamond"),
}


def regret_sweep(answer: Answer) -> Figure:
    """Draw the regret of both sides as a share of their values over the logit precision."""
    picture = figure(_title(answer), _sentence(answer), 300)
    sweep = answer.dataset["regret_sweep"]
    precisions = [float(value) for value in sweep["sharpness"].values]
    for side, look in _LOOKS.items():
        # a scale of powers of ten has no place for nothing
        shares = [float(share) for share in sweep.sel({SIDE: side}).values]
        picture.add_scatter(
            x=precisions,
            y=[_PERCENT * share if share > 0 else None for share in shares],
            mode="lines+markers",
            line={"color": look.colour, "width": 2, "dash": look.dash},
            marker=marker(look, 8),
            name=look.name,
            hovertemplate=hover("precision {x:g}: {y:.2g} %", look.name),
        )
    level(picture, y=_LIMIT)
    level(picture, x=float(answer.precision))
    picture.update_xaxes(
        log_axis({value: f"{value:g}" for value in precisions}),
        title_text="precision of choices (pure number, on a scale of powers of ten)",
    )
    picture.update_yaxes(
        log_axis({tick: f"{tick:g}" for tick in _TICKS}),
        title_text="forgone, % of the side's value",
    )
    return picture


def _title(answer: Answer) -> str:
    forgone = answer.dataset["regret_share"]
    parts = [f"the {side} {two_digits(float(forgone.sel({SIDE: side})))} %" for side in SIDES]
    precision = f"{float(answer.precision):g}"
    return f"At a precision of {precision} not always doing the best costs {' and '.join(parts)}"


def _sentence(answer: Answer) -> str:
    return (
        "Best that a side could do against the other's plan, less what its plan is worth, over "
        "that worth, at the start of the central game: both are exact, so there is no band. "
        f"Dotted: one percent, and the precision of the central game, {float(answer.precision):g}."
    )
