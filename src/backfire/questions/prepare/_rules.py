"""From a table of distributions to one set of rules per future."""

from __future__ import annotations

from dataclasses import fields
from typing import TYPE_CHECKING

import jax.numpy as jnp
import numpy as np

from backfire.errors import DataError
from backfire.model.adaptation import Pace
from backfire.model.market import Rules
from backfire.numerics import scrambled_sobol

from ._distribution import quantile

if TYPE_CHECKING:
    from jax.typing import DTypeLike
    from numpy.typing import NDArray

    from backfire.data import Parameters

MARKET = tuple(field.name for field in fields(Rules))
PLANTS = tuple(field.name for field in fields(Pace))
PROJECTS = ("project_success", "project_slip")
"""Factors on the prospects of named projects."""
NAMES = (*MARKET, *PLANTS, *PROJECTS)


def fixed_values(parameters: Parameters) -> dict[str, float]:
    """Parameters that are the same in every future."""
    rows = parameters.table.iter_rows(named=True)
    return {row["parameter"]: row["central"] for row in rows if row["distribution"] == "fixed"}


def draw_rules(parameters: Parameters, draws: int, seed: int) -> dict[str, NDArray[np.float64]]:
    """Scrambled Sobol draws of every rule; a single draw is the central value of each.

    Raises
    ------
    DataError
        If the table lacks a rule.
    """
    rows = {row["parameter"]: row for row in parameters.table.iter_rows(named=True)}
    missing = [name for name in NAMES if name not in rows]
    if missing:
        raise DataError(parameters.name, [f"{name}: must have a row" for name in missing])
    if draws == 1:
        return {name: np.array([float(rows[name]["central"])]) for name in NAMES}
    levels = scrambled_sobol(draws, len(NAMES), seed)
    return {name: quantile(rows[name], levels[:, column]) for column, name in enumerate(NAMES)}


def rules_of(values: dict[str, NDArray[np.float64]], dtype: DTypeLike) -> Rules:
    """The rules of a batch of futures."""
    return Rules(**{name: jnp.asarray(values[name], dtype) for name in MARKET})


def pace_of(values: dict[str, NDArray[np.float64]], dtype: DTypeLike) -> Pace:
    """How fast plants come and go in a batch of futures."""
    return Pace(**{name: jnp.asarray(values[name], dtype) for name in PLANTS})
