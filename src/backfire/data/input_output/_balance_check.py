"""Whether an input-output table balances, and what in it is below zero without a reason."""

from __future__ import annotations

import math
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

import numpy as np

from backfire.data.schema import nearest

from ._account import FILE

if TYPE_CHECKING:
    from ._account import Account, Array

SIGMAS = 5
"""Standard deviations of rounding that a sum may be off."""
EXACT = 1e-9
"""Gap allowed where figures are not rounded, as a share of what is added up."""


class _Sum(NamedTuple):
    what: str
    codes: tuple[str, ...]
    name: str
    total: Array


def slack(account: Account, *matrices: Array) -> Array:
    """How far sums along rows may be off, in the unit of the table.

    Every figure is printed to the nearest step on its own, zeros included, as what is less than
    half a step is printed as nothing. A rounded figure is off by a step over the root of 12 (one
    standard deviation); the allowance for a sum is five of them, but never more than half a step
    for every figure in it.
    """
    figures = 1 + sum(matrix.shape[1] for matrix in matrices)
    rounded = min(SIGMAS * math.sqrt(figures / 12), figures / 2) * account.metadata.rounding
    size = sum((np.abs(matrix).sum(axis=1) for matrix in matrices), start=np.zeros(1))
    return rounded + EXACT * size


def problems_of(account: Account) -> list[str]:
    """Every industry and commodity that does not balance, and every sign that must not be."""
    found = [*_undeclared(account), *_missing(account), *_signs(account)]
    return found or list(_gaps(account))


def _undeclared(account: Account) -> Iterator[str]:
    about = account.metadata
    for field in ("negative_value_added", "negative_use"):
        for code in getattr(about, field):
            if code not in account.industries:
                yield (
                    f'{FILE}: {field} must name known industries, got "{code}"'
                    f"{nearest(code, account.industries)}"
                )


def _missing(account: Account) -> Iterator[str]:
    """Industries that make nothing or have no value added."""
    made = np.count_nonzero(account.make, axis=1)
    added = np.count_nonzero(account.value_added, axis=0)
    for number, code in enumerate(account.industries):
        if not made[number]:
            yield f"make.csv: industry {code} must make something, has no row; add its products"
        if not added[number]:
            yield f"value_added.csv: industry {code} must have value added, has no row; add it"
    for number, code in enumerate(account.commodities):
        if not account.special[number] and account.make[:, number].sum() <= 0:
            yield (
                f"make.csv: product {code} must be made by an industry, has no row; add its makers "
                "or make its treatment special"
            )


def _signs(account: Account) -> Iterator[str]:
    about, unit = account.metadata, account.metadata.unit
    for number in np.flatnonzero(account.output <= 0):
        code, got = account.industries[number], account.output[number]
        yield f"industries.csv: output of {code} must be above zero, got {got:g} {unit}"
    for row, column in np.argwhere(account.make < 0):
        pair = f"{account.industries[row]} ({account.commodities[column]})"
        got = account.make[row, column]
        yield f"make.csv: output of {pair} must be zero or more, got {got:g} {unit}"
    total = account.value_added.sum(axis=0)
    for number in np.flatnonzero(total < 0):
        code = account.industries[number]
        if code not in about.negative_value_added:
            yield (
                f"value_added.csv: value added of {code} must be zero or more, got "
                f"{total[number]:g} {unit}; if it is so, name {code} with the reason under "
                f"negative_value_added in {FILE}"
            )
    flows = np.where(account.special[:, None], 0.0, account.use)
    for row, column in np.argwhere(flows < 0):
        good, code = account.commodities[row], account.industries[column]
        if code not in about.negative_use:
            yield (
                f"use.csv: what {code} buys of {good} must be zero or more, got "
                f"{flows[row, column]:g} {unit}; if it sells from stock, name {code} with the "
                f"reason under negative_use in {FILE}"
            )
    bought = account.imports[:, : len(account.industries)]
    for row, column in np.argwhere(bought < 0):
        good, code = account.commodities[row], account.industries[column]
        got = bought[row, column]
        yield f"imports.csv: what {code} imports of {good} must be zero or more, got {got:g} {unit}"


def _gaps(account: Account) -> Iterator[str]:
    industries, make = account.industries, account.make
    uses = (account.use, account.final)
    inputs = (account.use.T, account.value_added.T)
    made = _Sum("commodity", account.commodities, "what is made", make.sum(axis=0))
    output = _Sum("industry", industries, "output", account.output)
    sold, bought = "intermediate sales plus final uses", "inputs plus value added"
    yield from _apart(account, made, sold, uses, slack(account, *uses) + slack(account, make.T))
    yield from _apart(account, output, bought, inputs, slack(account, *inputs))
    yield from _apart(account, output, "what it makes", (make,), slack(account, make))
    about = account.metadata
    added = float(account.value_added.sum())
    allowed = float(slack(account, account.value_added).sum())
    if about.gdp is not None and abs(added - about.gdp) > allowed:
        yield (
            f"value_added.csv: value added must sum to the gdp of {FILE} within {allowed:g} "
            f"{about.unit}, got {added:g} and {about.gdp:g}"
        )


def _apart(
    account: Account, whole: _Sum, right: str, parts: tuple[Array, ...], allowed: Array
) -> Iterator[str]:
    found = np.hstack(parts).sum(axis=1)
    for number in np.flatnonzero(np.abs(found - whole.total) > allowed):
        yield (
            f"{whole.what} {whole.codes[number]}: {whole.name} must equal {right} within "
            f"{allowed[number]:g} {account.metadata.unit}, got {whole.total[number]:g} and "
            f"{found[number]:g}"
        )
