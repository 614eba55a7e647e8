"""What a run found: a labelled dataset that carries its own scenario, edition, seed and sources."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from backfire.dims import GOOD, PLACE, USE, WEEK
from backfire.results import _netcdf
from backfire.results._check import check
from backfire.results._summary import summarise

if TYPE_CHECKING:
    import xarray as xr

    from backfire.results._answer import Answer

_FIELDS = ("dataset",)
_ONE_WEEK = np.timedelta64(7, "D")


@dataclass(frozen=True, eq=False)
class Results:
    """A run's findings over an xarray dataset, checked when they are put together.

    Variables are attributes: ``results.price`` is the array over draw, week, good and side. The
    table in `VARIABLES` lists them with their axes, units and meanings.

    Raises
    ------
    DataError
        The dataset departs from that table; every problem is listed.
    """

    dataset: xr.Dataset

    def __post_init__(self) -> None:
        check(self.dataset)

    def __getattr__(self, name: str) -> xr.DataArray:
        if name.startswith("__") or name in _FIELDS or name not in self.dataset.variables:
            msg = f"a result has no {name!r}"
            raise AttributeError(msg)
        return self.dataset[name]

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *map(str, self.dataset.variables)})

    @classmethod
    def read(cls, path: str | Path) -> Results:
        """Read a result that `to_netcdf` wrote.

        Raises
        ------
        DataError
            The file is missing, is not a result, is cut short, or comes from another version.
        """
        dataset = _netcdf.read(Path(path))
        check(dataset, str(path))
        return cls(dataset)

    def to_netcdf(self, path: str | Path) -> Path:
        """Write the result to one compressed file, complete or not at all, and give its path."""
        return _netcdf.write(self.dataset, Path(path))

    def answer(self) -> Answer:
        """Sum the result up: quantiles over futures, ordered, and the same in sentences."""
        return summarise(self)

    def to_json(self) -> str:
        """Give the answer as JSON text with stable keys."""
        return self.answer().to_json()

    @property
    def attrs(self) -> dict[str, Any]:
        """Attributes of the whole result: scenario, edition, seed, sources and the like."""
        return dict(self.dataset.attrs)

    @property
    def sender(self) -> str:
        """The place that restricts."""
        return str(self.dataset.attrs["sender"])

    @property
    def targets(self) -> tuple[str, ...]:
        """The places meant to be hurt."""
        return _listed(self.dataset.attrs["targets"])

    @property
    def reference_goods(self) -> tuple[str, ...]:
        """The goods of the control that the headline speaks of."""
        return _listed(self.dataset.attrs["reference_goods"])

    @property
    def reference_start(self) -> np.datetime64:
        """First day of the control that the headline speaks of."""
        return np.datetime64(str(self.dataset.attrs["reference_start"]), "D")

    @property
    def horizon(self) -> xr.DataArray:
        """Marks the weeks of the reference horizon; the end of the run may cut it short."""
        ends = self.reference_start + int(self.dataset.attrs["reference_weeks"]) * _ONE_WEEK
        week = self.dataset[WEEK]
        return (week >= self.reference_start) & (week < ends)

    @property
    def sources(self) -> dict[str, str]:
        """Citation of each source, by key."""
        return {str(k): str(v) for k, v in json.loads(self.dataset.attrs["sources"]).items()}

    def good_name(self, good: str) -> str:
        """Give the name of a good by its label."""
        return str(self.dataset["good_name"].sel({GOOD: good}).item())

    def place_name(self, place: str) -> str:
        """Give the name of a place by its label."""
        return str(self.dataset["place_name"].sel({PLACE: place}).item())

    def use_name(self, use: str) -> str:
        """Give the name of an end use by its label."""
        return str(self.dataset["use_name"].sel({USE: use}).item())


def _listed(value: object) -> tuple[str, ...]:
    return tuple(part.strip() for part in str(value).split(",") if part.strip())
