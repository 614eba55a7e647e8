"""Atomic writes: new files complete, or the previous ones untouched."""

from __future__ import annotations

import os
import secrets
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from collections.abc import Callable, Generator
    from pathlib import Path

_DRAFTS: set[Path] = set()
"""Drafts that exist now, for whoever ends the program without unwinding it."""


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
    >>> from pathlib import Path
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     write_whole(Path(folder) / "a.txt", lambda new: new.write_text("b")).read_text()
    'b'
    """
    with draft_of(path) as draft:
        fill(draft)
        with draft.open("rb+") as written:
            os.fsync(written.fileno())
        draft.replace(path)
    return path


@contextmanager
def draft_of(path: Path) -> Generator[Path]:
    """Give a place for a draft beside `path`; what still lies there at the end is removed."""
    draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}.part")
    _DRAFTS.add(draft)
    try:
        yield draft
    finally:
        with suppress(OSError):
            draft.unlink(missing_ok=True)
        _DRAFTS.discard(draft)


def remove_drafts() -> None:
    """Remove every draft that is being written, for a program that ends at once."""
    for draft in tuple(_DRAFTS):
        with suppress(OSError):
            draft.unlink(missing_ok=True)
