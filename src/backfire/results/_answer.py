"""The answer: what a run says, with its band, as plain values that go into JSON."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import Any


@dataclass(frozen=True)
class Band:
    """The 5 %, 50 % and 95 % quantiles over futures; None where a quantile is not reached."""

    p5: float | None
    p50: float | None
    p95: float | None


@dataclass(frozen=True)
class FirstShortage:
    """Days from the reference start to the first stoppage of a good in a place.

    `reached` is the share of futures in which it comes within the run; a quantile of `days` is
    None where the stoppage lies beyond the run.
    """

    good: str
    place: str
    days: Band
    reached: float


@dataclass(frozen=True)
class Shortage:
    """Share of its use of a good that a place loses over the reference horizon."""

    good: str
    place: str
    share: Band


@dataclass(frozen=True)
class Price:
    """Spot price of a good over its baseline, inside or outside the sender.

    `ratio` is the median over the weeks of the reference horizon; `peak` is the highest of them.
    Both are taken in each future first, then the quantiles over futures.
    """

    good: str
    side: str
    ratio: Band
    peak: Band


@dataclass(frozen=True)
class Exposure:
    """Value added exposed, in USD of the edition's price year: an upper bound, not a loss."""

    usd: Band


@dataclass(frozen=True)
class Checks:
    """Worst mass imbalance (relative), drift at rest (relative), and futures that failed."""

    mass_balance: float | None
    drift: float | None
    failed_draws: int


@dataclass(frozen=True)
class Answer:
    """What a run says: who runs short of what and when, at what prices, with what exposed.

    `first_shortage` is in order of date, targets first; `shortage` by size; `price` by how far
    the outside price rises. `fitted_until` is the last day (ISO date) of the observations that the
    parameters were fitted to, None where they were not. `sentences` says the same in words and
    stays out of the JSON.
    """

    scenario: str
    edition: str
    parameters: str
    fitted_until: str | None
    sender: str
    target: tuple[str, ...]
    seed: int
    draws: int
    first_shortage: tuple[FirstShortage, ...]
    shortage: tuple[Shortage, ...]
    price: tuple[Price, ...]
    exposure: Exposure
    checks: Checks
    seconds: float
    sentences: tuple[str, ...]

    def to_json(self) -> str:
        """Give the answer as JSON text with stable keys; what is not reached is null, never NaN."""
        content: dict[str, Any] = asdict(self)
        del content["sentences"]
        return json.dumps(content, indent=2, allow_nan=False)
