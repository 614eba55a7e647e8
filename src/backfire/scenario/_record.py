"""The record that every part of a scenario is, and how it refuses what does not fit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Annotated, Any

from pydantic import (
    BaseModel,
    ConfigDict,
    GetJsonSchemaHandler,
    ValidationError,
    ValidationInfo,
    WrapValidator,
    field_validator,
)
from pydantic_core import CoreSchema, PydanticCustomError

OWN_WORDS = "own words"
"""The type of a fault whose message says what must be true; what was got is added to it."""
WHOLE_SENTENCE = "whole sentence"
"""The type of a fault whose message lacks nothing but the place."""
CONTRADICTION = "contradiction"
"""The type of a fault that carries whole sentences, each with its place in the same record."""


def own_words(sentence: str) -> PydanticCustomError:
    """The fault that says what must be true of a value."""
    return PydanticCustomError(OWN_WORDS, "{said}", {"said": sentence})


def whole_sentence(sentence: str) -> PydanticCustomError:
    """The fault that says both what must be true and what was got."""
    return PydanticCustomError(WHOLE_SENTENCE, "{said}", {"said": sentence})


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
