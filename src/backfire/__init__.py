"""Backfire says how long a chokepoint can be used before it backfires."""

# pyright: reportUnsupportedDunderAll=false

from importlib import import_module
from typing import Any

_HOMES = {
    "Answer": "backfire.answers",
    "read_answer": "backfire.answers",
    "simulate": "backfire.questions.run",
    "leverage": "backfire.questions.leverage",
    "game": "backfire.questions.game",
    "deal": "backfire.questions.deal",
    "read_scenario": "backfire.scenario",
    "library": "backfire.scenario",
    "Scenario": "backfire.scenario",
    "BackfireError": "backfire.errors",
    "ScenarioError": "backfire.errors",
    "DataError": "backfire.errors",
    "SolveError": "backfire.errors",
    "StudyError": "backfire.errors",
}

__version__ = "0.1.0"
__all__ = [
    "Answer",
    "BackfireError",
    "DataError",
    "Scenario",
    "ScenarioError",
    "SolveError",
    "StudyError",
    "__version__",
    "deal",
    "game",
    "leverage",
    "library",
    "read_answer",
    "read_scenario",
    "simulate",
]


def __getattr__(name: str) -> Any:
    """Load a public name when it is first asked for, so that importing the package is quick."""
    if name not in _HOMES:
        message = f"module 'backfire' has no attribute {name!r}"
        raise AttributeError(message)
    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    """The public names, loaded or not."""
    return sorted(__all__)
