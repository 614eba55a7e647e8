"""The manifest of an edition: its name, its date, and the checksum of every file."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from backfire.data.schema import read_json
from backfire.errors import DataError
from backfire.regular_file import read_regular

FILE = "edition.json"


@dataclass(frozen=True)
class Manifest:
    """What ``edition.json`` says about the tables beside it."""

    name: str
    date: date
    baseline_year: int
    price_year: int
    sha256: Mapping[str, str] = field(default_factory=dict[str, str])
    """Checksum by file name; empty for an edition that is still being written."""


def read_manifest(folder: Path) -> tuple[Manifest | None, list[str]]:
    """Read ``edition.json`` of a folder, with every problem found in it."""
    fields, problems = read_json(folder / FILE, ("name", "date", "baseline_year", "price_year"))
    if fields is None:
        return None, problems
    try:
        manifest = Manifest(
            name=str(fields["name"]),
            date=date.fromisoformat(str(fields["date"])),
            baseline_year=int(fields["baseline_year"]),
            price_year=int(fields["price_year"]),
            sha256=dict(fields.get("sha256", {})),
        )
    except (TypeError, ValueError, OverflowError) as fault:
        return None, [f"{FILE}: {fault}"]
    return manifest, []


def verify(manifest: Manifest, contents: Mapping[str, bytes]) -> list[str]:
    """Compare files with the checksums of the manifest.

    Returns
    -------
    :
        One problem for each file that is changed, missing or not listed.
    """
    if not manifest.sha256:
        return []
    problems = [
        f"{name}: is listed in {FILE} but not there; restore it"
        for name in manifest.sha256
        if name not in contents
    ]
    for name, content in contents.items():
        listed = manifest.sha256.get(name)
        if listed is None:
            problems.append(f"{name}: is not listed in {FILE}; {_WAY_OUT}")
        elif hashlib.sha256(content).hexdigest() != listed:
            problems.append(f"{name}: is not the file that {FILE} describes; {_WAY_OUT}")
    return problems


_WAY_OUT = "restore it, or put own rows into an overlay folder"


def checksum(contents: Mapping[str, bytes], name: str) -> str:
    """One checksum for all files of an edition, in whatever order they are given.

    Examples
    --------
    >>> checksum({"a": b"1", "b": b"2"}, "x") == checksum({"b": b"2", "a": b"1"}, "x")
    True
    """
    whole = hashlib.sha256(name.encode())
    for file in sorted(contents):
        whole.update(f"\0{file}\0{hashlib.sha256(contents[file]).hexdigest()}".encode())
    return whole.hexdigest()


def seal(folder: str | Path) -> str:
    """Write the checksum of every table of a folder into its ``edition.json``.

    The name, date and years that the file states already are kept. A sealed folder is read only
    as long as no file in it changes.

    Returns
    -------
    :
        The checksum of the whole edition.
    """
    folder = Path(folder)
    said: dict[str, Any] = json.loads((folder / FILE).read_text(encoding="utf-8"))
    contents = read_files(folder)
    whole = checksum(contents, str(said["name"]))
    said["sha256"] = {
        name: hashlib.sha256(content).hexdigest() for name, content in sorted(contents.items())
    }
    said["checksum"] = whole
    draft = folder / f".{FILE}.{os.getpid()}"
    draft.write_text(json.dumps(said, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    draft.replace(folder / FILE)
    return whole


def read_files(folder: Path) -> dict[str, bytes]:
    """Every table of a folder as bytes, by file name.

    Raises
    ------
    DataError
        With every table that is no regular file.
    """
    found: dict[str, bytes] = {}
    problems: list[str] = []
    for path in sorted(folder.glob("*.csv")):
        try:
            found[path.name] = read_regular(path)
        except OSError as fault:
            problems.append(f"{path.name}: must be a UTF-8 table with commas, got {fault}")
    if problems:
        raise DataError(str(folder), problems)
    return found
