"""Dotted paths into a scenario, as ``--set controls.0.withheld=0.5`` writes them."""

from __future__ import annotations

import re
from typing import Any

from backfire.errors import ScenarioError

from ._fields import whole_number
from ._record import opened

LONGEST_PATH = 20
"""Steps of a path; no field of a scenario lies as deep."""
_BRACKETS = re.compile(r"\[(\d+)\]")


def replaced(data: Any, path: str, value: Any, where: str) -> Any:
    """A copy of a record or of plain data with another value at a dotted path.

    A member of a list is named by its number from 0 or, where it has one, by its name. A path
    that ends at a name which no member bears adds the value, if the value bears that name. Only
    what lies on the path becomes plain data; records beside it stay as they are.

    Raises
    ------
    ScenarioError
        If a step of the path leads nowhere.

    Examples
    --------
    >>> replaced({"controls": [{"withheld": 1.0}]}, "controls[0].withheld", 0.5, "example")
    {'controls': [{'withheld': 0.5}]}
    """
    steps = [step for step in _BRACKETS.sub(r".\1", path).split(".") if step]
    if not steps:
        raise ScenarioError(where, ["a change must name a field, got an empty path"])
    if len(steps) > LONGEST_PATH:
        problem = f"a path must have at most {LONGEST_PATH} steps, got {len(steps)}"
        raise ScenarioError(where, [problem])
    return _replaced(data, steps, value, where, "")


def _replaced(record: Any, steps: list[str], value: Any, where: str, walked: str) -> Any:
    if not steps:
        return value
    data = opened(record)
    step, rest = steps[0], steps[1:]
    if isinstance(data, list):
        members: list[Any] = [*data]
        names = [_name(item) for item in members]
        if not rest and step not in names and isinstance(value, dict) and _name(value) == step:
            return [*members, value]
        place = _place(names, step, where, walked)
        inner = _replaced(members[place], rest, value, where, f"{walked}[{place}]")
        return [*members[:place], inner, *members[place + 1 :]]
    here = f"{walked}.{step}" if walked else step
    if isinstance(data, dict):
        fields: dict[Any, Any] = {**data}
        key = next((known for known in fields if str(known) == step), step)
        return {**fields, key: _replaced(fields.get(key, {}), rest, value, where, here)}
    raise ScenarioError(where, [f"{here} leads nowhere: {walked} is a single value"])


def _name(item: Any) -> Any:
    inside = opened(item)
    return inside.get("name") if isinstance(inside, dict) else None  # pyright: ignore[reportUnknownMemberType, reportUnknownVariableType]


def _place(names: list[Any], step: str, where: str, walked: str) -> int:
    number = whole_number(step)
    if number is not None and number < len(names):
        return number
    if step in names:
        return names.index(step)
    known = [str(name) for name in names if name]
    way_out = f"a number from 0 to {len(names) - 1}" if names else "nothing: the list is empty"
    if known:
        way_out += f" or one of {', '.join(known)}"
    raise ScenarioError(where, [f"{walked} must be followed by {way_out}, got {step}"])
