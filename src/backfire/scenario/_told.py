"""Plain data as it was written, read as far as it can be."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date
from typing import Any

from ._fields import read_day


def items(value: Any) -> Sequence[Any]:
    """The members of a list, or none where there is no list."""
    return value if isinstance(value, list | tuple) else ()


def day(holder: Any, field: str) -> date | None:
    """The day in a field, or none where there is no day."""
    try:
        return read_day(holder.get(field))
    except (ValueError, AttributeError):
        return None


def members(told: Mapping[str, Any], field: str) -> list[tuple[str, Mapping[str, Any]]]:
    """The mappings in a list, each with its place in the file."""
    listed = enumerate(items(told.get(field)))
    return [(f"{field}[{place}]", item) for place, item in listed if isinstance(item, Mapping)]
