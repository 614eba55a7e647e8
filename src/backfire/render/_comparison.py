"""The page of two answers of a kind side by side."""

from __future__ import annotations

from itertools import groupby
from typing import TYPE_CHECKING

from backfire.answers import MISSING, words

from ._page import rendered, shown_sections

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator, Sequence

    from backfire.answers import Comparison, Difference, Interval


def comparison(found: Comparison, names: Sequence[str]) -> str:
    """The page of a comparison as HTML text; `names` are those of the two answers."""
    both = (found.first, found.second)
    sides = [list(shown_sections(each, f"{at}-")) for at, each in enumerate(both)]
    drawn = [picture for side in sides for section in side for picture in section.pictures]
    by_anchor = [{section.anchor: section for section in side} for side in sides]
    anchors = dict.fromkeys(anchor for side in by_anchor for anchor in side)
    paired = [[side.get(anchor) for side in by_anchor] for anchor in anchors]
    return rendered(
        "comparison.html.jinja",
        drawn,
        both,
        title=f"{names[0]} beside {names[1]}",
        names=names,
        pair=both,
        paired=found.paired,
        sections=[pair for pair in paired if any(side and side.pictures for side in pair)],
        tables=list(_tables(found.differences)),
    )


def _tables(found: Sequence[Difference]) -> Iterator[tuple[str, str, list[list[str]]]]:
    """Name, meaning and rows of each quantity that the two answers share."""
    for name, alike in groupby(found, key=lambda each: each.quantity.name):
        rows = list(alike)
        quantity = rows[0].quantity
        heading = f"{quantity.meaning}, {quantity.unit}" if str(quantity.unit) else quantity.meaning
        yield name, heading, [_row(each) for each in rows]


def _row(each: Difference) -> list[str]:
    write = words.by_unit(each.quantity.unit)
    figures = [_figure(one, write) for one in (each.first, each.second, each.change)]
    return [", ".join(each.labels) or "all", *figures]


def _figure(figure: Interval, write: Callable[[float], str]) -> str:
    if not figure.known:
        return MISSING
    if not figure.bounded:
        return write(figure.central)
    return f"{write(figure.central)} ({write(figure.low)} to {write(figure.high)})"
