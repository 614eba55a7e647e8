"""What a single field may hold, and the sentence that is said when it holds something else."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import (
    BeforeValidator,
    Discriminator,
    Field,
    Tag,
    ValidationError,
    WithJsonSchema,
    WrapValidator,
)
from pydantic_core import PydanticCustomError

OWN_WORDS = "own words"
"""The type of a fault whose message is already the sentence to print."""


def must(sentence: str) -> WrapValidator:
    """Says ``sentence`` instead of whatever a field's own check would say."""

    def check(value: Any, handler: Callable[[Any], Any]) -> Any:
        try:
            return handler(value)
        except ValidationError:
            raise PydanticCustomError(OWN_WORDS, "{said}", {"said": sentence}) from None

    return WrapValidator(check)


def read_day(value: object) -> date:
    """A date, ``YYYY-MM-DD``, or a month ``YYYY-MM`` standing for its first day.

    Raises
    ------
    ValueError
        If the value is none of these.

    Examples
    --------
    >>> read_day("2026-01")
    datetime.date(2026, 1, 1)
    """
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if isinstance(value, str):
        text = f"{value}-01" if re.fullmatch(r"\d{4}-\d{2}", value) else value
        if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text):
            return date.fromisoformat(text)
    message = "not a date"
    raise ValueError(message)


def _day(value: object) -> date:
    try:
        return read_day(value)
    except ValueError:
        sentence = "must be a date such as 2025-04-04"
        raise PydanticCustomError(OWN_WORDS, "{said}", {"said": sentence}) from None


def _listed(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _kind_of_places(value: Any) -> str:
    return "<everywhere>" if isinstance(value, str) else "<places>"


_DAY_SCHEMA = {
    "anyOf": [
        {"type": "string", "format": "date"},
        {"type": "string", "pattern": r"^\d{4}-\d{2}$"},
    ]
}

Day = Annotated[date, BeforeValidator(_day), WithJsonSchema(_DAY_SCHEMA)]
"""A calendar day; a month written YYYY-MM means its first day."""

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

Count = Annotated[int, Field(gt=0), must("must be a whole number above 0")]
"""A whole number above zero."""

Seed = Annotated[int, Field(ge=0), must("must be a whole number of 0 or more")]
"""A seed for random numbers."""

Text = Annotated[str, must("must be text")]
"""Free text."""

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
