"""All packages of a deal by what they bring each side, the best of them, and what was signed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from backfire.dims import DRAW, SIDE
from backfire.figures import _style as style
from backfire.figures._panels import name_panel, number, place_axes
from backfire.results import words
from backfire.results.deal import ISSUE, PACKAGE

if TYPE_CHECKING:
    from collections.abc import Sequence

    import plotly.graph_objects as go
    from numpy.typing import NDArray

    from backfire.results.deal import Deal

_HEIGHT = 560
_BILLION = 1e9
_POINTS = 60
_DIGITS = 2
_ACROSS, _UP = ((0.0, 0.44), (0.56, 1.0)), (0.0, 0.9)
_AROUND, _NEAR = 0.06, 0.035
"""Parts of the whole range that are shown around it, and in the second panel around the best."""
_DOTS = (3, 6)
_NAMES = ("all packages", "those near the best")


@dataclass(frozen=True)
class _Cloud:
    """Gains in USD bn, at the mean of all values."""

    every: NDArray[np.float64]
    efficient: NDArray[np.bool_]
    without: tuple[str, ...]
    """What each package leaves out, in words."""
    best: NDArray[np.float64]
    signed: NDArray[np.float64] | None


def deal_frontier(deal: Deal) -> go.Figure:
    """Draw gains of every package at the mean of all values, USD bn, the sender's across."""
    cloud = _cloud(deal)
    picture = style.figure(_title(deal, cloud), _sentence(deal), _HEIGHT)
    for panel, across in enumerate(_ACROSS):
        window = _whole(cloud.every) if panel == 0 else _near(cloud)
        titles = [f"gain of {deal.names[side]}, USD bn" for side in deal.sides]
        titles[1] = titles[1] if panel == 0 else ""
        axes: list[dict[str, Any]] = [
            {
                "title": {"text": title},
                "range": list(ends),
                "zeroline": True,
                "zerolinecolor": style.OTHERS,
                "showgrid": bool(number_of),
                "nticks": 6,
            }
            for number_of, (title, ends) in enumerate(zip(titles, window, strict=True))
        ]
        place_axes(picture, panel, across, _UP, x=axes[0], y=axes[1])
        name_panel(picture, _NAMES[panel], across[0], _UP[1])
        _panel(picture, deal, cloud, panel)
    picture.update_layout(legend={"y": 1.02, "yanchor": "bottom", "itemsizing": "constant"})
    return picture


def _panel(picture: go.Figure, deal: Deal, cloud: _Cloud, panel: int) -> None:
    end = number(panel)
    common: dict[str, Any] = {"xaxis": f"x{end}", "yaxis": f"y{end}", "showlegend": panel == 0}
    names = [words.capital(deal.names[side]) for side in deal.sides]
    said = f"{names[0]} %{{x:,.1f}}, {names[1]} %{{y:,.1f}} USD bn"
    shown = ~cloud.efficient & _inside(
        cloud.every, _whole(cloud.every) if panel == 0 else _near(cloud)
    )
    _dots(picture, cloud, shown, "package", style.OTHERS, _DOTS[panel], said, common)
    order = np.flatnonzero(cloud.efficient)[np.argsort(cloud.every[cloud.efficient, 0])]
    _dots(picture, cloud, order, "no other is better for both", style.BLUE, 5, said, common)
    _equal_products(picture, cloud, common)
    _mark(picture, cloud.best, "largest product of gains", style.GREEN, "star", 16, common)
    if cloud.signed is not None:
        _mark(picture, cloud.signed, "signed", style.VERMILLION, "diamond-open", 12, common)
    if panel == 0:
        _mark(picture, np.zeros(2), "no deal", style.INK, "x", 9, common)


def _cloud(deal: Deal) -> _Cloud:
    gains = deal.dataset["package_gain"].transpose(PACKAGE, SIDE)
    names = [str(name) for name in deal.dataset[ISSUE].values]
    held = np.asarray(deal.dataset[PACKAGE].values)[:, None] >> np.arange(len(names)) & 1
    signed = [issue.id for issue in deal.issues if issue.signed]
    return _Cloud(
        every=np.round(np.asarray(gains.values, dtype=float) / _BILLION, _DIGITS),
        efficient=np.asarray(deal.dataset["package_efficient"].values, dtype=bool),
        without=tuple(_without(names, row) for row in held),
        best=_at(deal, deal.packages.at_mean),
        signed=_at(deal, signed) if signed else None,
    )


def _without(names: Sequence[str], held: NDArray[np.int64]) -> str:
    left = [name for name, inside in zip(names, held, strict=True) if not inside]
    return f"without {', '.join(left)}" if left else "with all"


def _at(deal: Deal, issues: Sequence[str]) -> NDArray[np.float64]:
    """Gains by a package at the mean of all values, USD bn."""
    worth = deal.dataset["worth"].mean(DRAW).sel({ISSUE: list(issues), SIDE: list(deal.sides)})
    return np.asarray(worth.sum(ISSUE).values, dtype=float) / _BILLION


def _whole(every: NDArray[np.float64]) -> list[tuple[float, float]]:
    ends = [(min(0.0, float(column.min())), float(column.max())) for column in every.T]
    return [(low - _AROUND * (high - low), high + _AROUND * (high - low)) for low, high in ends]


def _near(cloud: _Cloud) -> list[tuple[float, float]]:
    """The part around the best package and what was signed."""
    marks = np.stack([cloud.best, cloud.best if cloud.signed is None else cloud.signed])
    reach = _NEAR * np.ptp(cloud.every, axis=0)
    low, high = marks.min(0) - reach, marks.max(0) + reach
    return [(float(a), float(b)) for a, b in zip(low, high, strict=True)]


def _inside(every: NDArray[np.float64], window: Sequence[tuple[float, float]]) -> NDArray[np.bool_]:
    low, high = np.array(window).T
    return ((every >= low) & (every <= high)).all(1)


def _dots(
    picture: go.Figure,
    cloud: _Cloud,
    which: NDArray[Any],
    name: str,
    colour: str,
    size: int,
    said: str,
    common: dict[str, Any],
) -> None:
    chosen = np.flatnonzero(which) if which.dtype == bool else which
    far = common["showlegend"] and name == "package"
    picture.add_scatter(
        x=cloud.every[chosen, 0].tolist(),
        y=cloud.every[chosen, 1].tolist(),
        mode="markers",
        name=name,
        marker={"color": colour, "size": size, "opacity": 0.45 if name == "package" else 1},
        text=None if far else [cloud.without[each] for each in chosen],
        hoverinfo="skip" if far else None,
        hovertemplate=None if far else f"{said}<br>%{{text}}<extra></extra>",
        **common,
    )


def _equal_products(picture: go.Figure, cloud: _Cloud, common: dict[str, Any]) -> None:
    """The line on which the product of gains is that of the best package."""
    product = float(cloud.best.prod())
    if product <= 0:
        return
    high, top = (2 * float(cloud.every[:, side].max()) for side in (0, 1))
    across = np.geomspace(product / top, high, _POINTS)
    picture.add_scatter(
        x=across.round(_DIGITS).tolist(),
        y=(product / across).round(_DIGITS).tolist(),
        mode="lines",
        name="equal product",
        line={"color": style.GREEN, "width": 1, "dash": "dot"},
        hoverinfo="skip",
        **common,
    )


def _mark(
    picture: go.Figure,
    where: NDArray[np.float64],
    name: str,
    colour: str,
    symbol: str,
    size: int,
    common: dict[str, Any],
) -> None:
    edge = 2.5 if symbol.endswith("open") else 0
    picture.add_scatter(
        x=[round(float(where[0]), _DIGITS)],
        y=[round(float(where[1]), _DIGITS)],
        mode="markers",
        name=name,
        marker={"color": colour, "symbol": symbol, "size": size, "line": {"width": edge}},
        hovertemplate="%{x:,.1f}, %{y:,.1f} USD bn<extra>" + name + "</extra>",
        **common,
    )


def _title(deal: Deal, cloud: _Cloud) -> str:
    value = deal.packages.signed_value
    if value is None or cloud.signed is None:
        return (
            f"Of {deal.packages.count:,} packages {deal.packages.efficient} cannot be bettered for "
            "both sides at once"
        )
    best = cloud.every[cloud.efficient]
    there = bool(np.isclose(best, cloud.signed, atol=10.0**-_DIGITS).all(1).any())
    return (
        f"What was signed brings {words.share(value.p50)} of the best that could be had, and "
        f"{'is' if there else 'is not'} among the packages that nothing betters for both"
    )


def _sentence(deal: Deal) -> str:
    return (
        f"Each grey dot is one of {deal.packages.count:,} packages of {len(deal.issues)} issues, "
        "at the mean of all values, as gains over no deal in USD billion, present values over the "
        f"terms. Blue: the {deal.packages.efficient} that no other betters for both sides at once. "
        "Star: the one with the largest product of gains, with the dotted line on which the "
        "product is the same. Diamond: what was signed of these issues. The second panel is the "
        "part around the star. The bands of the gains are wide and stand in the text."
    )
