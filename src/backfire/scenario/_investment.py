"""Money for capacity."""

from __future__ import annotations

from ._fields import Day, Labels, Positive, Share, SomeLabels
from ._instrument import Instrument


class Investment(Instrument):
    """A sum that is spent evenly, from the first day to the last, on capacity (abstract)."""

    ends: Day  # pyright: ignore[reportIncompatibleVariableOverride, reportGeneralTypeIssues]
    """The first day on which nothing is spent any more; required, for it sets the pace."""
    where: SomeLabels
    """Places in which capacity is built."""
    processes: SomeLabels
    """Processes whose capacity is built."""
    usd: Positive
    """Public money in USD, all of it together, spent evenly over the span."""
    additional: Share
    """Share of the capacity that would not be built without it."""
    projects: Labels = ()
    """Named projects of the edition that the money goes to; without it they come in so far as they
    are not ``additional``. Left out, it builds capacity at the edition's cost of plants."""
