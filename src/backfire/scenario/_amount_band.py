"""An amount that is not known exactly."""

from __future__ import annotations

import math
from collections.abc import Callable
from typing import Annotated, Any

from pydantic import BeforeValidator, model_validator
from pydantic_core import PydanticCustomError

from ._band import refuse_disorder
from ._closed import Closed
from ._fields import OWN_WORDS, Amount, Finite, NotNegative, Text


class AmountBand(Closed):
    """An amount of any sign that is known only within a band: below zero for a loss.

    Examples
    --------
    >>> AmountBand(low=-1.0, central=0.0, high=2.0, note="Assumption.").central
    0.0
    """

    low: Amount
    """The branch that about one future in twenty falls below."""
    central: Amount
    """The middle branch."""
    high: Amount
    """The branch that about one future in twenty rises above."""
    source: Text = ""
    """Key in docs/references.bib; several are joined by a semicolon."""
    note: Text = ""
    """How the band was made; an assumption or a judgement says so."""

    @model_validator(mode="after")
    def _in_order(self) -> AmountBand:
        refuse_disorder(self.low, self.central, self.high)
        return self


class CostBand(AmountBand):
    """An amount of 0 or more that is known only within a band."""

    low: NotNegative
    """The branch that about one future in twenty falls below."""
    central: NotNegative
    """The middle branch."""
    high: NotNegative
    """The branch that about one future in twenty rises above."""


class PositiveBand(AmountBand):
    """A finite amount above 0 that is known only within a band."""

    low: Finite
    """The branch that about one future in twenty falls below."""
    central: Finite
    """The middle branch."""
    high: Finite
    """The branch that about one future in twenty rises above."""


def one_number(band: Any, fits: Callable[[float], bool], sentence: str) -> BeforeValidator:
    """Reads one number as a band whose branches are alike, and says once if it does not fit."""

    def read(value: Any) -> Any:
        if isinstance(value, bool) or not isinstance(value, int | float):
            return value
        if not fits(value):
            raise PydanticCustomError(OWN_WORDS, "{said}", {"said": sentence})
        return {"low": value, "central": value, "high": value}

    return BeforeValidator(read, json_schema_input_type=band)


Money = Annotated[
    AmountBand, one_number(Amount | AmountBand, math.isfinite, "must be a finite number")
]
"""A band of any sign, or one number that is taken as certain."""

Cost = Annotated[
    CostBand,
    one_number(
        NotNegative | CostBand, lambda cost: 0 <= cost < math.inf, "must be a number of 0 or more"
    ),
]
"""A band of 0 or more, or one number that is taken as certain."""

AboveZero = Annotated[
    PositiveBand,
    one_number(
        Finite | PositiveBand, lambda value: 0 < value < math.inf, "must be a finite number above 0"
    ),
]
"""A band above 0, or one number that is taken as certain."""
