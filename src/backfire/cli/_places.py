"""Where results go, and what is said when they cannot go there."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from backfire.errors import DataError

FOLDER = Path("out")
"""Where results lie unless said otherwise."""
DATA, PAGE = ".nc", ".html"


def place(out: Path | None, name: str, suffix: str) -> Path:
    """The file to write: ``out`` itself if it has the suffix of a result, else a file in it.

    Examples
    --------
    >>> place(None, "no-control", DATA).as_posix()
    'out/no-control.nc'
    >>> place(Path("mine/first.nc"), "no-control", PAGE).as_posix()
    'mine/first.html'
    """
    target = FOLDER if out is None else out
    if target.suffix in {DATA, PAGE} and not target.is_dir():
        return target.with_suffix(suffix)
    return target / f"{name}{suffix}"


def refuse_unwritable(target: Path) -> None:
    """Find out before the work begins whether its result can be written.

    Raises
    ------
    DataError
        If the file's folder cannot hold it.
    """
    nearest = target.parent
    while not nearest.exists() and nearest != nearest.parent:
        nearest = nearest.parent
    if target.is_dir() or not nearest.is_dir() or not os.access(nearest, os.W_OK):
        raise DataError(str(target), [f"{nearest} must be a folder that can be written to"])


def write(target: Path, writer: Callable[[Path], object]) -> Path:
    """Write one file through ``writer``, making its folder first.

    Raises
    ------
    DataError
        If the disk is full or refuses; what lay at the place before is untouched.
    """
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        writer(target)
    except OSError as fault:
        told = fault.strerror or str(fault)
        problem = f"could not be written: {told}; what lay there before is untouched"
        raise DataError(str(target), [problem]) from fault
    return target
