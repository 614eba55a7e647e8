"""A median inside its band, quarter by quarter, as the pictures of a game draw it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backfire.figures import _style as style
from backfire.results.game import known

if TYPE_CHECKING:
    from collections.abc import Sequence
    from datetime import date

    import plotly.graph_objects as go

    from backfire.results.game import Banded, Renewal

_ALPHA = 0.25
_DATED = 4
"""Days on which a truce ends that are marked; later ones follow at an even pace."""


def add_band(
    picture: go.Figure,
    days: Sequence[date],
    bands: Sequence[Banded],
    look: tuple[str, str, str],
    scale: float,
    unit: str,
) -> None:
    """Draw a figure by quarter as a band with its median; a hole is left open.

    Parameters
    ----------
    look
        Name, colour and dash of the line.
    scale
        What values are multiplied by to be in `unit`.
    """
    name, colour, dash = look
    told = [(str(at), band) for at, band in zip(days, bands, strict=True) if known(band)]
    x = [at for at, _ in told]
    low, middle, high = (
        [scale * getattr(band, end) for _, band in told] for end in ("low", "central", "high")
    )
    picture.add_scatter(
        x=[*x, *reversed(x)],
        y=[*high, *reversed(low)],
        fill="toself",
        fillcolor=style.see_through(colour, _ALPHA),
        line={"width": 0},
        mode="lines",
        hoverinfo="skip",
        showlegend=False,
    )
    picture.add_scatter(
        x=x,
        y=middle,
        mode="lines",
        line={"color": colour, "width": 2, "dash": dash},
        name=name,
        customdata=list(zip(low, high, strict=True)),
        hovertemplate=f"quarter from %{{x|%-d %b %Y}}: %{{y:.1f}} {unit}, 90 % band "
        f"%{{customdata[0]:.1f}} to %{{customdata[1]:.1f}}<extra>{name}</extra>",
    )


def mark_renewals(picture: go.Figure, renewals: Sequence[Renewal]) -> None:
    """Draw a dotted line on each of the first days on which a truce ends."""
    for one in renewals[:_DATED]:
        picture.add_vline(x=str(one.day), line={"color": style.PALE_INK, "width": 1, "dash": "dot"})
