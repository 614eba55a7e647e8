"""What can go wrong, in words: where, what must be true, what was found, and the way out."""

from __future__ import annotations

import re
from collections.abc import Iterable

_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
"""Characters that move a terminal's cursor, turn text around, or cannot be printed."""


def visible(text: str) -> str:
    r"""A text in which a character that would control a terminal is shown by its number.

    Line ends and tabs stay.

    Examples
    --------
    >>> print(visible("a \x1b[31mred name"))
    a \x1b[31mred name
    """
    return _UNSEEN.sub(lambda found: found[0].encode("unicode_escape").decode("ascii"), text)


class BackfireError(Exception):
    """A fault that the reader can act on; it carries every problem found, not only the first.

    Messages quote names, values and files of any origin, and all of them pass here: what would
    control a terminal is made visible.

    Parameters
    ----------
    where
        What was being read or solved, such as a file name.
    problems
        One sentence each, ``place: what must be true, got what``.

    Examples
    --------
    >>> print(ScenarioError("scenario.yaml", ["horizon: must run forward, got 2027 to 2025"]))
    scenario.yaml has 1 problem:
      horizon: must run forward, got 2027 to 2025
    """

    def __init__(self, where: str, problems: Iterable[str] = ()) -> None:
        self.where = visible(where)
        self.problems = tuple(visible(problem) for problem in problems)
        super().__init__(self.where, self.problems)

    def __str__(self) -> str:
        if not self.problems:
            return self.where
        count = len(self.problems)
        heading = f"{self.where} has {count} problem{'' if count == 1 else 's'}:"
        return "\n".join([heading, *(f"  {problem}" for problem in self.problems)])


class ScenarioError(BackfireError, ValueError):
    """The question cannot be asked as it is written."""


class DataError(BackfireError, ValueError):
    """The figures do not hold together."""


class SolveError(BackfireError, RuntimeError):
    """A computation did not reach its answer."""


class StudyError(BackfireError, RuntimeError):
    """A study over many runs could not be carried out."""
