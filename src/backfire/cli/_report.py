"""``backfire report``: draw a saved answer again, or two of a kind side by side."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from . import _options, _places


def report(
    answers: Annotated[
        list[Path],
        typer.Argument(metavar="ANSWER.nc [OTHER.nc]", help="What a question has written."),
    ],
    out: _options.Out = None,
    tables: _options.Tables = None,
) -> None:
    """Write the page of a saved answer, or of two of a kind side by side with their difference."""
    from backfire import render
    from backfire.answers import compared, read_answer
    from backfire.errors import DataError

    if len(answers) > 2:
        where = "the command"
        raise DataError(where, [f"one answer or two can be drawn, got {len(answers)}"])
    first, *others = [read_answer(path) for path in answers]
    names = [path.stem for path in answers]
    page = _places.place(answers[0] if out is None else out, "-and-".join(names), _places.PAGE)
    if others and out is None:
        page = page.with_name(f"{'-and-'.join(names)}{_places.PAGE}")
    _places.refuse_unwritable(page)
    text = render.comparison(compared(first, others[0]), names) if others else render.page(first)
    written = _places.write({page: lambda path: path.write_text(text, encoding="utf-8")})
    if tables is not None and not others:
        written += _places.write_tables(first, tables)
    for path in written:
        print(f"Written: {path}")
