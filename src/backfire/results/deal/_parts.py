"""The parts of an answer about a deal, as plain values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from backfire.results._answer import Band

ISSUE, PACKAGE = "issue", "package"
"""Axes of the dataset of a deal, beside the side and the draw."""
Range = tuple[float, float, float]
"""Low, central and high."""


@dataclass(frozen=True)
class Issue:
    """An issue whose value to both sides is known. Money is USD over its term.

    Attributes
    ----------
    giver
        Side whose concession it is.
    years
        How long it counts; nothing where it counts once.
    signed
        Whether it was signed; nothing where that was not told.
    probability
        Share of the draws in which the Nash package holds it.
    worth
        By side.
    ratio
        What it costs the giver over what the taker gains, where the taker gains in the median;
        below zero where the giver gains too.
    flips
        Value to each side below which it is out, all else as drawn: what lies above it is in.
    """

    id: str
    name: str
    giver: str
    years: float | None
    signed: bool | None
    probability: float
    worth: Mapping[str, Band]
    ratio: Band | None
    flips: Mapping[str, Band]


@dataclass(frozen=True)
class Threshold:
    """An issue of which some value is not known: where it would enter, never whether it does.

    Attributes
    ----------
    known
        What is known of its worth by side, USD a year.
    part
        The case that is known where it is only a part, such as ``commercial``.
    lacking
        Sides without a value, or with a part only.
    ratio
        Cost to the giver over gain of the taker above which a small concession stays out.
    cost
        What it may cost the giver a year before it stays out, USD; nothing where his value is
        known, or the taker's is not.
    missing
        The same of the part without a value, where the other part is a gain to the giver.
    gain
        What the taker must gain a year for it to enter, USD; nothing where his value is known, or
        the giver's is not.
    """

    id: str
    name: str
    giver: str
    signed: bool | None
    known: Mapping[str, Band]
    part: str
    lacking: tuple[str, ...]
    ratio: Band
    cost: Band | None
    missing: Band | None
    gain: Band | None


@dataclass(frozen=True)
class BySupplyModel:
    """What being spared a control is worth in a year, by the supply model, in one case.

    Attributes
    ----------
    goods, weeks
        What is refused to the target, and for how long.
    worth
        By side, USD a year, with what the model does not hold added.
    of_model
        The model's own part of it.
    run_down
        Leverage that the control would have taken away after two years; not in `worth`.
    published
        The published range that it replaces, by side.
    """

    issue: str
    case: str
    goods: tuple[str, ...]
    weeks: int
    worth: Mapping[str, Band]
    of_model: Mapping[str, Band]
    run_down: Band
    published: Mapping[str, Range]


@dataclass(frozen=True)
class Assumed:
    """The deal under one assumption: a case of an issue, or how long promises without end count.

    Attributes
    ----------
    gains
        Median gain by side, USD.
    exclusion
        Median cost over gain above which a small concession of the target stays out.
    probability
        By issue.
    """

    what: str
    value: str
    gains: Mapping[str, float]
    exclusion: float
    probability: Mapping[str, float]


@dataclass(frozen=True)
class Reading:
    """The deal with one value at the low end, the middle and the high end of its range.

    Attributes
    ----------
    usd
        Over the term of the issue.
    probability
        Of the issue itself, at each.
    inside
        Number of issues in the package on average, at each.
    others
        Sum over all other issues of the change of their probabilities from low to high.
    most, most_probability
        The other issue whose probability changes most, and that probability at each.
    """

    issue: str
    side: str
    case: str
    usd: Range
    probability: Range
    inside: Range
    others: float
    most: str
    most_probability: Range


@dataclass(frozen=True)
class Term:
    """A length that all dated issues could have been signed for.

    Attributes
    ----------
    years
        How long it counts.
    offered
        The lengths on offer that count so; nothing stands for one without an end.
    share
        Share of draws in which it is chosen with the best package.
    gains
        By side, USD.
    """

    years: float
    offered: tuple[float | None, ...]
    share: float
    gains: Mapping[str, Band]


@dataclass(frozen=True)
class Renewal:
    """What becomes of a suspension on the day on which it runs out: low, central and high."""

    renewed: Range
    lapsed: Range
    replaced: Range


@dataclass(frozen=True)
class Packages:
    """What can be put together of the issues whose value is known to both sides.

    Attributes
    ----------
    count
        All packages, the empty one too.
    efficient
        Those in the Pareto set at the mean of all values.
    at_mean
        Issues of the Nash package at the mean of all values.
    likeliest, share
        Issues of the package that is the Nash package most often, and how often.
    inside
        Number of issues in the Nash package.
    possible
        Share of draws in which some package is worth more than no deal to both sides.
    signed_wanted, signed_efficient
        Share of draws in which both sides gain by what was signed, and in which no other package is
        better for both; nothing where it was not told what was signed.
    signed_value
        Root of the product of gains of what was signed over that of the Nash package.
    """

    count: int
    efficient: int
    at_mean: tuple[str, ...]
    likeliest: tuple[str, ...]
    share: float
    inside: Band
    possible: float
    signed_wanted: float | None
    signed_efficient: float | None
    signed_value: Band | None
