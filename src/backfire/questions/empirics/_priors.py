"""What the record says of the parameters of the game, each with its band and its derivation."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from backfire.answers.empirics import SENDER, BaseRate, Prior, Rate, Responses, Share

from ._answers import ALL
from ._intervals import jeffreys, posterior_mean
from ._others import (
    ALL_DUE,
    EXPORT,
    SERIES_DUE,
    accidents,
    forgetting,
    incidents,
    joining,
    third_parties,
)

if TYPE_CHECKING:
    from backfire.data import Event

BEFORE, ENDED = 2009, 2014
"""The year before China's quotas bound, and the last one in which they stood."""
MIXED_COUNTS = 0.5
"""Weight of a case in which the target gave way in part."""


@dataclass(frozen=True)
class Evidence:
    """What the priors are derived from."""

    events: tuple[Event, ...]
    responses: Sequence[Responses]
    controls: Share
    """Export and technology controls of China that the United States answered in like measure."""
    base_rates: Sequence[BaseRate]
    renewals: Mapping[str, Share]
    breaches: Rate
    shares_of_japan: Mapping[int, float]


def priors(evidence: Evidence) -> tuple[Prior, ...]:
    """Every prior that the record gives, in the order in which the page tells them."""
    standing, free = third_parties(evidence.events)
    return (
        _rate(
            "accident_rate",
            accidents(evidence.events),
            "Incidents with China since 2018 that no government ordered as a measure of trade: "
            f"{_named(incidents(evidence.events))}.",
        ),
        _rate(
            "third_party_while_controlled",
            standing,
            "Acts of third governments against China, while one of its export controls stood: "
            f"{_named(joining(evidence.events))}.",
        ),
        _rate(
            "third_party_otherwise",
            free,
            "Such acts in the quarters since 2010 in which none stood.",
        ),
        _sender_resolute(evidence.responses),
        _target_resolute(evidence.base_rates),
        _share(
            "target_escalates",
            evidence.controls,
            "Controls of China that the United States answered in like measure or more.",
        ),
        _renewed(evidence.renewals),
        _rate(
            "breach_rate",
            evidence.breaches,
            "First large move of either side in a truce, or the one that ended it.",
        ),
        _forgetting(evidence.shares_of_japan),
    )


def _named(events: Iterable[Event]) -> str:
    return ", ".join(each.event for each in events)


def _rate(name: str, rate: Rate, how: str) -> Prior:
    return Prior(name, rate.low, rate.central, rate.high, "per quarter", how, rate.happened)


def _share(name: str, share: Share, how: str) -> Prior:
    band = jeffreys(share.happened, share.of)
    return Prior(name, band.low, posterior_mean(band), band.high, "share", how, share.of)


def _sender_resolute(responses: Sequence[Responses]) -> Prior:
    (found,) = (each for each in responses if each.answerer == SENDER and each.size == ALL)
    how = "Moves of the United States that China answered in like measure or more."
    return _share("sender_resolute", found.proportional, how)


def _target_resolute(base_rates: Sequence[BaseRate]) -> Prior:
    """From targets that gave nothing (low) to those that did not give all (high)."""
    rates = {
        each.outcome: each.share
        for each in base_rates
        if each.lever == EXPORT and each.judged == "tactical"
    }
    nothing, gave_all = rates["loss"], rates["win or mixed win"]
    not_all = jeffreys(gave_all.of - gave_all.happened, gave_all.of)
    mixed = not_all.happened - nothing.happened
    held = nothing.happened + MIXED_COUNTS * mixed
    return Prior(
        "target_resolute",
        nothing.low,
        (held + 0.5) / (nothing.of + 1),
        not_all.high,
        "share",
        "Targets of China's export controls that gave nothing (low end), with those that gave a "
        "part counted by half (middle), and all that did not give everything (high end).",
        nothing.of,
    )


def _renewed(renewals: Mapping[str, Share]) -> Prior:
    dates, series = renewals[ALL_DUE], renewals[SERIES_DUE]
    return Prior(
        "truce_renewed",
        series.low,
        posterior_mean(series),
        dates.high,
        "share",
        "Suspensions due in 2025 that were renewed; dates of one series are not independent, so "
        "that low end and middle count each series once and the high end each date.",
        dates.of,
    )


def _forgetting(shares: Mapping[int, float]) -> Prior:
    low, central, high = forgetting(shares, BEFORE, ENDED)
    return Prior(
        "forgetting",
        low,
        central,
        high,
        "per quarter",
        "Japan's share of rare earths from China, from the end of the quotas on: how fast it "
        "closes on that of 2009. It stands for a buyer's caution, not for a belief about resolve.",
        len([year for year in shares if year > ENDED]),
    )
