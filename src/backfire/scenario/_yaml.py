"""YAML 1.2 in and out; the parser is loaded only when a file is read or written."""

from __future__ import annotations

from collections.abc import Mapping
from io import StringIO
from typing import Any

from backfire.errors import ScenarioError

LARGEST_FILE = 500_000
"""Characters of a file: thirty times the largest of the library."""
MOST_VALUES, DEEPEST, LONGEST_NUMBER = 100_000, 50, 100
"""Values once every alias is written out, levels inside each other, characters of a number."""
_SHOWN = 60

_Sizes = dict[int, tuple[int, int] | None]
"""Values and levels by node; none while it is being measured."""


def read_yaml(text: str, where: str) -> Any:
    """The data in a text, read by the rules of YAML 1.2.

    The text is measured with all its aliases written out before anything is built of it.

    Raises
    ------
    ScenarioError
        If the text is not YAML, says the same key twice, contains itself, or is too large.
    """
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    if len(text) > LARGEST_FILE:
        raise ScenarioError(where, [too_large(len(text))])
    reader: Any = YAML(typ="safe", pure=True)
    try:
        root = reader.compose(text)
        if root is None:
            return None
        _measured(root, 1, {}, where)
        return reader.constructor.construct_document(root)
    except MarkedYAMLError as fault:
        raise ScenarioError(where, [_located(fault)]) from None
    except (YAMLError, ValueError) as fault:
        if isinstance(fault, ScenarioError):
            raise
        got = " ".join(str(fault).split())
        raise ScenarioError(where, [f"the file must be YAML 1.2, got: {got}"]) from None
    except RecursionError:
        raise ScenarioError(where, [_TOO_DEEP]) from None


_TOO_DEEP = "the file must be YAML 1.2, got lists or mappings too deep inside each other"


def too_large(size: int) -> str:
    """The sentence on a file that is larger than may be read."""
    return f"the file must have at most {LARGEST_FILE:,} characters, got {size:,} or more"


def _measured(node: Any, level: int, sizes: _Sizes, where: str) -> tuple[int, int]:
    """How many values and levels a node holds, each alias counted as what it stands for."""
    here = f"line {node.start_mark.line + 1}, column {node.start_mark.column + 1}"
    if id(node) not in sizes:
        if level > DEEPEST:
            raise ScenarioError(where, [f"{here}: {_TOO_DEEP}"])
        sizes[id(node)] = None
        inner = [_measured(each, level + 1, sizes, where) for each in _inside(node, here, where)]
        values, levels = (list(each) for each in zip(*inner, strict=True)) if inner else ([], [])
        sizes[id(node)] = 1 + sum(values), 1 + max(levels, default=0)
    size = sizes[id(node)]
    if size is None:
        raise ScenarioError(where, [f"{here}: must not contain itself by an alias (*name)"])
    if size[0] > MOST_VALUES:
        rule = f"must hold at most {MOST_VALUES:,} values once aliases (*name) are written out"
        raise ScenarioError(where, [f"{here}: {rule}, got {min(size[0], 10**12):,} or more"])
    if level + size[1] - 1 > DEEPEST:
        raise ScenarioError(where, [f"{here}: {_TOO_DEEP}"])
    return size


def _inside(node: Any, here: str, where: str) -> list[Any]:
    """The nodes in a node; none in a scalar, which may be no number of endless digits."""
    if isinstance(node.value, str):
        number = node.tag.rpartition(":")[2] in {"int", "float"}
        if number and len(node.value) > LONGEST_NUMBER:
            rule = f"a number must have at most {LONGEST_NUMBER} characters"
            raise ScenarioError(where, [f"{here}: {rule}, got {len(node.value)}"])
        return []
    pairs = (each if isinstance(each, tuple) else (each,) for each in node.value)
    return [inner for pair in pairs for inner in pair]


def _located(fault: Any) -> str:
    mark = fault.problem_mark or fault.context_mark
    place = f"line {mark.line + 1}, column {mark.column + 1}" if mark else "the file"
    problem = str(fault.problem or fault.context).splitlines()[0]
    return f"{place}: must be YAML 1.2, got: {problem}"


def write_yaml(data: Mapping[str, Any]) -> str:
    """Data as YAML 1.2 text, keys in the order given, long lines left whole."""
    from ruamel.yaml import YAML

    writer: Any = YAML(typ="safe", pure=True)
    writer.default_flow_style = False
    writer.allow_unicode = True
    writer.sort_base_mapping_type_on_output = False
    writer.width = 100
    writer.representer.ignore_aliases = lambda data: True  # pyright: ignore[reportUnknownLambdaType]
    out = StringIO()
    writer.dump(dict(data), out)
    return out.getvalue()


def read_value(text: str) -> Any:
    """One value as it would be written in a file: a number, a date, a list, or plain text.

    Raises
    ------
    ScenarioError
        As for a file.

    Examples
    --------
    >>> read_value("0.7"), read_value("[USA, JPN]"), read_value("NO")
    (0.7, ['USA', 'JPN'], 'NO')
    """
    shown = text if len(text) <= _SHOWN else f"{text[:_SHOWN]}..."
    return read_yaml(text, f'the value "{shown}"')
