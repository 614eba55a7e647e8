"""``backfire spread``: why the published numbers disagree."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from rich.text import Text

from . import _options, _places
from ._progress import Bar
from ._screen import Screen
from ._tables import table

if TYPE_CHECKING:
    from backfire.results.spread import Spread

_NAME = "spread"
_EVERY = 200


def spread(out: _options.Out = None, as_json: _options.AsJson = False) -> None:
    """Sweep what published estimates of a cut-off assume, and say where each of them lies."""
    page = _places.place(out, _NAME, _places.PAGE)
    _places.refuse_unwritable(page)
    with Bar("Sweeping assumptions") as progress:
        from backfire.questions.spread import spread

        found = spread(progress=progress)
    from backfire import report

    written = _places.write({page: lambda path: report.write(found, path)})
    if as_json:
        _places.tell_json(found.to_json(), written)
        return
    _show(found, written)


def _show(found: Spread, written: list[Path]) -> None:
    from backfire.report import PLACED, placed

    screen = Screen()
    for sentence in found.sentences:
        screen.print(Text(sentence))
    screen.print()
    shown = table(PLACED, placed(found), 2, limit=_EVERY, fold=True)
    shown.columns[0].no_wrap = True
    screen.print(shown)
    screen.print()
    closing = (
        f"From edition {found.edition}, reference use of {found.scenario}, {found.seconds:.1f} s. "
        "Where none is given: what the nearest point costs over the figure. The page says why."
    )
    for line in (closing, *(f"Written: {path}" for path in written)):
        screen.print(Text(line), soft_wrap=True)
