"""Text: the sentences of an answer, from one template a kind."""

from __future__ import annotations

import math
import re
from functools import cache
from typing import TYPE_CHECKING, Any

import jinja2

from . import _format

if TYPE_CHECKING:
    from collections.abc import Mapping

_SPACES = re.compile(r"\s+")
_BLANK_LINE = re.compile(r"\n\s*\n")


def sentences(name: str, context: Mapping[str, Any]) -> tuple[str, ...]:
    """The paragraphs of a template, which blank lines part; those that are empty are left out."""
    text = _templates().get_template(f"{name}.jinja").render(context)
    paragraphs = (_SPACES.sub(" ", part).strip() for part in _BLANK_LINE.split(text))
    return tuple(part for part in paragraphs if part)


def note(name: str, macro: str, context: Mapping[str, Any], *given: Any) -> str:
    """What a macro of a template writes."""
    module = _templates().get_template(f"{name}.jinja").make_module(dict(context))
    return _SPACES.sub(" ", str(getattr(module, macro)(*given))).strip()


@cache
def _templates() -> jinja2.Environment:
    """The templates of the folder `text`; functions of `_format` are filters and globals."""
    templates = jinja2.Environment(
        loader=jinja2.PackageLoader("backfire.answers", "text"),
        autoescape=False,  # plain text: the page escapes what it shows
        undefined=jinja2.StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    written = {name: getattr(_format, name) for name in _format.__all__}
    templates.filters.update(written)
    templates.globals.update(written)
    tests: dict[str, Any] = {"finite": math.isfinite}
    templates.tests.update(tests)
    return templates
