"""From what was typed to the scenario that is asked."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from backfire.errors import ScenarioError

if TYPE_CHECKING:
    from backfire.scenario import Scenario

DEFAULT = "rare-earths-2025"
"""What `backfire run` asks when nothing is named."""


def ask(slug_or_path: str | None, announced: Mapping[str, Any]) -> Scenario:
    """The scenario that was named, or one of a single control given by options.

    Raises
    ------
    ScenarioError
        If both are given, or a control without who does it to whom.
    """
    from backfire.scenario import quick, read_scenario

    given = {name: value for name, value in announced.items() if value is not None}
    if not given:
        return read_scenario(slug_or_path or DEFAULT)
    problems = [
        f"--{name} is required where a control is given by options"
        for name in ("control", "by", "to")
        if name not in given
    ]
    if slug_or_path is not None:
        problems.append(f'--control and its options stand alone, got "{slug_or_path}" besides')
    if problems:
        raise ScenarioError(_COMMAND, problems)
    return quick(**given)


def settings(pairs: Sequence[str]) -> dict[str, Any]:
    """The paths and values of ``--set path=value``.

    Raises
    ------
    ScenarioError
        With every pair that is not one.
    """
    from backfire.scenario import read_value

    problems = [f'--set must be path=value, got "{pair}"' for pair in pairs if "=" not in pair]
    if problems:
        raise ScenarioError(_COMMAND, problems)
    split = [pair.split("=", 1) for pair in pairs]
    return {path.strip(): read_value(value) for path, value in split}


_COMMAND = "the command"
