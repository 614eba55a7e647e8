"""From the instruments of a scenario to those of the model."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from backfire.model import controls as model
from backfire.units import WEEKS_PER_YEAR

if TYPE_CHECKING:
    from datetime import date

    from backfire import scenario as spec

    from ._labels import Labels

KILOGRAMS_PER_TONNE = 1000
FOREVER = float("inf")


class Clock(Protocol):
    """Weeks from the start of the run to a day."""

    def __call__(self, day: date | None) -> float:
        """Infinite where there is no day."""
        ...


def instrument(
    told: spec.AnyInstrument, labels: Labels, week: Clock, senders: tuple[int, ...]
) -> model.AbstractControl:
    """The model's instrument for one of the scenario.

    Parameters
    ----------
    senders
        Positions of the places that control or dump.
    """
    span = model.Span(
        announced=week(told.announced or told.starts),
        starts=week(told.starts),
        ends=week(told.ends),
    )
    match told.kind:
        case "price_floor":
            return model.PriceFloor(
                span=span,
                goods=labels.good_positions(told.goods),
                places=labels.place_positions(told.where, told.by),
                level=told.floor_usd_per_kg * KILOGRAMS_PER_TONNE,
                covered=told.covered,
            )
        case "offtake":
            return model.Offtake(
                span=span,
                goods=labels.good_positions(told.goods),
                places=labels.place_positions(told.where, told.by),
                level=told.price_usd_per_kg * KILOGRAMS_PER_TONNE,
                tonnes=told.tonnes_per_year,
            )
        case "stockpile":
            return model.Stockpile(
                span=span,
                goods=labels.good_positions(told.goods),
                places=labels.place_positions(told.where, told.by),
                target=told.weeks_of_use / WEEKS_PER_YEAR,
                buying=told.buying_weeks / WEEKS_PER_YEAR,
                below=told.releases_below,
                admitted=told.admitted,
            )
        case "dumping":
            position = senders.index(labels.places.index(told.by))
            return model.Dumping(
                span=span,
                reach=model.Reach(
                    sender=position,
                    goods=labels.good_positions(told.goods),
                    places=labels.place_positions(told.to, told.by),
                ),
                price_cut=told.price_cut,
            )
        case "subsidy" | "joint_project" | "recycling":
            return _built(told, _funding(told, span, labels))


def _built(
    told: spec.Subsidy | spec.JointProject | spec.Recycling, funding: model.Funding
) -> model.AbstractControl:
    """Money for plants, by who gives it and how."""
    match told.kind:
        case "subsidy":
            return model.Subsidy(
                funding=funding,
                grant_share=told.grant_share,
                private=told.private_usd_per_usd,
            )
        case "joint_project":
            return model.JointProject(funding=funding, private=told.private_usd_per_usd)
        case "recycling":
            return model.Recycling(funding=funding)


def _funding(
    told: spec.Subsidy | spec.JointProject | spec.Recycling, span: model.Span, labels: Labels
) -> model.Funding:
    return model.Funding(
        span=span,
        processes=tuple(labels.processes.index(name) for name in told.processes),
        places=labels.place_positions(told.where, told.by),
        usd=told.usd,
        # Money for named projects buys these and nothing beside them.
        additional=0.0 if told.projects else told.additional,
    )
