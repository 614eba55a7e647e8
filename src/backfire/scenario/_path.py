"""Dotted paths into a scenario, as ``--set controls.0.withheld=0.5`` writes them."""

from __future__ import annotations

import re
from typing import Any

from backfire.errors import ScenarioError

_BRACKETS = re.compile(r"\[(\d+)\]")


def replace_at(data: Any, path: str, value: Any, where: str) -> Any:
    """A copy of plain data with another value at a dotted path.

    A member of a list is named by its number from 0 or, where it has one, by its name. A path
    that ends at a name which no member bears adds the value, if the value bears that name.

    Raises
    ------
    ScenarioError
        If a step of the path leads nowhere.

    Examples
    --------
    >>> replace_at({"controls": [{"withheld": 1.0}]}, "controls[0].withheld", 0.5, "example")
    {'controls': [{'withheld': 0.5}]}
    """
    steps = [step for step in _BRACKETS.sub(r".\1", path).split(".") if step]
    if not steps:
        raise ScenarioError(where, ["a change must name a field, got an empty path"])
    return _replaced(data, steps, value, where, "")


def _replaced(data: Any, steps: list[str], value: Any, where: str, walked: str) -> Any:
    if not steps:
        return value
    step, rest = steps[0], steps[1:]
    if isinstance(data, list):
        if not rest and _is_new(data, step, value):
            return [*data, value]
        place = _place(data, step, where, walked)
        inner = _replaced(data[place], rest, value, where, f"{walked}[{place}]")
        return [*data[:place], inner, *data[place + 1 :]]
    here = f"{walked}.{step}" if walked else step
    if isinstance(data, dict):
        key = next((known for known in data if str(known) == step), step)
        return {**data, key: _replaced(data.get(key, {}), rest, value, where, here)}
    raise ScenarioError(where, [f"{here} leads nowhere: {walked} is a single value"])


def _is_new(data: list[Any], step: str, value: Any) -> bool:
    if not isinstance(value, dict) or value.get("name") != step:
        return False
    return all(item.get("name") != step for item in data if isinstance(item, dict))


def _place(data: list[Any], step: str, where: str, walked: str) -> int:
    if step.isdigit() and int(step) < len(data):
        return int(step)
    names = [item.get("name") if isinstance(item, dict) else None for item in data]
    if step in names:
        return names.index(step)
    known = [str(name) for name in names if name]
    way_out = f"a number from 0 to {len(data) - 1}" if data else "nothing: the list is empty"
    if known:
        way_out += f" or one of {', '.join(known)}"
    raise ScenarioError(where, [f"{walked} must be followed by {way_out}, got {step}"])
