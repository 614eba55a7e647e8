"""A share that is not known exactly."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import BeforeValidator, model_validator
from pydantic_core import PydanticCustomError

from ._closed import Closed
from ._fields import OWN_WORDS, Share, Text

DISORDER = "disorder"
"""The type of a fault in the order of the branches; its message names what was got."""


def refuse_disorder(low: float, central: float, high: float) -> None:
    """Refuse a band whose branches are not in order.

    Raises
    ------
    PydanticCustomError
        Unless ``low <= central <= high``.
    """
    if not low <= central <= high:
        context = {"low": low, "central": central, "high": high}
        sentence = "must have low <= central <= high, got {low}, {central}, {high}"
        raise PydanticCustomError(DISORDER, sentence, context)


class Band(Closed):
    """A share between 0 and 1 that is known only within a band."""

    low: Share
    """The branch that about one future in twenty falls below."""
    central: Share
    """The middle branch: as many futures above it as below."""
    high: Share
    """The branch that about one future in twenty rises above."""
    source: Text = ""
    """Key in docs/references.bib; several are joined by a semicolon."""
    note: Text = ""
    """How the band was built, when no source states it."""

    @model_validator(mode="after")
    def _in_order(self) -> Band:
        refuse_disorder(self.low, self.central, self.high)
        return self


def _certain(value: Any) -> Any:
    if isinstance(value, bool | str):
        raise PydanticCustomError(OWN_WORDS, "must be a share between 0 and 1, or a band")
    if not isinstance(value, int | float):
        return value
    if not 0 <= value <= 1:
        raise PydanticCustomError(OWN_WORDS, "must be a share between 0 and 1")
    return {"low": value, "central": value, "high": value}


BandOrShare = Annotated[Band, BeforeValidator(_certain, json_schema_input_type=Share | Band)]
"""A band, or one number for a share that is taken as certain."""

CERTAIN_ZERO = Band(low=0.0, central=0.0, high=0.0)
