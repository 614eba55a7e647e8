"""``backfire report``: draw the page of a saved result."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from . import _options, _places


def report(
    result: Annotated[
        Path, typer.Argument(metavar="RESULT.nc", help="What run or leverage has written.")
    ],
    out: _options.Out = None,
) -> None:
    """Write one page that works offline: the answer first, then the pictures."""
    from backfire.report import write
    from backfire.results import read

    found = read(result)
    target = _places.place(result if out is None else out, result.stem, _places.PAGE)
    _places.refuse_unwritable(target)
    _places.write({target: lambda path: write(found, path)})
    print(f"Written: {target}")
