"""Numbers that are known only within a band: low, central and high."""

from __future__ import annotations

import sys
from collections.abc import Callable
from typing import Annotated, Any, Generic, Self, TypeVar

from pydantic import BeforeValidator, Field, model_validator

from ._fields import Amount, Finite, NotNegative, Share
from ._record import Sourced, must, own_words, whole_sentence

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
