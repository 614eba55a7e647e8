"""The JSON Schema of scenario files, written from the docstrings of the fields."""

from __future__ import annotations

from typing import Any

from ._branch import Branch
from ._scenario import Scenario


def json_schema() -> dict[str, Any]:
    """The schema that lets an editor complete and explain a scenario file.

    A file that is built on another may hold the same fields, and ``based_on`` and ``changes``.

    Examples
    --------
    >>> json_schema()["additionalProperties"]
    False
    """
    schema = Scenario.model_json_schema(by_alias=True, mode="validation")
    schema["description"] = _first_paragraph(schema["description"])
    schema["properties"] |= Branch.model_json_schema()["properties"]
    schema["dependentRequired"] = {"changes": ["based_on"]}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}


def _first_paragraph(text: str) -> str:
    return " ".join(text.split("\n\n")[0].split())
