"""Years that have been observed, as a model says they went."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from backfire.dims import DRAW, GOOD, PLACE, POOL, PROCESS, SIDE, WEEK, YEAR
from backfire.units import RATIO, TONNE, TONNE_PER_YEAR, USD_PER_TONNE, Unit

if TYPE_CHECKING:
    import xarray as xr

FLOW = (DRAW, YEAR, GOOD, PLACE)
PLANTS = (DRAW, YEAR, PROCESS, PLACE)

HINDCAST_VARIABLES: tuple[tuple[str, tuple[str, ...], Unit, str], ...] = (
    ("price", (DRAW, WEEK, GOOD, SIDE), RATIO, "spot quote over the baseline"),
    ("price_by_year", (DRAW, YEAR, GOOD, SIDE), RATIO, "mean spot quote over the baseline"),
    ("exports", (DRAW, YEAR, GOOD), TONNE_PER_YEAR, "tonnes that leave the sender, leaks included"),
    ("from_sender", FLOW, TONNE_PER_YEAR, "tonnes from the sender, leaks included"),
    ("imports", FLOW, TONNE_PER_YEAR, "tonnes from all other places"),
    ("made", FLOW, TONNE_PER_YEAR, "output that is finished and sold"),
    ("intake", FLOW, TONNE_PER_YEAR, "use in processes"),
    ("capacity", PLANTS, TONNE_PER_YEAR, "capacity at the start of the year"),
    ("idle", PLANTS, TONNE_PER_YEAR, "capacity that stands still at the start of the year"),
    ("licence_price", (DRAW, WEEK, POOL), USD_PER_TONNE, "price of a licence for a tonne"),
    ("quota_left", (DRAW, WEEK, POOL), TONNE, "licence tonnes that are not used yet"),
    ("sound", (DRAW,), RATIO, "1 where a draw stayed finite and free of negative stocks"),
)
"""Name, axes, unit and meaning of every array."""


@dataclass(frozen=True, eq=False)
class Hindcast:
    """What every draw gives of years that have been observed, over an xarray dataset.

    `HINDCAST_VARIABLES` lists the variables; those of draws that failed are left out.
    """

    dataset: xr.Dataset

    def __post_init__(self) -> None:
        sound = np.asarray(self.dataset["sound"].values, dtype=bool)
        kept = self.dataset.assign_coords({DRAW: np.arange(len(sound))})
        object.__setattr__(self, "dataset", kept.isel({DRAW: np.flatnonzero(sound)}))

    @property
    def sender(self) -> str:
        """The place whose exports are counted."""
        return str(self.dataset.attrs["sender"])

    @property
    def years(self) -> tuple[int, ...]:
        """The baseline year, which the edition describes, and the calendar years of the run."""
        return tuple(int(year) for year in self.dataset[YEAR].values)
