"""The JSON file that stands beside tables and says what they are."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, cast

from backfire.regular_file import read_regular

if TYPE_CHECKING:
    from pathlib import Path


def read_json(path: Path, required: Iterable[str]) -> tuple[dict[str, Any] | None, list[str]]:
    """Read a mapping, with every problem found: unreadable, no mapping, or a field that lacks.

    Examples
    --------
    >>> from pathlib import Path
    >>> read_json(Path("none.json"), ())[1][0][:45]
    'none.json: must be a readable JSON file, got '
    """
    try:
        found: Any = json.loads(read_regular(path).decode("utf-8"))
    except (OSError, ValueError) as fault:
        return None, [f"{path.name}: must be a readable JSON file, got {fault}"]
    except RecursionError:
        return None, [f"{path.name}: must be a readable JSON file, got brackets nested too deep"]
    if not isinstance(found, dict):
        return None, [f"{path.name}: must hold a mapping"]
    fields = cast("dict[str, Any]", found)
    problems = [f"{path.name}: {key} is required" for key in required if key not in fields]
    return (None, problems) if problems else (fields, [])
