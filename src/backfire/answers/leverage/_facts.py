"""Facts of an answer about leverage: the control that was asked about, and what was assumed."""

from __future__ import annotations

from datetime import date

from pydantic import BaseModel, ConfigDict


class _Closed(BaseModel):
    model_config = ConfigDict(frozen=True, extra="forbid", use_attribute_docstrings=True)


class Assumed(_Closed):
    """An amount that was assumed and not found, or that a game gave."""

    low: float
    """Low end, USD a year for concessions, USD per USD for the worth of leverage."""
    central: float
    """Central figure."""
    high: float
    """High end."""
    years: float | None = None
    """Years for which concessions last."""
    source: str = ""
    """Keys of the sources."""
    note: str = ""
    """What it stands for."""
    game: str = ""
    """Scenario whose game gave it; empty where it was assumed."""


class Forecast(_Closed):
    """A published share of the sender in a stage, to which nothing was fitted."""

    stage: str
    """Stage of the chain."""
    place: str
    """Place whose share it is."""
    year: int
    """Year of the figure."""
    value: float
    """The share."""
    source: str
    """Key of the source."""


class Facts(_Closed):
    """What an answer about leverage was about."""

    sender: str
    """Place that restricts."""
    targets: tuple[str, ...]
    """Places meant to be hurt."""
    goods: tuple[str, ...]
    """Goods that the control withholds."""
    today: date
    """First day on which it may start."""
    withheld: float
    """Share of orders that it refuses."""
    used_quarters: float
    """Quarters that an earlier use lasts."""
    window_years: float
    """Years over which a first use must be worth its cost."""
    discount_rate: float
    """Yearly rate at which later money counts less."""
    counted: str
    """What shares of a stage count."""
    concession: Assumed | None = None
    """What a use obtains; none if the scenario gives none."""
    worth: Assumed | None = None
    """What a dollar of leverage is worth to the sender; none if the scenario gives none."""
    forecasts: tuple[Forecast, ...] = ()
    """Published figures beside which the answer stands."""
