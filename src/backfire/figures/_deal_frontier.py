"""All packages of a deal by what they bring each side, the best of them, and what was signed."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from backfire.dims import DRAW, SIDE
from backfire.figures import _style as style
from backfire.results import words
from backfire.results.deal import ISSUE, PACKAGE

if TYPE_CHECKING:
    import plotly.graph_objects as go
    from numpy.typing import NDArray

    from backfire.results.deal import Deal

_HEIGHT = 520
_BILLION = 1e9
_POINTS = 60
_DIGITS = 2


def deal_frontier(deal: Deal) -> go.Figure:
    """Draw gains of every package at the mean of all values, USD bn, the sender's across."""
    picture = style.figure(_title(deal), _sentence(deal), _HEIGHT)
    every = _gains(deal)
    efficient = np.asarray(deal.dataset["package_efficient"].values, dtype=bool)
    names = [words.capital(deal.names[side]) for side in deal.sides]
    picture.add_scatter(
        x=every[~efficient, 0].tolist(),
        y=every[~efficient, 1].tolist(),
        mode="markers",
        name="package",
        marker={"color": style.OTHERS, "size": 3, "opacity": 0.35},
        hoverinfo="skip",
    )
    line = every[efficient][np.argsort(every[efficient, 0])]
    picture.add_scatter(
        x=line[:, 0].tolist(),
        y=line[:, 1].tolist(),
        mode="lines+markers",
        name="no other is better for both",
        line={"color": style.BLUE, "width": 1.2},
        marker={"color": style.BLUE, "size": 4},
        hovertemplate=f"{names[0]} %{{x:,.1f}}, {names[1]} %{{y:,.1f}} USD bn<extra></extra>",
    )
    nash = _at(deal, deal.packages.at_mean)
    _equal_products(picture, nash, every)
    _mark(picture, nash, "largest product of gains", style.GREEN, "star", 15)
    signed = [issue.id for issue in deal.issues if issue.signed]
    if signed:
        _mark(picture, _at(deal, signed), "signed", style.VERMILLION, "diamond", 12)
    _mark(picture, np.zeros(2), "no deal", style.INK, "x", 9)
    at_zero = {"zeroline": True, "zerolinecolor": style.OTHERS}
    picture.update_xaxes(title_text=f"gain of {deal.names[deal.sender]}, USD bn", **at_zero)
    picture.update_yaxes(title_text=f"gain of {deal.names[deal.target]}, USD bn", **at_zero)
    return picture


def _gains(deal: Deal) -> NDArray[np.float64]:
    """USD bn by package and side."""
    gains = deal.dataset["package_gain"].transpose(PACKAGE, SIDE)
    return np.round(np.asarray(gains.values, dtype=float) / _BILLION, _DIGITS)


def _at(deal: Deal, issues: tuple[str, ...] | list[str]) -> NDArray[np.float64]:
    """Gains by a package at the mean of all values, USD bn."""
    worth = deal.dataset["worth"].mean(DRAW).sel({ISSUE: list(issues), SIDE: list(deal.sides)})
    return np.asarray(worth.sum(ISSUE).values, dtype=float) / _BILLION


def _equal_products(
    picture: go.Figure, nash: NDArray[np.float64], every: NDArray[np.float64]
) -> None:
    """The line on which the product of gains is that of the best package."""
    product = float(nash.prod())
    if product <= 0:
        return
    high, top = (float(every[:, side].max()) for side in (0, 1))
    across = np.geomspace(product / top, high, _POINTS)
    picture.add_scatter(
        x=across.round(_DIGITS).tolist(),
        y=(product / across).round(_DIGITS).tolist(),
        mode="lines",
        name="equal product",
        line={"color": style.GREEN, "width": 1, "dash": "dot"},
        hoverinfo="skip",
    )


def _mark(
    picture: go.Figure,
    where: NDArray[np.float64],
    name: str,
    colour: str,
    symbol: str,
    size: int,
) -> None:
    picture.add_scatter(
        x=[round(float(where[0]), _DIGITS)],
        y=[round(float(where[1]), _DIGITS)],
        mode="markers",
        name=name,
        marker={
            "color": colour,
            "symbol": symbol,
            "size": size,
            "line": {"color": style.PAPER, "width": 1},
        },
        hovertemplate="%{x:,.1f}, %{y:,.1f} USD bn<extra>" + name + "</extra>",
    )


def _title(deal: Deal) -> str:
    value = deal.packages.signed_value
    if value is None:
        return (
            f"Of {deal.packages.count:,} packages {deal.packages.efficient} cannot be bettered for "
            "both sides at once"
        )
    return (
        f"What was signed brings {words.share(value.p50)} of the best that could be had, and "
        f"{'is' if _is_efficient(deal) else 'is not'} among the packages that nothing betters"
    )


def _is_efficient(deal: Deal) -> bool:
    """Whether what was signed is in the Pareto set at the mean of all values."""
    every = _gains(deal)[np.asarray(deal.dataset["package_efficient"].values, dtype=bool)]
    here = _at(deal, [issue.id for issue in deal.issues if issue.signed])
    return bool(np.isclose(every, here, atol=10.0**-_DIGITS).all(1).any())


def _sentence(deal: Deal) -> str:
    return (
        f"Each grey dot is one of {deal.packages.count:,} packages of {len(deal.issues)} issues, "
        "at the mean of all values, as gains over no deal in USD billion, present values over the "
        f"terms. Blue: the {deal.packages.efficient} that no other betters for both sides at once. "
        "Star: the one with the largest product of gains, with the dotted line on which the "
        "product is the same. Diamond: what was signed of these issues. The bands of the gains are "
        "wide and stand in the text."
    )
