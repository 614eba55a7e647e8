"""From what was typed to the scenario that is asked."""

from __future__ import annotations

import re
from collections.abc import Generator, Mapping, Sequence
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any

from backfire.errors import DataError, ScenarioError

if TYPE_CHECKING:
    from backfire.scenario import Scenario

DEFAULT = "rare-earths-2025"
"""What `backfire run` asks when nothing is named."""
SAVED = ".nc"
"""Ending of a saved answer, whose question can be asked again."""


def scenario_named(name: str) -> Scenario:
    """The scenario by its short name, in a file, or in a saved answer.

    Raises
    ------
    ScenarioError
        If there is none, or one that is not valid any more.
    DataError
        If the saved answer cannot be read, or holds no scenario.
    """
    from backfire.scenario import parse_scenario, read_scenario

    if not name.endswith(SAVED):
        return read_scenario(name)
    from backfire.answers import read_answer

    answer = read_answer(name)
    if not answer.provenance.scenario:
        problem = (
            "must hold the scenario that was asked, got an answer of "
            f"`backfire {answer.kind.name}`, which asks none"
        )
        raise DataError(name, [problem])
    return parse_scenario(answer.provenance.scenario, f"the scenario in {name}")


def ask(slug_or_path: str | None, announced: Mapping[str, Any]) -> Scenario:
    """The scenario that was named, or one of a single control given by options.

    Raises
    ------
    ScenarioError
        If both are given, or a control without who does it to whom.
    """
    from backfire.scenario import quick

    given = {name: value for name, value in announced.items() if value is not None}
    if not given:
        return scenario_named(DEFAULT if slug_or_path is None else slug_or_path)
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


@contextmanager
def as_typed(announced: Mapping[str, Any]) -> Generator[None]:
    """Report what is wrong with a control given by options in terms of these options.

    Raises
    ------
    ScenarioError
        The one that was raised, each problem once.
    """
    try:
        yield
    except ScenarioError as fault:
        if announced.get("control") is None or not fault.problems:
            raise
        problems = dict.fromkeys(_FIELD.sub(_option, problem) for problem in fault.problems)
        raise ScenarioError(_COMMAND, problems) from None


def _option(found: re.Match[str]) -> str:
    return f"--{_OPTIONS[found['field']]}"


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
_OPTIONS = {
    "goods": "control",
    "by": "by",
    "sender": "by",
    "to": "to",
    "targets": "to",
    "withheld": "withheld",
    "starts": "from",
    "ends": "until",
}
_FIELD = re.compile(rf"^(?:controls\[0\]\.|reference\.)?(?P<field>{'|'.join(_OPTIONS)})\b")
