"""What an answer about leverage says, as plain values that go into JSON."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from backfire.results._answer import Band
    from backfire.results._leverage_parts import (
        Adjustment,
        Assumed,
        Bystander,
        Case,
        Elasticity,
        Forecast,
        Instrument,
        SenderShare,
        StageShare,
        Vulnerability,
    )
    from backfire.results._losses import Losses


@dataclass(frozen=True)
class LeverageToday:
    """Leverage of a full control that starts today, over 12 months.

    It is the loss where firms substitute; `gdp_share` is over the gross domestic product of the
    targets together. `exposure` is the value added in a year of all their users of the goods: an
    upper bound of what they can lose themselves, never a loss, None where it is not at hand.
    `standing_still` is the part of it that stops for want of a good.
    """

    usd: Band
    gdp_share: Band
    exposure: float | None
    standing_still: Band


@dataclass(frozen=True)
class CurvePoint:
    """Leverage of a control that starts at a date, in USD, with or without an earlier use."""

    start: str
    p5: float | None
    p50: float | None
    p95: float | None
    used_before: bool


@dataclass(frozen=True)
class Usd:
    """An amount of USD, with its band."""

    usd: Band


@dataclass(frozen=True)
class Halving:
    """Years until leverage has halved; a quantile beyond the run is None.

    `reached` is the share of futures in which it halves within the run.
    """

    p5: float | None
    p50: float | None
    p95: float | None
    reached: float


@dataclass(frozen=True)
class HalfLife:
    """Halving after a first use today, and without any use."""

    used: Halving
    unused: Halving


@dataclass(frozen=True)
class HalfLives:
    """Against capacity outside alone, and net of what is stored."""

    structural: HalfLife
    gross: HalfLife


@dataclass(frozen=True)
class Window:
    """Dates at which a first use is worth its cost on the mean over sampled futures.

    `opens` is None where it is open today, `closes` where it stays open, both where it never
    opens: `status` tells these apart (open-ended, bounded, empty). `interrupted` says that it
    shuts for a while in between. `positive_today` is the share of sampled futures in which a
    first use today is worth its cost.
    """

    opens: str | None
    closes: str | None
    always: bool
    status: str
    interrupted: bool
    positive_today: float | None


@dataclass(frozen=True)
class UseValue:
    """Value of having used the control today, read after some years, and its parts.

    `output_lost` and `leverage_lost` among the terms are positive and are subtracted.
    """

    p5: float | None
    p50: float | None
    p95: float | None
    terms: dict[str, Band]


@dataclass(frozen=True)
class Backfire:
    """When value of use falls below zero for good, and in which share of futures.

    `date` is the median over all futures, those that never backfire counted as never.
    `probability` counts the futures in which it has happened within ten years.
    """

    date: str | None
    probability: float


@dataclass(frozen=True)
class LeverageAnswer:
    """How much leverage there is, how fast it goes, and whether use is worth what it costs.

    `elasticity` are the ten largest for leverage, `elasticities` all of them by headline number.
    `sentences` says the answer in words and stays out of the JSON.
    """

    scenario: str
    edition: str
    parameters: str
    sender: str
    target: tuple[str, ...]
    goods: tuple[str, ...]
    seed: int
    draws: int
    sampled: int
    today: str
    reference_use: dict[str, float]
    leverage: LeverageToday
    losses: Losses
    leverage_curve: tuple[CurvePoint, ...]
    net_leverage: Usd
    sender_loss: Usd
    half_life_years: HalfLives
    window: Window
    value_of_use: dict[str, UseValue]
    backfire: Backfire
    concession: Assumed
    worth: Assumed
    sender_share: tuple[SenderShare, ...]
    stage_share: tuple[StageShare, ...]
    third_parties: tuple[Bystander, ...]
    instruments: tuple[Instrument, ...]
    cases: tuple[Case, ...]
    elasticity: tuple[Elasticity, ...]
    elasticities: dict[str, tuple[Elasticity, ...]]
    ramp_and_substitution: Adjustment
    forecasts: tuple[Forecast, ...]
    vulnerability: Vulnerability
    holes: tuple[str, ...]
    seconds: float
    seconds_by_part: dict[str, float]
    sentences: tuple[str, ...]

    def content(self) -> dict[str, Any]:
        """Give the answer as plain values with stable keys, without its sentences."""
        content: dict[str, Any] = asdict(self)
        del content["sentences"]
        return content

    def to_json(self) -> str:
        """Give the answer as JSON text with stable keys; what is not reached is null, never NaN."""
        return json.dumps(self.content(), indent=2, allow_nan=False)
