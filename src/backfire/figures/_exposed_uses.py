"""Value added exposed by end use: an upper bound, never a loss."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from backfire.dims import DRAW, USE
from backfire.figures import _style as style
from backfire.results import Results, words

if TYPE_CHECKING:
    import plotly.graph_objects as go

_SHARES = (0.05, 0.5, 0.95)
_BILLION = 1e9
_ROW, _AROUND = 30, 150


def exposure(results: Results) -> go.Figure:
    """Draw the value added exposed by end use in USD, with its 90 % band, as an upper bound."""
    data = results.dataset["exposure_by"].transpose(DRAW, USE)
    values = np.asarray(data.values, dtype=float)
    ran = values[~np.isnan(values).any(axis=1)]
    low, middle, high = np.quantile(ran, _SHARES, axis=0) / _BILLION
    order = np.argsort(middle)
    names = [results.use_name(str(use)) for use in data[USE].values[order]]
    picture = style.figure(
        _title(results, names[-1], middle), _sentence(), _ROW * len(names) + _AROUND
    )
    picture.add_bar(
        x=middle[order],
        y=names,
        orientation="h",
        marker={"color": style.SKY},
        error_x=style.whiskers(low[order], middle[order], high[order]),
        customdata=np.stack([low[order], high[order]], axis=-1),
        hovertemplate="%{y}: USD %{x:,.1f} billion, 90 % band %{customdata[0]:,.1f} to "
        "%{customdata[1]:,.1f}<extra></extra>",
        showlegend=False,
    )
    picture.update_xaxes(
        title_text="USD billion (upper bound)",
        showgrid=True,
        rangemode="tozero",
    )
    picture.update_yaxes(showgrid=False, automargin=True, ticks="")
    picture.update_layout(margin={"l": 10})
    return picture


def _title(results: Results, largest: str, middle: Any) -> str:
    usd = results.answer().exposure.usd
    if not usd.p50 or usd.p50 <= 0:
        return "No value added is exposed"
    share = words.share(float(np.max(middle)) / max(float(np.sum(middle)), 1e-300))
    return (
        f"Value added exposed: {words.money(usd.p50)}, an upper bound; {share} of it in "
        f"{words.good(largest)}"
    )


def _sentence() -> str:
    return (
        "An upper bound, not a loss: it counts value added that depends on goods in short supply "
        "as if nothing could be substituted, delayed or redesigned. Bars are medians, whiskers "
        "hold 90 % of futures."
    )
