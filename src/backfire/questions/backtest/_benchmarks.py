"""What one could have said of the years to come without any model."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

FADING = 0.8
"""Share of a year's trend that is left in the next: a trend that runs on whole is easily beaten.

Gardner and McKenzie (1985) damp trends because undamped ones overshoot at long horizons.
"""


@dataclass(frozen=True)
class Benchmark:
    """Forecasts from the observed values of a series alone.

    Examples
    --------
    >>> known = Benchmark({2012: 1.0, 2013: 2.0}, log=False)
    >>> known.no_change(2013), round(known.trend(2013, 2014), 2)
    (2.0, 2.8)
    """

    observed: Mapping[int, float]
    log: bool
    """Whether changes are ratios, as of prices and tonnes, and not differences, as of shares."""

    def no_change(self, origin: int) -> float | None:
        """The value of the origin; None where it was not observed."""
        return self.observed.get(origin)

    def trend(self, origin: int, year: int) -> float | None:
        """The last yearly change, running on and fading; None where none was observed."""
        last, before = self.observed.get(origin), self.observed.get(origin - 1)
        if last is None or before is None or (self.log and min(last, before) <= 0):
            return None
        horizon = sum(FADING**step for step in range(1, year - origin + 1))
        if self.log:
            return float(last * np.exp(horizon * np.log(last / before)))
        return last + horizon * (last - before)
