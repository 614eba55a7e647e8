"""An amount that is not known exactly."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, model_validator

from ._band import refuse_disorder
from ._closed import Closed
from ._fields import Amount, Finite, NotNegative, Text


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


def alike(value: Any) -> Any:
    """One number is a band whose branches are alike."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return value
    return {"low": value, "central": value, "high": value}


Money = Annotated[AmountBand, BeforeValidator(alike, json_schema_input_type=float | AmountBand)]
"""A band of any sign, or one number that is taken as certain."""

Cost = Annotated[CostBand, BeforeValidator(alike, json_schema_input_type=NotNegative | CostBand)]
"""A band of 0 or more, or one number that is taken as certain."""

AboveZero = Annotated[
    PositiveBand, BeforeValidator(alike, json_schema_input_type=Finite | PositiveBand)
]
"""A band above 0, or one number that is taken as certain."""
