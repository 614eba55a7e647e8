"""The mould of every part of a scenario: frozen, closed, and documented by its field docstrings."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel, ConfigDict


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


def as_data(value: Any) -> Any:
    """Plain mappings, lists and scalars under the names of the file; defaults left unsaid.

    Examples
    --------
    >>> from backfire.scenario import Friction
    >>> as_data(Friction(initial=0.5, weeks=10))
    {'initial': 0.5, 'weeks': 10.0}
    """
    if isinstance(value, BaseModel):
        fields = type(value).model_fields
        said = [name for name in fields if name in value.model_fields_set or name == "kind"]
        return {fields[name].alias or name: as_data(getattr(value, name)) for name in said}
    if isinstance(value, Mapping):
        return {key: as_data(item) for key, item in value.items()}
    if isinstance(value, list | tuple):
        return [as_data(item) for item in value]
    return value
