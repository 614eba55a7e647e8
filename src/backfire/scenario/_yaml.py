"""YAML 1.2 in and out; the parser is loaded only when a file is read or written."""

from __future__ import annotations

from collections.abc import Mapping
from io import StringIO
from typing import Any

from backfire.errors import ScenarioError

SCHEMA_LINE = "# yaml-language-server: $schema={address}\n"


def read_yaml(text: str, where: str) -> Any:
    """The data in a text, read by the rules of YAML 1.2.

    Raises
    ------
    ScenarioError
        If the text is not YAML, or says the same key twice.
    """
    from ruamel.yaml import YAML
    from ruamel.yaml.error import MarkedYAMLError, YAMLError

    try:
        return YAML(typ="safe", pure=True).load(text)
    except MarkedYAMLError as fault:
        raise ScenarioError(where, [_told(fault)]) from None
    except (YAMLError, ValueError) as fault:
        told = " ".join(str(fault).split())
        raise ScenarioError(where, [f"the file must be YAML 1.2, got: {told}"]) from None
    except RecursionError:
        problem = "the file must be YAML 1.2, got lists or mappings too deep inside each other"
        raise ScenarioError(where, [problem]) from None


def _told(fault: Any) -> str:
    mark = fault.problem_mark or fault.context_mark
    place = f"line {mark.line + 1}, column {mark.column + 1}" if mark else "the file"
    problem = str(fault.problem or fault.context).splitlines()[0]
    return f"{place}: must be YAML 1.2, got: {problem}"


def write_yaml(data: Mapping[str, Any]) -> str:
    """Data as YAML 1.2 text, keys in the order given, long lines left whole."""
    from ruamel.yaml import YAML

    writer = YAML(typ="safe", pure=True)
    writer.default_flow_style = False
    writer.allow_unicode = True
    writer.sort_base_mapping_type_on_output = False  # pyright: ignore[reportAttributeAccessIssue]
    writer.width = 100
    writer.representer.ignore_aliases = lambda data: True
    out = StringIO()
    writer.dump(dict(data), out)
    return out.getvalue()


def read_value(text: str) -> Any:
    """One value as it would be written in a file: a number, a date, a list, or plain text.

    Examples
    --------
    >>> read_value("0.7"), read_value("[USA, JPN]"), read_value("NO")
    (0.7, ['USA', 'JPN'], 'NO')
    """
    return read_yaml(text, f'the value "{text}"')
