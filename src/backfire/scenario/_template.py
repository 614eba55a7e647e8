"""A new scenario file, with a comment on every line that matters."""

from __future__ import annotations

import os
import tempfile
from importlib.resources import files
from pathlib import Path

from backfire.errors import ScenarioError

from ._scenario import Scenario
from ._yaml import read_yaml

_SCHEMA = "scenario.schema.json"
_TEMPLATE = "template.yaml"


def write_new(slug: str, path: str | Path) -> Path:
    """Write a commented scenario to start from, and return where it lies.

    A path that is a folder receives ``<slug>.yaml``.

    Raises
    ------
    ScenarioError
        If the short name cannot be one, or something already lies there.
    """
    target = Path(path)
    if target.is_dir():
        target = target / f"{slug}.yaml"
    if target.exists():
        raise ScenarioError(str(target), ["the path must be free, got an existing file"])
    home = files("backfire.scenario")
    text = (home / _TEMPLATE).read_text("utf-8").replace("SLUG", slug)
    text = text.replace("SCHEMA", str(home / _SCHEMA))
    Scenario(**read_yaml(text, str(target)))
    _write(target, text)
    return target


def _write(target: Path, text: str) -> None:
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        handle, unfinished = tempfile.mkstemp(dir=target.parent, prefix=f".{target.name}.")
    except OSError as fault:
        raise ScenarioError(str(target), [f"the path must be writable, got: {fault}"]) from None
    try:
        with os.fdopen(handle, "w", encoding="utf-8") as file:
            file.write(text)
        Path(unfinished).chmod(0o644)
        os.link(unfinished, target)
    except OSError as fault:
        raise ScenarioError(str(target), [f"the path must be writable, got: {fault}"]) from None
    finally:
        Path(unfinished).unlink(missing_ok=True)
