"""What the page says about leverage: pictures, rows and sentences, for a template to lay out."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from backfire import figures
from backfire.report import _leverage_rows as rows
from backfire.report import _losses_rows as losses
from backfire.report._pictures import Picture, as_picture, grouped

if TYPE_CHECKING:
    from backfire.results import Leverage

LINKS = (
    ("leverage-section", "Leverage"),
    ("losses-section", "Losses three ways"),
    ("value-section", "Value of use"),
    ("capacity-section", "Who else supplies"),
    ("removal-section", "What takes it away"),
    ("cases-section", "Four cases"),
    ("beside-section", "Beside others"),
)
"""Sections about leverage in the order of the page."""


@dataclass(frozen=True)
class LeverageSections:
    """Everything that the sections about leverage show."""

    groups: dict[str, list[Picture]]
    curve: list[rows.Row]
    losses: list[rows.Row]
    channels: list[rows.Row]
    gains: list[rows.Row]
    parting: list[rows.Row]
    value: list[rows.Row]
    instruments: list[rows.Row]
    forecasts: list[rows.Row]
    inside: str
    adjustment: str
    bystanders: list[rows.Row]
    holes: tuple[str, ...]
    quarters: int


def leverage_pictures(leverage: Leverage) -> tuple[Picture, ...]:
    """Draw the pictures of leverage in the order of the page."""
    drawn = (
        ("leverage-curves", "curves", figures.leverage_curves),
        ("losses-by-closure", "losses", figures.losses_by_closure),
        ("value-of-use", "value", figures.value_of_use),
        ("outside-capacity", "capacity", figures.outside_capacity),
        ("who-stops-buying", "capacity", figures.who_stops_buying),
        ("instrument-costs", "removal", figures.instrument_costs),
        ("elasticities", "removal", figures.elasticities),
        ("four-cases", "cases", figures.four_cases),
    )
    return tuple(as_picture(name, group, draw(leverage)) for name, group, draw in drawn)


def leverage_sections(leverage: Leverage, drawn: tuple[Picture, ...]) -> LeverageSections:
    """Put together what the sections show."""
    return LeverageSections(
        groups=grouped(drawn),
        curve=rows.curve(leverage),
        losses=losses.by_closure(leverage),
        channels=losses.channels(leverage),
        gains=losses.gains(leverage),
        parting=losses.parting(leverage),
        value=rows.values(leverage),
        instruments=rows.instruments(leverage),
        forecasts=rows.forecasts(leverage),
        inside=rows.inside(leverage),
        adjustment=rows.adjustment(leverage),
        bystanders=rows.bystanders(leverage),
        holes=leverage.answer().holes,
        quarters=int(leverage.attrs["used_quarters"]),
    )
