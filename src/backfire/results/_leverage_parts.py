"""Parts of an answer about leverage: who supplies, who is hit, and what takes it away."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from backfire.results._answer import Band


@dataclass(frozen=True)
class Assumed:
    """An amount that was assumed and not found, or that a game told: low, central and high."""

    source: str
    low: float
    central: float
    high: float
    years: float | None
    note: str
    game: str = ""


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
class Bystander:
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

    `per_unit` is mean cost over mean leverage removed at the last date, over the sampled futures;
    None where that cannot be told from nothing. `per_unit_band` is the sampling error of 90 %.
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
