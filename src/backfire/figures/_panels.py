"""Several small pictures in one drawing: where each lies, how its axes look, what it is called."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from backfire.figures import _style as style

if TYPE_CHECKING:
    import plotly.graph_objects as go


def number(panel: int) -> str:
    """Give the end of an axis' name: nothing for the first panel, then 2, 3 and so on."""
    return "" if panel == 0 else str(panel + 1)


def place_axes(
    picture: go.Figure,
    panel: int,
    across: tuple[float, float],
    up: tuple[float, float],
    *,
    x: dict[str, Any],
    y: dict[str, Any],
) -> None:
    """Put a panel's axes in a part of the drawing, given as shares of its width and height."""
    end = number(panel)
    picture.update_layout(
        {
            f"xaxis{end}": _axis(x) | {"domain": list(across), "anchor": f"y{end}"},
            f"yaxis{end}": _axis(y) | {"domain": list(up), "anchor": f"x{end}"},
        }
    )


def _axis(own: dict[str, Any]) -> dict[str, Any]:
    title = style.AXIS["title"] | (own.get("title") or {})
    return style.AXIS | own | {"title": title}


def name_panel(picture: go.Figure, text: str, left: float, top: float) -> None:
    """Write what a panel shows above its upper left corner."""
    picture.add_annotation(
        text=f"<b>{text}</b>",
        x=left,
        xref="paper",
        xanchor="left",
        y=top,
        yref="paper",
        yanchor="bottom",
        showarrow=False,
        font={"size": style.SMALL},
    )
