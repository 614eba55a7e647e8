"""NetCDF: an answer as one file that `xarray.open_datatree` opens."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import numpy as np

from backfire.errors import DataError

from ._atomic_write import write_whole

if TYPE_CHECKING:
    from pathlib import Path

    import xarray as xr

KIND, FORMAT, PROVENANCE, FACTS = "backfire", "format", "provenance", "facts"
"""Attributes: kind of the answer, format of the file, and JSON text of provenance and facts."""
_FORMAT = "2"
"""Goes up when a file of an older program can no longer be read as it stands."""
_OLDER = ("backfire_results", "backfire_leverage")
"""Marks of files of format 1."""
_SIGNATURE = b"\x89HDF\r\n\x1a\n"
_COMPRESSION = {"zlib": True, "complevel": 4}
_MOST_BYTES = 4 * 2**30
_MOST_VARIABLES = 500
_DAMAGED = "file: must be complete, got one that is cut short or damaged; ask the question again"


def write(tree: xr.DataTree, path: Path) -> Path:
    """Put the whole file together in memory, write it beside `path` and move it there.

    A full disk or an interrupt leaves the previous file as it was, and no half-written one. HDF5
    itself never meets a full disk, which would end the program without a word.

    Raises
    ------
    OSError
        The folder does not exist or the disk is full.
    """
    encoding = {
        node.path: {
            str(name): dict(_COMPRESSION)
            for name, array in node.to_dataset(inherit=False).data_vars.items()
            if array.ndim and array.size and np.issubdtype(array.dtype, np.number)
        }
        for node in tree.subtree
    }
    content = tree.to_netcdf(None, engine="h5netcdf", format="NETCDF4", encoding=encoding)
    assert isinstance(content, memoryview)
    return write_whole(path, lambda draft: draft.write_bytes(content))


def read(path: Path) -> tuple[str, xr.DataTree]:
    """Read the kind and the arrays of an answer, wholly into memory.

    Raises
    ------
    DataError
        The file does not exist, is not an answer, is cut short, declares sizes that no answer has,
        or has another format.
    """
    _refuse_what_is_not_hdf5(path)
    problem, kind = _marks(path)
    if problem:
        raise DataError(str(path), [problem])
    import xarray as xr

    try:
        with xr.open_datatree(path, engine="h5netcdf", decode_timedelta=False) as lazy:
            tree = lazy.load()
    except _BROKEN as cause:
        raise DataError(str(path), [_DAMAGED]) from cause
    return kind, _plain_attributes(tree)


_BROKEN = (OSError, RuntimeError, KeyError, ValueError, TypeError, AttributeError, OverflowError)
"""What a damaged or foreign file can raise in HDF5, h5netcdf and xarray."""


def _marks(path: Path) -> tuple[str, str]:
    """What keeps a file from being read, empty if nothing does, and the kind that it says."""
    import h5py

    try:
        with h5py.File(path) as file:
            marks = {name: _text(file.attrs[name]) for name in file.attrs}
            sizes = [size for node in (file, *_groups(file)) for size in _sizes(node)]
    except _BROKEN as cause:
        raise DataError(str(path), [_DAMAGED]) from cause
    if marks.get(FORMAT) == _FORMAT and KIND in marks:
        if len(sizes) > _MOST_VARIABLES:
            return f"file: must hold at most {_MOST_VARIABLES} variables, got {len(sizes)}", ""
        if sum(sizes) > _MOST_BYTES:
            most, got = _MOST_BYTES / 1e9, sum(sizes) / 1e9
            return f"file: its arrays must fit in {most:.0f} GB, got {got:,.0f} GB", ""
        return "", marks[KIND]
    older = [name for name in _OLDER if name in marks]
    if older or KIND in marks:
        got = marks.get(FORMAT, "1")
        return f"format: must be {_FORMAT}, got {got}; ask the question again", ""
    return "file: must be an answer written by `backfire`, got another NetCDF or HDF5 file", ""


def _groups(file: Any) -> list[Any]:
    import h5py

    return [node for node in file.values() if isinstance(node, h5py.Group)]


def _sizes(group: Any) -> list[int]:
    """Bytes that each variable takes once it is read."""
    import h5py

    return [
        node.size * node.dtype.itemsize for node in group.values() if isinstance(node, h5py.Dataset)
    ]


def _text(value: Any) -> str:
    return value.decode("utf-8", "replace") if isinstance(value, bytes) else str(value)


def _refuse_what_is_not_hdf5(path: Path) -> None:
    if not path.is_file():
        found = "nothing there"
        if path.exists():
            found = "a folder" if path.is_dir() else "neither a file nor a folder"
        problem = f"an answer must be a file, got {found}; `backfire run` writes one"
        raise DataError(str(path), [problem])
    try:
        with path.open("rb") as file:
            start = file.read(len(_SIGNATURE))
    except OSError as cause:
        raise DataError(str(path), [f"file: must be readable, got: {cause.strerror}"]) from cause
    if start != _SIGNATURE:
        found = "an empty file" if not start else "another kind of file"
        raise DataError(str(path), [f"file: must be an answer (NetCDF), got {found}"])


def _plain_attributes(tree: xr.DataTree) -> xr.DataTree:
    import xarray as xr

    return xr.DataTree.from_dict(
        {
            node.path: node.to_dataset(inherit=False).assign_attrs(
                {
                    name: value.item() if isinstance(value, np.generic) else value
                    for name, value in node.attrs.items()
                }
            )
            for node in tree.subtree
        }
    )
