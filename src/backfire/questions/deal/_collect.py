"""From arrays about a deal to the quantities of its answer."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import jax.numpy as jnp
import numpy as np

from backfire.answers import QUANTILES, interval
from backfire.answers.deal import (
    ANY_ISSUE,
    DUE,
    ISSUE,
    OUTCOME,
    PACKAGE,
    QUESTION,
    UNVALUED,
    Term,
)
from backfire.dims import DRAW, QUANTILE, SAMPLE, SIDE, TERM
from backfire.model import strategy
from backfire.questions.game import QUARTERS_PER_YEAR

from ._sensitivity import FEW
from ._values import SENDER, SIDES, TARGET

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from ._sensitivity import Arrays
    from ._supply import Loss
    from ._tables import Tables
    from ._values import Terms, Worths

MOST_PACKAGES = 2**14
"""Packages of which the gains are stored; of more, the Pareto set and every n-th package."""
MOST_NUMBERS = 2**22
"""Packages times draws in which the term is chosen."""
YEARS = (1.0, 2.0, 4.0, np.inf)
"""Terms that are on offer: infinity stands for a promise without an end."""
Continuation = tuple[Sequence[float], Sequence[float]]
"""USD that the sender and the target expect of a truce, by the quarters that are left of it."""


def banded(values: NDArray[np.float64]) -> list[float]:
    """Quantiles over some draws; NaN where an end is not bounded or not known."""
    found = interval(values)
    return [end if np.isfinite(end) else np.nan for end in (found.low, found.central, found.high)]


def issues(found: Worths, deal: strategy.Deal, givers: dict[str, str]) -> Arrays:
    """Values of the issues that are valued for both sides, and how often each is in."""
    worth = np.stack([found.to(side, found.valued) for side in SIDES])
    giver = np.array([SIDES.index(givers[issue]) for issue in found.valued])
    each = np.arange(len(giver))
    ratio = strategy.cost_over_gain(
        jnp.asarray(worth[giver, each]), jnp.asarray(worth[1 - giver, each])
    )
    included = np.asarray(deal.included)
    held = np.asarray(deal.exclusion_ratio)[np.asarray(deal.possible)]
    kinds, times = np.unique(included, axis=1, return_counts=True)
    return {
        "worth": ((SIDE, ISSUE, DRAW), worth),
        "flip": ((SIDE, ISSUE, DRAW), _bounded(np.stack(deal.threshold()))),
        "cost_over_gain": ((ISSUE, DRAW), _bounded(np.asarray(ratio))),
        "included": ((ISSUE, DRAW), included.astype(float)),
        "probability": ((ISSUE,), included.mean(1)),
        "gain": ((SIDE, DRAW), np.stack(deal.gains)),
        "exclusion": ((QUANTILE, SIDE), np.array([banded(1 / held), banded(held)]).T),
        "inside": ((DRAW,), included.sum(0).astype(float)),
        "possible": ((), np.asarray(deal.possible).mean()),
        "likeliest": ((ISSUE,), kinds[:, times.argmax()].astype(float)),
        "likeliest_share": ((), times.max() / times.sum()),
    }


def packages(found: Worths) -> tuple[NDArray[np.intp], Arrays]:
    """Every package at the mean of all values; gives the numbers of those that are stored."""
    mean = strategy.Issues(
        *(jnp.asarray(found.to(side, found.valued).mean(1)[:, None]) for side in SIDES)
    )
    gains = np.asarray(strategy.package_gains(mean))[..., 0]
    efficient = np.asarray(strategy.frontier(mean))[:, 0]
    every = np.arange(len(gains))
    shown = every[efficient | (every % -(-len(every) // MOST_PACKAGES) == 0)]
    return shown, {
        "at_mean": ((ISSUE,), np.asarray(strategy.chances(mean))),
        "package_count": ((), np.asarray(len(gains))),
        "efficient_count": ((), efficient.sum()),
        "package_gain": ((PACKAGE, SIDE), gains[shown]),
        "package_efficient": ((PACKAGE,), efficient[shown].astype(float)),
    }


def signed(found: Worths, deal: strategy.Deal, outcome: dict[str, bool]) -> Arrays:
    """What was signed of the issues that are valued, among all packages."""
    inside = np.array([outcome.get(issue, False) for issue in found.valued])
    gains = np.stack([found.to(side, found.valued)[inside].sum(0) for side in SIDES])
    few = found.first(FEW)
    number = int((inside * 2 ** np.arange(len(inside))).sum())
    efficient = np.asarray(strategy.frontier(few.of_both(few.valued)))[number]
    share = np.asarray(deal.share_of_best(*map(jnp.asarray, gains)))
    return {
        "signed_gain": ((SIDE, DRAW), gains),
        "signed_wanted": ((), (gains > 0).all(0).mean()),
        "signed_efficient": ((), efficient.mean()),
        "signed_value": ((QUANTILE,), np.array(banded(share[np.asarray(deal.possible)]))),
    }


def known_in_part(found: Worths) -> dict[str, float]:
    """Probability of each issue if those known in part are worth that part; none if there is none.

    An issue comes in where something of its value is known for both sides.
    """
    added = [name for name in found.unvalued if all(found.knows(name, side) for side in SIDES)]
    if not added:
        return {}
    names = [name for name in found.names if name in found.valued or name in added]
    chance = strategy.settle(found.of_both(names)).probability
    return dict(zip(names, np.asarray(chance).tolist(), strict=True))


def in_part(found: Worths, chances: dict[str, float]) -> Arrays:
    """The same as a quantity over all issues."""
    listed = np.array([chances.get(name, np.nan) for name in found.names])
    return {"probability_in_part": ((ANY_ISSUE,), listed)}


def thresholds(found: Worths, deal: strategy.Deal, terms: Terms, givers: dict[str, str]) -> Arrays:
    """Where issues of which some value is not known would join the package, USD a year."""
    known = np.full((len(SIDES), len(found.unvalued), deal.possible.size), np.nan)
    limits = {name: np.full((3, len(found.unvalued)), np.nan) for name in ("cost", "rest", "gain")}
    for number, name in enumerate(found.unvalued):
        a_year = 1.0 if name in found.once else terms.worth(terms.of(name))
        own: dict[str, NDArray[np.float64]] = {
            side: found.to(side, [name])[0] / a_year for side in SIDES
        }
        has = [side for side in SIDES if found.knows(name, side)]
        for side in has:
            known[SIDES.index(side), number] = own[side]
        above = deal.joins_above(*(jnp.asarray(own[side] * a_year) for side in SIDES))
        needed: dict[str, NDArray[np.float64]] = dict(
            zip(SIDES, (np.asarray(each) / a_year for each in above), strict=True)
        )
        giver = givers[name]
        taker = TARGET if giver == SENDER else SENDER
        if (name, giver) in found.lacking and taker in has:
            limits["cost"][:, number] = banded(-needed[giver])
            if giver in has:
                limits["rest"][:, number] = banded(own[giver] - needed[giver])
        if (name, taker) in found.lacking and giver in has:
            limits["gain"][:, number] = banded(needed[taker])
    return {"known_worth": ((SIDE, UNVALUED, DRAW), known)} | {
        f"{name}_limit": ((QUANTILE, UNVALUED), each) for name, each in limits.items()
    }


def supply(tables: Tables, losses: Sequence[Loss], found: Worths, terms: Terms) -> Arrays:
    """What the supply model says of each question in a year, beside the published range."""
    draws = len(found.rows[0].usd)
    worth = np.full((len(losses), len(SIDES), draws), np.nan)
    published = np.full((3, len(losses), len(SIDES)), np.nan)
    for number, question in enumerate(tables.questions):
        a_year = terms.worth(terms.of(question.issue)) / terms.worth(1.0)
        for row in found.rows:
            if (row.issue, row.case) == (question.issue, question.case):
                worth[number, SIDES.index(row.side)] = row.usd / a_year
        for one in tables.values:
            if one.issue == question.issue and one.usd is not None:
                ends = (one.usd_low, one.usd, one.usd_high)
                published[:, number, SIDES.index(one.side)] = ends
    return {
        "supply_worth": ((QUESTION, SIDE, DRAW), worth),
        "supply_loss": (
            (QUESTION, SIDE, SAMPLE),
            np.stack([(loss.sender, loss.target) for loss in losses]),
        ),
        "run_down": ((QUESTION, SAMPLE), np.stack([loss.run_down for loss in losses])),
        "published": ((QUANTILE, QUESTION, SIDE), published),
    }


def terms_offered(
    found: Worths, terms: Terms, continuation: Continuation | None
) -> tuple[tuple[Term, ...], Arrays]:
    """Each term on offer: how often it is chosen with the package, and what it brings.

    Parameters
    ----------
    continuation
        Value of a truce by quarters left; the last entry stands for all longer ones. Added with
        what is left at the start of a term, less what it is worth to have none.
    """
    counted: dict[float, list[float]] = {}
    for offer in YEARS:
        counted.setdefault(min(offer, terms.permanent), []).append(offer)
    dated = [issue for issue in found.valued if issue in terms.years] or list(found.valued)
    scaled = [issue in dated and issue not in found.once for issue in found.valued]
    own = np.array([terms.worth(terms.of(issue)) for issue in found.valued])
    scale = np.array([np.where(scaled, terms.worth(years) / own, 1.0) for years in counted])
    beyond = np.zeros((len(counted), len(SIDES)))
    for number, years in enumerate(counted):
        for side, values in enumerate(continuation or ()):
            left = min(round(years * QUARTERS_PER_YEAR), len(values) - 1)
            beyond[number, side] = values[left] - values[0]
    few = found.first(max(1, MOST_NUMBERS // 2 ** len(found.valued)))
    choice = strategy.choose_term(few.of_both(few.valued), jnp.asarray(scale), jnp.asarray(beyond))
    gains, chosen = np.asarray(choice.gains), np.asarray(choice.chosen)
    bands = [[banded(side[~np.isnan(side)]) for side in each] for each in gains]
    offered = tuple(
        Term(years=years, offered=tuple(each if np.isfinite(each) else None for each in alike))
        for years, alike in counted.items()
    )
    return offered, {
        "term_share": (
            (TERM,),
            np.array([(chosen == number).mean() for number in range(len(scale))]),
        ),
        "term_gain": ((QUANTILE, TERM, SIDE), np.moveaxis(np.array(bands), -1, 0)),
        "cost_for_shortest": ((QUANTILE,), np.array(banded(np.asarray(choice.cost_for_shortest)))),
    }


def continuation_of(truce: NDArray[np.float64]) -> Continuation:
    """What both sides expect of a truce by the quarters that are left of it: medians over draws.

    Parameters
    ----------
    truce
        Worth of a truce above calm, USD, by side, quarters left and draw of the game.
    """
    sender, target = ((0.0, *map(float, row)) for row in np.median(truce, axis=-1))
    return sender, target


def renewal(becomes: NDArray[np.float64]) -> Arrays:
    """What becomes of a truce by the day on which it ends, from draws of the game."""
    return {"becomes": ((QUANTILE, DUE, OUTCOME), np.quantile(becomes, QUANTILES, axis=-1))}


def _bounded(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """The same with NaN, which stands for never, in place of infinity."""
    return np.where(np.isfinite(values), values, np.nan)
