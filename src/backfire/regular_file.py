"""Reads regular files only: a pipe or a device in place of one is refused and never waited for."""

from __future__ import annotations

import os
import stat
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

LIMIT = 256 * 2**20
"""Most bytes that a file may hold; the largest shipped table holds less than a hundredth of it."""

_KINDS = {
    stat.S_IFIFO: "a pipe",
    stat.S_IFCHR: "a device",
    stat.S_IFBLK: "a device",
    stat.S_IFSOCK: "a socket",
    stat.S_IFDIR: "a folder",
}


def read_regular(path: str | Path, limit: int = LIMIT) -> bytes:
    """Read the whole of a regular file, or of a link to one.

    Parameters
    ----------
    limit
        Most bytes that it may hold.

    Raises
    ------
    OSError
        If it cannot be read, is something else than a regular file, or is too large; what was
        found in its place is said in words that fit after "got".

    Examples
    --------
    >>> read_regular(os.devnull)
    Traceback (most recent call last):
    OSError: a device in place of a regular file
    """
    # Without O_NONBLOCK, opening a pipe waits until somebody writes to it.
    handle = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    try:
        found = os.fstat(handle)
        if not stat.S_ISREG(found.st_mode):
            kind = _KINDS.get(stat.S_IFMT(found.st_mode), "something else")
            message = f"{kind} in place of a regular file"
            raise OSError(message)
        if found.st_size > limit:
            message = f"a file of {found.st_size:,} bytes where {limit:,} are the most"
            raise OSError(message)
        with os.fdopen(handle, "rb", closefd=False) as file:
            return file.read()
    finally:
        os.close(handle)
