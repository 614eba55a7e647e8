"""Every observed figure as a sum of unknowns that it measures."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np
from scipy import sparse

from backfire.data.schema import EVERY, ROW, label, schemas

from ._unknowns import chosen

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping

    from jaxtyping import Float, Int

    from backfire.data.edition import Edition

    from ._unknowns import Technology, Unknowns

KNOWN_ZERO_SD = 1.0
"""Standard deviation of a reported zero, t/yr: figures are printed in whole tonnes."""

FIRM_TABLES = ("production", "use")
"""Tables whose figures are about one place and may not be moved without limit; a route can hide a
transshipment, so trade may be."""


@dataclass(frozen=True)
class Observation:
    """One figure, and the unknowns whose weighted sum it states."""

    table: str
    key: str
    row: str
    """Where it was written."""
    value: float
    """t/yr."""
    sd: float
    """Standard deviation, t/yr."""
    source: str
    at: Int[np.ndarray, " cell"]
    """Positions of the unknowns."""
    weight: Float[np.ndarray, " cell"]
    """Tonnes as counted by the figure per unit of each unknown."""

    @property
    def firm(self) -> bool:
        """Whether the figure may be moved only so far."""
        return self.table in FIRM_TABLES and self.at.size > 0

    @property
    def name(self) -> str:
        """The row as it is named in messages."""
        return f"{self.row} ({self.key})"

    def balanced(self, values: Float[np.ndarray, " unknown"]) -> float:
        """What the figure is for given values of all unknowns."""
        return float(self.weight @ values[self.at])


def observations(edition: Edition, made_of: Technology, at: Unknowns) -> list[Observation]:
    """All figures of production, trade and use, in an order that does not depend on their rows."""
    found = [
        *_production(edition, made_of, at),
        *_trade(edition, at),
        *_use(edition, at),
    ]
    return sorted(found, key=lambda each: (each.table, each.key))


def design_of(
    found: list[Observation], count: int
) -> tuple[sparse.csr_array, Float[np.ndarray, " observation"], Float[np.ndarray, " observation"]]:
    """Observations as a matrix of weights, with their values and standard deviations."""
    rows = np.repeat(np.arange(len(found)), [each.at.size for each in found])
    columns = np.concatenate([each.at for each in found]) if found else np.zeros(0, dtype=int)
    weights = np.concatenate([each.weight for each in found]) if found else np.zeros(0)
    matrix = sparse.csr_array((weights, (rows, columns)), shape=(len(found), count))
    return matrix, np.array([each.value for each in found]), np.array([each.sd for each in found])


def _production(edition: Edition, made_of: Technology, at: Unknowns) -> Iterator[Observation]:
    for row in edition.tables["production"].iter_rows(named=True):
        place = edition.places.index(row["place"])
        if row["process"] is not None:
            per_activity = np.zeros(len(edition.processes))
            per_activity[edition.processes.index(row["process"])] = 1.0
        else:
            per_activity = _weights(edition, row["good"]) @ made_of.output
        yield _observation("production", row, at.activity[:, place], per_activity)


def _trade(edition: Edition, at: Unknowns) -> Iterator[Observation]:
    count = len(edition.places)
    abroad = ~np.eye(count, dtype=bool)
    for row in edition.tables["trade"].iter_rows(named=True):
        origins = chosen(edition.places, row["origin"])
        destinations = chosen(edition.places, row["destination"])
        routes = origins[:, None] & destinations[None, :]
        if row["origin"] != row["destination"] or row["origin"] == EVERY:
            routes &= abroad
        weight = _weights(edition, row["good"])[:, None, None] * routes
        yield _observation("trade", row, at.flow, weight)


def _use(edition: Edition, at: Unknowns) -> Iterator[Observation]:
    for row in edition.tables["use"].iter_rows(named=True):
        uses = chosen(edition.uses, row["use"])
        places = chosen(edition.places, row["place"])
        cells = uses[:, None] & places[None, :]
        weight = _weights(edition, row["good"])[:, None, None] * cells
        yield _observation("use", row, at.use, weight)


def _observation(
    table: str, row: Mapping[str, str | float | None], at: np.ndarray, weight: np.ndarray
) -> Observation:
    counted = (at >= 0) & (weight > 0)
    value, relative = row["value"], row["relative_sd"]
    assert isinstance(value, float)
    spread = value * relative if isinstance(relative, float) and value > 0 else KNOWN_ZERO_SD
    words = {name: cell if isinstance(cell, str) else None for name, cell in row.items()}
    return Observation(
        table=table,
        key=label(words, schemas()[table]),
        row=str(row[ROW]),
        value=value,
        sd=spread,
        source=str(row["source"]),
        at=at[counted],
        weight=weight[counted].astype(np.float64),
    )


def _weights(edition: Edition, good: str) -> Float[np.ndarray, " good"]:
    weight = np.zeros(len(edition.goods))
    for name, tonnes in edition.members(good).items():
        weight[edition.goods.index(name)] = tonnes
    return weight
