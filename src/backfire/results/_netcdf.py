"""Writes a dataset to one NetCDF file in a single step, and reads it back with clear refusals."""

from __future__ import annotations

from typing import TYPE_CHECKING

import h5py
import numpy as np
import xarray as xr

from backfire.errors import DataError
from backfire.results._whole import write_whole

if TYPE_CHECKING:
    from pathlib import Path

_MARK = "backfire_results"
_FORMAT = "1"
"""Goes up when a file of an older program can no longer be read as it stands."""

_SIGNATURE = b"\x89HDF\r\n\x1a\n"
_COMPRESSION = {"zlib": True, "complevel": 4}


def write(dataset: xr.Dataset, path: Path) -> Path:
    """Put the whole file together in memory, write it beside `path` and move it there.

    A full disk or an interrupt leaves the previous file as it was, and no half-written one. HDF5
    itself never meets a full disk, which would end the program without a word.

    Raises
    ------
    OSError
        The folder does not exist or the disk is full.
    """
    marked = dataset.assign_attrs({_MARK: _FORMAT})
    encoding = {
        str(name): dict(_COMPRESSION)
        for name, array in marked.data_vars.items()
        if array.size and np.issubdtype(array.dtype, np.number)
    }
    content = marked.to_netcdf(None, engine="h5netcdf", format="NETCDF4", encoding=encoding)
    return write_whole(path, lambda draft: draft.write_bytes(content))


def read(path: Path) -> xr.Dataset:
    """Read a dataset that `write` wrote, wholly into memory.

    Raises
    ------
    DataError
        The file does not exist, is not a result, is cut short, or has another format.
    """
    _refuse_what_is_not_hdf5(path)
    try:
        with h5py.File(path) as file:
            mark = file.attrs.get(_MARK)
        if mark is not None and str(mark) == _FORMAT:
            with xr.open_dataset(path, engine="h5netcdf", decode_timedelta=False) as lazy:
                dataset = lazy.load()
            return _without_mark(dataset)
    except (OSError, RuntimeError, KeyError, ValueError) as cause:
        problem = "file: must be complete, got one that is cut short or damaged; run it again"
        raise DataError(str(path), [problem]) from cause
    if mark is None:
        problem = (
            "file: must be a result written by `backfire run`, got another NetCDF or HDF5 file"
        )
    else:
        problem = f"format: must be {_FORMAT}, got {mark}; run it again with this version"
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
        if name != _MARK
    }
    return dataset.drop_attrs(deep=False).assign_attrs(kept)
