"""What a file may say: a whole scenario, or what differs from another."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Annotated, Any

from pydantic import Field, ValidationError

from backfire.errors import ScenarioError

from ._messages import sentences
from ._paths import replaced
from ._record import Closed, must, opened
from ._scenario import Scenario

_OF_THE_FILE = ("name", "title", "description")
_ANYTHING: dict[str, Any] = {"additionalProperties": {}}

_Base = Annotated[str, Field(min_length=1), must("must be a short name of the library or a file")]
_Changes = Annotated[Mapping[str, Any], Field(json_schema_extra=_ANYTHING)]


class Branch(Closed):
    """What a file says besides the fields of a scenario where it is built on another."""

    based_on: _Base
    """Scenario that this one is built on, by its short name or by the path of its file, as seen
    from this one; every field that is left out is as there, but name, title and description."""
    changes: _Changes = Field(default={})
    """Values by dotted path, such as ``controls.embargo.withheld: 0.5``, put in after all fields
    written in full; a path that ends at a new name adds a member that bears that name."""

    def fields_over(
        self, base: Scenario, own: Mapping[str, Any]
    ) -> tuple[Mapping[str, Any], list[str]]:
        """The fields of a whole scenario, and a sentence for each path that leads nowhere.

        The fields are those of the base, the file's own in their place, and then the changes.
        """
        inherited = {key: value for key, value in opened(base).items() if key not in _OF_THE_FILE}
        fields: Any = {**inherited, **own}
        problems: list[str] = []
        for path, value in self.changes.items():
            try:
                fields = replaced(fields, path, value, base.name)
            except ScenarioError as fault:
                problems += fault.problems
        return fields, problems


def split(data: Mapping[str, Any], where: str) -> tuple[Branch | None, Mapping[str, Any]]:
    """What a file says about its base, or nothing, and the fields of a scenario it holds.

    Raises
    ------
    ScenarioError
        If what it says about its base cannot be read.
    """
    own = {key: value for key, value in data.items() if key not in Branch.model_fields}
    if len(own) == len(data):
        return None, own
    try:
        return Branch(**{key: data[key] for key in data if key not in own}), own
    except ValidationError as fault:
        raise ScenarioError(where, sentences(fault, Branch)) from None


def json_schema() -> dict[str, Any]:
    """The schema that lets an editor complete and explain a scenario file.

    A file that is built on another may hold the same fields, and ``based_on`` and ``changes``.

    Examples
    --------
    >>> json_schema()["additionalProperties"]
    False
    """
    schema = Scenario.model_json_schema(by_alias=True, mode="validation")
    schema["description"] = " ".join(schema["description"].split("\n\n")[0].split())
    schema["properties"] |= Branch.model_json_schema()["properties"]
    schema["dependentRequired"] = {"changes": ["based_on"]}
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", **schema}
