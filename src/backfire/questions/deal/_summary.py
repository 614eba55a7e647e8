"""Sums up what was worked out about a deal, issue by issue and package by package."""

from __future__ import annotations

from typing import TYPE_CHECKING

import jax.numpy as jnp
import numpy as np

from backfire.model import strategy
from backfire.results import band
from backfire.results.deal import BySupplyModel, Issue, Packages, Term, Threshold

from ._values import SENDER, SIDES, TARGET

if TYPE_CHECKING:
    from collections.abc import Iterator

    from numpy.typing import NDArray

    from backfire.results import Band

    from ._findings import Findings


def issues(found: Findings) -> Iterator[Issue]:
    """Issues that are valued for both sides, in the order of their table."""
    worth = {side: found.worths.to(side, found.worths.valued) for side in SIDES}
    flips = dict(zip(SIDES, map(np.asarray, found.deal.threshold()), strict=True))
    chances = np.asarray(found.deal.included).mean(1).tolist()
    for number, name in enumerate(found.worths.valued):
        told, giver = _named(found, name)
        taker = _other(giver)
        once = name in found.worths.once
        yield Issue(
            id=name,
            name=told,
            giver=giver,
            years=None if once else found.terms.of(name),
            signed=found.signed.get(name),
            probability=chances[number],
            worth={side: band(worth[side][number]) for side in SIDES},
            ratio=_ratio(worth[giver][number], worth[taker][number]),
            flips={side: band(flips[side][number]) for side in SIDES},
        )


def _ratio(cost: NDArray[np.float64], gain: NDArray[np.float64]) -> Band | None:
    """What it costs over what it brings; unbounded where it costs and brings nothing."""
    if np.median(gain) <= 0:
        return None
    bare = np.where(cost < 0, np.inf, 0.0)
    return band(np.where(gain > 0, -cost / np.where(gain > 0, gain, 1.0), bare))


def thresholds(found: Findings) -> Iterator[Threshold]:
    """Issues of which some value is not known, each against the rest of the package."""
    worths = found.worths
    ratio = np.asarray(found.deal.exclusion_ratio)[np.asarray(found.deal.possible)]
    beyond = {SENDER: band(1 / ratio), TARGET: band(ratio)}
    for name in worths.unvalued:
        told, giver = _named(found, name)
        taker = _other(giver)
        lacking = tuple(side for side in SIDES if (name, side) in worths.lacking)
        a_year = 1.0 if name in worths.once else found.terms.worth(found.terms.of(name))
        own = {s: worths.to(s, [name])[0] / a_year for s in SIDES if worths.knows(name, s)}
        needed = {side: each / a_year for side, each in _needed(found, name).items()}
        cost = -needed[giver] if giver in lacking and taker in own else None
        in_part = cost is not None and giver in own
        cases = [row.case for row in worths.rows if row.issue == name and row.side in lacking]
        yield Threshold(
            id=name,
            name=told,
            giver=giver,
            signed=found.signed.get(name),
            known={side: band(usd) for side, usd in own.items()},
            part=cases[0] if cases else "",
            lacking=lacking,
            ratio=beyond[giver],
            cost=None if cost is None else band(cost),
            missing=band(cost + own[giver]) if cost is not None and in_part else None,
            gain=band(needed[taker]) if taker in lacking and giver in own else None,
        )


def _needed(found: Findings, name: str) -> dict[str, NDArray[np.float64]]:
    """Value to each side, USD over the term, above which an issue would join the package."""
    own = (jnp.asarray(found.worths.to(side, [name])) for side in SIDES)
    main = found.deal
    rest = (main.issues.sender, main.issues.target)
    beside = strategy.Issues(*(jnp.concatenate(each) for each in zip(rest, own, strict=True)))
    out = jnp.zeros_like(main.included[:1])
    with_it = strategy.Deal(beside, jnp.concatenate([main.included, out]), main.possible)
    needed = zip(SIDES, with_it.threshold(), strict=True)
    return {side: np.asarray(each)[-1] for side, each in needed}


def by_supply_model(found: Findings) -> Iterator[BySupplyModel]:
    """What the supply model says of each question, beside the published range."""
    for question, loss in zip(found.tables.questions, found.supply, strict=True):
        name = question.issue
        a_year = found.terms.worth(found.terms.of(name)) / found.terms.worth(1.0)
        worth = {
            row.side: band(row.usd / a_year)
            for row in found.worths.rows
            if (row.issue, row.case) == (name, question.case)
        }
        yield BySupplyModel(
            issue=name,
            case=question.case,
            goods=question.goods,
            weeks=question.weeks,
            worth=worth,
            of_model={SENDER: band(loss.sender), TARGET: band(loss.target)},
            run_down=band(loss.run_down),
            published={
                one.side: (one.usd_low, one.usd, one.usd_high)
                for one in found.tables.table
                if one.issue == name
                and one.usd_low is not None
                and one.usd is not None
                and one.usd_high is not None
            },
        )


def packages(found: Findings) -> Packages:
    """The Nash package, and what was signed among all packages."""
    names = np.array(found.worths.valued)
    included, possible = np.asarray(found.deal.included), np.asarray(found.deal.possible)
    kinds, times = np.unique(included, axis=1, return_counts=True)
    signed = found.of_signed if found.signed else None
    return Packages(
        count=len(found.at_mean.efficient),
        efficient=int(found.at_mean.efficient.sum()),
        at_mean=tuple(names[found.at_mean.included].tolist()),
        likeliest=tuple(names[kinds[:, times.argmax()]].tolist()),
        share=float(times.max() / times.sum()),
        inside=band(included.sum(0)),
        possible=float(possible.mean()),
        signed_wanted=float((signed.gains > 0).all(0).mean()) if signed else None,
        signed_efficient=float(signed.efficient.mean()) if signed else None,
        signed_value=_value(found) if signed else None,
    )


def _value(found: Findings) -> Band:
    """Root of the product of gains of what was signed over that of the Nash package."""
    possible = np.asarray(found.deal.possible)
    sender, target = (np.asarray(each)[possible] for each in found.deal.gains)
    own = np.maximum(found.of_signed.gains[:, possible], 0.0)
    return band(np.sqrt(own[0] * own[1] / (sender * target)))


def terms_offered(found: Findings) -> Iterator[Term]:
    """Each term on offer: how often it is chosen, and what it brings."""
    term = found.term
    for number, years in enumerate(term.years):
        gains = term.gains[number]
        known = gains[:, ~np.isnan(gains).any(0)]
        yield Term(
            years=years,
            offered=tuple(each if np.isfinite(each) else None for each in term.offered[number]),
            share=float((term.chosen == number).mean()),
            gains={side: band(gain) for side, gain in zip(SIDES, known, strict=True)},
        )


def _named(found: Findings, name: str) -> tuple[str, str]:
    """Words and giver of an issue."""
    one = next(one for one in found.tables.table if one.issue == name)
    return one.name, one.giver


def _other(side: str) -> str:
    return TARGET if side == SENDER else SENDER
