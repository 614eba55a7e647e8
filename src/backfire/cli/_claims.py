"""``backfire claims``: which claims of the article hold, under which conditions, which fail."""

from __future__ import annotations

import json
import signal
import sys
import threading
from collections.abc import Generator, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import FrameType
from typing import TYPE_CHECKING, Annotated, Any

import typer
from rich.text import Text

from . import _options, _places
from ._progress import Bar
from ._question import settings
from ._screen import Screen
from ._tables import table

if TYPE_CHECKING:
    from backfire.results.claims import Findings

DEFAULT = "busan-2025"
"""What is asked when nothing is named."""
STOPPING = "Stopping after the game that is being solved; once more ends at once."
INTERRUPTED = 130
_EVERY = 40
_WORDS = 5
"""Columns of the table of verdicts, all of which hold words."""


def claims(
    scenario: Annotated[
        str, typer.Argument(help="Short name from the library or path of a file.")
    ] = DEFAULT,
    only: Annotated[
        list[str] | None,
        typer.Option(metavar="CLAIM", help="Short name of a claim; may be repeated, else all."),
    ] = None,
    draws: Annotated[
        int | None,
        typer.Option(help="Futures beside the central one, drawn over what is not known."),
    ] = None,
    paths: Annotated[int | None, typer.Option(help="Number of paths in each future.")] = None,
    fine: Annotated[
        bool, typer.Option("--fine", help="Solve on the grid of the scenario, which takes longer.")
    ] = False,
    change: _options.Change = None,
    seed: _options.Seed = None,
    out: _options.Out = None,
    as_json: _options.AsJson = False,
    edition: _options.Edition = None,
) -> int:
    """Test the claims about the card one by one: holds, holds if, or fails, and by how much.

    Each claim has a rule that was written down first. It is tried in several futures and over one
    or two parameters; what is finished is kept if you stop it.
    """
    from backfire.scenario import read_scenario

    named, own_rows = _options.named_or_own(edition)
    chosen: dict[str, Any] = {"seed": seed, "edition": named}
    changes = {field: value for field, value in chosen.items() if value is not None}
    question = read_scenario(scenario).but_paths({**settings(change or []), **changes})
    page = _places.place(out, f"{question.name}-claims", _places.PAGE)
    _places.refuse_unwritable(page)
    sizes = {"draws": draws, "paths": paths}
    asked: dict[str, Any] = {name: size for name, size in sizes.items() if size is not None}
    with _Asked().listening() as stop, Bar("Solving games") as progress:
        from backfire.questions.claims import claims

        found = claims(
            question,
            only=only or (),
            edition=own_rows,
            fine=fine,
            progress=progress,
            stop=stop,
            **asked,
        )
    if found.claims:
        _tell(found, _written(found, page), as_json=as_json)
    return INTERRUPTED if found.left else 0


class _Asked:
    """Whether the reader has asked to stop: what is finished is kept, unless he asks again."""

    def __init__(self) -> None:
        self._stop = False

    def __call__(self) -> bool:
        """Whether to stop."""
        return self._stop

    @contextmanager
    def listening(self) -> Generator[_Asked]:
        """While this lasts, the first stop from the keyboard is only taken note of."""
        if threading.current_thread() is not threading.main_thread():
            yield self
            return
        before = signal.getsignal(signal.SIGINT)

        def heard(_number: int, _frame: FrameType | None) -> None:
            self._stop = True
            signal.signal(signal.SIGINT, before)
            print(STOPPING, file=sys.stderr)

        signal.signal(signal.SIGINT, heard)
        try:
            yield self
        finally:
            signal.signal(signal.SIGINT, before)


def _written(found: Findings, page: Path) -> list[Path]:
    from backfire import report

    return _places.write({page: lambda path: report.write(found, path)})


def _tell(found: Findings, written: Sequence[Path], *, as_json: bool) -> None:
    if as_json:
        text = json.dumps(found.to_json(), indent=2, allow_nan=False, ensure_ascii=False)
        _places.tell_json(text, written)
        return
    _show(found, written)


def _show(found: Findings, written: Sequence[Path]) -> None:
    from backfire.report import claims_rows as rows
    from backfire.results.claims import finding

    screen = Screen()
    screen.print(Text(found.sentences[0]))
    screen.print()
    screen.print(table(rows.VERDICTS, rows.verdicts(found), _WORDS, limit=_EVERY, fold=True))
    for one in found.claims:
        screen.print()
        screen.print(Text(finding(one)))
    screen.print()
    closing = (
        f"Scenario {found.scenario}, edition {found.edition}, seed {found.seed}, "
        f"{found.futures} futures with {found.paths:,} paths each, {found.grid}, "
        f"{found.seconds:.0f} s. In brackets the lowest and the highest future. The page has the "
        "pictures and the rules."
    )
    left = [f"Not finished: {', '.join(one.id for one in found.left)}."] if found.left else []
    for line in (closing, *left, *(f"Written: {path}" for path in written)):
        screen.print(Text(line), soft_wrap=True)
