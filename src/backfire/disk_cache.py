"""A cache on disk for arrays that take long to compute, found again by what they were made of."""

from __future__ import annotations

import hashlib
import json
import os
import struct
import tempfile
import tokenize
import zipfile
import zlib
from collections.abc import Callable, Mapping
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import Any

import numpy as np
import platformdirs
from numpy.typing import NDArray

from backfire.regular_file import read_regular

CACHE = "BACKFIRE_CACHE"
"""Environment variable that names the folder of the cache."""
CACHE_VERSION = 1
"""Raised by one whenever the layout of an entry changes: older ones are then computed again."""
ABOUT, SEAL = "about", "seal"
"""Names under which an entry says what it was made of, and the checksum of all it holds."""
LIMIT = 2**30
"""Most bytes that the arrays of an entry may hold."""
HEX = 12
"""Digits of the checksum in a file's name."""
_UNREADABLE = (
    *(OSError, ValueError, KeyError, TypeError, EOFError, MemoryError, OverflowError),
    *(RuntimeError, SyntaxError, struct.error, tokenize.TokenError),
    *(zipfile.BadZipFile, zlib.error),
)
"""What a damaged archive raises, or one that was made to do harm."""

Arrays = Mapping[str, NDArray[Any]]


def cached(
    name: str,
    about: Mapping[str, Any],
    compute: Callable[[], Arrays],
    shipped: Path | None = None,
) -> dict[str, NDArray[Any]]:
    """Arrays that were computed of the same things before, or else computed now and stored.

    Looked for in the shipped folder, then in the folder that the environment variable
    ``BACKFIRE_CACHE`` names, by default the user's cache. An entry that cannot be read, that was
    made of other things or was altered since is computed again and replaced; a machine that offers
    no place computes every time.

    Parameters
    ----------
    name
        First part of the file's name.
    about
        All that decides the arrays, as JSON can tell it.
    compute
        Makes the arrays. If it is stopped, nothing is written.
    shipped
        Folder of entries that come with the package.

    Examples
    --------
    >>> from unittest.mock import patch
    >>> with tempfile.TemporaryDirectory() as folder:
    ...     with patch.dict(os.environ, BACKFIRE_CACHE=folder):
    ...         first = cached("square", {"of": 3}, lambda: {"found": np.array(9)})
    ...         again = cached("square", {"of": 3}, lambda: {"found": np.array(0)})
    >>> int(again["found"])
    9
    """
    stated, file = canonical(about), file_of(name, about)
    found = _read(shipped / file, stated, sealed=False) if shipped else None
    if found is None:
        found = _read(cache_folder() / file, stated, sealed=True)
    if found is not None:
        return found
    made = {key: np.asarray(array) for key, array in compute().items()}
    with suppress(OSError):
        store(cache_folder(), name, about, made)
    return made


def store(folder: Path, name: str, about: Mapping[str, Any], arrays: Arrays) -> Path:
    """Write arrays with what they were made of; the file is there whole or not at all.

    Raises
    ------
    OSError
        If the folder cannot be written to.
    """
    home = folder / file_of(name, about)
    folder.mkdir(parents=True, exist_ok=True)
    stated = canonical(about)
    marks = {ABOUT: _packed(stated), SEAL: _packed(_seal(stated, arrays))}
    handle, draft = tempfile.mkstemp(prefix=f".{home.name}.", dir=folder)
    try:
        with os.fdopen(handle, "wb") as file:
            np.savez_compressed(file, allow_pickle=False, **marks, **arrays)
        Path(draft).chmod(0o644)
        Path(draft).replace(home)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise
    return home


def cache_folder() -> Path:
    """The folder of this machine in which entries are stored."""
    named = os.environ.get(CACHE)
    return (Path(named) if named else Path(platformdirs.user_cache_dir("backfire"))) / "kept"


def file_of(name: str, about: Mapping[str, Any]) -> str:
    """Name of the file that holds the arrays made of these things."""
    parts = hashlib.sha256(hashlib.sha256(canonical(about).encode()).digest())
    return f"{name}-{parts.hexdigest()[:HEX]}.npz"


def canonical(about: Mapping[str, Any]) -> str:
    """The same text for the same things, in whatever order they are given.

    Raises
    ------
    TypeError
        If JSON cannot tell one of them.

    Examples
    --------
    >>> canonical({"b": 1, "a": [0.5, None]})
    '{"a":[0.5,null],"b":1}'
    """
    return json.dumps(about, sort_keys=True, separators=(",", ":"))


def _packed(text: str) -> NDArray[np.uint8]:
    return np.frombuffer(text.encode(), dtype=np.uint8)


def _seal(stated: str, arrays: Arrays) -> str:
    """Checksum of all that an entry holds."""
    whole = hashlib.sha256(f"{CACHE_VERSION}\0{stated}".encode())
    for name, array in sorted(arrays.items()):
        whole.update(f"\0{name}\0{array.dtype.str}\0{array.shape}\0".encode())
        whole.update(np.ascontiguousarray(array).tobytes())
    return whole.hexdigest()


def _read(path: Path, stated: str, *, sealed: bool) -> dict[str, NDArray[Any]] | None:
    """Arrays of an entry, or nothing if it is not what it should be."""
    try:
        with zipfile.ZipFile(BytesIO(read_regular(path))) as archive:
            if sum(part.file_size for part in archive.infolist()) > LIMIT:
                return None
            found = {
                part.filename.removesuffix(".npy"): np.load(
                    BytesIO(archive.read(part)), allow_pickle=False
                )
                for part in archive.infolist()
            }
        if found.pop(ABOUT).tobytes().decode() != stated:
            return None
        seal = found.pop(SEAL, None)
        if sealed and (seal is None or seal.tobytes().decode() != _seal(stated, found)):
            return None
    except _UNREADABLE:
        return None
    return found
