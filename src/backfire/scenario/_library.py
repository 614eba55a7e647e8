"""Scenarios by their short name, or from a file."""

from __future__ import annotations

from importlib.resources import files
from pathlib import Path
from typing import Any

from backfire.errors import ScenarioError

from ._scenario import Scenario
from ._wording import nearest
from ._yaml import read_yaml

_PACKAGE = "backfire.scenario"
_SUFFIX = ".yaml"


def library() -> tuple[str, ...]:
    """The short names of all shipped scenarios, in alphabetical order.

    Examples
    --------
    >>> "no-control" in library()
    True
    """
    shelf = files(_PACKAGE) / "library"
    names = (entry.name for entry in shelf.iterdir())
    return tuple(sorted(name.removesuffix(_SUFFIX) for name in names if name.endswith(_SUFFIX)))


def read_scenario(slug_or_path: str | Path) -> Scenario:
    """Read a shipped scenario by its short name, or one of your own from its file.

    Raises
    ------
    ScenarioError
        With every problem found in the file, or if there is no such scenario.

    Examples
    --------
    >>> read_scenario("no-control").controls
    ()
    """
    text, where = source_text(slug_or_path)
    data = read_yaml(text, where)
    if not isinstance(data, dict) or not all(isinstance(key, str) for key in data):
        raise ScenarioError(where, ["the file must hold fields such as name, title and controls"])
    return _checked(data, where)


def source_text(slug_or_path: str | Path) -> tuple[str, str]:
    """The text of a scenario, comments included, and the name to call it by in messages."""
    given = str(slug_or_path)
    if given in library():
        return (files(_PACKAGE) / "library" / f"{given}{_SUFFIX}").read_text("utf-8"), given
    path = Path(slug_or_path)
    if path.is_file():
        try:
            return path.read_text("utf-8"), given
        except (OSError, UnicodeDecodeError) as fault:
            raise ScenarioError(given, [f"the file must be readable text, got: {fault}"]) from None
    shelf = list(library())
    if path.suffix or "/" in given:
        raise ScenarioError(given, ["there is no such file"])
    sentence = (
        f'scenario must be one of the library or a file, got "{given}"{nearest(given, shelf)}'
    )
    where = "the question"
    raise ScenarioError(where, [sentence, f"the library has: {', '.join(shelf)}"])


def _checked(data: dict[str, Any], where: str) -> Scenario:
    try:
        return Scenario(**data)
    except ScenarioError as fault:
        raise ScenarioError(where, fault.problems) from None
