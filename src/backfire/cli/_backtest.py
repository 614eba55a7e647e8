"""``backfire backtest``: let the model tell the past once more, and score it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer
from rich.text import Text

from . import _options, _places
from ._progress import Bar
from ._question import ask, settings
from ._screen import Screen
from ._tables import table

if TYPE_CHECKING:
    from backfire.results import Backtest

PAST = "rare-earths-2010"
"""What is asked when nothing is named."""
_EVERY = 200


def backtest(
    scenario: Annotated[
        str, typer.Argument(help="Short name from the library or path of a file.")
    ] = PAST,
    draws: _options.Draws = None,
    change: _options.Change = None,
    seed: _options.Seed = None,
    out: _options.Out = None,
    as_json: _options.AsJson = False,
    edition: _options.Edition = None,
    parameters: _options.Parameters = None,
    seen: Annotated[
        Path | None,
        typer.Option(help="Table of own observations, in place of the scenario's.", metavar="PATH"),
    ] = None,
) -> None:
    """Run a scenario of the past and score it, year by year, against what was observed."""
    named, own_rows = _options.named_or_own(edition)
    chosen = {"draws": draws, "seed": seed, "parameters": parameters, "edition": named}
    changes = {field: value for field, value in chosen.items() if value is not None}
    question = ask(scenario, {}).but_paths({**settings(change or []), **changes})
    page = _places.place(out, f"{question.name}-backtest", _places.PAGE)
    _places.refuse_unwritable(page)
    with Bar("Telling the past") as progress:
        from backfire.questions.backtest import backtest

        found = backtest(question, edition=own_rows, seen=seen, progress=progress)
    from backfire import report

    written = _places.write({page: lambda path: report.write(found, path)})
    if as_json:
        _places.tell_json(found.to_json(), written)
        return
    _show(found, written)


def _show(found: Backtest, written: list[Path]) -> None:
    from backfire.report import SCORES, scores

    screen = Screen()
    for sentence in found.sentences:
        screen.print(Text(sentence))
    for title, rows in scores(found).items():
        screen.print()
        screen.print(Text(f"Mean scores by series, years {title}"))
        screen.print(table(SCORES, rows, 1, limit=_EVERY))
    screen.print()
    closing = (
        f"From edition {found.edition}, judged by {found.seen}, parameters {found.parameters}, "
        f"seed {found.seed}, {found.draws} futures, {found.seconds:.1f} s."
    )
    for line in (closing, *(f"Written: {path}" for path in written)):
        screen.print(Text(line), soft_wrap=True)
