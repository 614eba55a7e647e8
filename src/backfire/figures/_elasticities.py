"""Which parameters move leverage most."""

from __future__ import annotations

from typing import TYPE_CHECKING

from backfire.figures import _style as style
from backfire.results import words

if TYPE_CHECKING:
    import plotly.graph_objects as go

    from backfire.results import Leverage

_ROW, _AROUND = 30, 130


def elasticities(leverage: Leverage) -> go.Figure:
    """Draw by how much leverage changes for one percent more of a parameter, ten largest."""
    listed = leverage.answer().elasticity[::-1]
    height = _ROW * max(len(listed), 1) + _AROUND
    picture = style.figure(_title(leverage), _sentence(leverage), height)
    rows = list(range(len(listed)))
    picture.add_bar(
        x=[entry.value for entry in listed],
        y=rows,
        orientation="h",
        marker={"color": [style.VERMILLION if e.value < 0 else style.BLUE for e in listed]},
        customdata=[words.parameter(entry.parameter) for entry in listed],
        hovertemplate="%{customdata}: %{x:+.2f} % for 1 % more<extra></extra>",
        showlegend=False,
    )
    picture.add_vline(x=0, line={"color": style.INK, "width": 1.2})
    picture.update_xaxes(showgrid=True, title_text="% of leverage for 1 % more")
    picture.update_yaxes(
        tickvals=rows,
        ticktext=[style.wrapped(words.parameter(entry.parameter), 20) for entry in listed],
        showgrid=False,
        ticks="",
    )
    picture.update_layout(margin={"l": 10, "t": 56}, bargap=0.3)
    return picture


def _title(leverage: Leverage) -> str:
    listed = leverage.answer().elasticity
    if not listed:
        return "No parameter moves leverage"
    first = listed[0]
    way = "raises" if first.value > 0 else "lowers"
    name = words.capital(words.parameter(first.parameter))
    return f"{name} matters most: 1 % more of it {way} leverage by {abs(first.value):.2g} %"


def _sentence(leverage: Leverage) -> str:
    every = leverage.answer().elasticities
    count = len(every.get("leverage", ()))
    return (
        f"The {min(count, len(leverage.answer().elasticity))} largest of {count} elasticities of "
        "today's leverage, blue where more of the parameter means more leverage, vermillion where "
        "it means less. A slope at the central future: it has no band, and says nothing about how "
        "uncertain a parameter is."
    )
