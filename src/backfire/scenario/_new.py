"""Scenarios without a file (one ban, announced this morning) and a file to start from."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Sequence
from datetime import date
from importlib.resources import files
from pathlib import Path
from typing import Any

from backfire.errors import ScenarioError

from ._scenario import Scenario
from ._yaml import read_yaml

_WHOLE = 1.0


def quick(
    control: str | Sequence[str],
    by: str,
    to: str | Sequence[str],
    withheld: float = _WHOLE,
    starts: date | str | None = None,
    ends: date | str | None = None,
) -> Scenario:
    """A scenario of one ban: ``by`` withholds a share of the goods from the places in ``to``.

    Parameters
    ----------
    control
        A good or group of goods, or several of them.
    by, to
        The place that acts, and the places it is aimed at; several may be joined by commas.
    withheld
        Share of every order that is refused, 0 to 1.
    starts, ends
        First day on which it binds and first day on which it no longer does; ``YYYY-MM`` means
        the first day of that month. Without a start it binds from today.

    Raises
    ------
    ScenarioError
        With every problem found.

    Examples
    --------
    >>> quick("dy_oxide", by="CHN", to="USA,JPN", withheld=0.7, starts="2026-01").targets
    ('USA', 'JPN')
    """
    goods, places = _listed(control), _listed(to)
    ban: dict[str, Any] = {
        "kind": "ban",
        "name": "announced",
        "by": by,
        "to": places,
        "goods": goods,
        "starts": date.today() if starts is None else starts,
        "withheld": withheld,
    }
    if ends is not None:
        ban["ends"] = ends
    part = "" if withheld == _WHOLE else f"{withheld:.0%} of ".replace("%", " %")
    title = f"{by} withholds {part}{_joined(goods)} from {_joined(places)}"
    use: dict[str, Any] = {"instead_of": [ban["name"]]}
    if 0 <= withheld <= 1:  # else the fault is named once, in the ban
        use["withheld"] = withheld
    return Scenario(name="quick", title=title, targets=places, controls=[ban], leverage=use)


def _listed(names: str | Sequence[str]) -> list[str]:
    if not isinstance(names, str):
        return list(names)
    return [name.strip() for name in names.split(",") if name.strip()]


def _joined(names: list[str]) -> str:
    return " and ".join([", ".join(names[:-1]), *names[-1:]]) if len(names) > 1 else "".join(names)


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
