"""Published figures beside what each way of counting gives when its assumptions are swept."""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

from backfire.dims import MONTHS_AFTER
from backfire.figures import _style as style
from backfire.results import words
from backfire.results.spread import (
    EXPERT,
    EXPOSURE,
    IMPORTS,
    INVENTORY,
    RECIPE,
    SUBSTITUTION,
    WAYS,
    Extent,
    answering,
    spans,
)

if TYPE_CHECKING:
    from collections.abc import Mapping, Sequence

    import plotly.graph_objects as go

    from backfire.results.spread import Placed, Spread

_LANE, _AROUND = 24, 170
_YEAR = 12
_PALE, _DARK = 0.22, 0.45
_ALMOST = 0.44
"""Half of a lane's height that a band fills."""
_TICKS = {1e6: "1 million", 1e9: "1 billion", 1e12: "1 trillion"}
_SAYS = {
    IMPORTS: "counts what is imported",
    "substitution": "users and households substitute",
    "recipe": "recipes are fixed, for a year",
    "inventory": "stocks run down, week by week",
    EXPOSURE: "counts the value added of every user",
    EXPERT: "counting not told: all three closures",
}
_NONE = "no published figure"
_WHOLE = "all goods of the reference use"


_COLOURS = {
    IMPORTS: style.ORANGE,
    SUBSTITUTION: style.BLUE,
    RECIPE: style.BLUE,
    INVENTORY: style.BLUE,
    EXPOSURE: style.ORANGE,
    EXPERT: style.OTHERS,
}


def published_spread(spread: Spread) -> go.Figure:
    """Draw what each way of counting can give, in USD, with the published figures on their own.

    Pale bands hold the whole sweep and dark ones 12 months of it, each of the goods that the figure
    cuts off; green bands are substitution, below figures that were counted with fixed recipes. Dots
    are published, circles the same carried to the size of the place of the sweep, crosses what no
    point reaches.
    """
    groups = {way: [p for p in spread.placed if p.counted == way] for way in (*WAYS, EXPERT)}
    lanes = _lanes(groups)
    picture = style.figure(_title(spread), _sentence(spread), _LANE * len(lanes) + _AROUND)
    _bands(picture, spread, lanes, groups)
    where = {one.id: -y for y, (_, one) in enumerate(lanes) if one and not isinstance(one, str)}
    _whiskers(picture, spread.placed, where)
    _carried(picture, spread, where)
    reached = [one for one in spread.placed if one.reached]
    left = [one for one in spread.placed if not one.reached]
    _dots(picture, "published", reached, where, style.INK, "circle")
    _dots(picture, "published, given by no point", left, where, style.VERMILLION, "x")
    _axes(picture, spread, lanes, groups)
    return picture


Lane = tuple[str, "Placed | str | None"]


def _lanes(groups: Mapping[str, Sequence[Placed]]) -> list[Lane]:
    """Each group's name, then its figures by size, then what stands for the reference use."""
    lanes: list[Lane] = []
    for way, figures in groups.items():
        lanes.append((way, None))
        lanes += [(way, one) for one in sorted(figures, key=lambda one: one.usd)]
        if not figures:
            lanes.append((way, _NONE))
        elif all(one.goods for one in figures):
            lanes.append((way, _WHOLE))
    return lanes


def _bands(
    picture: go.Figure,
    spread: Spread,
    lanes: Sequence[Lane],
    groups: Mapping[str, Sequence[Placed]],
) -> None:
    """What each way of counting gives: for the reference use, and for figures of other goods."""
    whole, year = spans(spread.surface), _of_a_year(spread)
    for way in groups:
        rows = [-y for y, (group, one) in enumerate(lanes) if group == way and _of_all(one)]
        for extents, alpha in ((whole, _PALE), (year, _DARK)):
            _band(picture, way, _together(extents, answering(way)), rows, _COLOURS[way], alpha)
    for y, (way, one) in enumerate(lanes):
        if one is None or isinstance(one, str) or not one.goods:
            continue
        extents = spread.extents_of(one)
        counted = _together(extents, answering(way))
        half = _ALMOST if one.instead is None else 0.0
        _band(picture, one.id, counted, [-y], _COLOURS[way], _DARK, (-half, _ALMOST))
        if one.instead is not None:
            beside = extents[SUBSTITUTION]
            _band(picture, one.id, beside, [-y], style.GREEN, _DARK, (-_ALMOST, 0.0))


def _of_all(one: Placed | str | None) -> bool:
    return one is not None and (isinstance(one, str) or not one.goods)


def _of_a_year(spread: Spread) -> dict[str, Extent]:
    months = [float(length) for length in spread.surface[MONTHS_AFTER].values]
    return spans(spread.surface, min(months, key=lambda length: abs(length - _YEAR)))


def _together(extents: Mapping[str, Extent], ways: Sequence[str]) -> Extent:
    return Extent(
        min(extents[way].lowest for way in ways), max(extents[way].highest for way in ways)
    )


def _band(
    picture: go.Figure,
    name: str,
    extent: Extent,
    rows: Sequence[int],
    colour: str,
    alpha: float,
    edges: tuple[float, float] = (-_ALMOST, _ALMOST),
) -> None:
    """A rectangle on each row, or a line where all that is swept gives the same."""
    below, above = edges
    shade = style.see_through(colour, alpha)
    picture.add_scatter(
        x=[extent.lowest, extent.highest, extent.highest, extent.lowest, None] * len(rows),
        y=[y for row in rows for y in (row + below, row + below, row + above, row + above, None)],
        fill="toself",
        fillcolor=shade,
        line={"width": 0 if extent.lowest < extent.highest else 3, "color": shade},
        mode="lines",
        hoverinfo="skip",
        showlegend=False,
        name=f"{name}: {extent.lowest:.3g} to {extent.highest:.3g} USD",
    )


def _whiskers(picture: go.Figure, placed: Sequence[Placed], where: Mapping[str, int]) -> None:
    for one in placed:
        ends = [one.usd_low or one.usd, one.usd_high or one.usd]
        if ends[0] < ends[1]:
            colour = style.INK if one.reached else style.VERMILLION
            picture.add_scatter(
                x=ends,
                y=[where[one.id]] * 2,
                mode="lines",
                line={"color": colour, "width": 2},
                hoverinfo="skip",
                showlegend=False,
            )


def _carried(picture: go.Figure, spread: Spread, where: Mapping[str, int]) -> None:
    """Figures of other places at the size of that of the sweep, joined to what was published."""
    others = [one for one in spread.placed if not one.at_home]
    for one in others:
        picture.add_scatter(
            x=[one.usd, one.share_of_gdp * spread.gdp],
            y=[where[one.id]] * 2,
            mode="lines",
            line={"color": style.PALE_INK, "width": 1, "dash": "dot"},
            hoverinfo="skip",
            showlegend=False,
        )
    name = str(spread.surface.attrs["place_name"])
    picture.add_scatter(
        x=[one.share_of_gdp * spread.gdp for one in others],
        y=[where[one.id] for one in others],
        mode="markers",
        marker={"color": style.PAPER, "size": 8, "line": {"color": style.INK, "width": 1.4}},
        customdata=[[one.id, one.place] for one in others],
        hovertemplate="%{customdata[0]}: USD %{x:.3s}, that of %{customdata[1]} at the size of "
        f"{words.place(name)}<extra></extra>",
        name=f"the same, at the size of {words.place(name)}",
    )


def _dots(
    picture: go.Figure,
    name: str,
    placed: Sequence[Placed],
    where: Mapping[str, int],
    colour: str,
    symbol: str,
) -> None:
    picture.add_scatter(
        x=[one.usd for one in placed],
        y=[where[one.id] for one in placed],
        mode="markers",
        marker={"color": colour, "size": 9, "symbol": symbol},
        customdata=[
            [one.study, words.money(one.usd), one.place, style.wrapped(one.said)] for one in placed
        ],
        hovertemplate="%{customdata[0]}: %{customdata[1]}, %{customdata[2]}<br>%{customdata[3]}"
        "<extra></extra>",
        name=name,
    )


def _axes(
    picture: go.Figure,
    spread: Spread,
    lanes: Sequence[Lane],
    groups: Mapping[str, Sequence[Placed]],
) -> None:
    texts = [
        f"<b>{way}</b>" if one is None else one if isinstance(one, str) else one.id
        for way, one in lanes
    ]
    picture.update_yaxes(
        tickvals=[-y for y in range(len(lanes))],
        ticktext=texts,
        range=[-len(lanes) + 0.4, 0.6],
        showgrid=False,
        ticks="",
    )
    picture.update_xaxes(
        type="log",
        title_text="USD, on a scale of powers of ten",
        range=_range(spread),
        tickvals=list(_TICKS),
        ticktext=[f"USD {text}" for text in _TICKS.values()],
        showgrid=True,
        minor={"dtick": 1, "showgrid": True, "gridcolor": style.GRID, "ticks": "outside"},
    )
    heads = [y for y, (_, one) in enumerate(lanes) if one is None]
    for y, way in zip(heads, groups, strict=True):
        told: dict[str, Any] = {"size": style.SMALL, "color": style.PALE_INK}
        picture.add_annotation(
            x=0,
            xref="paper",
            xanchor="left",
            y=-y,
            text=_SAYS[way],
            showarrow=False,
            font=told,
            bgcolor=style.PAPER,
        )
    picture.update_layout(margin={"l": 10}, legend={"y": 1.0, "yanchor": "bottom"})


def _range(spread: Spread) -> list[float]:
    """Ends of the axis, as powers of ten around everything drawn."""
    given = [spread.given, *(each for one in spread.own.values() for each in spans(one).values())]
    ends = [end for extent in given for end in (extent.lowest, extent.highest)]
    ends.append(spread.published.lowest)
    ends += [one.usd_low for one in spread.placed if one.usd_low]
    return [math.floor(math.log10(min(ends))), math.ceil(math.log10(max(ends)))]


def _title(spread: Spread) -> str:
    return (
        f"Published figures lie {spread.published.orders:.1f} orders of magnitude apart; one model "
        f"gives {len(spread.reached)} of {len(spread.placed)} by how it counts and what it assumes"
    )


def _sentence(spread: Spread) -> str:
    name = words.place(str(spread.surface.attrs["place_name"]))
    return (
        f"Pale bands hold all that a way of counting gives for {name} over the sweep, dark ones 12 "
        "months of it: of all goods of the reference use, or, for a figure about single elements, "
        "of those alone at its own horizon and severity. Blue: three closures of the model; green, "
        "below: substitution, for figures that were counted with fixed recipes; orange: two counts "
        "that let nothing answer; grey: all three closures. Dots are published figures, lines "
        f"their own bands; circles are figures of other places at the size of {name}, which is "
        "what the bands compare with. Crosses are given by no point that counts as they do."
    )
