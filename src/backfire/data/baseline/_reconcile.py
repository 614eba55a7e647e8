"""Observed figures to one balanced baseline."""

from __future__ import annotations

from dataclasses import replace
from types import MappingProxyType
from typing import TYPE_CHECKING

import numpy as np

from backfire.errors import DataError, SolveError

from ._baseline import Adjustment, Baseline, cached_baseline, imbalance

if TYPE_CHECKING:
    from jaxtyping import Float
    from scipy import sparse

    from backfire.data.edition import Edition

    from ._first_guess import Ceiling
    from ._observations import Observation
    from ._unknowns import Blocks, Technology, Unknowns

NOTABLE = 2.0
"""An adjustment of more standard deviations than this is reported by name."""

FIRM = 6.0
"""No figure of production or use may be moved by more standard deviations than this."""

LOOSE = 10.0
"""Standard deviation of a guess, relative to its value: any observation outweighs it."""

INTERIOR = 1e-4
"""Least value of a cell that can be above zero, relative to its guess."""


def reconcile(edition: Edition, *, cached: bool = True) -> Baseline:
    """Find the balance nearest to the figures of an edition.

    Activities, flows, uses and discards are those that minimise the squared distance to every
    observed figure in units of its standard deviation, subject to mass balance at every good and
    place, values of zero or more, and activity within capacity. Cells that nobody observed are
    drawn weakly to a guess: a place buys at home first, what is left goes to whoever lacks it, and
    use is shared by value added. Discarding a joint product costs the more the more it is worth.

    Parameters
    ----------
    cached
        Whether to look for an earlier answer on this machine, and to leave one there.

    Raises
    ------
    DataError
        If figures of production and use cannot hold together within six standard deviations; the
        figures that stand against each other are named.
    SolveError
        If the search stops before it reached the answer.
    """
    return cached_baseline(edition, _solved) if cached else _solved(edition)


def _solved(edition: Edition) -> Baseline:
    from ._first_guess import first_guess, second_guess
    from ._observations import observations
    from ._unknowns import mass_balance, technology, unknowns

    made_of = technology(edition)
    at = unknowns(edition, made_of)
    laws = mass_balance(made_of, at)
    found = observations(edition, made_of, at)
    guess = first_guess(edition, made_of, at, found)
    first = _nearest(edition, made_of, at, found, laws, guess)
    guess = second_guess(guess, at.blocks(first), at, found)
    values = _nearest(edition, made_of, at, found, laws, guess)
    return _baseline(edition, made_of, at, found, values)


def _nearest(
    edition: Edition,
    made_of: Technology,
    at: Unknowns,
    found: list[Observation],
    laws: sparse.csr_array,
    guess: Blocks,
) -> Float[np.ndarray, " unknown"]:
    """Values of all unknowns that obey the laws and are nearest to figures and guess, t/yr."""
    from backfire.numerics import Bounds, Status, least_adjustment, obeying

    from ._first_guess import Ceiling
    from ._observations import design_of

    design, observed, spread = design_of(found, at.count)
    start = at.row(guess)
    looseness = at.row(_looseness(edition, made_of, guess))
    upper = at.row(_ceilings(guess, Ceiling.of(edition)))
    nothing = np.zeros_like(guess.discarded)
    missed = np.array([FIRM if each.firm else np.inf for each in found])
    for interior in (INTERIOR, 0.0):
        lower = np.minimum(interior * at.row(replace(guess, discarded=nothing)), upper)
        bounds = Bounds(lower, upper, missed)
        answer = least_adjustment(design, observed, spread, start, looseness, laws, bounds)
        if answer.status is Status.SOLVED:
            return obeying(laws, answer.solution)
    if answer.status is Status.INFEASIBLE:
        _name_conflict(edition, at, found, laws, looseness)
    message = f"baseline of edition {edition.name}"
    raise SolveError(message, [answer.status.value])


def _looseness(edition: Edition, made_of: Technology, guess: Blocks) -> Blocks:
    """How far, in t/yr, each cell strays from its guess at the cost of one standard deviation."""
    from ._unknowns import prices

    price = prices(edition)
    known = np.nan_to_num(price)
    priced = made_of.output * np.isfinite(price)[:, None]
    basket = np.divide(
        known @ made_of.output,
        priced.sum(axis=0),
        out=np.zeros(made_of.output.shape[1]),
        where=priced.sum(axis=0) > 0,
    )
    worth = np.where(made_of.output > 0, basket[None], 0.0).max(axis=1)
    cheapness = np.where((known > 0) & (worth > 0), worth / np.where(known > 0, known, 1.0), 1.0)
    supply = made_of.output @ guess.activity
    return replace(
        guess,
        activity=LOOSE * guess.activity,
        flow=LOOSE * guess.flow,
        use=LOOSE * guess.use,
        discarded=np.maximum(supply * cheapness[:, None], guess.flow.min()),
    )


def _ceilings(guess: Blocks, ceiling: Ceiling) -> Blocks:
    return replace(
        guess,
        activity=ceiling.activity,
        flow=np.full_like(guess.flow, np.inf),
        use=np.full_like(guess.use, np.inf),
        discarded=np.full_like(guess.discarded, np.inf),
    )


def _name_conflict(
    edition: Edition,
    at: Unknowns,
    found: list[Observation],
    laws: sparse.csr_array,
    unit: Float[np.ndarray, " unknown"],
) -> None:
    from ._conflict import conflicting_rows

    problems = conflicting_rows(edition, at, found, laws, unit, FIRM)
    message = f"edition {edition.name}: no balance within {FIRM:g} standard deviations; it"
    raise DataError(message, problems)


def _baseline(
    edition: Edition,
    made_of: Technology,
    at: Unknowns,
    found: list[Observation],
    values: Float[np.ndarray, " unknown"],
) -> Baseline:
    from ._first_guess import MOST_USED, Ceiling
    from ._report import count_kinds
    from ._unknowns import prices, processing_costs

    blocks = at.blocks(values)
    capacity = np.nan_to_num(Ceiling.of(edition).stated)
    draft = Baseline(
        goods=edition.goods,
        places=edition.places,
        processes=edition.processes,
        uses=edition.uses,
        activity=blocks.activity,
        capacity=np.maximum(capacity, blocks.activity / MOST_USED),
        flow=blocks.flow,
        use=blocks.use,
        discarded=blocks.discarded,
        input=made_of.input,
        output=made_of.output,
        price=prices(edition),
        processing_cost=processing_costs(edition),
        adjustments=_adjustments(found, values),
        counts=MappingProxyType(count_kinds(edition)),
        residual=0.0,
    )
    return replace(draft, residual=imbalance(draft))


def _adjustments(
    found: list[Observation], values: Float[np.ndarray, " unknown"]
) -> tuple[Adjustment, ...]:
    moved = [
        Adjustment(
            table=each.table,
            key=each.key,
            observed=each.value,
            sd=each.sd,
            balanced=each.balanced(values),
            moved_sd=(each.balanced(values) - each.value) / each.sd,
            source=each.source,
        )
        for each in found
    ]
    notable = [each for each in moved if abs(each.moved_sd) > NOTABLE]
    return tuple(sorted(notable, key=lambda each: -abs(each.moved_sd)))
