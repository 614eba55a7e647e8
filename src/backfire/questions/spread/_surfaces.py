"""A surface for each set of goods of an edition that published figures cut off."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, TypeAlias

from backfire import data
from backfire.answers.spread import IMPORTS, RECIPE, SUBSTITUTION, WAYS, answering

from ._sweep import loss_surface

if TYPE_CHECKING:
    from collections.abc import Callable, Iterable, Mapping, Sequence
    from pathlib import Path

    import xarray as xr

    from backfire.data import Edition, PublishedLoss
    from backfire.scenario import Scenario


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


THINNED = 2
"""Of many severities that were asked for, every which one a surface of other goods has."""
MANY = 10
"""Severities above which there are many."""
PART = 1000
"""Steps of progress that each surface counts for."""


@dataclass(frozen=True)
class Axes:
    """What was asked for along each axis that is swept."""

    elasticity: Sequence[float]
    severity: Sequence[float]
    months: Sequence[float]


def surfaces(
    question: Scenario,
    edition: str | Path | None,
    losses: Sequence[PublishedLoss],
    cuts: Mapping[str, CutoffGoods],
    axes: Axes,
    progress: Callable[[int, int, str], None] | None = None,
) -> dict[CutoffGoods, xr.Dataset]:
    """Sweep the reference use over all that is asked, and other goods over what they need.

    On a surface of their own figures need the horizons and severities that they state and their
    ways of counting, and substitution beside fixed recipes.

    Parameters
    ----------
    cuts
        What each figure cuts off, by its identifier.
    """
    found: dict[CutoffGoods, xr.Dataset] = {}
    every: dict[CutoffGoods, None] = dict.fromkeys([(), *cuts.values()])
    for number, cut in enumerate(every):
        alike = [one for one in losses if cuts.get(one.id) == cut]
        lacking = [one.severity for one in alike]
        lengths = [one.horizon_months for one in alike]
        whole, searched = not cut, None in lacking
        short = axes.severity if whole else _thin(axes.severity) if searched else ()
        found[cut] = loss_surface(
            question,
            _raw_imports(losses),
            with_stated(axes.elasticity),
            with_stated(short, lacking),
            with_stated(axes.months if whole or None in lengths else (), lengths),
            edition,
            _part(progress, number, len(every)),
            as_mapping(cut),
            WAYS if whole else _ways(alike),
        ).assign_attrs(own_goods=int(not whole))
    return found


def editions_of(cut: CutoffGoods, figures: Edition) -> tuple[Edition, ...]:
    """The editions that hold what is cut off, that of the question for the reference use."""
    names = [name for name, _ in cut] or [figures.name]
    return tuple(figures if name == figures.name else data.read_edition(name) for name in names)


def with_stated(asked: Sequence[float], stated: Iterable[float | None] = ()) -> list[float]:
    """What was asked for and what studies state, in order."""
    return sorted({*map(float, asked), *(one for one in stated if one is not None)})


def _thin(axis: Sequence[float]) -> Sequence[float]:
    return axis[::THINNED] if len(axis) > MANY else axis


def _ways(alike: Iterable[PublishedLoss]) -> tuple[str, ...]:
    counted = {way for one in alike for way in answering(one.closure)}
    beside = {SUBSTITUTION} if RECIPE in counted else set[str]()
    return tuple(way for way in WAYS if way in counted | beside)


def _part(
    progress: Callable[[int, int, str], None] | None, number: int, surfaces: int
) -> Callable[[int, int, str], None] | None:
    """Progress of one surface among all."""
    if progress is None:
        return None

    def told(done: int, pieces: int, doing: str) -> None:
        progress(round(PART * (number + done / max(pieces, 1))), PART * surfaces, doing)

    return told


def _raw_imports(losses: Sequence[PublishedLoss]) -> dict[str, float]:
    """The largest published value of imports of each place, USD a year."""
    found: dict[str, float] = {}
    for one in losses:
        for usd in (one.usd, one.usd_high) if one.closure == IMPORTS else ():
            if usd:
                found[one.place] = max(usd, found.get(one.place, 0.0))
    return found
