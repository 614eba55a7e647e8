"""Faults found by pydantic, in our own words."""

from __future__ import annotations

from collections.abc import Mapping
from difflib import get_close_matches
from typing import Any, get_args

from pydantic import BaseModel, ValidationError

from ._controls import CONTROLS
from ._instruments import INSTRUMENTS
from ._record import CONTRADICTION, OWN_WORDS, WHOLE_SENTENCE

_MUST = {
    "tuple_type": "must be a list",
    "too_short": "must name at least one",
    "string_type": "must be text",
    "bool_type": "must be true or false",
    "model_type": "must be a mapping of fields",
    "model_attributes_type": "must be a mapping of fields",
    "mapping_type": "must be a mapping",
    "dict_type": "must be a mapping",
}

_LISTS_OF_KINDS = ("controls", "instruments")
_LONGEST_TEXT, _LARGEST_NUMBER = 200, 10**30


def sentences(fault: ValidationError, outermost: type[BaseModel]) -> list[str]:
    """One sentence for each fault: where, what must be true, what was got, the way out."""
    return [
        sentence
        for error in fault.errors(include_url=False)
        for sentence in _of_error(error, outermost)
        if sentence
    ]


def nearest(word: str, known: list[str]) -> str:
    """The question "did you mean", or nothing if no known word is near.

    Examples
    --------
    >>> nearest("start", ["starts", "ends"])
    '; did you mean "starts"?'
    """
    found = get_close_matches(word, known, n=1, cutoff=0.6)
    return f'; did you mean "{found[0]}"?' if found else ""


def shown(value: Any) -> str:
    """A value as it appears after "got".

    Examples
    --------
    >>> shown(None), shown(True), shown("x"), shown(1.6), shown([1, 2])
    ('nothing', 'true', '"x"', '1.6', 'a list of 2')
    """
    if value is None:
        return "nothing"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, Mapping):
        keys = ", ".join(map(str, value))
        return f"a mapping with {keys[:_LONGEST_TEXT] or 'nothing in it'}"
    if isinstance(value, list | tuple):
        return f"a list of {len(value)}" if value else "an empty list"
    if isinstance(value, int) and abs(value) > _LARGEST_NUMBER:
        return f"a number of more than {len(str(_LARGEST_NUMBER)) - 1} digits"
    if isinstance(value, str) and len(value) > _LONGEST_TEXT:
        return f'"{value[:_LONGEST_TEXT]}..."'
    return f'"{value}"' if isinstance(value, str) else str(value)


def _of_error(error: Any, outermost: type[BaseModel]) -> list[str]:
    if error["type"] != CONTRADICTION:
        return [_sentence(error, outermost)]
    holder = _place(error["loc"][:-1])
    return [f"{holder}.{problem}" if holder else problem for problem in error["ctx"]["problems"]]


def _sentence(error: Any, outermost: type[BaseModel]) -> str:
    kind, loc, got = error["type"], error["loc"], shown(error["input"])
    context: dict[str, Any] = error.get("ctx", {})
    follows = kind == "default_factory_not_called" or (kind == "too_short" and error["input"])
    if follows:
        return ""
    if kind == "missing":
        return f"{_place(loc)} is required"
    if kind == "extra_forbidden":
        known = _fields_at(loc[:-1], outermost)
        return f"{_place(loc)} is not a field here{nearest(str(loc[-1]), known)}"
    if kind.startswith("union_tag"):
        return _about_kind(loc, context)
    if kind == WHOLE_SENTENCE:
        return f"{_place(loc)} {error['msg']}"
    if kind == "literal_error":
        return f"{_place(loc)} must be {context['expected']}, got {got}"
    said = error["msg"] if kind == OWN_WORDS else _MUST.get(kind, f"does not fit: {error['msg']}")
    return f"{_place(loc)} {said}, got {got}"


def _about_kind(loc: tuple[int | str, ...], context: Mapping[str, Any]) -> str:
    place, kinds = _place(loc), _kinds(str(loc[0]))
    if "tag" not in context:
        return f"{place}.kind is required: one of {', '.join(kinds)}"
    tag = context["tag"]
    elsewhere = [field for field in _LISTS_OF_KINDS if tag in _kinds(field)]
    way_out = f"; it belongs under {elsewhere[0]}" if elsewhere else nearest(tag, list(kinds))
    return f'{place}.kind must be one of {", ".join(kinds)}, got "{tag}"{way_out}'


def _kinds(field: str) -> Mapping[str, type[BaseModel]]:
    """The kinds that the members of a field may have, with their classes."""
    known = INSTRUMENTS if field == "instruments" else CONTROLS
    return {kind.model_fields["kind"].default: kind for kind in known}


def _place(loc: tuple[int | str, ...]) -> str:
    written = ""
    for step in _walked(loc):
        if isinstance(step, int):
            written += f"[{step}]"
        else:
            written += f".{step}" if written else step
    return written


def _walked(loc: tuple[int | str, ...]) -> list[int | str]:
    """The steps as a reader would take them, without the kind pydantic puts after a member."""
    steps: list[int | str] = []
    for number, step in enumerate(loc):
        names_kind = number == 2 and loc[0] in _LISTS_OF_KINDS
        if not names_kind and not str(step).startswith("<"):
            steps.append(step)
    return steps


def _fields_at(loc: tuple[int | str, ...], outermost: type[BaseModel]) -> list[str]:
    """The fields that may be written at a place."""
    here = [outermost]
    for step in loc:
        if isinstance(step, str):
            here = _step_into(here, step)
    return [field.alias or name for name, field in here[0].model_fields.items()]


def _step_into(here: list[type[BaseModel]], step: str) -> list[type[BaseModel]]:
    """The models that a step leads to; a step in angle brackets picks one of them."""
    if step.startswith("<"):
        return [model for model in here if f"<{model.__name__}>" == step] or here
    field = here[0].model_fields.get(step)
    if field is None:
        found = _of_kind(step)
        return [found] if found else here
    return _models_in(field.annotation) or here


def _of_kind(kind: str) -> type[BaseModel] | None:
    return next((_kinds(each)[kind] for each in _LISTS_OF_KINDS if kind in _kinds(each)), None)


def _models_in(annotation: Any) -> list[type[BaseModel]]:
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        return [annotation]
    return [model for inner in get_args(annotation) for model in _models_in(inner)]
