"""Reads a saved file, whichever of the two kinds it is."""

from __future__ import annotations

from pathlib import Path

from backfire.results import _netcdf
from backfire.results._leverage import Leverage
from backfire.results._results import Results


def read(path: str | Path) -> Results | Leverage:
    """Read a run's result, or an answer about leverage alone.

    Raises
    ------
    DataError
        The file is missing, is neither, is cut short, or comes from another version.
    """
    at = Path(path)
    return Leverage.read(at) if _netcdf.holds_only_leverage(at) else Results.read(at)
