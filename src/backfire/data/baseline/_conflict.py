"""Which figures stand against each other where no balance exists."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

from ._first_guess import MOST_USED
from ._observations import KNOWN_ZERO_SD

if TYPE_CHECKING:
    from jaxtyping import Float

    from backfire.data.edition import Edition

    from ._observations import Observation
    from ._unknowns import Unknowns

NOTICEABLE = 1e-7
SUREST = 3
"""Number of figures that are named where the conflict cannot be found."""


@dataclass(frozen=True)
class _Limit:
    """A limit on a sum of unknowns that a figure sets."""

    name: str
    value: float
    sd: float
    at: np.ndarray
    weight: np.ndarray
    above: float
    """Highest value of the sum, t/yr."""
    below: float
    """Lowest value of the sum, t/yr."""


def conflicting_rows(
    edition: Edition,
    at: Unknowns,
    found: list[Observation],
    laws: sparse.csr_array,
    unit: Float[np.ndarray, " unknown"],
    allowed: float,
) -> list[str]:
    """Name the figures that cannot all hold within ``allowed`` standard deviations.

    The limits are loosened as little as possible, counted in standard deviations. Figures whose
    limit had to be loosened, or that force another's, are in conflict.

    Parameters
    ----------
    unit
        Typical size of each unknown, t/yr.
    """
    limits = [*_from_figures(found, allowed), *_from_capacity(edition, at)]
    loosened = _loosen(limits, laws, unit)
    if loosened is None:
        return _surest(found)
    solution, forced = loosened
    problems: list[str] = []
    for limit, is_forced in zip(limits, forced, strict=True):
        got = float(limit.weight @ solution[limit.at])
        broken = got > limit.above * (1 + NOTICEABLE) or got < limit.below * (1 - NOTICEABLE)
        if broken:
            problems.append(
                f"{limit.name}: {limit.value:,.6g} t/yr cannot hold with the others named here, "
                f"the nearest they allow is {got:,.6g}"
            )
        elif is_forced:
            problems.append(f"{limit.name}: {limit.value:,.6g} t/yr stands against it")
    return problems or _surest(found)


def _surest(found: list[Observation]) -> list[str]:
    """The figures with the least room, where none can be told to stand against another."""
    surest = sorted((each for each in found if each.at.size), key=lambda each: each.sd)[:SUREST]
    return [
        f"{each.name}: {each.value:,.6g} t/yr is known to {each.sd:,.2g} t/yr, closer than a "
        "balance can keep; raise its relative_sd"
        for each in surest
    ]


def _from_figures(found: list[Observation], allowed: float) -> list[_Limit]:
    return [
        _Limit(
            each.name,
            each.value,
            each.sd,
            each.at,
            each.weight,
            each.value + allowed * each.sd,
            max(each.value - allowed * each.sd, 0.0),
        )
        for each in found
        if each.firm
    ]


def _from_capacity(edition: Edition, at: Unknowns) -> list[_Limit]:
    limits: list[_Limit] = []
    rows = edition.tables["capacity"].sort("process", "place")
    for row in rows.iter_rows(named=True):
        process, place = row["process"], row["place"]
        position = at.activity[edition.processes.index(process), edition.places.index(place)]
        if position >= 0:
            value = float(row["value"])
            limits.append(
                _Limit(
                    f"{row['row']} ({process}, {place})",
                    value,
                    max(value * (row["relative_sd"] or 0.0), KNOWN_ZERO_SD),
                    np.array([position]),
                    np.ones(1),
                    MOST_USED * value,
                    0.0,
                )
            )
    return limits


def _loosen(
    limits: list[_Limit], laws: sparse.csr_array, unit: np.ndarray
) -> tuple[np.ndarray, np.ndarray] | None:
    """Least total loosening in standard deviations, and which limits force it."""
    from scipy.optimize import linprog

    count, size, bound = len(unit), len(limits), len(laws.indptr) - 1
    rows = np.repeat(np.arange(size), [limit.at.size for limit in limits])
    columns = np.concatenate([limit.at for limit in limits])
    weights = np.concatenate([limit.weight for limit in limits])
    sums = sparse.csr_array((weights, (rows, columns)), shape=(size, count))
    sd = np.array([limit.sd for limit in limits])
    sums = sparse.csr_array(sparse.diags_array(1 / sd) @ sums @ sparse.diags_array(unit))
    above = np.array([limit.above for limit in limits]) / sd
    below = np.array([limit.below for limit in limits]) / sd
    slack = -sparse.eye_array(size)
    scaled = laws @ sparse.diags_array(unit)
    found = linprog(
        np.concatenate([np.zeros(count), np.ones(size)]),
        A_ub=sparse.vstack(
            [sparse.hstack([sums, slack]), sparse.hstack([-sums, slack])], format="csr"
        ),
        b_ub=np.concatenate([above, -below]),
        A_eq=sparse.hstack([scaled, sparse.csr_array((bound, size))], format="csr"),
        b_eq=np.zeros(bound),
        bounds=[(0, None)] * (count + size),
        method="highs-ds",
    )
    if found.x is None:
        return None  # The figures are too far apart in size for the search.
    # A figure known to much less than a tonne forces others by less than it shows in its own sd.
    forced = np.abs(found.ineqlin.marginals).reshape(2, size).max(axis=0) / np.minimum(sd, 1.0)
    return found.x[:count] * unit, forced > NOTICEABLE
