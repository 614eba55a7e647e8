"""Draws of how easily an economy does without a good."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import numpy as np

from backfire import data
from backfire.numerics import scrambled_sobol
from backfire.questions.prepare import quantile

from ._networks import ElasticityDraws

if TYPE_CHECKING:
    from numpy.typing import NDArray

ELASTICITY_NAMES = tuple(ElasticityDraws.__dataclass_fields__)
"""Parameters of the economy that are drawn with the others, draw by draw."""
APART = 104729
"""Sets their draws apart from those of the market."""


def draw_elasticities(draws: int, seed: int) -> dict[str, NDArray[np.float64]]:
    """Scrambled Sobol draws of the shipped elasticities; one draw is the central value of each."""
    rows = {name: asdict(data.read_elasticities().of(name)) for name in ELASTICITY_NAMES}
    if draws == 1:
        return {name: np.array([float(row["central"])]) for name, row in rows.items()}
    levels = scrambled_sobol(draws, len(ELASTICITY_NAMES), seed + APART)
    columns = zip(rows, levels.T, strict=True)
    return {name: quantile(rows[name], column) for name, column in columns}
