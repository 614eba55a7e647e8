"""Pictures of a deal: all packages with what was signed, and how often each issue is in."""

from collections.abc import Iterator

from backfire.answers import Answer
from backfire.figures._picture import Picture
from backfire.figures.deal._frontier import deal_frontier
from backfire.figures.deal._issues import deal_issues

__all__ = ["deal_frontier", "deal_issues", "pictures"]


def pictures(answer: Answer) -> Iterator[Picture]:
    """Draw both pictures of a deal."""
    yield Picture("deal-frontier", "frontier", deal_frontier(answer))
    yield Picture("deal-issues", "issues", deal_issues(answer))
