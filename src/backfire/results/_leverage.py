"""What a full control would cost the target, over time: a labelled dataset about leverage."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from backfire.dims import GOOD, PLACE, PROCESS
from backfire.results import _netcdf
from backfire.results._leverage_check import check_leverage
from backfire.results._leverage_summary import summarise_leverage

if TYPE_CHECKING:
    import xarray as xr

    from backfire.results._leverage_answer import LeverageAnswer


@dataclass(frozen=True, eq=False)
class Leverage:
    """Leverage as a stock that use depletes, over an xarray dataset that is checked.

    Variables are attributes: ``leverage.target_loss`` is the array over draw, start and history.
    The table in `LEVERAGE_VARIABLES` lists them with their axes, units and meanings.

    Raises
    ------
    DataError
        The dataset departs from that table; every problem is listed.
    """

    dataset: xr.Dataset

    def __post_init__(self) -> None:
        check_leverage(self.dataset)

    def __getattr__(self, name: str) -> xr.DataArray:
        if name.startswith("__") or name == "dataset" or name not in self.dataset.variables:
            msg = f"an answer about leverage has no {name!r}"
            raise AttributeError(msg)
        return self.dataset[name]

    def __dir__(self) -> list[str]:
        return sorted({*super().__dir__(), *map(str, self.dataset.variables)})

    @classmethod
    def read(cls, path: str | Path) -> Leverage:
        """Read what `to_netcdf` wrote, or the leverage that a run's result carries.

        Raises
        ------
        DataError
            The file is missing, holds no leverage, is cut short, or comes from another version.
        """
        dataset = _netcdf.read_leverage(Path(path))
        check_leverage(dataset, str(path))
        return cls(dataset)

    def to_netcdf(self, path: str | Path) -> Path:
        """Write one compressed file, complete or not at all, and give its path."""
        return _netcdf.write(self.dataset, Path(path), kind=_netcdf.LEVERAGE)

    def answer(self) -> LeverageAnswer:
        """Sum it up: quantiles over futures, ordered, and the same in sentences."""
        return summarise_leverage(self)

    def to_json(self) -> str:
        """Give the answer as JSON text with stable keys."""
        return self.answer().to_json()

    @property
    def attrs(self) -> dict[str, Any]:
        """Attributes of the whole: scenario, edition, seed, sources and the like."""
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
    def goods(self) -> tuple[str, ...]:
        """The goods of the reference use."""
        return _listed(self.dataset.attrs["goods"])

    @property
    def today(self) -> np.datetime64:
        """First day of the reference use."""
        return np.datetime64(str(self.dataset.attrs["today"]), "D")

    @property
    def sources(self) -> dict[str, str]:
        """Citation of each source, by key."""
        return {str(k): str(v) for k, v in self.said("sources").items()}

    def said(self, name: str) -> Any:
        """Give an attribute that is kept as JSON: concession, worth, holes, forecasts, seconds."""
        return json.loads(str(self.dataset.attrs[name]))

    def good_name(self, good: str) -> str:
        """Give the name of a good by its label."""
        return str(self.dataset["good_name"].sel({GOOD: good}).item())

    def place_name(self, place: str) -> str:
        """Give the name of a place by its label."""
        return str(self.dataset["place_name"].sel({PLACE: place}).item())

    def process_name(self, process: str) -> str:
        """Give the name of a process by its label."""
        return str(self.dataset["process_name"].sel({PROCESS: process}).item())


def _listed(value: object) -> tuple[str, ...]:
    return tuple(part.strip() for part in str(value).split(",") if part.strip())
