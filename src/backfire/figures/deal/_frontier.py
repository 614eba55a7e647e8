"""All packages of a deal by what they bring each side, the best of them, and what was signed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

import numpy as np

from backfire.answers import words
from backfire.answers.deal import ISSUE, PACKAGE, valued
from backfire.dims import DRAW, SIDE
from backfire.figures import drawing

if TYPE_CHECKING:
    from collections.abc import Sequence

    from numpy.typing import NDArray

    from backfire.answers import Answer

_HEIGHT = 430
_BILLION = 1e9
_POINTS = 60
_DIGITS = 2
_AROUND, _NEAR = 0.06, 0.035
"""Parts of the whole range that are shown around it, and in the second panel around the best."""
_WHOLE, _CLOSE = "whole", "close"
_NAMES = {_WHOLE: "all packages", _CLOSE: "those near the best"}
_DOTS = {_WHOLE: 3, _CLOSE: 6}


@dataclass(frozen=True)
class _Cloud:
    """Gains in USD bn, at the mean of all values."""

    every: NDArray[np.float64]
    efficient: NDArray[np.bool_]
    without: tuple[str, ...]
    """What each package leaves out, in words."""
    best: NDArray[np.float64]
    signed: NDArray[np.float64] | None

    def window(self, panel: str) -> NDArray[np.float64]:
        """Low and high end of both axes: of everything, or around the best and what was signed."""
        if panel == _WHOLE:
            low, high = np.minimum(0.0, self.every.min(0)), self.every.max(0)
            reach = _AROUND * (high - low)
        else:
            marks = np.stack([self.best, self.best if self.signed is None else self.signed])
            low, high = marks.min(0), marks.max(0)
            reach = _NEAR * np.ptp(self.every, axis=0)
        return np.stack([low - reach, high + reach])


def deal_frontier(answer: Answer) -> drawing.Figure:
    """Draw gains of every package at the mean of all values, USD bn, the sender's across."""
    cloud, facts = _cloud(answer), answer.facts
    picture, places = drawing.panels(
        _title(answer, cloud), _sentence(answer), _NAMES, _HEIGHT, columns=2, apart=0.12
    )
    sender, target = (f"gain of {facts.names[side]}, USD bn" for side in facts.sides)
    axis: dict[str, Any] = {"zeroline": True, "zerolinecolor": drawing.OTHERS, "nticks": 6}
    for panel, place in places.items():
        across, up = cloud.window(panel).T.tolist()
        upright = target if panel == _WHOLE else ""
        picture.update_xaxes(title_text=sender, range=across, **axis, **place)
        picture.update_yaxes(title_text=upright, range=up, **axis, **place)
        _draw(picture, answer, cloud, panel, {**place, "showlegend": panel == _WHOLE})
    picture.update_layout(legend={"itemsizing": "constant"})
    return picture


def _draw(
    picture: drawing.Figure, answer: Answer, cloud: _Cloud, panel: str, place: dict[str, Any]
) -> None:
    low, high = cloud.window(panel)
    inside = ((cloud.every >= low) & (cloud.every <= high)).all(1)
    facts = answer.facts
    first, second = (words.capital(facts.names[side]) for side in facts.sides)
    tip = drawing.hover(f"{first} {{x:,.1f}}, {second} {{y:,.1f}} USD bn<br>{{text}}")
    order = np.flatnonzero(cloud.efficient)[np.argsort(cloud.every[cloud.efficient, 0])]
    rest = np.flatnonzero(~cloud.efficient & inside)
    _dots(picture, cloud, rest, "package", drawing.OTHERS, "" if panel == _WHOLE else tip, place,
          size=_DOTS[panel], opacity=0.45)  # fmt: skip
    _dots(picture, cloud, order, "no other is better for both", drawing.BLUE, tip, place, size=5)
    _equal_products(picture, cloud, place)
    star = drawing.Look("largest product of gains", drawing.GREEN, symbol="star")
    _mark(picture, cloud.best, star, 16, place)
    if cloud.signed is not None:
        diamond = drawing.Look("signed", drawing.VERMILLION, symbol="diamond-open")
        _mark(picture, cloud.signed, diamond, 12, place)
    if panel == _WHOLE:
        _mark(picture, np.zeros(2), drawing.Look("no deal", drawing.INK, symbol="x"), 9, place)


def _cloud(answer: Answer) -> _Cloud:
    gains = answer.package_gain.transpose(PACKAGE, SIDE)
    names = [str(name) for name in answer.issue.values]
    held = np.asarray(answer.package.values)[:, None] >> np.arange(len(names)) & 1
    signed = [issue.id for issue in valued(answer) if issue.signed]
    at_mean = [name for name in names if answer.at_mean.sel({ISSUE: name}) > 0]
    return _Cloud(
        every=np.round(np.asarray(gains.values, dtype=float) / _BILLION, _DIGITS),
        efficient=answer.package_efficient.values > 0,
        without=tuple(_without(names, row) for row in held),
        best=_at(answer, at_mean),
        signed=_at(answer, signed) if signed else None,
    )


def _without(names: Sequence[str], held: NDArray[np.int64]) -> str:
    left = [name for name, inside in zip(names, held, strict=True) if not inside]
    return f"without {', '.join(left)}" if left else "with all"


def _at(answer: Answer, issues: Sequence[str]) -> NDArray[np.float64]:
    """Gains by a package at the mean of all values, USD bn."""
    worth = answer.worth.mean(DRAW).sel({ISSUE: list(issues), SIDE: list(answer.facts.sides)})
    return np.asarray(worth.sum(ISSUE).values, dtype=float) / _BILLION


def _dots(
    picture: drawing.Figure,
    cloud: _Cloud,
    chosen: NDArray[np.intp],
    name: str,
    colour: str,
    tip: str,
    place: dict[str, Any],
    **look: Any,
) -> None:
    """Draw some packages; without a tip the page does not carry what each of them leaves out."""
    picture.add_scatter(
        x=cloud.every[chosen, 0].tolist(),
        y=cloud.every[chosen, 1].tolist(),
        mode="markers",
        name=name,
        marker={"color": colour, "opacity": 1} | look,
        text=[cloud.without[each] for each in chosen] if tip else None,
        hoverinfo=None if tip else "skip",
        hovertemplate=tip or None,
        **place,
    )


def _equal_products(picture: drawing.Figure, cloud: _Cloud, place: dict[str, Any]) -> None:
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
        line={"color": drawing.GREEN, "width": 1, "dash": "dot"},
        hoverinfo="skip",
        **place,
    )


def _mark(
    picture: drawing.Figure,
    where: NDArray[np.float64],
    look: drawing.Look,
    size: int,
    place: dict[str, Any],
) -> None:
    picture.add_scatter(
        x=[round(float(where[0]), _DIGITS)],
        y=[round(float(where[1]), _DIGITS)],
        mode="markers",
        name=look.name,
        marker=drawing.marker(look, size, None if look.symbol.endswith("open") else look.colour),
        hovertemplate=drawing.hover("{x:,.1f}, {y:,.1f} USD bn", look.name),
        **place,
    )


def _title(answer: Answer, cloud: _Cloud) -> str:
    if not answer.has("signed_value") or cloud.signed is None:
        return (
            f"Of {answer.package_count.item():,.0f} packages {answer.efficient_count.item():.0f} "
            "cannot be bettered for both sides at once"
        )
    best = cloud.every[cloud.efficient]
    there = bool(np.isclose(best, cloud.signed, atol=10.0**-_DIGITS).all(1).any())
    share = words.share(answer.interval("signed_value").central)
    return (
        f"What was signed brings {share} of the best that could be had, and "
        f"{'is' if there else 'is not'} among the packages that nothing betters for both"
    )


def _sentence(answer: Answer) -> str:
    return (
        f"Each grey dot is one of {answer.package_count.item():,.0f} packages of "
        f"{answer.issue.size} issues, at the mean of all values, as gains over no deal in USD "
        f"billion, present values over the terms. Blue: the {answer.efficient_count.item():.0f} "
        "that no other betters for both sides at once. Star: the one with the largest product of "
        "gains, with the dotted line on which the product is the same. Diamond: what was signed "
        "of these issues. The second panel is the part around the star. The bands of the gains "
        "are wide and stand in the text."
    )
