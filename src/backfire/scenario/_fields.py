"""What a single field may hold, and numbers that are known only within a band."""

from __future__ import annotations

import re
import sys
from collections.abc import Callable
from datetime import date, datetime
from typing import Annotated, Any, Generic, Literal, Self, TypeVar

from pydantic import (
    AfterValidator,
    BeforeValidator,
    Discriminator,
    Field,
    Tag,
    WithJsonSchema,
    model_validator,
)

from ._record import Sourced, must, own_words, whole_sentence


def read_day(value: object) -> date:
    """A date, ``YYYY-MM-DD``, or a month ``YYYY-MM`` standing for its first day.

    Raises
    ------
    PydanticCustomError
        If the value is none of these.

    Examples
    --------
    >>> read_day("2026-01")
    datetime.date(2026, 1, 1)
    """
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if isinstance(value, str) and re.fullmatch(r"\d{4}-\d{2}(-\d{2})?", value, re.ASCII):
        try:
            return date.fromisoformat(value if value.count("-") > 1 else f"{value}-01")
        except ValueError:
            pass
    raise own_words(_A_DAY)


def whole_number(text: str) -> int | None:
    """The number that a text of a few digits writes, or none: ``²`` is a digit and no number."""
    return int(text) if re.fullmatch(r"\d{1,9}", text, re.ASCII) else None


def _up_to(limit: int) -> AfterValidator:
    sentence = f"must be at most {limit}"

    def check(value: int) -> int:
        if value > limit:
            raise own_words(sentence)
        return value

    return AfterValidator(check)


def _listed(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType]


def _kind_of_places(value: Any) -> str:
    return "<everywhere>" if isinstance(value, str) else "<places>"


def _year(value: object) -> object:
    """A year in quotation marks, or at the end of a dotted path, is a year as well."""
    number = whole_number(value) if isinstance(value, str) else None
    return value if number is None else number


LARGEST_SEED = 2**53 - 1
"""The largest whole number that every file format and program reads exactly."""
_A_DAY = "must be a date such as 2025-04-04"
_DAY_SCHEMA = {
    "anyOf": [
        {"type": "string", "format": "date"},
        {"type": "string", "pattern": r"^\d{4}-\d{2}$"},
    ]
}
_LARGEST_COUNT, _MOST_QUARTERS = 10**12, 4000

Day = Annotated[date, BeforeValidator(read_day), WithJsonSchema(_DAY_SCHEMA)]
"""A calendar day; a month written YYYY-MM means its first day."""

Year = Annotated[
    int,
    Field(ge=1900, le=2100),
    BeforeValidator(_year),
    must("must be a calendar year such as 2012"),
]
"""A calendar year."""

Share = Annotated[float, Field(ge=0, le=1), must("must be a share between 0 and 1")]
"""A share between 0 and 1."""

Amount = Annotated[float, must("must be a finite number")]
"""A number of any sign."""

NotNegative = Annotated[float, Field(ge=0), must("must be a number of 0 or more")]
"""A number that is not negative."""

Positive = Annotated[float, Field(gt=0), must("must be a number above 0")]
"""A number above zero."""

Finite = Annotated[float, Field(gt=0), must("must be a finite number above 0")]
"""A number above zero for which infinity is a likely mistake."""

Price = Annotated[float, Field(gt=0), must("must be a price above 0 USD/kg")]
"""A price in USD/kg."""

BelowOne = Annotated[float, Field(ge=0, lt=1), must("must be a share of at least 0 and below 1")]
"""A share that is never the whole."""

Count = Annotated[int, Field(gt=0), must("must be a whole number above 0"), _up_to(_LARGEST_COUNT)]
"""A whole number above zero."""

Quarters = Annotated[
    int, Field(gt=0), must("must be a whole number above 0"), _up_to(_MOST_QUARTERS)
]
"""A number of quarters, a thousand years of them at most."""

Seed = Annotated[
    int,
    Field(ge=0, json_schema_extra={"maximum": LARGEST_SEED}),
    must("must be a whole number of 0 or more"),
    _up_to(LARGEST_SEED),
]
"""A seed for random numbers."""

Quoted = Annotated[str, Field(min_length=1), must("must be text in quotation marks")]
"""Text that looks like a number, such as the name of an edition."""

Label = Annotated[str, Field(min_length=1), must("must be a name from the edition")]
"""The identifier of a place, good, group of goods or process in the edition."""

Actor = Annotated[str, Field(min_length=1), must("must be the name of an actor")]
"""Who acts or pays: a place of the edition, or an actor that is none, such as NLD."""

Slug = Annotated[
    str,
    Field(pattern=r"^[a-z0-9]+(-[a-z0-9]+)*$"),
    must("must be lower-case letters, digits and single hyphens"),
]
"""A short name in lower-case letters, digits and single hyphens."""

AsTuple = BeforeValidator(_listed)
"""Turns the list of a file into a tuple, so that nothing can be changed in place."""

Labels = Annotated[tuple[Label, ...], AsTuple]
"""Identifiers of the edition, in order; there may be none."""

SomeLabels = Annotated[tuple[Label, ...], Field(min_length=1), AsTuple]
"""One or more identifiers of the edition, in order."""

_Everywhere = Annotated[Literal["all"], must('must be a list of places, or the word "all"')]

Places = Annotated[
    Annotated[SomeLabels, Tag("<places>")] | Annotated[_Everywhere, Tag("<everywhere>")],
    Discriminator(_kind_of_places),
]
"""A list of places, or the word ``all`` for every place but the one that acts."""


_Number = TypeVar("_Number", bound=float)
_INSIDE = "must be a probability above 0 and below 1"

Inside = Annotated[float, Field(gt=0, lt=1), must(_INSIDE)]
"""A probability that leaves room for both types."""


class Banded(Sourced, Generic[_Number]):
    """A number that is known only within a band (abstract)."""

    low: _Number
    """The branch that about one draw in twenty falls below."""
    central: _Number
    """The middle branch: as many draws above it as below."""
    high: _Number
    """The branch that about one draw in twenty rises above."""

    @model_validator(mode="after")
    def _in_order(self) -> Self:
        if not self.low <= self.central <= self.high:
            got = f"{self.low}, {self.central}, {self.high}"
            sentence = f"must have low <= central <= high, got {got}"
            raise whole_sentence(sentence)
        return self


class Band(Banded[Share]):
    """A share between 0 and 1 that is known only within a band."""


class AmountBand(Banded[Amount]):
    """An amount of any sign that is known only within a band: below zero for a loss.

    Examples
    --------
    >>> AmountBand(low=-1.0, central=0.0, high=2.0, note="Assumption.").central
    0.0
    """


class CostBand(Banded[NotNegative]):
    """An amount of 0 or more that is known only within a band."""


class PositiveBand(Banded[Finite]):
    """A finite amount above 0 that is known only within a band."""


class Prior(Banded[Inside]):
    """A probability above 0 and below 1 that is known only within a band."""


def _or_one_number(either: Any, fits: Callable[[float], bool], sentence: str) -> BeforeValidator:
    """Reads one number as a band whose branches are alike, and says once if it does not fit."""
    or_band = f"{sentence}, or a band"

    def read(value: Any) -> Any:
        if isinstance(value, bool | str):
            raise own_words(or_band)
        if not isinstance(value, int | float):
            return value
        if not (abs(value) <= sys.float_info.max and fits(value)):
            raise own_words(sentence)
        return {"low": value, "central": value, "high": value}

    return BeforeValidator(read, json_schema_input_type=either)


BandOrShare = Annotated[
    Band,
    _or_one_number(Share | Band, lambda share: 0 <= share <= 1, "must be a share between 0 and 1"),
]
"""A band, or one number for a share that is taken as certain."""

Money = Annotated[
    AmountBand, _or_one_number(Amount | AmountBand, lambda _: True, "must be a finite number")
]
"""A band of any sign, or one number that is taken as certain."""

Cost = Annotated[
    CostBand,
    _or_one_number(NotNegative | CostBand, lambda cost: cost >= 0, "must be a number of 0 or more"),
]
"""A band of 0 or more, or one number that is taken as certain."""

AboveZero = Annotated[
    PositiveBand,
    _or_one_number(
        Finite | PositiveBand, lambda value: value > 0, "must be a finite number above 0"
    ),
]
"""A band above 0, or one number that is taken as certain."""

PriorOrShare = Annotated[
    Prior, _or_one_number(Inside | Prior, lambda share: 0 < share < 1, _INSIDE)
]
"""A prior, or one probability that is taken as certain."""

CERTAIN_ZERO = Band(low=0.0, central=0.0, high=0.0)
