"""From arrays about a deal to a labelled answer."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING, Any

import numpy as np

from backfire import data
from backfire.dims import DRAW, SIDE
from backfire.results import band
from backfire.results.deal import (
    ISSUE,
    PACKAGE,
    Deal,
    Score,
    everything_is_in,
    score,
    share_of_others,
)
from backfire.units import PURE, USD

from ._question import edition
from ._summary import by_supply_model, issues, packages, terms_offered, thresholds
from ._values import SENDER, SIDES, TARGET

if TYPE_CHECKING:
    from collections.abc import Iterator

    import xarray as xr

    from ._findings import Findings
    from ._question import Tables

MOST_PACKAGES = 2**14
"""Packages of which the gains are kept; of more, the Pareto set and every so manieth."""


def collect_deal(found: Findings) -> Deal:
    """Label what was worked out and sum it up."""
    tables, chosen = found.tables, found.chosen
    gains = zip(SIDES, found.deal.gains, strict=True)
    ratio = np.asarray(found.deal.exclusion_ratio)[np.asarray(found.deal.possible)]
    return Deal(
        scenario=tables.scenario,
        values=tables.values,
        edition=edition().name,
        sender=SENDER,
        target=TARGET,
        names=tables.names,
        seed=chosen.seed,
        draws=chosen.draws,
        permanent=chosen.permanent,
        discount_rate=chosen.rate,
        dataset=_dataset(found),
        issues=tuple(issues(found)),
        gains={side: band(np.asarray(gain)) for side, gain in gains},
        exclusion={SENDER: band(1 / ratio), TARGET: band(ratio)},
        packages=packages(found),
        scores=tuple(_scores(found)),
        thresholds=tuple(thresholds(found)),
        supply=tuple(by_supply_model(found)),
        cases=found.cases,
        horizons=found.horizons,
        readings=found.readings,
        terms=tuple(terms_offered(found)),
        shortest=band(found.term.needed),
        at_what_is_known=found.at_what_is_known,
        sources=_sources(tables),
        seconds=round(time.perf_counter() - found.began, 1),
        renewal=found.renewal,
    )


def _dataset(found: Findings) -> xr.Dataset:
    import xarray as xr

    valued, mean = found.worths.valued, found.at_mean
    every = np.arange(len(mean.efficient))
    step = -(-len(every) // MOST_PACKAGES)
    shown = every[mean.efficient | (every % step == 0)]
    flips = np.stack([np.asarray(each) for each in found.deal.threshold()])
    arrays: dict[str, tuple[tuple[str, ...], Any, str, str]] = {
        "worth": (
            (SIDE, ISSUE, DRAW),
            np.stack([found.worths.to(side, valued) for side in SIDES]),
            str(USD),
            "value of an issue over its term if it is in the deal",
        ),
        "flip": (
            (SIDE, ISSUE, DRAW),
            flips,
            str(USD),
            "value to the side above which the issue is in, all else as drawn",
        ),
        "included": (
            (ISSUE, DRAW),
            np.asarray(found.deal.included),
            str(PURE),
            "whether the Nash package holds the issue",
        ),
        "gain": (
            (SIDE, DRAW),
            np.stack([np.asarray(each) for each in found.deal.gains]),
            str(USD),
            "gain by the Nash package",
        ),
        "signed_gain": (
            (SIDE, DRAW),
            found.of_signed.gains,
            str(USD),
            "gain by what was signed of these issues",
        ),
        "package_gain": (
            (PACKAGE, SIDE),
            mean.gains[shown],
            str(USD),
            "gain by each package at the mean of all values",
        ),
        "package_efficient": (
            (PACKAGE,),
            mean.efficient[shown],
            str(PURE),
            "whether no package is better for both sides at the mean of all values",
        ),
    }
    variables = {
        name: (dims, array, {"units": units, "long_name": meaning})
        for name, (dims, array, units, meaning) in arrays.items()
    }
    return xr.Dataset(variables, {SIDE: list(SIDES), ISSUE: list(valued), PACKAGE: shown})


def _scores(found: Findings) -> Iterator[Score]:
    """The Nash package and the trivial rule, over the same issues."""
    signed = found.signed
    chances = np.asarray(found.deal.included).mean(1).tolist()
    told = dict(zip(found.worths.valued, chances, strict=True))
    sets = {"both values known": told}
    if found.at_what_is_known:
        sets["at what is known"] = dict(found.at_what_is_known)
    for over, chances in sets.items():
        known = {issue: chance for issue, chance in chances.items() if issue in signed}
        if known:
            yield score("Nash package", over, known, signed)
            yield from _trivial(over, list(known), signed)
    if signed:
        yield from _trivial("all", list(signed), signed)


def _trivial(over: str, names: list[str], signed: dict[str, bool]) -> Iterator[Score]:
    for rule, chances in (
        ("everything is in", everything_is_in(signed)),
        ("share of the others", share_of_others(signed)),
    ):
        yield score(rule, over, {issue: chances[issue] for issue in names}, signed)


def _sources(tables: Tables) -> dict[str, str]:
    """Citation of each source of the values and terms, by key."""
    rows = (*tables.table, *tables.signed, *tables.questions, *tables.besides)
    keys = {key.strip() for row in rows for key in row.source.split(";")}
    known = data.citations()
    return {key: known[key] for key in sorted(keys) if key in known}
