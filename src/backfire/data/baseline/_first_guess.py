"""Where the search starts: a guess of every cell, used where nothing was observed."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
import polars as pl

from backfire.errors import SolveError
from backfire.numerics import fit_margins

from ._unknowns import Blocks

if TYPE_CHECKING:
    from jaxtyping import Bool, Float

    from backfire.data.edition import Edition

    from ._observations import Observation
    from ._unknowns import Technology, Unknowns

    Flows = Float[np.ndarray, "good origin destination"]
    Margins = Float[np.ndarray, "good place"]

SMALLEST = 1e-3
"""Least starting value of a cell that can be above zero, t/yr: a kilogram."""

ANYWHERE = 0.05
"""Share of purchases guessed to go to origins in proportion to what they sell, home or not: what
customs did not record is mostly small, but never nothing."""

MOST_USED = 0.97
"""Highest activity over capacity: works stand still for repair about ten days a year."""


@dataclass(frozen=True)
class Ceiling:
    """Stated capacities and what is assumed where none is stated."""

    stated: Float[np.ndarray, "process place"]
    """t/yr; NaN where nothing was observed."""

    @classmethod
    def of(cls, edition: Edition) -> Ceiling:
        """Read the table of capacities."""
        stated = np.full((len(edition.processes), len(edition.places)), np.nan)
        rows = edition.tables["capacity"].select("process", "place", "value")
        for process, place, value in rows.iter_rows():
            stated[edition.processes.index(process), edition.places.index(place)] = value
        return cls(stated)

    @property
    def activity(self) -> Float[np.ndarray, "process place"]:
        """Highest activity, t/yr; infinite where no capacity is stated."""
        return np.where(np.isnan(self.stated), np.inf, MOST_USED * self.stated)


def first_guess(
    edition: Edition, made_of: Technology, at: Unknowns, found: list[Observation]
) -> Blocks:
    """Activity as observed, use by value added, and flows from surplus to need."""
    activity = _activity(edition, at, found)
    supply = made_of.output @ activity
    needed = made_of.input @ activity
    use = _use(edition, at, found, np.maximum(supply.sum(axis=1) - needed.sum(axis=1), SMALLEST))
    demand = needed + use.sum(axis=1)
    flow = np.stack([_trade(*margins) for margins in zip(supply, demand, strict=True)])
    return Blocks(
        activity=np.maximum(activity, SMALLEST),
        flow=np.maximum(_with_observed(flow, supply, demand, at, found), SMALLEST),
        use=np.maximum(use, SMALLEST),
        discarded=_surplus(supply, demand, np.asarray((at.flow >= 0).any(axis=2))),
    )


def _surplus(
    supply: Float[np.ndarray, "good place"],
    demand: Float[np.ndarray, "good place"],
    sells: Bool[np.ndarray, "good place"],
) -> Float[np.ndarray, "good place"]:
    """What the world makes and nobody takes, shared over makers by output.

    A place whose routes are all closed throws away what it makes.
    """
    made, taken = (supply * sells).sum(axis=1), demand.sum(axis=1)
    share = np.divide(made - taken, made, out=np.zeros_like(made), where=made > taken)
    return np.where(sells, share[:, None] * supply, supply)


def second_guess(first: Blocks, balanced: Blocks, at: Unknowns, found: list[Observation]) -> Blocks:
    """Spread what each place sold and bought in a first balance over routes nobody observed."""
    sold, bought = balanced.flow.sum(axis=2), balanced.flow.sum(axis=1)
    spread = np.stack([_trade(*margins) for margins in zip(sold, bought, strict=True)])
    pattern = np.maximum(_with_observed(spread, sold, bought, at, found), SMALLEST)
    flow = first.flow.copy()
    for good, possible in enumerate(at.flow >= 0):
        try:
            fitted = fit_margins(np.where(possible, pattern[good], 0.0), sold[good], bought[good])
        except SolveError:
            continue
        flow[good] = np.maximum(fitted, SMALLEST)
    return Blocks(first.activity, flow, first.use, first.discarded)


def _trade(
    sold: Float[np.ndarray, " origin"], bought: Float[np.ndarray, " destination"]
) -> Float[np.ndarray, "origin destination"]:
    """Flows when a place buys at home first and what is left goes to whoever still lacks it.

    A share of all purchases ignores where home is, so that no possible route is empty.
    """
    home = np.minimum(sold, bought)
    first = np.diag(home) + _in_proportion(sold - home, bought - home)
    return (1 - ANYWHERE) * first + ANYWHERE * _in_proportion(sold, bought)


def _in_proportion(
    sold: Float[np.ndarray, " origin"], bought: Float[np.ndarray, " destination"]
) -> Float[np.ndarray, "origin destination"]:
    total = max(sold.sum(), bought.sum())
    return np.outer(sold, bought) / total if total > 0 else np.zeros((sold.size, bought.size))


def _activity(
    edition: Edition, at: Unknowns, found: list[Observation]
) -> Float[np.ndarray, "process place"]:
    observed = np.full(at.count, np.nan)
    shared: dict[int, list[float]] = {}
    for each in found:
        if each.table != "production":
            continue
        if each.at.size == 1:
            observed[each.at[0]] = each.value / each.weight[0]
            continue
        for position in each.at:
            shared.setdefault(int(position), []).append(each.value / each.weight.sum())
    for position, guesses in shared.items():
        if np.isnan(observed[position]):
            observed[position] = np.mean(guesses)
    activity = np.where(at.activity >= 0, observed[at.activity], 0.0)
    ceiling = Ceiling.of(edition)
    capacity = ceiling.stated
    both = np.isfinite(activity) & np.isfinite(capacity) & (capacity > 0)
    used_everywhere = _ratio(activity[both].sum(), capacity[both].sum(), MOST_USED)
    for process, row in enumerate(activity):
        known = both[process]
        used = _ratio(row[known].sum(), capacity[process, known].sum(), used_everywhere)
        guess = np.nan_to_num(used * capacity[process])
        activity[process] = np.where(np.isnan(row), guess, row)
    return np.minimum(activity, ceiling.activity)


def _ratio(part: float, whole: float, otherwise: float) -> float:
    return min(part / whole, MOST_USED) if part > 0 and whole > 0 else otherwise


def _use(
    edition: Edition,
    at: Unknowns,
    found: list[Observation],
    left: Float[np.ndarray, " good"],
) -> Float[np.ndarray, "good use place"]:
    """Share each figure of use over its cells; a cell follows the narrowest figure it is in."""
    likely = left[:, None, None] * purchasing(edition)[None]
    weight = np.zeros(at.count)
    weight[at.use[at.use >= 0]] = likely[at.use >= 0]
    guess = np.full(at.count, np.nan)
    rows = [each for each in found if each.table == "use" and each.at.size]
    for each in sorted(rows, key=lambda each: each.at.size):
        share = weight[each.at] * each.weight
        spread = each.value * share / share.sum() / each.weight
        free = np.isnan(guess[each.at])
        guess[each.at[free]] = spread[free]
    return np.where(at.use >= 0, np.nan_to_num(guess)[at.use], 0.0)


def purchasing(edition: Edition) -> Float[np.ndarray, "use place"]:
    """Value added of each use and place, USD/yr; where it is a hole, in proportion to income."""
    income = np.full(len(edition.places), np.nan)
    for place, value in edition.tables["gdp"].select("place", "value").iter_rows():
        income[edition.places.index(place)] = value
    income = np.where(np.isnan(income), np.nanmean(income) if income.size else 1.0, income)
    added = np.full((len(edition.uses), len(edition.places)), np.nan)
    rows = edition.tables["value_added"].filter(pl.col("value") > 0)
    for use, place, value in rows.select("use", "place", "value").iter_rows():
        added[edition.uses.index(use), edition.places.index(place)] = value
    for number, row in enumerate(added):
        known = np.isfinite(row)
        per_income = row[known].sum() / income[known].sum() if known.any() else 1.0
        added[number] = np.where(known, row, per_income * income)
    return added


def _with_observed(
    guess: Flows, sold: Margins, bought: Margins, at: Unknowns, found: list[Observation]
) -> Flows:
    """Put every figure about one route in the place of the guess, the narrowest figure first.

    A figure about a group is shared over its goods in proportion to what both ends trade of each.
    """
    total = np.maximum(np.maximum(sold.sum(axis=1), bought.sum(axis=1)), SMALLEST)[:, None, None]
    there = at.flow >= 0
    weight, values = np.zeros(at.count), np.full(at.count, np.nan)
    weight[at.flow[there]] = (sold[:, :, None] * bought[:, None, :] / total + SMALLEST)[there]
    route = np.full(at.count, -1)
    places = guess.shape[1]
    route[at.flow[there]] = np.broadcast_to(np.arange(places**2), (len(guess), places**2))[
        there.reshape(len(guess), -1)
    ]
    rows = [
        each
        for each in found
        if each.table == "trade" and each.at.size and np.ptp(route[each.at]) == 0
    ]
    for each in sorted(rows, key=lambda each: each.at.size):
        free = np.isnan(values[each.at])
        left = each.value - each.weight[~free] @ values[each.at[~free]]
        share = weight[each.at] * each.weight * free
        if share.sum() > 0:
            spread = max(left, 0.0) * share / share.sum() / each.weight
            values[each.at[free]] = spread[free]
    kept = np.where(there, values[at.flow], np.nan)
    return np.where(np.isnan(kept), guess, kept)
