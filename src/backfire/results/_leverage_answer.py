"""What an answer about leverage says, as plain values that go into JSON."""

from __future__ import annotations

import json
from dataclasses import asdict, dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from backfire.results._answer import Band


@dataclass(frozen=True)
class LeverageToday:
    """Leverage of a full control that starts today, over 12 months and over 36.

    `gdp_share` is over the gross domestic product of the targets together.
    """

    usd: Band
    gdp_share: Band
    usd_36_months: Band


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
class Assumed:
    """An amount that was assumed and not found: low, central and high, with its source."""

    source: str
    low: float
    central: float
    high: float
    years: float | None
    note: str


@dataclass(frozen=True)
class SenderShare:
    """The sender's share of world output of a good in a year, without use."""

    good: str
    stage: str
    year: int
    p5: float | None
    p50: float | None
    p95: float | None


@dataclass(frozen=True)
class StageShare:
    """The sender's share of world output of a stage in a year, without use."""

    stage: str
    year: int
    p5: float | None
    p50: float | None
    p95: float | None


@dataclass(frozen=True)
class ThirdParty:
    """What a place that is neither sender nor target loses in a control of today.

    `usd` is None where the edition has no value added for the place.
    """

    place: str
    usd: Band | None
    use_lost: Band


@dataclass(frozen=True)
class Removed:
    """Leverage that an instrument alone takes away from a control that starts at a date."""

    start: str
    band: Band


@dataclass(frozen=True)
class Instrument:
    """What an instrument costs its payers, and what it takes away.

    `per_unit` is the median over sampled futures of cost over leverage removed, at the first
    date where something is removed; None where nothing is. `per_unit_band` is its band.
    """

    name: str
    paid_by: str
    cost_usd: Band
    leverage_removed: tuple[Removed, ...]
    per_unit: float | None
    per_unit_band: Band


@dataclass(frozen=True)
class CasePoint:
    """Median leverage at a date in one of the four cases."""

    start: str
    usd: float


@dataclass(frozen=True)
class CaseHistory:
    """The curve of medians in one case, and the years until it has halved."""

    curve: tuple[CasePoint, ...]
    half_life_years: float | None


@dataclass(frozen=True)
class Case:
    """One of the four cases of what the sides do in peace.

    Where neither curve halves within the run, the lower one at its end falls faster. None where
    there is nothing to compare.
    """

    name: str
    unused: CaseHistory
    used: CaseHistory
    falls_faster_after_use: bool | None


@dataclass(frozen=True)
class Elasticity:
    """Relative change of a headline number for a relative change of a parameter."""

    parameter: str
    value: float


@dataclass(frozen=True)
class Adjustment:
    """What entered outside and what targets learnt to do without, beside the years after 2010.

    `ramp` is the yearly mean over `years` of capacity that starts outside over the world market;
    `substitution` is the largest yearly fall of desired use in them. Both are after a use today.
    """

    ramp: Band
    substitution: Band
    years: tuple[int, ...]
    observed: dict[str, Any]


@dataclass(frozen=True)
class Forecast:
    """A published figure for the sender's share of a stage, beside the band found here.

    `band` and `inside` are None where the run says nothing about that stage, place or year.
    """

    stage: str
    place: str
    year: int
    published: float
    source: str
    band: Band | None
    inside: bool | None


@dataclass(frozen=True)
class Dependence:
    """Share of each partner in what the sender earned by exporting rare earths in a year."""

    year: int
    shares: dict[str, float | None]


@dataclass(frozen=True)
class Vulnerability:
    """Who needs whom: then, now, and the sender's loss over the targets' in a control of today."""

    then: Dependence | None
    now: Dependence | None
    loss_ratio: Band


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
    third_parties: tuple[ThirdParty, ...]
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
