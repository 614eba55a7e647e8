"""Published figures beside what each way of counting gives when its assumptions are swept."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

from backfire.answers import Answer, words
from backfire.answers.spread import (
    EXPERT,
    EXPOSURE,
    IMPORTS,
    INVENTORY,
    RECIPE,
    SUBSTITUTION,
    WAYS,
    Extent,
    Placed,
    answering,
    extents,
    given,
    published,
)
from backfire.dims import MONTHS_AFTER
from backfire.figures._picture import Picture
from backfire.figures.drawing import (
    BLUE,
    DOTTED,
    GREEN,
    GRID,
    INK,
    ORANGE,
    OTHERS,
    PAPER,
    VERMILLION,
    Figure,
    Look,
    figure,
    hover,
    log_axis,
    marker,
    note,
    rows,
    see_through,
    wrapped,
)

_LANE = 24
_YEAR = 12
_PALE, _DARK = 0.22, 0.45
_ALMOST = 0.44
"""Half of a lane's height that a band fills."""
_TICKS = {1e6: "USD 1 million", 1e9: "USD 1 billion", 1e12: "USD 1 trillion"}
_SAYS = {
    IMPORTS: "counts what is imported",
    "substitution": "users and households substitute",
    "recipe": "recipes are fixed, for a year",
    "inventory": "stocks run down, week by week",
    EXPOSURE: "counts the value added of every user",
    EXPERT: "counting not stated: all three closures",
}
_NONE = "no published figure"
_WHOLE = "all goods of the reference use"
_COLOURS = {
    IMPORTS: ORANGE,
    SUBSTITUTION: BLUE,
    RECIPE: BLUE,
    INVENTORY: BLUE,
    EXPOSURE: ORANGE,
    EXPERT: OTHERS,
}

Lane = tuple[str, Placed | str | None]


def pictures(answer: Answer) -> Iterator[Picture]:
    """Draw the one picture of a spread."""
    yield Picture("published", "picture", published_spread(answer))


def published_spread(answer: Answer) -> Figure:
    """Draw what each way of counting can give, in USD, with the published figures on their own.

    Pale bands hold the whole sweep and dark ones 12 months of it, each of the goods that the figure
    cuts off; green bands are substitution, below figures that were counted with fixed recipes. Dots
    are published, circles the same carried to the size of the place of the sweep, crosses what no
    point reaches.
    """
    lanes = _lanes(answer)
    picture = figure(_title(answer), _sentence(answer), _LANE * len(lanes) + 46)
    _bands(picture, answer, lanes)
    where = {one.id: -y for y, (_, one) in enumerate(lanes) if isinstance(one, Placed)}
    _ranges(picture, answer.facts.placed, where)
    _carried(picture, answer, where)
    for look, reached in (
        (Look("published", INK), True),
        (Look("published, given by no point", VERMILLION, symbol="x"), False),
    ):
        _dots(
            picture,
            answer,
            look,
            [one for one in answer.facts.placed if one.reached is reached],
            where,
        )
    _axes(picture, answer, lanes)
    return picture


def _lanes(answer: Answer) -> list[Lane]:
    """Each group's name, then its figures by size, then what stands for the reference use."""
    lanes: list[Lane] = []
    for way in (*WAYS, EXPERT):
        placed = [one for one in answer.facts.placed if one.counted == way]
        lanes.append((way, None))
        lanes += [(way, one) for one in sorted(placed, key=lambda one: one.usd)]
        if not placed:
            lanes.append((way, _NONE))
        elif all(one.goods for one in placed):
            lanes.append((way, _WHOLE))
    return lanes


def _bands(picture: Figure, answer: Answer, lanes: Sequence[Lane]) -> None:
    """What each way of counting gives: for the reference use, and for figures of other goods."""
    whole, year = extents(answer.dataset), _of_a_year(answer)
    for way in (*WAYS, EXPERT):
        at = [-y for y, (group, one) in enumerate(lanes) if group == way and _of_all(one)]
        for found, alpha in ((whole, _PALE), (year, _DARK)):
            _band(picture, way, _together(found, answering(way)), at, _COLOURS[way], alpha)
    for y, (way, one) in enumerate(lanes):
        if not isinstance(one, Placed) or not one.goods:
            continue
        counted = _together(one.extents, answering(way))
        half = _ALMOST if one.instead is None else 0.0
        _band(picture, one.id, counted, [-y], _COLOURS[way], _DARK, (-half, _ALMOST))
        if one.instead is not None:
            beside = one.extents[SUBSTITUTION]
            _band(picture, one.id, beside, [-y], GREEN, _DARK, (-_ALMOST, 0.0))


def _of_all(one: Placed | str | None) -> bool:
    return one is not None and (isinstance(one, str) or not one.goods)


def _of_a_year(answer: Answer) -> dict[str, Extent]:
    months = [float(length) for length in answer.dataset[MONTHS_AFTER].values]
    return extents(answer.dataset, min(months, key=lambda length: abs(length - _YEAR)))


def _together(found: Mapping[str, Extent], ways: Sequence[str]) -> Extent:
    lowest = min(found[way].lowest for way in ways)
    return Extent(lowest=lowest, highest=max(found[way].highest for way in ways))


def _band(
    picture: Figure,
    name: str,
    extent: Extent,
    rows: Sequence[int],
    colour: str,
    alpha: float,
    edges: tuple[float, float] = (-_ALMOST, _ALMOST),
) -> None:
    """A rectangle on each row, or a line where all that is swept gives the same."""
    below, above = edges
    shade = see_through(colour, alpha)
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


def _ranges(picture: Figure, placed: Sequence[Placed], where: Mapping[str, int]) -> None:
    """Draw the band that a published figure states itself."""
    for one in placed:
        ends = [one.usd_low or one.usd, one.usd_high or one.usd]
        if ends[0] < ends[1]:
            colour = INK if one.reached else VERMILLION
            picture.add_scatter(
                x=ends,
                y=[where[one.id]] * 2,
                mode="lines",
                line={"color": colour, "width": 2},
                hoverinfo="skip",
                showlegend=False,
            )


def _carried(picture: Figure, answer: Answer, where: Mapping[str, int]) -> None:
    """Figures of other places at the size of that of the sweep, joined to what was published."""
    others = [one for one in answer.facts.placed if not one.at_home]
    for one in others:
        picture.add_scatter(
            x=[one.usd, one.share_of_gdp * answer.facts.gdp],
            y=[where[one.id]] * 2,
            mode="lines",
            line=DOTTED,
            hoverinfo="skip",
            showlegend=False,
        )
    name = words.place(answer.facts.place_name)
    picture.add_scatter(
        x=[one.share_of_gdp * answer.facts.gdp for one in others],
        y=[where[one.id] for one in others],
        mode="markers",
        marker=marker(Look("", PAPER), 8, INK),
        customdata=[[one.id, one.place] for one in others],
        hovertemplate=hover(f"{{0}}: USD {{x:.3s}}, that of {{1}} at the size of {name}"),
        name=f"the same, at the size of {name}",
    )


def _dots(
    picture: Figure, answer: Answer, look: Look, placed: Sequence[Placed], where: Mapping[str, int]
) -> None:
    picture.add_scatter(
        x=[one.usd for one in placed],
        y=[where[one.id] for one in placed],
        mode="markers",
        marker=marker(look, 9, None),
        customdata=[
            [one.study, words.money(one.usd), one.place, wrapped(answer.note("placing", one))]
            for one in placed
        ],
        hovertemplate=hover("{0}: {1}, {2}<br>{3}"),
        name=look.name,
    )


def _axes(picture: Figure, answer: Answer, lanes: Sequence[Lane]) -> None:
    labels: list[str] = []
    for y, (way, one) in enumerate(lanes):
        labels.append(one.id if isinstance(one, Placed) else one or f"<b>{way}</b>")
        if one is None:
            left = {"x": 0, "xref": "paper", "xanchor": "left", "bgcolor": PAPER}
            note(picture, _SAYS[way], y=-y, **left)
    rows(picture, labels)
    picture.update_xaxes(
        log_axis(_TICKS),
        title_text="USD, on a scale of powers of ten",
        range=_range(answer),
        showgrid=True,
        minor={"dtick": 1, "showgrid": True, "gridcolor": GRID, "ticks": "outside"},
    )


def _range(answer: Answer) -> list[float]:
    """Ends of the axis, as powers of ten around everything drawn."""
    own = [each for one in answer.facts.placed if one.goods for each in one.extents.values()]
    ends = [end for extent in (given(answer), *own) for end in (extent.lowest, extent.highest)]
    ends.append(published(answer).lowest)
    ends += [one.usd_low for one in answer.facts.placed if one.usd_low]
    return [math.floor(math.log10(min(ends))), math.ceil(math.log10(max(ends)))]


def _title(answer: Answer) -> str:
    reached = sum(one.reached for one in answer.facts.placed)
    return (
        f"Published figures lie {published(answer).orders:.1f} orders of magnitude apart; one "
        f"model gives {reached} of {len(answer.facts.placed)} by how it counts and what it assumes"
    )


def _sentence(answer: Answer) -> str:
    name = words.place(answer.facts.place_name)
    return (
        f"Pale bands hold all that a way of counting gives for {name} over the sweep, dark ones 12 "
        "months of it: of all goods of the reference use, or, for a figure about single elements, "
        "of those alone at its own horizon and severity. Blue: three closures of the model; green, "
        "below: substitution, for figures that were counted with fixed recipes; orange: two counts "
        "that let nothing answer; grey: all three closures. Dots are published figures, lines "
        f"their own bands; circles are figures of other places at the size of {name}, which is "
        "what the bands compare with. Crosses are given by no point that counts as they do."
    )
