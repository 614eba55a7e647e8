"""What a scenario of the past is judged against."""

from __future__ import annotations

from ._activity import Year
from ._closed import Closed
from ._fields import Labels, Text


class Backtest(Closed):
    """The table of what was observed, and the year up to which parameters may be fitted to it."""

    seen: Text
    """Name of a table of observations that comes with the package, or the path of one's own."""
    fitted_until: Year
    """Last year that parameters may be fitted to; what came later is held back."""
    traded: Labels = ()
    """Goods, or groups of goods with the weights of customs, that figures on trade count."""
