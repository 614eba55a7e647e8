"""Writes a dataset to one NetCDF file in a single step, and reads it back with clear refusals."""

from __future__ import annotations

import io
from typing import TYPE_CHECKING, Literal

import h5py
import numpy as np
import xarray as xr

from backfire.errors import DataError
from backfire.results._whole import write_whole

if TYPE_CHECKING:
    from pathlib import Path

RESULTS, LEVERAGE = "backfire_results", "backfire_leverage"
"""What a file holds is marked by an attribute of this name."""
_FORMAT = "1"
"""Goes up when a file of an older program can no longer be read as it stands."""

_SIGNATURE = b"\x89HDF\r\n\x1a\n"
_COMPRESSION = {"zlib": True, "complevel": 4}
_DAMAGED = "file: must be complete, got one that is cut short or damaged; run it again"


GROUP = "leverage"
"""Where the file of a run keeps its answer about leverage."""


def write(
    dataset: xr.Dataset,
    path: Path,
    *,
    kind: str = RESULTS,
    leverage: xr.Dataset | None = None,
) -> Path:
    """Put the whole file together in memory, write it beside `path` and move it there.

    A full disk or an interrupt leaves the previous file as it was, and no half-written one. HDF5
    itself never meets a full disk, which would end the program without a word.

    Raises
    ------
    OSError
        The folder does not exist or the disk is full.
    """
    content = io.BytesIO()
    _put(dataset.assign_attrs({kind: _FORMAT}), content, mode="w")
    if leverage is not None:
        content.seek(0)
        _put(leverage.assign_attrs({LEVERAGE: _FORMAT}), content, mode="a", group=GROUP)
    return write_whole(path, lambda draft: draft.write_bytes(content.getvalue()))


def _put(
    dataset: xr.Dataset, content: io.BytesIO, mode: Literal["w", "a"], group: str | None = None
) -> None:
    encoding = {
        str(name): dict(_COMPRESSION)
        for name, array in dataset.data_vars.items()
        if array.size and np.issubdtype(array.dtype, np.number)
    }
    dataset.to_netcdf(
        content, mode=mode, group=group, engine="h5netcdf", format="NETCDF4", encoding=encoding
    )


def read(path: Path) -> tuple[xr.Dataset, xr.Dataset | None]:
    """Read what a run wrote, wholly into memory: its dataset, and leverage where it has that.

    Raises
    ------
    DataError
        The file does not exist, is not a result, is cut short, or has another format.
    """
    marks = _marks(path)
    _refuse_other_format(path, marks, RESULTS)
    inside = f"{GROUP}/{LEVERAGE}" in marks
    return _load(path, None), _load(path, GROUP) if inside else None


def read_leverage(path: Path) -> xr.Dataset:
    """Read leverage from a file of its own or from that of a run, wholly into memory.

    Raises
    ------
    DataError
        The file does not exist, holds no leverage, is cut short, or has another format.
    """
    marks = _marks(path)
    if RESULTS in marks:
        if f"{GROUP}/{LEVERAGE}" not in marks:
            problem = (
                "file: must hold leverage, got a run without it; run it again with this version"
            )
            raise DataError(str(path), [problem])
        return _load(path, GROUP)
    _refuse_other_format(path, marks, LEVERAGE)
    return _load(path, None)


def holds_only_leverage(path: Path) -> bool:
    """Say whether a file holds leverage alone.

    Raises
    ------
    DataError
        The file does not exist, is not HDF5 or is cut short.
    """
    return LEVERAGE in _marks(path)


def _marks(path: Path) -> dict[str, str]:
    """What a file says it holds, with the formats; marks of the group stand behind its name."""
    _refuse_what_is_not_hdf5(path)
    try:
        with h5py.File(path) as file:
            groups: dict[str, h5py.Group] = {"": file}
            inside = file.get(GROUP)
            if isinstance(inside, h5py.Group):
                groups[f"{GROUP}/"] = inside
            return {
                f"{where}{kind}": str(group.attrs[kind])
                for where, group in groups.items()
                for kind in (RESULTS, LEVERAGE)
                if kind in group.attrs
            }
    except (OSError, RuntimeError, KeyError, ValueError) as cause:
        raise DataError(str(path), [_DAMAGED]) from cause


def _load(path: Path, group: str | None) -> xr.Dataset:
    try:
        with xr.open_dataset(path, engine="h5netcdf", group=group, decode_timedelta=False) as lazy:
            return _without_mark(lazy.load())
    except (OSError, RuntimeError, KeyError, ValueError) as cause:
        raise DataError(str(path), [_DAMAGED]) from cause


def _refuse_other_format(path: Path, marks: dict[str, str], kind: str) -> None:
    found = marks.get(kind)
    if found == _FORMAT:
        return
    if found is not None:
        problem = f"format: must be {_FORMAT}, got {found}; run it again with this version"
    elif LEVERAGE in marks:
        problem = "file: must be a result written by `backfire run`, got leverage alone"
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
        if name not in {RESULTS, LEVERAGE}
    }
    return dataset.drop_attrs(deep=False).assign_attrs(kept)
