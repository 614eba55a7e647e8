"""Scenarios by their short name, or from a file."""

from __future__ import annotations

import stat
from collections.abc import Mapping
from importlib.resources import files
from pathlib import Path
from typing import Any

from backfire.errors import ScenarioError

from ._branch import Branch, split
from ._messages import nearest, shown
from ._scenario import Scenario
from ._yaml import LARGEST_FILE, read_yaml, too_large

_PACKAGE = "backfire.scenario"
_SUFFIX = ".yaml"
_FILE, _NOTHING = "a file", "nothing there"
_KINDS = {
    stat.S_IFREG: _FILE,
    stat.S_IFDIR: "a folder",
    stat.S_IFIFO: "a pipe",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
    stat.S_IFSOCK: "a socket",
}


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
    return _read(slug_or_path, ())


def parse_scenario(text: str, where: str) -> Scenario:
    """The scenario in a YAML text, such as the one that is stored with an answer.

    Parameters
    ----------
    where
        Name of the text in messages.

    Raises
    ------
    ScenarioError
        With every problem found in the text.

    Examples
    --------
    >>> parse_scenario(read_scenario("no-control").to_yaml(), "a text").name
    'no-control'
    """
    return _parsed(text, where, "", ())


def _read(slug_or_path: str | Path, above: tuple[str, ...]) -> Scenario:
    """Read a scenario on which those above, each built on the next, are built."""
    text, where = source_text(slug_or_path)
    return _parsed(text, where, str(slug_or_path), above)


def _parsed(text: str, where: str, here: str, above: tuple[str, ...]) -> Scenario:
    data = read_yaml(text, where)
    if not isinstance(data, dict) or not all(isinstance(key, str) for key in data):
        problem = f"the file must hold fields such as name, title and controls, got {shown(data)}"
        raise ScenarioError(where, [problem])
    branch, fields = split(data, where)
    problems: list[str] = []
    if branch is not None:
        base = _base_of(branch, here, where, above)
        fields, problems = branch.fields_over(base, fields)
    return _checked(fields, where, problems)


def _base_of(branch: Branch, here: str, where: str, above: tuple[str, ...]) -> Scenario:
    """The scenario that a file is built on; a path is taken from the folder of the file."""
    shelf = library()
    named = branch.based_on
    base = named if here in shelf or named in shelf else str(Path(here).parent / named)
    if base not in shelf and _found_at(Path(base)) != _FILE:
        known = f"must be one of the library ({', '.join(shelf)}) or a file"
        way_out = nearest(named, list(shelf))
        raise ScenarioError(where, [f'based_on {known}, got "{named}"{way_out}'])
    walked = (*above, _identity(here))
    if _identity(base) in walked:
        circle = ", ".join(Path(step).name for step in (*walked, _identity(base)))
        raise ScenarioError(where, [f"based_on must not lead in a circle, got {circle}"])
    return _read(base, walked)


def _identity(slug_or_path: str) -> str:
    return slug_or_path if slug_or_path in library() else str(Path(slug_or_path).resolve())


def source_text(slug_or_path: str | Path) -> tuple[str, str]:
    """The text of a scenario, comments included, and the name to call it by in messages."""
    given = str(slug_or_path)
    if given in library():
        return (files(_PACKAGE) / "library" / f"{given}{_SUFFIX}").read_text("utf-8"), given
    path = Path(slug_or_path)
    found = _found_at(path)
    if found == _FILE:
        return _text_of(path, given), given
    if given and (path.suffix or "/" in given or found != _NOTHING):
        problem = f"a scenario must be a file, got {found}; `backfire new` writes one"
        raise ScenarioError(given, [problem])
    shelf = list(library())
    where = "the question"
    sentence = (
        f"scenario must be one of the library ({', '.join(shelf)}) or a file, "
        f'got "{given}"{nearest(given, shelf)}'
    )
    raise ScenarioError(where, [sentence])


def _found_at(path: Path) -> str:
    """What lies at a path or behind a link; only a regular file has an end when it is read."""
    try:
        return _KINDS.get(stat.S_IFMT(path.stat().st_mode), "no file")
    except (FileNotFoundError, NotADirectoryError, ValueError):
        return _NOTHING
    except OSError as fault:
        return f"a path that cannot be followed: {fault.strerror or fault}"


def _text_of(path: Path, where: str) -> str:
    try:
        with path.open("rb") as file:
            content = file.read(LARGEST_FILE + 1)
        if len(content) > LARGEST_FILE:
            raise ScenarioError(where, [too_large(path.stat().st_size)])
        return content.decode("utf-8").replace("\r\n", "\n").replace("\r", "\n")
    except UnicodeDecodeError as fault:
        line = fault.object[: fault.start].count(b"\n") + 1
        found = f"line {line}: must be text in UTF-8, got other bytes; save it as UTF-8"
        raise ScenarioError(where, [found]) from None
    except OSError as fault:
        found = f"the file must be readable, got: {fault.strerror or fault}"
        raise ScenarioError(where, [found]) from None


def _checked(fields: Mapping[str, Any], where: str, problems: list[str]) -> Scenario:
    try:
        scenario = Scenario(**fields)
    except ScenarioError as fault:
        raise ScenarioError(where, [*problems, *fault.problems]) from None
    if problems:
        raise ScenarioError(where, problems)
    return scenario
