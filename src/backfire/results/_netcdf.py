"""Writes a dataset to one NetCDF file in a single step, and reads it back with clear refusals."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING

import h5py
import numpy as np
import xarray as xr

from backfire.errors import DataError
from backfire.results._whole import write_whole

if TYPE_CHECKING:
    from pathlib import Path

RESULTS = "backfire_results"
"""What a file holds is marked by an attribute of this name."""
_FORMAT = "1"
"""Goes up when a file of an older program can no longer be read as it stands."""

_SIGNATURE = b"\x89HDF\r\n\x1a\n"
_COMPRESSION = {"zlib": True, "complevel": 4}
_DAMAGED = "file: must be complete, got one that is cut short or damaged; run it again"


def write(dataset: xr.Dataset, path: Path) -> Path:
    """Put the whole file together in memory, write it beside `path` and move it there.

    A full disk or an interrupt leaves the previous file as it was, and no half-written one. HDF5
    itself never meets a full disk, which would end the program without a word.

    Raises
    ------
    OSError
        The folder does not exist or the disk is full.
    """
    content = io.BytesIO()
    _put(dataset.assign_attrs({RESULTS: _FORMAT}), content)
    return write_whole(path, lambda draft: draft.write_bytes(content.getvalue()))


def _put(dataset: xr.Dataset, content: io.BytesIO) -> None:
    encoding = {
        str(name): dict(_COMPRESSION)
        for name, array in dataset.data_vars.items()
        if array.size and np.issubdtype(array.dtype, np.number)
    }
    dataset.to_netcdf(content, engine="h5netcdf", format="NETCDF4", encoding=encoding)


def read(path: Path) -> xr.Dataset:
    """Read what a run wrote, wholly into memory.

    Raises
    ------
    DataError
        The file does not exist, is not a result, is cut short, or has another format.
    """
    _refuse_other_format(path, _marks(path))
    return _load(path)


def _marks(path: Path) -> dict[str, str]:
    """What a file says it holds, with the format."""
    _refuse_what_is_not_hdf5(path)
    try:
        with h5py.File(path) as file:
            return {RESULTS: str(file.attrs[RESULTS])} if RESULTS in file.attrs else {}
    except (OSError, RuntimeError, KeyError, ValueError) as cause:
        raise DataError(str(path), [_DAMAGED]) from cause


def _load(path: Path) -> xr.Dataset:
    try:
        with xr.open_dataset(path, engine="h5netcdf", decode_timedelta=False) as lazy:
            return _without_mark(lazy.load())
    except (OSError, RuntimeError, KeyError, ValueError) as cause:
        raise DataError(str(path), [_DAMAGED]) from cause


def _refuse_other_format(path: Path, marks: dict[str, str]) -> None:
    found = marks.get(RESULTS)
    if found == _FORMAT:
        return
    if found is not None:
        problem = f"format: must be {_FORMAT}, got {found}; run it again with this version"
    else:
        problem = (
            "file: must be a result written by `backfire run`, got another NetCDF or HDF5 file"
        )
    raise DataError(str(path), [problem])


def _refuse_what_is_not_hdf5(path: Path) -> None:
    if not path.is_file():
        found = "a folder" if path.is_dir() else "nothing there"
        problem = f"a result must be a file, got {found}; `backfire run` writes one"
        raise DataError(str(path), [problem])
    try:
        with path.open("rb") as file:
            start = file.read(len(_SIGNATURE))
    except OSError as cause:
        raise DataError(str(path), [f"file: must be readable, got: {cause.strerror}"]) from cause
    if start != _SIGNATURE:
        found = "an empty file" if not start else "another kind of file"
        raise DataError(str(path), [f"file: must be a result (NetCDF), got {found}"])


def _without_mark(dataset: xr.Dataset) -> xr.Dataset:
    kept = {
        name: value.item() if isinstance(value, np.generic) else value
        for name, value in dataset.attrs.items()
        if name != RESULTS
    }
    return dataset.drop_attrs(deep=False).assign_attrs(kept)
