"""Pictures of a match: none, as its tables say what happened quarter by quarter."""

from collections.abc import Iterator

from backfire.answers import Answer
from backfire.figures._picture import Picture


def pictures(_answer: Answer) -> Iterator[Picture]:
    """Draw nothing."""
    return iter(())
