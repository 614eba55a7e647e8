"""Quantities and labels: what an answer of some kind holds, declared once."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from backfire.units import Unit


@dataclass(frozen=True)
class Quantity:
    """An array of numbers in an answer.

    Attributes
    ----------
    name, axes, unit, meaning
        Its name, the names of its axes in order, its unit, and one sentence without a full stop.
    missing
        What NaN stands for; empty where NaN is not allowed in a draw that ran.
    where_known
        Whether quantiles are taken over the draws in which it is known, and not unknown with one.
    never
        Whether NaN means later than the horizon, which counts as infinite in quantiles.
    low, high
        Inclusive bounds of the values.
    part
        Part of the question that works it out, where it may be left out; empty if it is always
        there.
    empty
        Whether it may be missing throughout.
    dense
        Whether it is too long for JSON and stays in the file: paths by week, draws of packages.
    """

    name: str
    axes: tuple[str, ...]
    unit: Unit
    meaning: str
    missing: str = ""
    where_known: bool = False
    never: bool = False
    low: float | None = 0.0
    high: float | None = None
    part: str = ""
    empty: bool = False
    dense: bool = False


@dataclass(frozen=True)
class Label:
    """A coordinate of an answer: an axis, or names along one.

    Attributes
    ----------
    values
        The labels, where they are always the same.
    dated
        Whether it holds dates.
    part
        Part of the question without which it may be missing.
    """

    name: str
    axes: tuple[str, ...]
    meaning: str
    values: tuple[str, ...] = ()
    dated: bool = False
    part: str = ""


def axis(name: str, meaning: str, *values: str | int, dated: bool = False, part: str = "") -> Label:
    """The label of an axis of the same name."""
    return Label(name, (name,), meaning, tuple(map(str, values)), dated, part)
