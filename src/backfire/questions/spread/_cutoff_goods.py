"""Which goods of which edition a published figure cuts off."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, TypeAlias

from backfire import data

if TYPE_CHECKING:
    from collections.abc import Iterable, Mapping

    from backfire.data import Edition

CutoffGoods: TypeAlias = "tuple[tuple[str, tuple[str, ...]], ...]"
"""Goods by edition; empty for the goods of the reference use."""

SYMBOLS = {
    "cerium": "Ce",
    "dysprosium": "Dy",
    "erbium": "Er",
    "europium": "Eu",
    "gadolinium": "Gd",
    "gallium": "Ga",
    "germanium": "Ge",
    "holmium": "Ho",
    "lanthanum": "La",
    "lutetium": "Lu",
    "neodymium": "Nd",
    "praseodymium": "Pr",
    "samarium": "Sm",
    "scandium": "Sc",
    "terbium": "Tb",
    "yttrium": "Y",
}
"""Elements that a study may name."""
MAGNET, MAGNETS = "magnet", "magnets"
"""A stage of goods, and what a study calls all of that stage."""


def cut_of(named: Iterable[str], figures: Edition) -> CutoffGoods:
    """The goods that are what a study cuts off, from the first edition that holds each.

    A good is an element where it holds no other, and where it is a magnet that holds it. What no
    edition holds under a name of its own (rare earths, energy) is the reference use.

    Parameters
    ----------
    figures
        The edition that is asked first; the shipped ones follow, the newest first.

    Examples
    --------
    >>> newest = data.read_edition("2025.11")
    >>> cut_of(["samarium"], newest)
    (('2025.11', ('sm_oxide', 'sm_metal', 'smco')),)
    >>> cut_of(["gallium"], newest)
    (('2023.06', ('gallium_primary', 'gallium_refined')),)
    >>> cut_of(["rare_earths"], newest)
    ()
    """
    names = [name for name in reversed(data.editions()) if name != figures.name]
    found: dict[str, list[str]] = {}
    for name in named:
        asked = (figures, *(_edition(other) for other in names))
        held = ((one.name, goods) for one in asked if (goods := _goods(name, one)))
        edition, goods = next(held, ("", ()))
        if not goods:
            return ()
        found.setdefault(edition, []).extend(goods)
    return tuple((edition, tuple(dict.fromkeys(goods))) for edition, goods in found.items())


def as_mapping(cut: CutoffGoods) -> Mapping[str, tuple[str, ...]] | None:
    """By edition, or nothing for the reference use."""
    return dict(cut) or None


@cache
def _edition(name: str) -> Edition:
    return data.read_edition(name)


def _goods(named: str, figures: Edition) -> tuple[str, ...]:
    rows = figures.tables["goods"].select("good", "stage", "elements").iter_rows()
    if named == MAGNETS:
        return tuple(good for good, stage, _ in rows if stage == MAGNET)
    symbol = SYMBOLS.get(named)
    return tuple(
        good
        for good, stage, elements in rows
        if symbol in (parts := str(elements).split(";")) and (len(parts) == 1 or stage == MAGNET)
    )
