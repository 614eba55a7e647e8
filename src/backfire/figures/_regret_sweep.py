"""What each side forgoes by not always doing what is best, over how sharply it chooses."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backfire.figures import _style as style
from backfire.results.game import SIDES

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from backfire.results.game import GameAnswer

_HEIGHT = 420
_PERCENT = 100.0
_LIMIT = 1.0
"""Percent below which what is forgone counts as small."""
_TICKS = [0.01, 0.1, 1, 10, 100]
_LOOK = {
    "sender": (style.SENDER_COLOUR, "circle", "solid"),
    "target": (style.TARGET_COLOUR, "diamond", "dash"),
}


def regret_sweep(answer: GameAnswer) -> go.Figure:
    """Draw the regret of both sides as a share of their values over the logit precision."""
    picture = style.figure(_title(answer), _sentence(answer), _HEIGHT)
    sweep = sorted(answer.regret_sweep, key=lambda one: one.precision)
    for side in SIDES:
        colour, symbol, dash = _LOOK[side]
        picture.add_scatter(
            x=[one.precision for one in sweep],
            y=[_shown(getattr(one, side)) for one in sweep],
            mode="lines+markers",
            line={"color": colour, "width": 2, "dash": dash},
            marker={"color": colour, "size": 8, "symbol": symbol},
            name=side,
            hovertemplate="precision %{x:g}: %{y:.2g} %<extra>" + side + "</extra>",
        )
    picture.add_hline(y=_LIMIT, line={"color": style.PALE_INK, "width": 1, "dash": "dot"})
    picture.add_vline(x=answer.precision, line={"color": style.PALE_INK, "width": 1, "dash": "dot"})
    picture.update_xaxes(
        type="log",
        title_text="precision of choices (pure number, on a scale of powers of ten)",
        tickvals=[one.precision for one in sweep],
        ticktext=[f"{one.precision:g}" for one in sweep],
    )
    picture.update_yaxes(
        type="log",
        title_text="forgone, % of the side's value",
        tickvals=_TICKS,
        ticktext=[f"{tick:g}" for tick in _TICKS],
    )
    picture.update_layout(margin={"t": 100})
    return picture


def _shown(share: float) -> float | None:
    """A share in percent; nothing where a scale of powers of ten has no place for it."""
    return _PERCENT * share if share > 0 else None


def _title(answer: GameAnswer) -> str:
    parts = [
        f"the {side} {_PERCENT * answer.regret[side].share:.2g} %"
        for side in SIDES
        if side in answer.regret
    ]
    return (
        f"At a precision of {answer.precision:g} not always doing the best costs "
        + " and ".join(parts)
    )


def _sentence(answer: GameAnswer) -> str:
    return (
        "Best that a side could do against the other's plan, less what its plan is worth, over "
        "that worth, at the start of the central game: both are exact, so there is no band. "
        f"Dotted: one percent, and the precision of the central game, {answer.precision:g}."
    )
