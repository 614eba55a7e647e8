"""All packages of a deal by what they bring each side, the best of them, and what was signed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from backfire.dims import DRAW, SIDE
from backfire.figures.drawing import (
    BLUE,
    DOTTED,
    GREEN,
    INK,
    OTHERS,
    VERMILLION,
    Figure,
    Look,
    hover,
    panels,
)
from backfire.results import words
from backfire.results.deal import ISSUE, PACKAGE, Deal

Floats = np.ndarray[Any, np.dtype[np.float64]]

_HEIGHT = 400
_BILLION = 1e9
_POINTS = 60
_DIGITS = 2
_AROUND, _NEAR = 0.06, 0.035
"""Parts of the whole range that are shown around it, and in the second panel around the best."""
_NAMES = {"whole": "all packages", "near": "those near the best"}
_DOTS = {"whole": 3, "near": 6}
_PACKAGE = Look("package", OTHERS)
_EFFICIENT = Look("no other is better for both", BLUE)


@dataclass(frozen=True)
class _Cloud:
    """Gains in USD bn, at the mean of all values."""

    every: Floats
    efficient: np.ndarray[Any, np.dtype[np.bool_]]
    without: tuple[str, ...]
    """What each package leaves out, in words."""
    best: Floats
    signed: Floats | None


def deal_frontier(deal: Deal) -> Figure:
    """Draw gains of every package at the mean of all values, USD bn, the sender's across."""
    cloud = _cloud(deal)
    picture, where = panels(
        _title(deal, cloud), _sentence(deal), _NAMES, _HEIGHT, columns=2, apart=0.12
    )
    axis = {"zeroline": True, "zerolinecolor": OTHERS, "nticks": 6}
    titles = [f"gain of {deal.names[side]}, USD bn" for side in deal.sides]
    for panel, window in (("whole", _whole(cloud.every)), ("near", _near(cloud))):
        common = {**where[panel], "showlegend": panel == "whole"}
        _packages(picture, deal, cloud, panel, window, common)
        _marks(picture, cloud, panel, common)
        across, up = map(list, window)
        picture.update_xaxes(axis, title_text=titles[0], range=across, **where[panel])
        picture.update_yaxes(axis, range=up, **where[panel])
    picture.update_yaxes(title_text=titles[1], **where["whole"])
    picture.update_layout(legend={"itemsizing": "constant"})
    return picture


def _packages(
    picture: Figure,
    deal: Deal,
    cloud: _Cloud,
    panel: str,
    window: Sequence[tuple[float, float]],
    common: dict[str, Any],
) -> None:
    """Draw each package as a dot, those in the foreground that nothing betters for both sides."""
    low, high = np.array(window).T
    inside = ((cloud.every >= low) & (cloud.every <= high)).all(1)
    others = np.flatnonzero(~cloud.efficient & inside)
    best = np.flatnonzero(cloud.efficient)[np.argsort(cloud.every[cloud.efficient, 0])]
    names = [words.capital(deal.names[side]) for side in deal.sides]
    tip = hover(f"{names[0]} {{x:,.1f}}, {names[1]} {{y:,.1f}} USD bn<br>{{text}}")
    for look, chosen, size in ((_PACKAGE, others, _DOTS[panel]), (_EFFICIENT, best, 5)):
        far = panel == "whole" and look is _PACKAGE
        picture.add_scatter(
            x=cloud.every[chosen, 0].tolist(),
            y=cloud.every[chosen, 1].tolist(),
            mode="markers",
            name=look.name,
            marker={"color": look.colour, "size": size, "opacity": 0.45 if look is _PACKAGE else 1},
            text=None if far else [cloud.without[each] for each in chosen],
            hoverinfo="skip" if far else None,
            hovertemplate=None if far else tip,
            **common,
        )


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


def _without(names: Sequence[str], held: np.ndarray[Any, np.dtype[np.int64]]) -> str:
    left = [name for name, inside in zip(names, held, strict=True) if not inside]
    return f"without {', '.join(left)}" if left else "with all"


def _at(deal: Deal, issues: Sequence[str]) -> Floats:
    """Gains by a package at the mean of all values, USD bn."""
    worth = deal.dataset["worth"].mean(DRAW).sel({ISSUE: list(issues), SIDE: list(deal.sides)})
    return np.asarray(worth.sum(ISSUE).values, dtype=float) / _BILLION


def _whole(every: Floats) -> list[tuple[float, float]]:
    ends = [(min(0.0, float(column.min())), float(column.max())) for column in every.T]
    return [(low - _AROUND * (high - low), high + _AROUND * (high - low)) for low, high in ends]


def _near(cloud: _Cloud) -> list[tuple[float, float]]:
    """The part around the best package and what was signed."""
    marks = np.stack([cloud.best, cloud.best if cloud.signed is None else cloud.signed])
    reach = _NEAR * np.ptp(cloud.every, axis=0)
    low, high = marks.min(0) - reach, marks.max(0) + reach
    return [(float(a), float(b)) for a, b in zip(low, high, strict=True)]


def _marks(picture: Figure, cloud: _Cloud, panel: str, common: dict[str, Any]) -> None:
    """Mark the best package, with the line of equal products, what was signed, and no deal."""
    product = float(cloud.best.prod())
    if product > 0:
        high, top = (2 * float(cloud.every[:, side].max()) for side in (0, 1))
        across = np.geomspace(product / top, high, _POINTS)
        picture.add_scatter(
            x=across.round(_DIGITS).tolist(),
            y=(product / across).round(_DIGITS).tolist(),
            mode="lines",
            name="equal product",
            line=DOTTED | {"color": GREEN},
            hoverinfo="skip",
            **common,
        )
    marks = [(Look("largest product of gains", GREEN, symbol="star"), cloud.best, 16)]
    if cloud.signed is not None:
        marks.append((Look("signed", VERMILLION, symbol="diamond-open"), cloud.signed, 12))
    if panel == "whole":
        marks.append((Look("no deal", INK, symbol="x"), np.zeros(2), 9))
    for look, where, size in marks:
        edge = 2.5 if look.symbol.endswith("open") else 0
        picture.add_scatter(
            x=[round(float(where[0]), _DIGITS)],
            y=[round(float(where[1]), _DIGITS)],
            mode="markers",
            name=look.name,
            marker={"color": look.colour, "symbol": look.symbol, "size": size, "line_width": edge},
            hovertemplate=hover("{x:,.1f}, {y:,.1f} USD bn", look.name),
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
