"""Writes a file as a whole: the new one complete, or the previous one untouched."""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable


def write_whole(path: Path, fill: Callable[[Path], object]) -> Path:
    """Let `fill` write a new file beside `path`, then move it there in one step.

    A full disk, a fault or an interrupt leaves the previous file as it was and nothing half done.

    Raises
    ------
    OSError
        The folder does not exist or the disk is full.

    Examples
    --------
    >>> import tempfile
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_whole(Path(folder) / "a.txt", lambda new: new.write_text("b")).read_text()
    'b'
    """
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}.", suffix=".part")
    os.close(handle)
    unfinished = Path(name)
    try:
        fill(unfinished)
        with unfinished.open("rb+") as written:
            os.fsync(written.fileno())
        unfinished.chmod(0o666 & ~_umask())
        unfinished.replace(path)
    except BaseException:
        with suppress(OSError):
            unfinished.unlink()
        raise
    return path


def _umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask
