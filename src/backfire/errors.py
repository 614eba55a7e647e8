"""What can go wrong, in words: where, what must be true, what was found, and the way out."""

from __future__ import annotations

from collections.abc import Iterable


class BackfireError(Exception):
    """A fault that the reader can act on; it carries every problem found, not only the first.

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
        self.where = where
        self.problems = tuple(problems)
        super().__init__(where, self.problems)

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
