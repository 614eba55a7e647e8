"""The record that every part of a scenario is, and what a single field of it may hold."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime
from typing import Annotated, Any, Literal

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Discriminator,
    Field,
    GetJsonSchemaHandler,
    Tag,
    ValidationError,
    ValidationInfo,
    WithJsonSchema,
    WrapValidator,
    field_validator,
)
from pydantic_core import CoreSchema, PydanticCustomError

_A_DAY = "must be a date such as 2025-04-04"
OWN_WORDS = "own words"
"""The type of a fault whose message says what must be true; what was got is added to it."""
WHOLE_SENTENCE = "whole sentence"
"""The type of a fault whose message lacks nothing but the place."""
CONTRADICTION = "contradiction"
"""The type of a fault that carries whole sentences, each with its place in the same record."""
LARGEST_SEED = 2**53 - 1
"""The largest whole number that every file format and program reads exactly."""


def own_words(sentence: str) -> PydanticCustomError:
    """The fault that says what must be true of a value."""
    return PydanticCustomError(OWN_WORDS, "{said}", {"said": sentence})


def must(sentence: str) -> WrapValidator:
    """Says ``sentence`` instead of whatever a field's own check would say."""

    def check(value: Any, handler: Callable[[Any], Any]) -> Any:
        try:
            return handler(value)
        except ValidationError:
            raise own_words(sentence) from None

    return WrapValidator(check)


Text = Annotated[str, must("must be text")]
"""Free text."""


class Closed(BaseModel):
    """A frozen record that knows every field it may carry and refuses all others."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        use_attribute_docstrings=True,
        validate_default=False,
        allow_inf_nan=False,
        strict=True,
    )

    @classmethod
    def __get_pydantic_json_schema__(
        cls, core_schema: CoreSchema, handler: GetJsonSchemaHandler
    ) -> dict[str, Any]:
        schema = handler.resolve_ref_schema(handler(core_schema))
        fields: dict[str, Any] = schema.get("properties", {})
        return {**schema, "properties": {name: fields[name] for name in _ordered(fields)}}


class Sourced(Closed):
    """A record whose figures have a source (abstract)."""

    source: Text = ""
    """Key in docs/references.bib for the numbers here; several are joined by a semicolon."""
    note: Text = ""
    """What a reader should know: how the numbers were made, and what they leave out."""


def _ordered(fields: Iterable[str]) -> list[str]:
    """Names of fields with the source and the note at the end."""
    return sorted(fields, key=("source", "note").__contains__)


def opened(value: Any) -> Any:
    """A record as a mapping of the fields that were given, under the names of the file.

    What is inside stays as it is, so that an unchanged part is not checked a second time.
    """
    if isinstance(value, BaseModel):
        fields = type(value).model_fields
        given = value.model_fields_set | {"kind"}
        names = [name for name in _ordered(fields) if name in given]
        return {fields[name].alias or name: getattr(value, name) for name in names}
    return list(value) if isinstance(value, tuple) else value  # pyright: ignore[reportUnknownArgumentType, reportUnknownVariableType]


def as_data(value: Any) -> Any:
    """Plain mappings, lists and scalars under the names of the file; defaults left out.

    Examples
    --------
    >>> from backfire.scenario import Friction
    >>> as_data(Friction(initial=0.5, weeks=10))
    {'initial': 0.5, 'weeks': 10.0}
    """
    inside = opened(value)
    if isinstance(inside, Mapping):
        return {key: as_data(item) for key, item in inside.items()}  # pyright: ignore[reportUnknownVariableType]
    if isinstance(inside, list):
        return [as_data(item) for item in inside]  # pyright: ignore[reportUnknownVariableType]
    return inside


def beside(
    field: str, *others: str, perhaps: tuple[str, ...] = ()
) -> Callable[[Callable[..., Iterable[str]]], Any]:
    """Marks a check of a field against ``others`` before it in its record, where all were given.

    Those in ``perhaps`` follow as none where they were not. The check yields whole sentences, each
    of which begins with the name of a field of the record.
    """

    def decorate(check: Callable[..., Iterable[str]]) -> Any:
        def validate(cls: Any, value: Any, known: ValidationInfo) -> Any:
            rest = [known.data.get(other) for other in others]
            more = [known.data.get(other) for other in perhaps]
            left_out = value is None or None in rest
            found = () if left_out else tuple(check(value, *rest, *more))
            if found:
                raise PydanticCustomError(CONTRADICTION, "contradicts", {"problems": found})
            return value

        return field_validator(field)(validate)

    return decorate


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


class Move(Sourced):
    """What an actor does between two days (abstract)."""

    name: Slug
    """Short name, unique among all controls and instruments of the scenario."""
    by: Actor
    """Who acts; not only a place of the edition can, but also one inside a bloc, such as NLD."""
    announced: Day | None = None
    """The day it became known; left out where it was announced as it began."""
    starts: Day
    """The first day on which it works."""
    ends: Day | None = None
    """The first day on which it no longer works; left out where no end is known."""

    @beside("starts", "announced")
    def _known_before(starts: Day, announced: Day) -> Iterator[str]:
        if announced > starts:
            yield f"announced must not be after starts ({starts}), got {announced}"

    @beside("ends", "starts")
    def _ends_later(ends: Day, starts: Day) -> Iterator[str]:
        if ends <= starts:
            yield f"ends must be after starts ({starts}), got {ends}"

    @property
    def known_from(self) -> Day:
        """The day on which it can first matter: announced, or begun."""
        return min(self.announced or self.starts, self.starts)


def not_at_oneself(to: Sequence[str] | Literal["all"], by: str) -> Iterator[str]:
    """Refuse a move that is aimed at the place that makes it."""
    if to != "all" and by in to:
        yield f"to must not hold the place that acts, got {by}"
