"""Tables that take long to compute: shipped, or kept on this machine, by what they were made of."""

from __future__ import annotations

import hashlib
import json
import os
import tempfile
import zlib
from collections.abc import Callable, Collection, Mapping
from contextlib import suppress
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Any
from zipfile import BadZipFile

import numpy as np
import platformdirs

from backfire import data

if TYPE_CHECKING:
    from numpy.typing import NDArray

    from backfire.data import Edition, Parameters
    from backfire.scenario import Scenario

CACHE = "BACKFIRE_CACHE"
"""Environment variable that names the folder to keep tables in."""
TABLES = Path(data.__file__).parent / "tables"
SHIPPED = TABLES / "kept"
PROSE = frozenset({"title", "description", "note", "source", "sources", "discount_source"})
"""Fields of a scenario and of its parts that no number is computed from."""
ABOUT = "about"
"""Name under which a file says what it was made of."""
HEX = 12
"""Digits of the checksum in a file's name."""
_UNREADABLE = (OSError, ValueError, KeyError, TypeError, EOFError, BadZipFile, zlib.error)


def cached(
    name: str, about: Mapping[str, Any], compute: Callable[[], Mapping[str, NDArray[Any]]]
) -> dict[str, NDArray[Any]]:
    """Arrays that were computed of the same things before, or else computed now and kept.

    Looked for among the tables of the package, then in the folder that the environment variable
    ``BACKFIRE_CACHE`` names, by default the user's cache. A file that cannot be read, or that was
    made of other things, is computed again; a machine that offers no place computes every time.

    Parameters
    ----------
    name
        First part of the file's name.
    about
        All that decides the arrays, as JSON can tell it: see ``cache_key``.
    compute
        Makes the arrays. If it is stopped, nothing is written.

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
    told = canonical(about)
    file = file_of(name, about)
    for folder in (SHIPPED, cache_folder()):
        found = _read(folder / file, told)
        if found is not None:
            return found
    made = {key: np.asarray(array) for key, array in compute().items()}
    with suppress(OSError):
        store(cache_folder(), name, about, made)
    return made


def cache_key(
    scenario: Scenario,
    edition: Edition,
    parameters: Parameters,
    form: int,
    without: Collection[str] = (),
    **more: Any,
) -> dict[str, Any]:
    """What decides a table that is computed from a scenario: all but its prose.

    Parameters
    ----------
    without
        Fields of the scenario that the table does not depend on.
    form
        Raised by one whenever the code that computes the table changes what it finds.
    more
        What else it depends on, such as the precision.
    """
    said = _bare(scenario.model_dump(mode="json"))
    return {
        "scenario": {key: item for key, item in said.items() if key not in {"name", *without}},
        "edition": edition.checksum,
        "parameters": _checksum([canonical({"rows": parameters.table.to_dicts()}).encode()]),
        "economies": _checksum(_economies()),
        "form": form,
        **more,
    }


def store(
    folder: Path, name: str, about: Mapping[str, Any], arrays: Mapping[str, NDArray[Any]]
) -> Path:
    """Write arrays with what they were made of; the file is there whole or not at all.

    Raises
    ------
    OSError
        If the folder cannot be written to.
    """
    home = folder / file_of(name, about)
    folder.mkdir(parents=True, exist_ok=True)
    packed = np.frombuffer(canonical(about).encode(), dtype=np.uint8)
    handle, draft = tempfile.mkstemp(prefix=f".{home.name}.", dir=folder)
    try:
        with os.fdopen(handle, "wb") as file:
            np.savez_compressed(file, allow_pickle=False, **{ABOUT: packed}, **arrays)
        Path(draft).chmod(0o644)
        Path(draft).replace(home)
    except BaseException:
        Path(draft).unlink(missing_ok=True)
        raise
    return home


def cache_folder() -> Path:
    """The folder of this machine in which tables are kept."""
    told = os.environ.get(CACHE)
    return (Path(told) if told else Path(platformdirs.user_cache_dir("backfire"))) / "kept"


def file_of(name: str, about: Mapping[str, Any]) -> str:
    """Name of the file that holds the arrays made of these things."""
    return f"{name}-{_checksum([canonical(about).encode()])[:HEX]}.npz"


def canonical(about: Mapping[str, Any]) -> str:
    """The same text for the same things, in whatever order they are told.

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


def _read(path: Path, told: str) -> dict[str, NDArray[Any]] | None:
    try:
        with np.load(BytesIO(path.read_bytes()), allow_pickle=False) as file:
            if file[ABOUT].tobytes().decode() != told:
                return None
            return {name: file[name] for name in file.files if name != ABOUT}
    except _UNREADABLE:
        return None


def _bare(value: Any) -> Any:
    """Without prose, and without what is left out: so a new field that may be changes nothing."""
    if isinstance(value, Mapping):
        parts = {key: _bare(item) for key, item in value.items() if key not in PROSE}
        return {key: item for key, item in parts.items() if item not in (None, [], {}, "")}
    return [_bare(item) for item in value] if isinstance(value, list) else value


def _economies() -> list[bytes]:
    """Input-output tables and elasticities, which belong to no edition."""
    folders = (TABLES / "economy", TABLES / "input_output")
    files = sorted(path for folder in folders for path in folder.rglob("*") if path.is_file())
    return [path.read_bytes() for path in files]


def _checksum(parts: list[bytes]) -> str:
    whole = hashlib.sha256()
    for part in parts:
        whole.update(hashlib.sha256(part).digest())
    return whole.hexdigest()
